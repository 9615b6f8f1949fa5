"""Parts of a table where counts can move while all others stay.

Equations of crossed dimensions make boxes: two places × two ages × two sexes… A part is grown as a box: whenever two of
the equations of a count already hold a count of the part, it joins, which is how the fourth corner of a rectangle
follows from three. What moves inside a part is a move of the whole table: a part costs completeness, never truth.
"""

import numpy as np

from asv.disclosure.problem import UNBOUNDED, Bools, Floats, Ints, Problem

FREE = float(UNBOUNDED) / 2
CLOSED = 2  # equations of the part that a count must stand in to join it
TRIES = 60  # of enlarging one part


def positions(start: Ints, of: Ints) -> Ints:
    """Where the entries of some rows stand in compressed storage."""
    lengths = start[of + 1] - start[of]
    before = np.cumsum(lengths) - lengths
    skips: Ints = np.repeat(start[of] - before, lengths)
    return skips + np.arange(len(skips))


class Net:
    """The equations by count and by equation, and how far each count may fall and rise."""

    def __init__(self, problem: Problem) -> None:
        rows, columns = problem.matrix.tocsr(), problem.matrix.tocsc()
        self.size, self.equations = problem.size, problem.matrix.shape[0]
        self.row_start, self.row_cells = rows.indptr.astype(np.int64), rows.indices.astype(np.int64)
        self.start, self.rows = columns.indptr.astype(np.int64), columns.indices.astype(np.int64)
        self.signs = columns.data.astype(np.float64)
        self.fall = (problem.values - problem.lower).astype(np.float64)
        rise = (problem.upper - problem.values).astype(np.float64)
        self.rise = np.where(rise >= FREE, np.inf, rise)

    def rows_of(self, cells: Ints) -> Ints:
        return self.rows[positions(self.start, cells)]

    def cells_of(self, rows: Ints) -> Ints:
        return self.row_cells[positions(self.row_start, rows)]

    def movable(self, cells: Ints) -> Ints:
        """Leave out the counts that stand alone in an equation, again and again: they cannot move."""
        while len(cells):
            rows = self.rows_of(cells)
            alone = np.bincount(rows, minlength=self.equations)[rows] == 1
            if not alone.any():
                break
            owner = np.repeat(np.arange(len(cells)), self.start[cells + 1] - self.start[cells])
            cells = np.delete(cells, owner[alone])
        return cells

    def columns(self, cells: Ints) -> tuple[int, Ints, Ints, Floats]:
        """The equations of these counts by column: number of rows, starts, rows, coefficients."""
        where = positions(self.start, cells)
        rows, index = np.unique(self.rows[where], return_inverse=True)
        lengths = self.start[cells + 1] - self.start[cells]
        return len(rows), np.concatenate(([0], np.cumsum(lengths))), index, self.signs[where]


class Part:
    """A growing part: its counts, the equations they stand in, and for each other count how many of those it shares.

    allowed: (n,) counts that may move; the others only help to find corners.
    """

    def __init__(self, net: Net, allowed: Bools, *, most: int) -> None:
        self.net, self.allowed, self.most = net, allowed, most
        self.inside = np.zeros(net.size, bool)
        self.shared = np.zeros(net.size, np.int64)
        self.touched = np.zeros(net.equations, bool)
        self.movers = np.zeros(net.equations, np.int64)
        self.cells = np.zeros(0, np.int64)
        self.total = 0

    def add(self, cells: Ints) -> None:
        """Take counts in, and all that follow."""
        while len(cells) and self.total < self.most:
            self.inside[cells] = True
            self.total += len(cells)
            movers = cells[self.allowed[cells]]
            self.cells = np.concatenate((self.cells, movers))
            np.add.at(self.movers, self.net.rows_of(movers), 1)
            rows = self.net.rows_of(cells)
            rows = np.unique(rows[~self.touched[rows]])
            self.touched[rows] = True
            near = self.net.cells_of(rows)
            np.add.at(self.shared, near, 1)
            cells = np.unique(near[(self.shared[near] >= CLOSED) & ~self.inside[near]])

    def grow(self, wish: Floats, size: int) -> Ints:
        """Add partners in equations where only one count of the part may move, until `size` counts may; those that may.

        wish: (n,) the lower, the sooner a count is taken as partner.
        """
        for _ in range(TRIES):
            if len(self.cells) >= size or self.total >= self.most:
                break
            poor = np.flatnonzero(self.movers == 1)
            near = self.net.cells_of(poor if len(poor) else np.flatnonzero(self.movers))
            near = near[self.allowed[near] & ~self.inside[near]]
            if not len(near):
                break
            self.add(near[[np.argmin(wish[near])]])
        return self.net.movable(self.cells)
