"""What a figure of context may be said of, and what it may be set beside: refusals that say why, in French."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from asv.domain.errors import Refused
from asv.domain.series.definition import (
    NIVEAUX,
    Absence,
    Certitude,
    Comparabilite,
    Lieu,
    Millesime,
    Serie,
    SeriePubliee,
)
from asv.reference import Generation, Niveau

FIVE_YEARS: Final = 5
FEWEST_POINTS: Final = 2
OF_THE_COMMUNE: Final = (
    "« {libelle} » est une valeur de {niveau} : elle ne dit rien d’un quartier en particulier. "
    "Montrez-la pour la {niveau}, à côté du quartier, jamais à sa place."
)
OTHER_LEVEL: Final = "« {libelle} » est publiée par {niveau} : elle ne se rattache pas à {lieu}."
OF_2015: Final = (
    "« {libelle} » décrit les quartiers dans leur périmètre de 2015, presque toujours modifié en 2024 : elle ne se "
    "rattache pas à un quartier de 2024, même de nom semblable. Montrez-la à part, marquée « QPV 2015 »."
)
OF_2024: Final = (
    "« {libelle} » décrit les quartiers dans leur périmètre de 2024 : elle ne se rattache pas à un quartier de 2015."
)
TWO_GENERATIONS: Final = (
    "Des chiffres des QPV 2015 et des QPV 2024 ne se montrent pas dans un même tableau : les périmètres ont changé. "
    "Faites-en deux."
)
TOO_FEW: Final = "Un seul millésime : une évolution en demande au moins deux."
OTHER_SERIES: Final = "Ce ne sont pas les mêmes séries : {libelles}."
OTHER_GENERATION: Final = (
    "Les périmètres des quartiers ont changé entre 2015 et 2024 : un écart dirait le changement de périmètre autant "
    "que celui des habitants."
)
UNDATED: Final = "Le millésime « {libelle} » n’est pas daté par le producteur : on ne sait pas ce qui serait comparé."
PRESUMED: Final = "La date du millésime « {libelle} » est déduite, non publiée : elle ne fonde pas une évolution."
SAME_YEAR: Final = "Deux millésimes portent la même année ({annee}) : gardez le plus récent."
TOO_NEAR: Final = (
    "{premier} et {second} sont trop proches : chaque millésime réunit cinq enquêtes annuelles, il faut au moins cinq "
    "ans d’écart."
)
BROKEN: Final = "La méthode a changé en {annee} : {premier} et {second} ne mesurent pas la même chose."
MENTION_2015: Final = "Périmètre de 2015 : ne vaut pas pour le quartier de 2024, même de nom semblable."
MENTION_DEBORDE: Final = "Quartier entier : ses habitants d’une autre agglomération comptent aussi."
MENTION_COMMUNE: Final = "Valeur de la commune entière, non de ses quartiers."


@dataclass(frozen=True, slots=True)
class Valeur:
    """One figure at one place; built only where the série may be said of the place. `nombre` None: see `absence`."""

    publiee: SeriePubliee
    lieu: Lieu
    nombre: float | None
    absence: Absence | None = None

    def __post_init__(self) -> None:
        check_attachment(self.publiee.serie, self.lieu)
        if (self.nombre is None) != (self.absence is not None):
            raise ValueError("a figure is a number, or an absence with its reason")

    @property
    def mention(self) -> str:
        """What must be printed beside the figure so that nobody reads it as that of a quartier of 2024."""
        said = (mention_of(self.publiee.serie), MENTION_DEBORDE if self.lieu.is_debordant else "")
        return " ".join(filter(None, said))


@dataclass(frozen=True, slots=True)
class Point:
    """One vintage of a série on the line of an evolution."""

    serie: Serie
    millesime: Millesime


def check_attachment(serie: Serie, lieu: Lieu) -> None:
    """Raises Refused when a figure of this série would be said of a place that it does not describe."""
    if serie.niveau is not lieu.niveau:
        sentence = OF_THE_COMMUNE if lieu.niveau is Niveau.QPV else OTHER_LEVEL
        niveau, place = NIVEAUX[serie.niveau], NIVEAUX[lieu.niveau]
        raise Refused(sentence.format(libelle=serie.libelle, niveau=niveau, lieu=f"une {place}"))
    if serie.generation is not lieu.generation:
        sentence = OF_2015 if serie.generation is Generation.DE_2015 else OF_2024
        raise Refused(sentence.format(libelle=serie.libelle))


def mention_of(serie: Serie) -> str:
    """The caution that goes with each figure of a série; empty for a QPV of 2024 and for larger places."""
    if serie.generation is Generation.DE_2015:
        return MENTION_2015
    return MENTION_COMMUNE if serie.niveau is Niveau.COMMUNE else ""


def check_together(series: Iterable[Serie]) -> None:
    """Raises Refused when figures of the two generations of QPV would share a table or a chart."""
    if len({serie.generation for serie in series} - {None}) > 1:
        raise Refused(TWO_GENERATIONS)


def check_trend(points: Sequence[Point]) -> None:
    """Raises Refused, with every reason, when these vintages do not make an evolution."""
    reasons = trend_refusals(points)
    if reasons:
        raise Refused("Pas de courbe d’évolution. " + " ".join(reasons))


def trend_refusals(points: Sequence[Point]) -> tuple[str, ...]:
    """Why these vintages, in any order, may not be joined by a line; nothing when they may."""
    reasons = [*_other_series(points), *_dates(points)]
    if points and not reasons:
        reasons += _by_rule(points[0].serie, [point.millesime for point in points])
    if not reasons and len(points) < FEWEST_POINTS:
        reasons.append(TOO_FEW)
    return tuple(dict.fromkeys(reasons))


def _other_series(points: Sequence[Point]) -> list[str]:
    if len({point.serie.generation for point in points}) > 1:
        return [OTHER_GENERATION]
    libelles = sorted({point.serie.code: point.serie.libelle for point in points}.items())
    return [OTHER_SERIES.format(libelles=", ".join(one for _, one in libelles))] if len(libelles) > 1 else []


def _dates(points: Sequence[Point]) -> list[str]:
    sentences = {Certitude.INCONNU: UNDATED, Certitude.PRESUME: PRESUMED}
    reasons = [
        sentences[point.millesime.certitude].format(libelle=point.millesime.libelle)
        for point in points
        if point.millesime.certitude in sentences
    ]
    years = [point.millesime.annee for point in points if point.millesime.annee is not None]
    return reasons + [SAME_YEAR.format(annee=year) for year in sorted(set(years)) if years.count(year) > 1]


def _by_rule(serie: Serie, millesimes: Sequence[Millesime]) -> list[str]:
    """What the producer's rule says of vintages that are all dated and all different."""
    if serie.comparabilite in (Comparabilite.JAMAIS, Comparabilite.INCONNUE):
        return [serie.source.raison]
    years = sorted(millesime.annee or 0 for millesime in millesimes)
    reasons = [
        BROKEN.format(annee=rupture, premier=before, second=after)
        for before, after in pairwise(years)
        for rupture in serie.source.ruptures
        if before < rupture <= after
    ]
    if serie.comparabilite is Comparabilite.CINQ_ANS:
        near = [(a, b) for a, b in pairwise(years) if b - a < FIVE_YEARS]
        reasons += [TOO_NEAR.format(premier=a, second=b) for a, b in near]
    return reasons
