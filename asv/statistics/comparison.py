"""Two groups compared: difference and ratio of their proportions or of their rates.

The groups must be independent: a part is compared with the rest of the whole (`rest_of`), not with the whole, which
contains it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from asv.statistics.checks import confidences, counts, factor, pairs, parts, refuse, together
from asv.statistics.intervals import SMALLEST_BYAR, names, poisson, quantile, wilson
from asv.statistics.result import Bounds, Estimate, Floats, Values, estimate, plain

_FIRST, _SECOND = ("numerator_1", "denominator_1"), ("numerator_2", "denominator_2")


def rest_of(whole: ArrayLike, part: ArrayLike) -> Values:
    """What is left of a whole without one of its parts, whole − part, for a comparison between independent groups.

    Raises InvalidInputError (a ValueError) naming the rank where the part is above the whole.
    """
    everything, some = together(whole=counts("whole", whole), part=counts("part", part))
    refuse("part", some, some > everything, "is above the whole that contains it")
    return plain(everything - some)


def proportion_difference(
    numerator_1: ArrayLike,
    denominator_1: ArrayLike,
    numerator_2: ArrayLike,
    denominator_2: ArrayLike,
    *,
    confidence: float | Sequence[float] = 0.95,
    multiplier: float = 1.0,
) -> Estimate:
    """First proportion minus the second, with Newcombe's hybrid score interval; no case or only cases are no obstacle.

    Numbers or arrays of one shape, 0 ≤ n ≤ d, d > 0. `numerator` and `denominator` of the result: the two proportions.
    Raises InvalidInputError (a ValueError) naming the argument and the rank.
    Source: Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10.
    """
    levels, scale = confidences(confidence), factor(multiplier)
    n, d, m, e = _two(parts(numerator_1, denominator_1, _FIRST), parts(numerator_2, denominator_2, _SECOND))
    tail = levels.tails(n.ndim)
    bounds = _square_and_add(n / d, wilson(n, d, tail), m / e, wilson(m, e, tail), "Newcombe hybrid score")
    return estimate(
        n / d - m / e, bounds, levels, numerator=n / d, denominator=m / e, unit="difference", multiplier=scale
    )


def rate_difference(
    numerator_1: ArrayLike,
    denominator_1: ArrayLike,
    numerator_2: ArrayLike,
    denominator_2: ArrayLike,
    *,
    confidence: float | Sequence[float] = 0.95,
    multiplier: float = 100_000.0,
) -> Estimate:
    """First rate minus the second; the limits of both (Byar, or exact below 10 events) are squared and added.

    Events ≥ 0 and populations > 0 of one shape. `numerator` and `denominator` of the result: the two rates.
    Raises InvalidInputError (a ValueError) naming the argument and the rank.
    Source: Zou & Donner, Statistics in Medicine 27 (2008) 1693-1702, the reasoning of Newcombe for any two limits.
    """
    levels, scale = confidences(confidence), factor(multiplier)
    n, d, m, e = _two(pairs(numerator_1, denominator_1, _FIRST), pairs(numerator_2, denominator_2, _SECOND))
    tail = levels.tails(n.ndim)
    method = names((n >= SMALLEST_BYAR) & (m >= SMALLEST_BYAR))
    bounds = _square_and_add(n / d, _per(poisson(n, tail), d), m / e, _per(poisson(m, tail), e), method)
    return estimate(
        n / d - m / e, bounds, levels, numerator=n / d, denominator=m / e, unit="difference", multiplier=scale
    )


def proportion_ratio(
    numerator_1: ArrayLike,
    denominator_1: ArrayLike,
    numerator_2: ArrayLike,
    denominator_2: ArrayLike,
    *,
    confidence: float | Sequence[float] = 0.95,
    multiplier: float = 1.0,
) -> Estimate:
    """First proportion over the second, with an interval symmetrical on the logarithm.

    Numbers or arrays of one shape, 0 < n ≤ d: without any case in one of the groups no logarithm exists, and with only
    cases in both it has no spread; `proportion_difference` answers there.
    Raises InvalidInputError (a ValueError) naming the argument and the rank.
    Source: Katz, Baptista, Azen & Pike, Biometrics 34 (1978) 469-474.
    """
    levels, scale = confidences(confidence), factor(multiplier)
    n, d, m, e = _two(parts(numerator_1, denominator_1, _FIRST), parts(numerator_2, denominator_2, _SECOND))
    for name, array in ((_FIRST[0], n), (_SECOND[0], m)):
        refuse(name, array, array == 0, "without any case a ratio has no interval: take the difference")
    refuse(_FIRST[0], n, (n == d) & (m == e), "only cases in both groups: a ratio has no interval")
    value = n / d / (m / e)
    # (d - n) / (n d) is 1/n - 1/d without subtracting two close numbers
    spread = np.sqrt((d - n) / (n * d) + (e - m) / (m * e))
    times = np.exp(quantile(levels.tails(n.ndim)) * spread)
    bounds = Bounds(value / times, value * times, "Katz log")
    return estimate(value, bounds, levels, numerator=n / d, denominator=m / e, unit="ratio", multiplier=scale)


def rate_ratio(
    numerator_1: ArrayLike,
    denominator_1: ArrayLike,
    numerator_2: ArrayLike,
    denominator_2: ArrayLike,
    *,
    confidence: float | Sequence[float] = 0.95,
    multiplier: float = 1.0,
) -> Estimate:
    """First rate over the second, with the exact interval given the total of events.

    Events ≥ 0 (the second > 0: nothing is a multiple of zero) and populations > 0 of one shape.
    Given the total, the events of the first group are binomial; the exact limits of that share are turned into limits
    of the ratio. Raises InvalidInputError (a ValueError) naming the argument and the rank.
    Source: Przyborowski & Wilenski, Biometrika 31 (1940) 313-323, for the test that these limits turn round.
    """
    levels, scale = confidences(confidence), factor(multiplier)
    n, d, m, e = _two(pairs(numerator_1, denominator_1, _FIRST), pairs(numerator_2, denominator_2, _SECOND))
    refuse(_SECOND[0], m, m == 0, "without any event in the second group a ratio has no value: take the difference")
    tail = levels.tails(n.ndim)
    # each share of the total is worked out from both ends, so that one close to 1 keeps its digits
    positive = np.where(n > 0, n, 1.0)
    low, rest = special.betaincinv(positive, m + 1, tail), special.betainccinv(m + 1, positive, tail)
    high, left = special.betainccinv(n + 1, m, tail), special.betaincinv(m, n + 1, tail)
    lower = np.where(n > 0, low / rest, 0.0)
    with np.errstate(over="ignore"):  # a millionth of an event (a weight) leaves no upper limit
        upper = np.divide(high, left, out=np.full_like(high, np.inf), where=left > 0) * e / d
    bounds = Bounds(lower * e / d, upper, "exact, given the total")
    return estimate(n / d / (m / e), bounds, levels, numerator=n / d, denominator=m / e, unit="ratio", multiplier=scale)


def _two(first: list[Floats], second: list[Floats]) -> list[Floats]:
    """Give both groups one shape."""
    return together(**dict(zip((*_FIRST, *_SECOND), (*first, *second), strict=True)))


def _per(bounds: Bounds, people: Floats) -> Bounds:
    return Bounds(bounds.lower / people, bounds.upper / people, bounds.method)


def _square_and_add(
    one: Floats, bounds_1: Bounds, other: Floats, bounds_2: Bounds, method: str | NDArray[np.str_]
) -> Bounds:
    """Limits of one − other from those of each: distances to the limits that matter are squared and added."""
    difference = one - other
    return Bounds(
        difference - np.hypot(one - bounds_1.lower, bounds_2.upper - other),
        difference + np.hypot(bounds_1.upper - one, other - bounds_2.lower),
        method,
    )
