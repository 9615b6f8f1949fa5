"""What the quartiers may be set beside: the same measure of the same year, published for a larger place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from asv.domain.errors import Refused
from asv.domain.series.catalogue import serie
from asv.domain.series.definition import Certitude, SeriePubliee
from asv.domain.series.lues import SerieLue
from asv.domain.series.regles import UNDATED
from asv.reference import Generation, Niveau

REPERES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "qpv2024_part_familles_monoparentales": ("part_familles_monoparentales",),
        "qpv2024_part_75_ans_ou_plus": ("part_75_ans_ou_plus",),
        "qpv2024_taux_pauvrete": ("filosofi_taux_pauvrete",),
        "qpv2024_revenu_median": ("filosofi_revenu_median",),
        "qpv2024_taux_c2s": ("taux_c2s", "epci_taux_c2s"),
    }
)
"""Séries of communes and of the intercommunalité that measure the same thing; never a count, which tells a size."""
OF_THE: Final = {Niveau.COMMUNE: "la commune", Niveau.EPCI: "l’intercommunalité"}
NOT_OF_TODAY: Final = "Seules les séries des QPV 2024 se montrent quartier par quartier."
NO_MEASURE: Final = "« {libelle} » n’a pas de mesure pareille pour une commune ou une intercommunalité dans l’outil."
OTHER_MEASURE: Final = "« {repere} » et « {libelle} » ne mesurent pas la même chose."
NOT_BROUGHT: Final = (
    "Le chiffre de {niveau} n’est pas encore là : la coordination peut apporter le fichier du producteur."
)
PRESUMED_BESIDE: Final = (
    "La date du millésime « {libelle} » est déduite, non publiée : on ne sait pas si c’est celle de l’autre chiffre."
)
BRING: Final = "La coordination peut apporter le fichier daté du producteur."
OTHER_YEAR: Final = (
    "Le chiffre des quartiers est de {annee}, celui de {niveau} de {autre} : deux années ne se mettent pas côte à "
    "côte. Apportez le même millésime."
)


@dataclass(frozen=True, slots=True)
class Repere:
    """Figures of larger places that may stand beside those of the quartiers. Raises Refused where they may not."""

    quartiers: SeriePubliee
    lue: SerieLue

    def __post_init__(self) -> None:
        reasons = repere_refusals(self.quartiers, self.lue.publiee)
        if reasons:
            raise Refused(" ".join(reasons))

    @property
    def niveau(self) -> Niveau:
        return self.lue.publiee.serie.niveau


@dataclass(frozen=True, slots=True)
class Rapprochement:
    """The latest vintage of the quartiers, what it may be set beside, and why it may not be set beside the rest."""

    lue: SerieLue
    reperes: tuple[Repere, ...]
    refus: tuple[str, ...]


def repere_refusals(quartiers: SeriePubliee, repere: SeriePubliee) -> tuple[str, ...]:
    """Why a figure of a larger place is not set beside those of the quartiers; nothing when it is."""
    if repere.serie.code not in REPERES.get(quartiers.serie.code, ()):
        return (OTHER_MEASURE.format(repere=repere.serie.libelle, libelle=quartiers.serie.libelle),)
    doubts = (*_doubts(quartiers), *_doubts(repere))
    if doubts:
        return doubts
    years = quartiers.millesime.annee, repere.millesime.annee
    niveau = OF_THE[repere.serie.niveau]
    return () if years[0] == years[1] else (OTHER_YEAR.format(annee=years[0], autre=years[1], niveau=niveau),)


def _doubts(publiee: SeriePubliee) -> tuple[str, ...]:
    """Why the year of a vintage is not sure, and what to do; nothing when it is."""
    sentence = {Certitude.INCONNU: UNDATED, Certitude.PRESUME: PRESUMED_BESIDE}.get(publiee.millesime.certitude)
    return (f"{sentence.format(libelle=publiee.millesime.libelle)} {BRING}",) if sentence else ()


def rapprochement_of(lues: Sequence[SerieLue], others: Mapping[str, Sequence[SerieLue]]) -> Rapprochement:
    """Set the latest vintage beside its references. lues: vintages of one série; others: of every série, by code.

    Raises Refused on a série that is not of the QPV of 2024.
    """
    latest = lues[-1]
    one = latest.publiee.serie
    if one.generation is not Generation.DE_2024:
        raise Refused(NOT_OF_TODAY)
    found = [_beside(latest, code, others) for code in REPERES.get(one.code, ())]
    reasons = [reason for repere in found if not isinstance(repere, Repere) for reason in repere]
    if not found:
        reasons.append(NO_MEASURE.format(libelle=one.libelle))
    reperes = tuple(repere for repere in found if isinstance(repere, Repere))
    return Rapprochement(latest, reperes, tuple(dict.fromkeys(reasons)))


def _beside(latest: SerieLue, code: str, others: Mapping[str, Sequence[SerieLue]]) -> Repere | tuple[str, ...]:
    """The vintage of the same year, else why there is none."""
    known = others.get(code, ())
    if not known:
        return _doubts(latest.publiee) or (NOT_BROUGHT.format(niveau=OF_THE[serie(code).niveau]),)
    same = next((one for one in known if one.annee == latest.annee), known[-1])
    reasons = repere_refusals(latest.publiee, same.publiee)
    return reasons or Repere(latest.publiee, same)
