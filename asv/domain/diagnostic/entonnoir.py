"""The funnel: which quartiers are farther from the territoire than chance and usual differences explain. No rank.

Everything is read in one released table: the centre is the share of the territoire, the places are those whose share
is published on enough answers, and the spread of places is measured on them alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from asv.domain.diagnostic.ecriture import listed, number, percent, plural, quoted
from asv.domain.diffusion import FEWEST, FEWEST_PLACES, Colonne, Ecart, Ligne, ReleasedTable, ReleasedValue, compared
from asv.statistics import funnel_limits, funnel_significance, overdispersion

FEWEST_SPREAD: Final = 10
"""Places below which their spread is not measured: no extreme one could be left out, and it would hide itself."""
NOTABLE: Final = 1.1
"""How many times wider the funnel must be for the reader to be told so."""


class Position(StrEnum):
    """Where a quartier stands. The border lies between the two limits: one place in twenty is there by chance."""

    AU_DESSUS = "au-dessus de l’entonnoir"
    BORD_HAUT = "dans l’entonnoir, près du bord haut"
    DEDANS = "dans l’entonnoir"
    BORD_BAS = "dans l’entonnoir, près du bord bas"
    AU_DESSOUS = "au-dessous de l’entonnoir"

    @property
    def is_outside(self) -> bool:
        return self in (Position.AU_DESSUS, Position.AU_DESSOUS)


_BY_LIMITS = dict(zip((2, 1, 0, -1, -2), Position, strict=True))


@dataclass(frozen=True, slots=True)
class Point:
    """A quartier that may be compared. part: from 0 to 1."""

    ligne: Ligne
    reponses: int
    part: float
    position: Position


@dataclass(frozen=True, slots=True)
class Entonnoir:
    """cible: share of the territoire, 0 to 1. largeur: how many times wider than chance alone, 1 at least.

    absents: quartiers that are not placed, because their figure is hidden or rests on too few answers.
    refus: why there is no funnel, in French; it then has no point.
    """

    colonne: Colonne
    unite: str
    cible: float = 0.0
    largeur: float = 1.0
    points: tuple[Point, ...] = ()
    absents: tuple[Ligne, ...] = ()
    refus: str = ""

    def limits(self, reponses: float) -> tuple[tuple[float, float], tuple[float, float]]:
        """Usual limits, then the outer ones, for so many answers; shares from 0 to 1."""
        found = funnel_limits(
            self.cible * reponses, reponses, target=self.cible, overdispersion=self.largeur**2, multiplier=1
        )
        (low, out_low), (high, out_high) = (np.asarray(end).tolist() for end in (found.lower, found.upper))
        return (low, high), (out_low, out_high)

    @property
    def sortis(self) -> dict[Position, list[str]]:
        """Names of the quartiers outside, by side."""
        return {
            side: [point.ligne.libelle for point in self.points if point.position is side]
            for side in Position
            if side.is_outside
        }


def entonnoir_of(table: ReleasedTable, code: str) -> Entonnoir:
    """The funnel of one column of a released table; `refus` says why when there is none."""
    colonne = next(one for one in table.colonnes if one.code == code)
    places = table.lignes[1:]
    kept = [(line.ligne, found) for line in places if (found := compared(line, code))]
    absents = tuple(line.ligne for line in places if not compared(line, code))
    cible = table.territoire.cells[code].part
    if refus := _refus(len(kept), cible):
        return Entonnoir(colonne, table.unite, absents=tuple(line.ligne for line in places), refus=refus)
    centre = cible or 0.0
    n, d = (np.array(side) for side in zip(*(found for _, found in kept), strict=True))
    phi = max(1.0, overdispersion(n, d, target=centre)) if len(kept) >= FEWEST_SPREAD else 1.0
    crossed = funnel_significance(n, d, target=centre, overdispersion=phi)
    points = tuple(
        Point(ligne, base, count / base, _BY_LIMITS[int(rank)])
        for (ligne, (count, base)), rank in zip(kept, crossed, strict=True)
    )
    return Entonnoir(colonne, table.unite, centre, float(np.sqrt(phi)), points, absents)


def _refus(places: int, cible: float | None) -> str:
    if cible is None:
        return "Le chiffre du territoire n’est pas montré : il n’y a rien à quoi comparer les quartiers."
    if not 0 < cible < 1:
        return "Tous les contacts du territoire ont donné la même réponse : il n’y a rien à comparer."
    if places < FEWEST_PLACES:
        return (
            f"{Ecart.TROP_PEU.capitalize()} : {plural(places, 'quartier')} seulement sur les {FEWEST_PLACES} qu’il "
            f"faut au moins, à {FEWEST} réponses chacun. Choisissez une période plus longue ou une autre réponse."
        )
    return ""


def entonnoir_phrase(entonnoir: Entonnoir) -> str:
    """One sentence: who stands outside, by side and in the order of the map, and what may be said of the others."""
    if entonnoir.refus:
        return entonnoir.refus
    out = {side: names for side, names in entonnoir.sortis.items() if names}
    placed, rest = number(len(entonnoir.points)), len(entonnoir.points) - sum(map(len, out.values()))
    usual = " ou aux différences habituelles entre quartiers" if entonnoir.largeur >= NOTABLE else ""
    may_be = f"l’écart avec la part du territoire ({percent(entonnoir.cible)}) peut tenir au hasard{usual}"
    if not out:
        return f"Aucun des {placed} quartiers comparés ne sort de l’entonnoir : {may_be}."
    said = [
        f"{listed([quoted(name) for name in names])} {'est' if len(names) == 1 else 'sont'} {side}"
        for side, names in out.items()
    ]
    others = f" ; pour {'l’autre' if rest == 1 else f'les {number(rest)} autres'}, {may_be}" if rest else ""
    return f"Sur {placed} quartiers comparés, {' ; '.join(said)}{others}."


def etendue_phrase(table: ReleasedTable, code: str) -> str:
    """The share of the territoire, and between which ends those of the quartiers that may be compared lie."""
    entonnoir, part = entonnoir_of(table, code), table.territoire.cells[code].part
    if part is None:
        return entonnoir.refus
    start = f"{quoted(entonnoir.colonne.libelle)} : {percent(part)} dans le territoire"
    if entonnoir.refus:
        return f"{start}. {entonnoir.refus}"
    low, high = (percent(end(point.part for point in entonnoir.points)) for end in (min, max))
    return (
        f"{start} ; de {low} à {high} dans les {number(len(entonnoir.points))} quartiers d’au moins {FEWEST} réponses. "
        "Deux quartiers dont les intervalles se recouvrent peuvent ne différer que par hasard."
    )


def largeur_phrase(entonnoir: Entonnoir) -> str:
    """Whether the quartiers differ from one another more than by chance, which widens the funnel for all of them."""
    if len(entonnoir.points) < FEWEST_SPREAD:
        return (
            f"Moins de {FEWEST_SPREAD} quartiers comparés : leurs différences habituelles ne se mesurent pas, "
            "l’entonnoir ne montre que le hasard. Un quartier qui en sort n’est pas forcément inhabituel."
        )
    if entonnoir.largeur < NOTABLE:
        return "Les quartiers ne diffèrent pas plus que par hasard : l’entonnoir ne montre que le hasard."
    times = f"{entonnoir.largeur:.1f}".replace(".", ",").removesuffix(",0")
    return (
        f"Les quartiers diffèrent entre eux plus que par hasard : l’entonnoir est élargi {times} fois, pour ne montrer "
        "que ceux qui s’écartent plus que d’habitude."
    )


def carte_lissee_phrase(table: ReleasedTable, code: str, lisses: Mapping[str, ReleasedValue]) -> str:
    """How the smoothed map reads, from the quartier that the smoothing moved most; none when nothing is smoothed."""
    shown = [
        (line.ligne.libelle, part, value.valeur / 100)
        for line in table.lignes[1:]
        if (value := lisses[line.ligne.code]).valeur is not None and (part := line.cells[code].part) is not None
    ]
    if not shown:
        return ""
    if len({round(smooth, 4) for _, _, smooth in shown}) == 1:
        return (
            f"Les {number(len(shown))} quartiers montrés ne diffèrent pas plus que par hasard : la carte leur donne à "
            f"tous leur part commune, {percent(shown[0][2])}."
        )
    name, raw, smooth = max(shown, key=lambda one: abs(one[1] - one[2]))
    return (
        f"La carte rapproche de la moyenne les quartiers qui ont peu de réponses : {quoted(name)}, {percent(raw)} "
        f"observés, y est à {percent(smooth)}."
    )
