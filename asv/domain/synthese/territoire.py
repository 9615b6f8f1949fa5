"""What the generator must know of a territoire, and how unevenly its places are covered."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from asv.domain.synthese.tirages import Poids, generator
from asv.domain.territoires import Cellule

BEST_COVERED, LEAST_COVERED = 2.4, 0.05
"""Presence per inhabitant in the first and the last QPV, around an ordinary 1: the last one stays nearly unseen."""
SHARE_HORS_QPV = 0.12
SMALL_PART = 0.35
"""Weight of the second, third… part of a QPV shared between communes, compared with the part before."""


@dataclass(frozen=True, slots=True)
class TerritoireInput:
    """An EPCI as the reference data describe it.

    communes: population by INSEE code. cellules: the QPV parts inside these communes, without the rest of a commune.
    population_qpv: that of the whole QPV, absent when unknown. contrat: QPV that the contrat de ville holds.
    """

    siren: str
    communes: Mapping[str, int]
    cellules: tuple[Cellule, ...]
    population_qpv: Mapping[str, int]
    contrat: tuple[str, ...]

    @property
    def qpv(self) -> tuple[str, ...]:
        """Codes of its QPV, in order."""
        return tuple(sorted({cellule.qpv for cellule in self.cellules if cellule.qpv}))


@dataclass(frozen=True, slots=True)
class Lieux:
    """Every cell where people meet or live, the QPV parts first, with the weight of each."""

    cellules: tuple[Cellule, ...]
    parts: int
    presence: Poids
    habitants: Poids

    @property
    def communes(self) -> list[str]:
        return [cellule.commune for cellule in self.cellules]


def lieux_of(territoire: TerritoireInput, seed: int) -> Lieux:
    """Weigh the cells: people live in proportion to the population, mediators go where the team is used to going."""
    hors = tuple(Cellule(commune) for commune in sorted(territoire.communes))
    parts = tuple(sorted(territoire.cellules, key=lambda cellule: (cellule.qpv or "", cellule.commune)))
    population = _population_of_parts(territoire, parts)
    coverage = _coverage(territoire, seed)
    seen = population * np.array([coverage[cellule.qpv or ""] for cellule in parts])
    outside = _population_hors_qpv(territoire, parts, population, hors)
    share_inside = 1 - SHARE_HORS_QPV if parts else 0.0
    presence = np.concatenate([_scaled(seen, share_inside), _scaled(outside, 1 - share_inside)])
    return Lieux((*parts, *hors), len(parts), presence, np.concatenate([population, outside]))


def _population_of_parts(territoire: TerritoireInput, parts: tuple[Cellule, ...]) -> Poids:
    ordinary = float(np.median([*territoire.population_qpv.values()])) if territoire.population_qpv else 2000.0
    rank: dict[str | None, int] = {}
    found = []
    for cellule in parts:
        before = rank.get(cellule.qpv, 0)
        rank[cellule.qpv] = before + 1
        found.append(territoire.population_qpv.get(cellule.qpv or "", ordinary) * SMALL_PART**before)
    return np.array(found, dtype=np.float64)


def _coverage(territoire: TerritoireInput, seed: int) -> dict[str, float]:
    order = generator(seed, territoire.siren, 1).permutation(np.array(territoire.qpv, dtype=object))
    levels = np.geomspace(BEST_COVERED, LEAST_COVERED, max(len(order), 2))
    return dict(zip(order.tolist(), levels.tolist(), strict=False))


def _population_hors_qpv(
    territoire: TerritoireInput, parts: tuple[Cellule, ...], population: Poids, hors: tuple[Cellule, ...]
) -> Poids:
    """Population of a commune outside its QPV; teams go there mostly where there are QPV beside."""
    inside = dict.fromkeys(territoire.communes, 0.0)
    for cellule, part in zip(parts, population.tolist(), strict=True):
        inside[cellule.commune] += part
    rest = [
        max(territoire.communes[c.commune] - inside[c.commune], 100.0) * (1.0 if inside[c.commune] else 0.1)
        for c in hors
    ]
    return np.array(rest, dtype=np.float64)


def _scaled(poids: Poids, total: float) -> Poids:
    return poids / poids.sum() * total if poids.size else poids
