"""What every solver of this package reads: counts, the equations between them, and what must stay unknown."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

UNBOUNDED = np.int64(2**40)
"""Stands for « the attacker knows no upper bound »: above any count, and still exact in sums of doubles."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Secondary suppression of n counts under m equations, as plain arrays.

    values: (n,) true counts, ≥ 0. matrix: (m, n) integers, `matrix @ values == 0` (a sum: +1 for each child, -1 for the
    parent; other integers are allowed). lower, upper: (n,) what the attacker knows of a hidden count before he looks at
    the equations (`lower ≤ values ≤ upper`, UNBOUNDED above when he knows nothing).
    hidden: (n,) counts hidden from the start. They are the primary ones, those forced, and counts that no table shows
    (a slack, a rest). width: (n,) how far apart the two values that the attacker must still consider possible have to
    be: 1 for exact protection, 5 for an interval of width 5, 0 where nothing is asked. Only hidden counts have one.
    cost: (n,) ≥ 0, what is lost by hiding a count; infinite where it cannot be hidden (an earlier release, a forced
    opening, a published zero).
    down, up: (n,) rooms asked on each side of the true count, 0 where none is: some possible value must be ≤ values -
    down and some ≥ values + up. Absent when no count asks for any. Class protection is down = n - 1, up = the largest
    small count - n; `width` is then at least down + up, so who reads only widths protects less, never something else.
    """

    values: Ints
    matrix: sparse.csr_array
    lower: Ints
    upper: Ints
    hidden: Bools
    width: Ints
    cost: Floats
    down: Ints | None = None
    up: Ints | None = None

    def __post_init__(self) -> None:
        """Refuse arrays that do not belong together; ValueError is a bug of the caller."""
        n = len(self.values)
        arrays = (self.lower, self.upper, self.hidden, self.width, self.cost)
        if any(len(array) != n for array in arrays) or self.matrix.shape[1] != n:
            raise ValueError("arrays of different lengths")
        if (self.matrix @ self.values).any():
            raise ValueError("the counts do not satisfy the equations")
        if (self.lower > self.values).any() or (self.values > self.upper).any():
            raise ValueError("a count lies outside its own bounds")
        if (self.width[~self.hidden] != 0).any() or (self.cost < 0).any():
            raise ValueError("a width is asked of a hidden count only, and a cost is never negative")
        for room in (self.down, self.up):
            if room is not None and (len(room) != n or (room < 0).any() or (self.width[room > 0] == 0).any()):
                raise ValueError("a room is asked of a count that has a width, and is never negative")

    @property
    def size(self) -> int:
        return len(self.values)


@dataclass(frozen=True, slots=True)
class Solution:
    """A pattern of suppression.

    hidden: (n,) what is hidden in the end, the initial ones included. loss: cost of what was added. bound: a proven
    lower bound of the loss of any safe pattern. exposed: ranks of the counts that could not be given their width.
    """

    hidden: Bools
    loss: float
    bound: float
    exposed: tuple[int, ...] = ()

    @property
    def gap(self) -> float:
        """Relative distance between loss and bound, 0 when the pattern is proven the cheapest."""
        return 0.0 if self.loss <= self.bound else (self.loss - self.bound) / self.loss
