"""What is left of a problem once nothing that cannot move, or cannot matter, is in it."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from asv.disclosure.problem import UNBOUNDED, Bools, Floats, Ints, Problem


@dataclass(frozen=True, slots=True)
class Network:
    """The counts that may move (k of them) and the equations between them.

    cells: (k,) ranks in the problem. rows: (m, k) equations by row; columns: the same by column. down, up: (k,) how far
    a hidden count may move on each side, infinite where the attacker knows no bound. hidden: (k,) from the start. cost:
    (k,) finite, 0 for the hidden ones. width, need_down, need_up: (k,) what the protected ones need: the sum of both
    rooms, and each room. Every count of it may be hidden.
    """

    cells: Ints
    rows: sparse.csr_array
    columns: sparse.csc_array
    down: Floats
    up: Floats
    hidden: Bools
    cost: Floats
    width: Ints
    need_down: Ints
    need_up: Ints

    @property
    def size(self) -> int:
        return len(self.cells)

    @property
    def protected(self) -> Ints:
        """Counts that must be given a width."""
        return np.flatnonzero(self.width > 0)


def reduce(problem: Problem) -> Network:
    """Keep the counts that can be hidden and that can move when all of them are hidden.

    A count that stands alone in an equation is known by subtraction, whatever is hidden; leaving it out may leave
    another one alone. What is dropped is thus either published for ever or determined for ever.
    """
    movable = (problem.upper > problem.lower) & (problem.hidden | np.isfinite(problem.cost))
    cells = np.flatnonzero(spread(problem.matrix, movable))
    rows = sparse.csr_array(problem.matrix[:, cells])
    rows.eliminate_zeros()
    rows = sparse.csr_array(rows[np.diff(rows.indptr) > 0])
    values, lower, upper = problem.values[cells], problem.lower[cells], problem.upper[cells]
    down = np.where(lower <= -UNBOUNDED, np.inf, values - lower)
    up = np.where(upper >= UNBOUNDED, np.inf, upper - values)
    width, hidden = problem.width[cells], problem.hidden[cells]
    need_down, need_up = (np.zeros_like(width) if need is None else need[cells] for need in (problem.down, problem.up))
    need_up = np.maximum(need_up, np.where(np.isfinite(down), np.maximum(width - down, 0), 0).astype(np.int64))
    need_down = np.maximum(need_down, np.where(np.isfinite(up), np.maximum(width - up, 0), 0).astype(np.int64))
    cost = np.where(hidden, 0.0, problem.cost[cells])
    return Network(cells, rows, sparse.csc_array(rows), down, up, hidden, cost, width, need_down, need_up)


def spread(matrix: sparse.csr_array, hidden: Bools) -> Bools:
    """Which hidden counts are left when those alone in an equation are worked out by subtraction, again and again."""
    touches = sparse.csr_array((np.ones(matrix.nnz), matrix.indices, matrix.indptr), shape=matrix.shape)
    touches.data[matrix.data == 0] = 0
    left = hidden.copy()
    while True:
        alone = touches @ left.astype(np.float64) == 1
        if not alone.any():
            return left
        left &= touches.T @ alone.astype(np.float64) == 0
