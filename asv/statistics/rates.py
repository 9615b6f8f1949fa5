"""Events against a population or an expected number, when the same person may count more than once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from asv.statistics.checks import confidences, counts, factor, pairs
from asv.statistics.intervals import poisson
from asv.statistics.result import Bounds, Estimate, Floats, estimate


def rate(
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    confidence: float | Sequence[float] = 0.95,
    multiplier: float = 100_000.0,
) -> Estimate:
    """Crude rate, events / population, by default for 100 000 people.

    numerator: events ≥ 0. denominator: people or person-years > 0, same shape.
    The interval is Byar's from 10 events on and the exact Poisson one below: `method` says which, element by element.
    Raises InvalidInputError (a ValueError) naming the argument and the rank.
    Source: Breslow & Day, Statistical Methods in Cancer Research II, IARC 1987; Ulm, American Journal of
    Epidemiology 131 (1990) 373-375.
    """
    n, d = pairs(numerator, denominator)
    return _poisson(n, d, confidence, multiplier, "rate")


def ratio(
    observed: ArrayLike,
    expected: ArrayLike,
    *,
    confidence: float | Sequence[float] = 0.95,
    multiplier: float = 1.0,
) -> Estimate:
    """Observed over expected events, O/E; the expected number is taken as known. Interval, errors and source as `rate`.

    `indirectly_standardised_ratio` works the expected number out from reference rates.
    """
    n, d = pairs(observed, expected, ("observed", "expected"))
    return _poisson(n, d, confidence, multiplier, "ratio")


def count(events: ArrayLike, *, confidence: float | Sequence[float] = 0.95) -> Estimate:
    """Number of events ≥ 0, with the interval of the mean that produced it. Interval, errors and source as `rate`."""
    n = counts("events", events)
    return _poisson(n, np.ones_like(n), confidence, 1.0, "count")


def _poisson(n: Floats, d: Floats, confidence: float | Sequence[float], multiplier: float, unit: str) -> Estimate:
    levels, scale = confidences(confidence), factor(multiplier)
    limits = poisson(n, levels.tails(n.ndim))
    bounds = Bounds(limits.lower / d, limits.upper / d, limits.method)
    return estimate(n / d, bounds, levels, numerator=n, denominator=d, unit=unit, multiplier=scale)
