"""Share of people who have something, with an interval that holds for small groups."""

from collections.abc import Sequence

from numpy.typing import ArrayLike

from asv.statistics.checks import confidences, factor, parts
from asv.statistics.intervals import wilson
from asv.statistics.result import Estimate, estimate


def proportion(
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    confidence: float | Sequence[float] = 0.95,
    multiplier: float = 1.0,
) -> Estimate:
    """n/d with Wilson's score interval; 0/d and d/d have an interval too.

    numerator, denominator: numbers or arrays of one shape, 0 ≤ n ≤ d, d > 0. multiplier: 100 for a percentage.
    Raises InvalidInputError (a ValueError) naming the argument and the rank.
    Source: Wilson, Journal of the American Statistical Association 22 (1927) 209-212;
    Newcombe, Statistics in Medicine 17 (1998) 857-872, method 3.
    """
    levels, scale = confidences(confidence), factor(multiplier)
    n, d = parts(numerator, denominator)
    bounds = wilson(n, d, levels.tails(n.ndim))
    return estimate(n / d, bounds, levels, numerator=n, denominator=d, unit="proportion", multiplier=scale)
