"""The figures of a report before anybody receives it: every line, place by place, and what they rest on.

Frozen, they are plain data under a fingerprint, and never computed again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from asv.domain.diffusion import TERRITOIRE, Destinataire, Diffusion, Statut, view_for
from asv.domain.diffusion.editions import fingerprint
from asv.domain.errors import Refused
from asv.domain.rapports.definition import Comptes
from asv.domain.rapports.destinataires import COMMUNE, RAPPORTS
from asv.domain.rapports.exercices import Exercice, figeable_le, parse_exercice
from asv.domain.rapports.indicateurs import INDICATEURS_RAPPORT
from asv.domain.rapports.lignes import LigneRapport, Origine, lines_of

VERSION: Final = 1
TOO_SOON: Final = (
    "Les résultats de « {periode} » se notent encore : ce rapport se fige à partir du {jour}. Jusque-là il est "
    "provisoire, et peut être lu ainsi."
)


@dataclass(frozen=True, slots=True)
class Source:
    """A release that figures rest on. code: « 2025-E1 ». empreinte: SHA-256. seuil: the rule it was decided with."""

    code: str
    empreinte: str
    gardee_le: date
    seuil: int


@dataclass(frozen=True, slots=True)
class ChiffresRapport:
    """Every line that the recipients of one period may be given. lieux: TERRITOIRE, then communes by code.

    communes: names by code.
    """

    periode: Exercice
    sources: tuple[Source, ...]
    communes: Mapping[str, str]
    lieux: Mapping[str, tuple[LigneRapport, ...]]

    @property
    def contenu(self) -> dict[str, Any]:
        """Plain data, to be kept."""
        return {
            "version": VERSION, "periode": self.periode.code, "sources": plain_sources(self.sources),
            "communes": dict(self.communes),
            "lieux": {lieu: [plain_line(one) for one in lignes] for lieu, lignes in self.lieux.items()},
        }  # fmt: skip

    @property
    def empreinte(self) -> str:
        """SHA-256 of what is kept."""
        return fingerprint(self.contenu)


def gather(
    diffusion: Diffusion, source: Source, communes: Mapping[str, str], comptes: Mapping[str, Comptes]
) -> ChiffresRapport:
    """The lines of every place that `comptes` counts: figures about people from the view of its recipient, no other."""
    lieux = {lieu: tuple(_lines(diffusion, lieu, counted)) for lieu, counted in comptes.items()}
    return ChiffresRapport(diffusion.periode, (source,), communes, lieux)


def _lines(diffusion: Diffusion, lieu: str, comptes: Comptes) -> Iterator[LigneRapport]:
    is_whole = lieu == TERRITOIRE
    codes = INDICATEURS_RAPPORT if is_whole else RAPPORTS[COMMUNE].indicateurs
    view = view_for(diffusion, Destinataire.FINANCEUR) if is_whole else view_for(diffusion, Destinataire.COMMUNE, lieu)
    for code in codes:
        yield from lines_of(INDICATEURS_RAPPORT[code], view, comptes, "" if is_whole else lieu)


def check_figeable(periode: Exercice, today: date) -> None:
    """Raise Refused, with the day, while results of the period are still awaited."""
    first = figeable_le(periode)
    if today < first:
        raise Refused(TOO_SOON.format(periode=periode.libelle, jour=f"{first:%d/%m/%Y}"))


def thawed_chiffres(contenu: Mapping[str, Any]) -> ChiffresRapport:
    """What `contenu` gave. Raises ValueError or KeyError on anything else."""
    if contenu["version"] != VERSION:
        raise ValueError("this report was frozen by another version")
    lieux = {lieu: tuple(map(thawed_line, lignes)) for lieu, lignes in contenu["lieux"].items()}
    return ChiffresRapport(
        parse_exercice(contenu["periode"]), thawed_sources(contenu["sources"]), contenu["communes"], lieux
    )


def plain_sources(sources: tuple[Source, ...]) -> list[dict[str, Any]]:
    return [
        {"code": one.code, "empreinte": one.empreinte, "gardee_le": one.gardee_le.isoformat(), "seuil": one.seuil}
        for one in sources
    ]


def thawed_sources(kept: list[Mapping[str, Any]]) -> tuple[Source, ...]:
    return tuple(
        Source(one["code"], one["empreinte"], date.fromisoformat(one["gardee_le"]), one["seuil"]) for one in kept
    )


def plain_line(ligne: LigneRapport) -> dict[str, Any]:
    """A decimal is kept as text, so that euros stay what they are."""
    valeur = str(ligne.valeur) if isinstance(ligne.valeur, Decimal) else ligne.valeur
    return {
        "cle": ligne.cle, "code": ligne.code, "indicateur": ligne.indicateur, "mesure": ligne.mesure,
        "origine": ligne.origine.value, "statut": ligne.statut.value, "valeur": valeur, "unite": ligne.unite,
        "part": ligne.part, "source": ligne.source,
    }  # fmt: skip


def thawed_line(kept: Mapping[str, Any]) -> LigneRapport:
    valeur = kept["valeur"]
    return LigneRapport(
        kept["cle"], kept["code"], kept["indicateur"], kept["mesure"], Origine(kept["origine"]),
        Statut(kept["statut"]), Decimal(valeur) if isinstance(valeur, str) else valeur, kept["unite"], kept["part"],
        kept["source"],
    )  # fmt: skip
