"""A published world as arrays: what is known, what is not, and the equations between them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

NO_LIMIT: Final = 2**40
"""Stands for « no upper bound is known »: any bound from here on counts as none."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What each of n counts must keep unknown.

    apart: (n,) two possible values must be this far apart, 0 where nothing is asked. span: (n,) the same, but only
    when all possible values are in 1..threshold - 1. reach: (n,) every value of smallest..threshold - 1 must be
    possible, unless all possible values are threshold or more. smallest: (n,) 1 for most; a sum of three counts that
    are no zeros is never below 3.
    """

    apart: Ints
    span: Ints
    reach: Bools
    smallest: Ints
    threshold: int = 11

    def take(self, ranks: Ints) -> "Demand":
        """The demand of some counts only."""
        return Demand(self.apart[ranks], self.span[ranks], self.reach[ranks], self.smallest[ranks], self.threshold)

    def met(self, low: Ints, high: Ints, least: Floats) -> Bools:
        """Which counts have what is asked; low, high: possible values found; least: none is possible below."""
        distance = high - low
        leaves = (high >= self.threshold) | (low <= 0)
        reached = ((low <= self.smallest) & (high >= self.threshold - 1)) | (least >= self.threshold)
        spanned = (distance >= self.span) | leaves
        return np.asarray((distance >= self.apart) & spanned & (~self.reach | reached))

    @property
    def distance(self) -> Ints:
        """How far a count may have to be moved to show what is asked."""
        return np.maximum(np.maximum(self.apart, self.span), np.where(self.reach, self.threshold, 0))


@dataclass(frozen=True, slots=True)
class System:
    """Counts x with `matrix @ x == 0`.

    known: (n,) those that are published; values: (n,) their counts, anything elsewhere. matrix: (m, n) whole
    coefficients. lower, upper: (n,) bounds that everybody knows of the others, NO_LIMIT above for none.
    Raises ValueError for arrays that do not belong together.
    """

    known: Bools
    values: Ints
    matrix: sparse.csr_array
    lower: Ints
    upper: Ints
    demand: Demand

    def __post_init__(self) -> None:
        """Refuse arrays of different lengths, and bounds below zero or crossed."""
        n = len(self.known)
        arrays = (self.values, self.lower, self.upper, self.demand.apart, self.demand.span, self.demand.reach)
        if any(len(array) != n for array in arrays) or self.matrix.shape[1] != n:
            raise ValueError("arrays of different lengths")
        if (self.lower > self.upper).any():
            raise ValueError("a lower bound above its upper bound")

    @property
    def size(self) -> int:
        return len(self.known)


def system_of(
    known: Bools, values: Ints, matrix: sparse.csr_array, *, lower: Ints, upper: Ints, width: Ints, threshold: int = 11
) -> System:
    """A system made by hand. width: (n,) how far apart two possible values must be, 0 where nothing is asked."""
    none = np.zeros(len(known), dtype=np.int64)
    return System(known, values, matrix, lower, upper, Demand(width, none, none > 0, none + 1, threshold))
