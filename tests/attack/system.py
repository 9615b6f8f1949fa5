"""What a patient reader works out: every figure of the pool in one system, and the least and most of each unknown.

Nothing here is asv's: the sums are those that anybody writes who knows that a commune is made of its quartiers, a year
of its quarters and a total of its answers. The bounds are those of whole numbers, by scipy's branch and cut.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

Sum = tuple[Mapping[object, float], float, float]
"""Coefficients of unknown counts, and between what their sum lies."""
MOST = 10_000.0


@dataclass
class System:
    """Unknown counts, whole and never below zero, with all that is known of them."""

    low: dict[object, float] = field(default_factory=dict)
    high: dict[object, float] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)

    def know(self, cell: object, low: float = 0.0, high: float = MOST) -> None:
        self.low[cell] = max(self.low.get(cell, 0.0), low)
        self.high[cell] = min(self.high.get(cell, MOST), high)

    def add(self, terms: Mapping[object, float], low: float = 0.0, high: float = 0.0) -> None:
        for cell in terms:
            self.know(cell)
        self.sums.append((terms, low, high))

    def bounds(self, asked: Iterable[object]) -> dict[object, tuple[int, int]]:
        """The least and the most that each count asked for may be."""
        found = {}
        for cells, sums in self.parts():
            wanted = [cell for cell in asked if cell in cells]
            if wanted:
                found |= _extremes(self, sorted(cells, key=repr), sums, wanted)
        return found

    def parts(self) -> Iterable[tuple[set[object], list[Sum]]]:
        """The unknown counts that hold together, with what holds them; the known ones are put aside."""
        reduced = [self._reduced(one) for one in self.sums]
        linked: dict[object, list[int]] = defaultdict(list)
        for rank, (terms, _, _) in enumerate(reduced):
            for cell in terms:
                linked[cell].append(rank)
        left = {cell for cell in self.low if not self.is_known(cell)}
        while left:
            cells, ranks, heap = set(), set(), [left.pop()]
            while heap:
                cell = heap.pop()
                cells.add(cell)
                for rank in linked[cell]:
                    if rank not in ranks:
                        ranks.add(rank)
                        heap += [other for other in reduced[rank][0] if other not in cells]
            left -= cells
            yield cells, [reduced[rank] for rank in ranks]

    def is_known(self, cell: object) -> bool:
        return self.low[cell] == self.high[cell]

    def _reduced(self, one: Sum) -> Sum:
        terms, low, high = one
        known = sum(factor * self.low[cell] for cell, factor in terms.items() if self.is_known(cell))
        return {cell: f for cell, f in terms.items() if not self.is_known(cell)}, low - known, high - known


def _extremes(
    system: System, cells: Sequence[object], sums: Sequence[Sum], wanted: Iterable[object]
) -> dict[object, tuple[int, int]]:
    rank = {cell: at for at, cell in enumerate(cells)}
    box = Bounds([system.low[cell] for cell in cells], [system.high[cell] for cell in cells])
    limits = []
    if sums:
        entries = [(row, rank[cell], f) for row, (terms, _, _) in enumerate(sums) for cell, f in terms.items()]
        rows, columns, factors = zip(*entries, strict=True)
        matrix = coo_array((factors, (rows, columns)), shape=(len(sums), len(cells))).tocsr()
        limits = [LinearConstraint(matrix, [low for _, low, _ in sums], [high for _, _, high in sums])]
    found = {}
    for cell in wanted:
        aim = np.zeros(len(cells))
        aim[rank[cell]] = 1.0
        ends = [milp(sign * aim, integrality=np.ones(len(cells)), bounds=box, constraints=limits) for sign in (1, -1)]
        assert all(end.status == 0 for end in ends), (cell, [end.message for end in ends])
        found[cell] = (round(ends[0].fun), round(-ends[1].fun))
    return found
