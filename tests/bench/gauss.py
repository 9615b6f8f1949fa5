"""GAUSS, the baseline: secondary suppression by Gaussian elimination, exact disclosure only.

The idea is that of the R package GaussSuppression (Langsrud, Privacy in Statistical Databases 2024, LNCS 14915): take
the counts in order, from the one most wanted open; open each unless a primary one would then be a linear combination of
open ones. The code is ours and works the other way round, on what open counts leave free: `changes` is a basis, modulo
a prime, of the changes of the base counts that no open count sees, and opening a count removes one dimension. A primary
count would be given away exactly when it moves in proportion to the count to be opened, in every change; a few
changes drawn at random tell that (a wrong « yes » hides one count too many, less than once in a thousand runs on 50 000
counts; a wrong « no » cannot be).

It knows nothing of signs, whole numbers or intervals: it promises less than `protect`, and is a measure of loss.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from asv.disclosure.problem import Problem

PRIME = 4_194_301  # 2²² − 3: a sum of 512 products is exact in doubles
DRAWN = 260  # changes drawn at a time
PROBES = 4  # of them, kept to tell which counts move in proportion
SMALL = 2**15  # of the random coefficients, so that sums over 16 000 changes are exact
ROWS = 1024  # reduced at a time

Matrix = NDArray[np.float64]
Ranks = NDArray[np.int64]


def base_matrix(problem: Problem) -> sparse.csr_array:
    """(cells, base cells): every table that satisfies the equations is this matrix times its base counts.

    A count that is the sum of others (−1 in an equation) is written with its parts, down to those that are no sum.
    Raises ValueError where the equations say more than that.
    """
    equations = sparse.coo_array(problem.matrix)
    sums = equations.data == -1
    first = np.full(problem.size, -1)
    first[equations.col[sums][::-1]] = equations.row[sums][::-1]
    base, parents = np.flatnonzero(first < 0), np.flatnonzero(first >= 0)
    chosen = sparse.csr_array(
        (np.ones(len(parents)), (parents, first[parents])), shape=(problem.size, equations.shape[0])
    )
    parts = chosen @ sparse.csr_array(equations * (equations > 0))
    own = sparse.csr_array((np.ones(len(base)), (base, np.arange(len(base)))), shape=(problem.size, len(base)))
    written, deeper = own, parts @ own
    while deeper.nnz:
        written, deeper = written + deeper, parts @ deeper
    if abs(problem.matrix @ written).sum():
        raise ValueError("these equations are not sums of base cells")
    return sparse.csr_array(written)


def reduced(values: Matrix) -> Matrix:
    """Whole numbers held in doubles, brought back in place to 0…PRIME − 1."""
    values -= np.floor(values / PRIME) * PRIME
    return values


def multiplied(left: Matrix, right: Matrix) -> Matrix:
    """A product modulo PRIME, 512 terms at a time."""
    total = np.zeros((left.shape[0], right.shape[1]))
    for start in range(0, left.shape[1], 512):
        total = reduced(total + left[:, start : start + 512] @ right[start : start + 512])
    return total


def inverse(value: float) -> float:
    return float(pow(int(value), -1, PRIME))


@dataclass
class Changes:
    """The changes of the base counts that no open count sees, and a draw of some of them."""

    basis: Matrix
    cells: sparse.csr_array
    primary: Ranks
    rng: np.random.Generator
    drawn: Matrix
    """(DRAWN, cells) what the drawn changes do to each count, before any was used up."""
    felt: Matrix
    """(DRAWN, primary) the same, for the primary counts."""
    mixed: Matrix
    """(left, DRAWN) the drawn changes still usable, as combinations of the rows of `drawn`."""
    probes: Matrix
    """(PROBES, primary) what the first usable changes do to the primary counts."""
    opened: list[int]
    """Open counts that the basis does not know of yet."""

    def draw(self) -> None:
        weights = self.rng.integers(0, SMALL, (DRAWN, len(self.basis))).astype(float)
        self.drawn = reduced((self.cells @ reduced(weights @ self.basis).T).T)
        self.felt = self.drawn[:, self.primary]
        self.mixed = np.eye(DRAWN)
        self.probes = self.felt[:PROBES].copy()

    def seen(self, cell: int) -> Matrix:
        """(left,) what the usable changes do to one count."""
        return reduced(self.mixed @ self.drawn[:, cell])

    def reveals(self, moves: Matrix) -> bool:
        """Whether some primary count moves in proportion to a count that moves so."""
        one = int(np.flatnonzero(moves[:PROBES])[0]) if moves[:PROBES].any() else 0
        crossed = self.probes * moves[one] - self.probes[one] * moves[:PROBES, None]
        return bool(((reduced(crossed) == 0).all(axis=0) & self.probes.any(axis=0)).any())

    def open(self, cell: int, moves: Matrix) -> None:
        """Use one of the changes up, so that the others leave this count where it is."""
        used = int(np.flatnonzero(moves)[-1])
        factor = reduced(moves * inverse(moves[used]))
        row = reduced(np.einsum("i,ij->j", self.mixed[used], self.felt))  # one thread: too small for several
        self.probes = reduced(self.probes - reduced(factor[:PROBES, None] * row))
        self.mixed = np.delete(reduced(self.mixed - reduced(factor[:, None] * self.mixed[used])), used, axis=0)
        self.opened.append(cell)
        if len(self.mixed) == PROBES:
            self.settle()

    def settle(self) -> None:
        """Take the opened counts out of the basis, and draw again."""
        seen = reduced((self.cells[self.opened] @ self.basis.T).T)
        pivots = independent(seen, self.rng)
        others = np.setdiff1d(np.arange(len(seen)), pivots)
        weights = multiplied(seen[others], inverted(seen[pivots]))
        taken, kept = self.basis[pivots], self.basis[others]
        moving = np.flatnonzero(weights.any(axis=1))
        for start in range(0, len(moving), ROWS):
            part = moving[start : start + ROWS]
            kept[part] = reduced(kept[part] - weights[part] @ taken)
        self.basis, self.opened = kept, []
        self.draw()


def eliminated(seen: Matrix) -> list[int]:
    """Rank of the row in which each column finds its pivot modulo PRIME, up to the first column that finds none."""
    rows, pivots = seen.copy(), list[int]()
    for column in range(rows.shape[1]):
        free = np.flatnonzero(rows[:, column])
        free = free[~np.isin(free, pivots)]
        if not len(free):
            return pivots
        pivots.append(int(free[0]))
        factor = reduced(rows[:, column] * inverse(rows[free[0], column]))
        factor[pivots] = 0
        rows = reduced(rows - reduced(factor[:, None] * rows[free[0]]))
    return pivots


def independent(seen: Matrix, rng: np.random.Generator) -> Ranks:
    """Ranks of as many rows as there are columns, independent modulo PRIME."""
    moving = rng.permutation(np.flatnonzero(seen.any(axis=1)))
    number = 2 * seen.shape[1]
    while True:
        pivots = eliminated(seen[moving[:number]])
        if len(pivots) == seen.shape[1]:
            return moving[pivots]
        if number >= len(moving):
            raise ArithmeticError("opened counts that are not independent")
        number *= 4


def inverted(square: Matrix) -> Matrix:
    """Inverse of a square matrix modulo PRIME, by Gauss and Jordan."""
    size = len(square)
    rows = np.hstack([square, np.eye(size)])
    for rank in range(size):
        pivot = rank + int(np.flatnonzero(rows[rank:, rank])[0])
        rows[[rank, pivot]] = rows[[pivot, rank]]
        rows[rank] = reduced(rows[rank] * inverse(rows[rank, rank]))
        factor = rows[:, rank].copy()
        factor[rank] = 0
        rows = reduced(rows - reduced(factor[:, None] * rows[rank]))
    return rows[:, size:]


def gauss(problem: Problem, seed: int = 0) -> NDArray[np.bool_]:
    """(n,) what is hidden in the end. Counts that cannot be hidden are opened first, then by decreasing cost."""
    matrix = base_matrix(problem)
    fixed = ~problem.hidden & ~np.isfinite(problem.cost) & (problem.values == 0)
    known = np.unique(matrix[np.flatnonzero(fixed)].indices)  # the parts of a published zero are zero
    matrix = sparse.csr_array(matrix[:, np.setdiff1d(np.arange(matrix.shape[1]), known)])
    primary = np.flatnonzero(problem.hidden)
    empty = np.zeros((0, 0))
    changes = Changes(np.eye(matrix.shape[1]), matrix, primary, np.random.default_rng(seed), *[empty] * 4, [])
    changes.draw()
    hidden = problem.hidden.copy()
    ranks = np.flatnonzero(~problem.hidden)
    for cell in ranks[np.argsort(-problem.cost[ranks], kind="stable")]:
        moves = changes.seen(cell)
        if not moves.any():
            continue
        if np.isfinite(problem.cost[cell]) and changes.reveals(moves):
            hidden[cell] = True
        else:
            changes.open(int(cell), moves)
    return hidden
