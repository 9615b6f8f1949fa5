"""Whole tables that agree with everything published: a first one, and others kept as what changes."""

from dataclasses import dataclass, field

import numpy as np

from asv.disclosure.auditing.reducing import Component
from asv.disclosure.auditing.system import Bools, Floats, Ints

FIRST = -1
MOST = 2.0**45
"""Counts above are no counts: a solver lost its way."""


@dataclass(slots=True)
class Witnesses:
    """The whole tables found for one component.

    first: (y,) a whole solution. low, high: (y,) smallest and largest whole value seen. at_low, at_high: (y,) which
    table shows them, FIRST or a rank in `moves`, each the ranks that change and by how much. least, most: (y,) bounds
    proven by a solver, no whole table goes beyond. is_endless: (y,) proven to have no most.
    """

    component: Component
    first: Ints
    low: Ints = field(init=False)
    high: Ints = field(init=False)
    at_low: Ints = field(init=False)
    at_high: Ints = field(init=False)
    least: Floats = field(init=False)
    most: Floats = field(init=False)
    moves: list[tuple[Ints, Ints]] = field(default_factory=list)
    is_endless: Bools = field(init=False)
    programs: int = 0

    def __post_init__(self) -> None:
        """Start with the first table as the only one."""
        self.low, self.high = self.first.copy(), self.first.copy()
        self.at_low = np.full(len(self.first), FIRST)
        self.at_high = self.at_low.copy()
        self.is_endless = np.zeros(len(self.first), dtype=np.bool_)
        self.least, self.most = self.component.lower.copy(), self.component.upper.copy()

    def add(self, point: Floats) -> bool:
        """Take a whole table, once checked in whole numbers; False when it is none, or shows nothing new."""
        if not fits(self.component, point):
            return False
        table = np.round(point).astype(np.int64)
        lower, higher = table < self.low, table > self.high
        if not (lower.any() or higher.any()):
            return False
        rank, changed = len(self.moves), np.flatnonzero(table != self.first)
        self.moves.append((changed, table[changed] - self.first[changed]))
        self.low[lower], self.high[higher] = table[lower], table[higher]
        self.at_low[lower], self.at_high[higher] = rank, rank
        return True

    @property
    def met(self) -> Bools:
        """Which cells of the component have what is asked of them."""
        low, high = self.component.of_cells(self.low, self.high)
        return self.component.demand.met(low, high, self._floor())

    @property
    def hopeless(self) -> Bools:
        """Which cells are proven not to have it."""
        low, high = self._outer()
        return ~self.component.demand.met(low, high, low.astype(np.float64))

    @property
    def open(self) -> Ints:
        """Ranks of the y for which some cell is neither proven safe nor proven unsafe."""
        waiting = ~self.met & ~self.hopeless
        return np.unique(self.component.of[waiting])

    def _floor(self) -> Floats:
        return self._outer()[0].astype(np.float64)

    def _outer(self) -> tuple[Ints, Ints]:
        least = np.clip(self.least, -MOST, MOST).astype(np.int64)
        return self.component.of_cells(least, np.clip(self.most, -MOST, MOST).astype(np.int64))

    def shows(self, place: int, *, high: bool) -> Ints:
        """Counts of all cells of the component in the table that shows the least or the most of one of them."""
        top = high == (self.component.sign[place] > 0)
        rank = (self.at_high if top else self.at_low)[self.component.of[place]]
        return self.component.values(self.table(int(rank)))

    def table(self, rank: int) -> Ints:
        """A whole table: FIRST or the rank of a move."""
        found = self.first.copy()
        if rank != FIRST:
            changed, by = self.moves[rank]
            found[changed] += by
        return found


def fits(component: Component, point: Floats) -> bool:
    """The rounded point is a whole table of the component: checked in whole numbers."""
    if len(point) != component.size or not (np.abs(point) < MOST).all():
        return False
    table = np.round(point).astype(np.int64)
    inside = (table >= component.lower).all() and (table <= component.upper).all()
    return bool(inside and np.array_equal(component.matrix @ table, component.right))
