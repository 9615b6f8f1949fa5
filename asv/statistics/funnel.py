"""Funnels: how far an area may be from the whole by chance alone, given its size."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from asv.statistics.checks import (
    InvalidInputError,
    confidences,
    factor,
    numbers,
    pairs,
    parts,
    refuse,
    single,
    sizes,
    together,
    vector,
)
from asv.statistics.intervals import exact_poisson, quantile
from asv.statistics.result import Bounds, Estimate, Floats, Values, estimate, plain

Statistic = Literal["proportion", "rate", "ratio"]
TWO_AND_THREE_SIGMA = (0.95, 0.998)
"""The two usual limits of a funnel."""

_HALF = 0.5
_ROUNDING = 1e-9
"""0.29 × 100 is 28.999… in doubles, and means 29 areas."""

_MULTIPLIERS = {"proportion": 1.0, "rate": 100_000.0, "ratio": 1.0}


def funnel_limits(
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    statistic: Statistic = "proportion",
    at: ArrayLike | None = None,
    target: float | None = None,
    confidence: float | Sequence[float] = TWO_AND_THREE_SIGMA,
    multiplier: float | None = None,
    overdispersion: float = 1.0,
    exact: bool = False,
) -> Estimate:
    """Limits between which an area lies by chance alone when its true figure is the target.

    numerator, denominator: one element for each area; events and population for a rate, observed and expected events
    for a ratio. target: before any multiplier; by default that of all areas together, Σ n / Σ d, and 1 for a ratio.
    at: sizes (denominators) where the limits are wanted, by default those of the areas. `value`: the target.
    Proportions: score limits, target ± z √(target (1 − target) / size), cut at 0 and 1; exact=True for those of the
    binomial law. Rates and ratios: those of the Poisson law. Both laws are continued between whole numbers.
    overdispersion: φ (see `overdispersion`); above 1 it multiplies the distance to the target by √φ, below it changes
    nothing.
    Raises InvalidInputError (a ValueError) naming the argument and the rank.
    Source: Spiegelhalter, Statistics in Medicine 24 (2005) 1185-1202.
    """
    levels = confidences(confidence)
    n, d = _areas(numerator, denominator, statistic)
    centre = _target(n, d, statistic, target)
    size = d if at is None else sizes("at", at)
    bounds = _limits(centre, size, levels.tails(size.ndim), statistic, exact=exact)
    bounds = _widened(bounds, centre, overdispersion, statistic)
    scale = factor(_MULTIPLIERS[statistic] if multiplier is None else multiplier)
    return estimate(
        np.full_like(size, centre),
        bounds,
        levels,
        numerator=centre * size,
        denominator=size,
        unit=statistic,
        multiplier=scale,
    )


def funnel_boundary(
    events: ArrayLike,
    *,
    target: float = 1.0,
    confidence: float | Sequence[float] = TWO_AND_THREE_SIGMA,
    multiplier: float = 1.0,
) -> Estimate:
    """Rate or ratio at which an area with so many events would lie exactly on the funnel: the curve by events.

    events > 0. target: rate of the whole, 1 for a ratio. The size of the area at each end is events / limit (before
    the multiplier). The same curve as `funnel_limits`, drawn by events in place of sizes.
    """
    levels, scale = confidences(confidence), factor(multiplier)
    count = sizes("events", events)
    centre = single("target", sizes("target", target))
    means = exact_poisson(count, levels.tails(count.ndim))
    bounds = Bounds(centre * count / means.upper, centre * count / means.lower, "exact Poisson")
    value = np.full_like(count, centre)
    return estimate(value, bounds, levels, numerator=count, denominator=count / centre, unit="rate", multiplier=scale)


def funnel_significance(
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    statistic: Statistic = "proportion",
    target: float | None = None,
    confidence: float | Sequence[float] = TWO_AND_THREE_SIGMA,
    overdispersion: float = 1.0,
    exact: bool = False,
) -> NDArray[np.int64]:
    """How many limits each area has crossed: negative below, 0 inside, positive above.

    With the two usual limits: −2 below 99.8 %, −1 below 95 %, 0, 1 above 95 %, 2 above 99.8 %.
    Arguments, errors and source as `funnel_limits`.
    """
    levels = confidences(confidence)
    n, d = _areas(numerator, denominator, statistic)
    centre = _target(n, d, statistic, target)
    limits = _limits(centre, d, levels.tails(d.ndim), statistic, exact=exact)
    limits = _widened(limits, centre, overdispersion, statistic)
    return np.asarray((n / d > limits.upper).sum(axis=0) - (n / d < limits.lower).sum(axis=0), dtype=np.int64)


def effective_denominator(
    numerator: ArrayLike, rate: ArrayLike, *, multiplier: float = 100_000.0, years: float = 1.0
) -> Values:
    """Yearly population that goes with so many events at such a rate: where a standardised rate stands on a funnel.

    numerator: events > 0; rate > 0, with its multiplier. An area without any event stands at its true population.
    Raises InvalidInputError (a ValueError) naming the argument and the rank.
    """
    n, r = together(numerator=sizes("numerator", numerator), rate=sizes("rate", rate))
    return plain(n / r * factor(multiplier) / single("years", sizes("years", years)))


def overdispersion(
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    statistic: Statistic = "proportion",
    target: float | None = None,
    winsorised: float = 0.1,
) -> float:
    """φ, mean square of the areas' distances to the target in standard deviations of chance: 1 means chance alone.

    winsorised: share q of the areas, 0 ≤ q < 0.5, that is pulled in at each end: the ⌊q × areas⌋ most extreme
    distances take the value of the next one, so that a few true outliers do not open the funnel for everybody.
    Arguments and errors as `funnel_limits`. Source: Spiegelhalter, Statistics in Medicine 24 (2005) 1185-1202.
    """
    n, d = _areas(numerator, denominator, statistic)
    vector("numerator", n, at_least=2, what="areas")
    share = numbers("winsorised", winsorised)
    refuse("winsorised", share, (share < 0) | (share >= _HALF), "must be at least 0 and below 0.5")
    centre = _target(n, d, statistic, target)
    if centre <= 0 or (statistic == "proportion" and centre >= 1):
        raise InvalidInputError(f"target = {centre:g}: chance has no spread there")
    distances = np.sort((n / d - centre) / np.sqrt(_variance(centre, statistic) / d))
    pulled = int(single("winsorised", share) * n.size + _ROUNDING)
    return float(np.mean(np.clip(distances, distances[pulled], distances[n.size - 1 - pulled]) ** 2))


def _areas(numerator: ArrayLike, denominator: ArrayLike, statistic: Statistic) -> list[Floats]:
    if statistic not in _MULTIPLIERS:
        raise InvalidInputError(f"statistic = {statistic!r}: proportion, rate or ratio is expected")
    areas = parts(numerator, denominator) if statistic == "proportion" else pairs(numerator, denominator)
    if areas[0].size == 0:
        raise InvalidInputError("numerator: no area")
    return areas


def _target(n: Floats, d: Floats, statistic: Statistic, target: float | None) -> float:
    if target is None:
        return 1.0 if statistic == "ratio" else float(n.sum() / d.sum())
    centre = numbers("target", target)
    highest = 1.0 if statistic == "proportion" else np.inf
    refuse("target", centre, (centre < 0) | (centre > highest), "must not be negative, nor above 1 for a proportion")
    return single("target", centre)


def _variance(centre: float, statistic: Statistic) -> float:
    """Variance by chance for a size of 1."""
    return centre * (1 - centre) if statistic == "proportion" else centre


def _limits(centre: float, size: Floats, tail: Floats, statistic: Statistic, *, exact: bool) -> Bounds:
    if statistic == "proportion" and not exact:
        half = quantile(tail) * np.sqrt(_variance(centre, statistic) / size)
        return Bounds(centre - half, centre + half, "score")
    if statistic == "proportion":
        low, high = special.bdtrik(tail, size, centre), special.bdtrik(1 - tail, size, centre) + 1
        if centre in {0, 1}:  # no chance is left, and the inverse of the law is not defined
            low = high = centre * size + 0 * tail
        return Bounds(low / size, high / size, "exact binomial")
    low, high = _poisson_counts(centre * size, tail)
    return Bounds(low / size, high / size, "exact Poisson")


def _widened(bounds: Bounds, centre: float, dispersion: float, statistic: Statistic) -> Bounds:
    """Limits with their distance to the centre multiplied by √φ, φ ≥ 1, and cut where no figure can be."""
    times = np.sqrt(max(1.0, single("overdispersion", sizes("overdispersion", dispersion))))
    highest = 1.0 if statistic == "proportion" else np.inf
    lower, upper = (centre + (side - centre) * times for side in (bounds.lower, bounds.upper))
    return Bounds(np.clip(lower, 0.0, highest), np.clip(upper, 0.0, highest), bounds.method)


def _poisson_counts(expected: Floats, tail: Floats) -> tuple[Floats, Floats]:
    """Counts that leave `tail` on each side: P(X ≤ low) = tail and P(X ≥ high) = tail, low ≥ 0 and high ≥ 1."""
    mean = np.where(expected > 0, expected, 1.0)
    low = np.maximum(special.pdtrik(tail, mean), 0.0)
    high = special.pdtrik(1 - tail, mean) + 1.0
    nothing = expected <= 0
    return np.where(nothing, 0.0, low), np.where(nothing, 0.0, high)
