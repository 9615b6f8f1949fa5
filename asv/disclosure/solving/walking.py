"""One whole move of one count, through the whole table if need be.

A linear program finds the shortest move that takes the count by a step; mostly some of its deviations are not whole.
Whole ones are then searched near it: a deviation that is not whole, or that shares an equation with one, may change by
one, and all others stay. Where that holds none, all may change.
"""

from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from asv.disclosure.problem import Bools, Floats, Ints
from asv.disclosure.solving.program import (
    doubled,
    has_some,
    is_optimal,
    linear_program,
    pose,
    silent,
    solution,
    undoubled,
)

NODES = 100  # of a search in whole numbers: a limit of time would make the result depend on the machine
NEAR = 1e-6


@dataclass(slots=True)
class Walk:
    """Moves of k counts.

    columns: their equations. low, high: (k,) how far each may move. prices: (2k,) of rising by one, then of falling.
    """

    columns: sparse.csc_array
    low: Floats
    high: Floats
    prices: Floats
    both: sparse.csc_array = field(init=False)

    def __post_init__(self) -> None:
        self.both = doubled(self.columns)

    def by(self, rank: int, step: int, *, beyond: bool = False) -> Ints:
        """A whole move that takes one count by a step; zeros when none is found. beyond: or farther."""
        size = len(self.low)
        none: Ints = np.zeros(size, np.int64)
        if not self.low[rank] <= step <= self.high[rank]:
            return none
        least, most = np.zeros(2 * size), np.concatenate([self.high, -self.low])
        least[rank], least[rank + size] = max(step, 0), max(-step, 0)
        ends = [rank + size if step > 0 else rank] if beyond else [rank, rank + size]
        most[ends] = least[ends]
        found = self._shortest(least, most)
        if found is None:
            return none
        near = self._near(found, least, most)
        return near if near.any() else self._whole(least, most)

    def farthest(self, rank: int, step: int) -> int:
        """How far one count goes towards a step, at most: fractions are allowed; the step, where no answer is found."""
        low, high = self.low.copy(), self.high.copy()
        low[rank], high[rank] = max(low[rank], min(step, 0)), min(high[rank], max(step, 0))
        highs = linear_program(self.columns, low, high)
        highs.changeColCost(rank, float(np.sign(step)))
        highs.run()
        return int(solution(highs)[rank] + np.sign(step) * NEAR) if is_optimal(highs) else step

    def _shortest(self, least: Floats, most: Floats) -> Floats | None:
        """The cheapest move, whole or not; None when there is none."""
        highs = silent()
        highs.setOptionValue("presolve", "off")
        pose(highs, self.both, -self.prices, least, most)
        highs.run()
        return solution(highs) if is_optimal(highs) else None

    def _near(self, found: Floats, least: Floats, most: Floats) -> Ints:
        """A whole move near one that is not; zeros when there is none."""
        links = abs(self.both)
        broken = np.abs(found - np.round(found)) > NEAR
        loose: Bools = links.T @ (links @ broken.astype(np.float64) > 0).astype(np.float64) > 0
        low = np.where(loose, np.maximum(least, np.floor(found + NEAR) - 1), np.round(found))
        high = np.where(loose, np.minimum(most, np.ceil(found - NEAR) + 1), np.round(found))
        return self._whole(low, high)

    def _whole(self, least: Floats, most: Floats) -> Ints:
        """The first whole move found between bounds; zeros when none is."""
        highs = silent()
        highs.setOptionValue("mip_max_nodes", NODES)
        highs.setOptionValue("mip_max_improving_sols", 1)
        pose(highs, self.both, np.zeros(len(least)), least, most, whole=True)
        highs.run()
        none: Ints = np.zeros(len(self.low), np.int64)
        if not has_some(highs):
            return none
        whole: Ints = np.round(undoubled(solution(highs))).astype(np.int64)
        return none if (self.columns @ whole).any() else whole
