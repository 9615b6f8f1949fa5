"""Whole moves of many counts at once, near each other.

In a part of the table a linear program moves all counts that still lack a proof, each in a direction drawn by lot, at a
small price on every step so that only what is needed moves: sparse solutions are mostly whole, dense ones are not. What
is not whole is searched again in whole numbers among the counts that the solution moves.
"""

from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from scipy import sparse

from asv.disclosure.problem import Floats, Ints
from asv.disclosure.solving.local import gathered
from asv.disclosure.solving.program import DUAL, doubled, has_some, is_optimal, pose, silent, solution, undoubled
from asv.disclosure.solving.pushing import NEAR, parts, whole_parts
from asv.disclosure.solving.walking import Walk

NODES = 100  # of a search in whole numbers: a limit of time would make the result depend on the machine
WHOLE_GAP = 0.2
TRIES = 3  # of a step that only fractions make, each shorter by one

Steps = list[tuple[Ints, Ints]]


@dataclass(slots=True)
class Stroller:
    """Moves of k counts or classes of counts. columns: their equations; low, high: (k,) how far each may move."""

    columns: sparse.csc_array
    low: Floats
    high: Floats
    rows: sparse.csr_array = field(init=False)

    def __post_init__(self) -> None:
        self.rows = sparse.csr_array(self.columns)

    def stroll(self, targets: Ints, seed: int, price: float, size: int) -> Steps:
        """Moves of the targets, one part of so many counts after the other."""
        rng = np.random.default_rng(seed)
        reward = np.zeros(len(self.low))
        reward[targets] = rng.choice([-1.0, 1.0], len(targets)) * rng.uniform(0.8, 1.2, len(targets))
        waiting, found = reward != 0, []
        for cell in rng.permutation(targets).tolist():
            if waiting[cell]:
                cells = near(self.rows, self.columns, cell, size, rng)
                waiting[cells] = False
                found += self.moves(cells, reward[cells], price)
        return found

    def step(self, cell: int, steps: list[int], size: int) -> Steps:
        """A move that takes one count by the first of these steps that is found possible inside a part."""
        cells, walk = self._walk(cell, size)
        for step in steps:
            whole = walk.by(int(np.searchsorted(cells, cell)), step)
            if whole.any():
                return [(cells, whole)]
        return []

    def ends(self, cell: int, most: int, size: int) -> Steps:
        """Moves that take one count as far up, and as far down, as is found possible inside a part.

        most: how far is far enough; a move may go beyond, where no whole one goes just so far.
        """
        cells, walk = self._walk(cell, size)
        rank, found = int(np.searchsorted(cells, cell)), []
        for sign in (1, -1):
            far = abs(walk.farthest(rank, sign * most))
            tried = (walk.by(rank, sign * by, beyond=True) for by in range(far, max(far - TRIES, 0), -1))
            found += [(cells, whole) for whole in islice(filter(np.any, tried), 1)]
        return found

    def _walk(self, cell: int, size: int) -> tuple[Ints, Walk]:
        """The counts of a part around one, and moves of them."""
        rng = np.random.default_rng(cell)
        cells = near(self.rows, self.columns, cell, size, rng)
        part = sparse.csr_array(self.columns[:, cells])
        columns = sparse.csc_array(part[np.diff(part.indptr) > 0])
        return cells, Walk(columns, self.low[cells], self.high[cells], rng.uniform(0.9, 1.1, 2 * len(cells)))

    def moves(self, cells: Ints, reward: Floats, price: float) -> Steps:
        """Whole moves of great reward inside a part, those that share no equation apart."""
        part = sparse.csr_array(self.columns[:, cells])
        columns = sparse.csc_array(part[np.diff(part.indptr) > 0])
        low, high = self.low[cells], self.high[cells]
        found = _cheapest(columns, low, high, reward, price)
        whole = whole_parts(columns, found, low, high)
        broken = np.flatnonzero((np.abs(found) > NEAR) & (whole == 0))
        for ranks in parts(columns, broken):
            whole[ranks] = _whole(sparse.csc_array(columns[:, ranks]), low[ranks], high[ranks], reward[ranks])
        return [(cells[ranks], whole[ranks]) for ranks in parts(columns, np.flatnonzero(whole))]


def _cheapest(columns: sparse.csc_array, low: Floats, high: Floats, reward: Floats, price: float) -> Floats:
    """The move of the greatest reward less its price, whole or not. A count is two columns, its rise and its fall."""
    highs = silent()
    highs.setOptionValue("simplex_strategy", DUAL)
    rewards = np.concatenate([reward - price, -reward - price])
    pose(highs, doubled(columns), rewards, np.zeros(len(rewards)), np.concatenate([high, -low]))
    highs.run()
    return undoubled(solution(highs)) if is_optimal(highs) else np.zeros(len(low))


def _whole(columns: sparse.csc_array, low: Floats, high: Floats, reward: Floats) -> Ints:
    """A whole move of some counts, the others still; zeros when none is found."""
    rows = sparse.csr_array(columns)
    highs = silent()
    highs.setOptionValue("mip_max_nodes", NODES)
    highs.setOptionValue("mip_rel_gap", WHOLE_GAP)
    pose(highs, sparse.csc_array(rows[np.diff(rows.indptr) > 0]), reward, low, high, whole=True)
    highs.run()
    none: Ints = np.zeros(len(low), np.int64)
    if not has_some(highs):
        return none
    whole: Ints = np.round(solution(highs)).astype(np.int64)
    return none if (columns @ whole).any() else whole


def near(rows: sparse.csr_array, columns: sparse.csc_array, seed: int, size: int, rng: np.random.Generator) -> Ints:
    """About `size` counts near the seed, itself among them, in order.

    Those that share the most equations with the ones already taken come first: boxes close, and counts of a box move.
    """
    taken, read, shared = np.zeros(rows.shape[1], bool), np.zeros(rows.shape[0], bool), np.zeros(rows.shape[1])
    border, number = np.array([seed]), 0
    while len(border) and number < size:
        taken[border] = True
        number += len(border)
        fresh = np.unique(gathered(columns, border))
        fresh = fresh[~read[fresh]]
        read[fresh] = True
        np.add.at(shared, gathered(rows, fresh), 1)
        ranks = np.flatnonzero((shared > 0) & ~taken)
        wanted = min(max(number, 16), size - number, len(ranks))
        order = np.argsort(-(shared[ranks] + rng.random(len(ranks))), kind="stable")[: max(wanted, 0)]
        border = ranks[order]
    return np.flatnonzero(taken)
