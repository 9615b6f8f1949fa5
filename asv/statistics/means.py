"""Average of measured values."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from asv.statistics.checks import InvalidInputError, confidences, counts, numbers, refuse, sizes, together
from asv.statistics.result import Bounds, Estimate, Floats, Levels, estimate

_SMALLEST_SAMPLE = 2
"""One value has no spread, so no interval."""


def mean(values: ArrayLike, *, confidence: float | Sequence[float] = 0.95) -> Estimate:
    """Arithmetic mean of the last axis, with Student's interval.

    values: at least two numbers along the last axis; other axes give one mean each. Negative values are allowed.
    Raises InvalidInputError (a ValueError) naming the rank.
    """
    array = numbers("values", values)
    if array.ndim == 0 or array.shape[-1] < _SMALLEST_SAMPLE:
        raise InvalidInputError("values: at least 2 are needed, one value has no spread")
    size = np.full(array.shape[:-1], float(array.shape[-1]))
    return _student(array.mean(axis=-1), array.std(axis=-1, ddof=1), size, confidences(confidence))


def mean_from_summary(
    average: ArrayLike, deviation: ArrayLike, size: ArrayLike, *, confidence: float | Sequence[float] = 0.95
) -> Estimate:
    """Same as `mean`, from a published mean, standard deviation (divided by n - 1) and number of values.

    average: any number. deviation ≥ 0, same unit. size ≥ 2. Numbers or arrays of one shape.
    """
    n = sizes("size", size)
    refuse("size", n, n < _SMALLEST_SAMPLE, "at least 2 values are needed, one value has no spread")
    centre, spread, n = together(average=numbers("average", average), deviation=counts("deviation", deviation), size=n)
    return _student(centre, spread, n, confidences(confidence))


def _student(centre: Floats, spread: Floats, n: Floats, levels: Levels) -> Estimate:
    centre, spread = np.asarray(centre), np.asarray(spread)
    half = -special.stdtrit(n - 1, levels.tails(centre.ndim)) * spread / np.sqrt(n)
    bounds = Bounds(centre - half, centre + half, "Student")
    return estimate(centre, bounds, levels, numerator=centre * n, denominator=n, unit="mean", multiplier=1.0)
