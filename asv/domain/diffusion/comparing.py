"""A place beside its territoire: how many times its share, how sure, and the words that this lets one say.

Only published figures are compared, so that an index tells nothing more than they do. The place is compared with the
rest of the territoire, which it is not part of; the index itself divides by the whole, as the dictionary asks, and its
bounds are those of the ratio to the rest, moved by the same rule.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from asv.domain.diffusion.released import _SEAL, ReleasedCell, ReleasedLine, ReleasedValue, Statut
from asv.statistics import proportion_difference, proportion_ratio

FEWEST: Final = 50
"""Answers below which no place is compared (domain study, E3)."""
MARGE: Final = 1.5
"""Times the share of the whole from which a gap weighs fully in the priorities (domain study, E5, « inégalité »)."""
USUAL: Final = 0.95
SURE: Final = 0.998
"""The two limits of a funnel (Spiegelhalter 2005): the outer one, for twenty places looked at together."""
UNITE: Final = "fois la part du territoire"


class Ecart(StrEnum):
    """What may be said of a place beside its territoire.

    COMPARABLE: the usual interval leaves no room for a gap that would weigh. TROP_PEU is not « comparable »: a gap may
    be there, and so few answers do not show it.
    """

    NETTEMENT_AU_DESSUS = "nettement au-dessus"
    UN_PEU_AU_DESSUS = "un peu au-dessus"
    COMPARABLE = "comparable"
    UN_PEU_AU_DESSOUS = "un peu au-dessous"
    NETTEMENT_AU_DESSOUS = "nettement au-dessous"
    TROP_PEU = "trop peu de réponses pour conclure"


@dataclass(frozen=True, slots=True)
class _Indice:
    """The index and its bounds, the usual then the sure ones; none where a ratio has no interval."""

    value: float
    lows: tuple[float, float] | None
    highs: tuple[float, float] | None
    is_other: bool
    """Whether the difference with the rest is sure, for an index without bounds."""


def specificite(code: str, libelle: str, line: ReleasedLine, whole: ReleasedLine, colonne: str) -> ReleasedValue:
    """Share of a column in a place over its share in the territoire; `lecture` is an Ecart.

    Confidential when one of the four figures is; « ns », with its words, below FEWEST answers on either side.
    """
    cells = [(one.cells.get(colonne), one.denominateur) for one in (line, whole)]
    (n, base), (total, everybody) = ((_count(cell), base) for cell, base in cells)
    if n is None or total is None or base is None or everybody is None:
        statut = next((c.statut for c, _ in cells if c is not None and not c.is_published), Statut.NON_DISPONIBLE)
        return ReleasedValue(_SEAL, code, libelle, UNITE, statut)
    rest = (total - n, everybody - base)
    if min(base, rest[1]) < FEWEST or total == 0 or not 0 <= rest[0] <= rest[1]:
        return ReleasedValue(_SEAL, code, libelle, UNITE, Statut.TROP_PEU, lecture=Ecart.TROP_PEU)
    found = _indice((n, base), rest)
    bounds = (found.lows[0], found.highs[0]) if found.lows and found.highs else None
    return ReleasedValue(
        _SEAL, code, libelle, UNITE, Statut.PUBLIE, found.value, n,
        intervalle=bounds, denominateur=base, lecture=_ecart(found),
    )  # fmt: skip


def _count(cell: ReleasedCell | None) -> int | None:
    return None if cell is None else cell.effectif


def _indice(place: tuple[int, int], rest: tuple[int, int]) -> _Indice:
    whole = ((place[0] + rest[0]), (place[1] + rest[1]))
    value = place[0] / place[1] * whole[1] / whole[0]
    gap = proportion_difference(*place, *rest, confidence=SURE)
    is_other = not float(gap.lower) <= 0 <= float(gap.upper)
    if not (place[0] and rest[0]) or (place[0] == place[1] and rest[0] == rest[1]):
        return _Indice(value, None, None, is_other)
    ratio = proportion_ratio(*place, *rest, confidence=(USUAL, SURE))
    weight = place[1] / whole[1]
    lows, highs = (_to_whole(np.asarray(end), weight) for end in (ratio.lower, ratio.upper))
    return _Indice(value, lows, highs, is_other)


def _to_whole(ratio: "np.typing.NDArray[np.float64]", weight: float) -> tuple[float, float]:
    """From a ratio to the rest to a ratio to the whole, of which the place is `weight`: an increasing function."""
    usual, sure = ratio / (weight * ratio + 1 - weight)
    return float(usual), float(sure)


def _ecart(indice: _Indice) -> Ecart:
    if indice.lows is None or indice.highs is None:
        above = Ecart.NETTEMENT_AU_DESSUS if indice.value > 1 else Ecart.NETTEMENT_AU_DESSOUS
        return above if indice.is_other else Ecart.TROP_PEU
    return ecart_of((indice.lows[0], indice.highs[0]), (indice.lows[1], indice.highs[1]))


def ecart_of(usual: tuple[float, float], sure: tuple[float, float]) -> Ecart:
    """What a ratio to a whole lets one say, from its USUAL and its SURE interval."""
    is_small = usual[0] > 1 / MARGE and usual[1] < MARGE
    if sure[0] > 1:
        return Ecart.UN_PEU_AU_DESSUS if is_small else Ecart.NETTEMENT_AU_DESSUS
    if sure[1] < 1:
        return Ecart.UN_PEU_AU_DESSOUS if is_small else Ecart.NETTEMENT_AU_DESSOUS
    return Ecart.COMPARABLE if is_small else Ecart.TROP_PEU
