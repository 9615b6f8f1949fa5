"""Is a figure rising or falling over closed periods, or along ordered groups."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from asv.statistics.checks import (
    InvalidInputError,
    confidences,
    factor,
    numbers,
    pairs,
    parts,
    refuse,
    vector,
)
from asv.statistics.intervals import quantile
from asv.statistics.result import Bounds, Estimate, Floats, Values, estimate, plain

SMALLEST_SERIES = 4
"""Fewer points make a line of anything."""


def trend(
    numerator: ArrayLike,
    denominator: ArrayLike,
    scores: ArrayLike | None = None,
    *,
    statistic: Literal["proportion", "rate"] = "proportion",
    confidence: float | Sequence[float] = 0.95,
    multiplier: float = 1.0,
) -> Estimate:
    """Slope of a proportion or a rate by unit of score, and the test that there is none.

    numerator, denominator: along the last axis, at least 4 periods (or ordered groups); other axes give one slope each.
    scores: dates or positions of the points, by default 0, 1, 2, … `p_value`: two-sided, of Cochran-Armitage for a
    proportion and of the Poisson score test for a rate. The interval of the slope has the same spread as the test, so
    it holds 0 exactly when p ≥ 1 − confidence. `numerator`, `denominator`: totals.
    The points must be comparable: same definition, same perimeter. Raises InvalidInputError (a ValueError) naming the
    argument and the rank.
    Source: Armitage, Biometrics 11 (1955) 375-386; Breslow & Day, Statistical Methods in Cancer Research II, IARC 1987.
    """
    levels, scale = confidences(confidence), factor(multiplier)
    n, d = _series(numerator, denominator, statistic)
    x = _scores(scores, n.shape)
    total, people = n.sum(axis=-1), d.sum(axis=-1)
    overall = np.asarray(total / people)
    variance = overall * (1 - overall) if statistic == "proportion" else overall
    refuse("overall figure", overall, variance <= 0, "no case, or only cases: nothing can rise or fall")
    distance = x - ((d * x).sum(axis=-1) / people)[..., None]
    inertia = (d * distance**2).sum(axis=-1)
    slope = (distance * (n - d * overall[..., None])).sum(axis=-1) / inertia
    spread = np.sqrt(variance / inertia)
    half = quantile(levels.tails(overall.ndim)) * spread
    return estimate(
        slope,
        Bounds(slope - half, slope + half, "Cochran-Armitage" if statistic == "proportion" else "Poisson score"),
        levels,
        numerator=total,
        denominator=people,
        unit="slope",
        multiplier=scale,
        p_value=np.asarray(2 * special.ndtr(-np.abs(slope / spread))),
    )


def trend_departure(numerator: ArrayLike, denominator: ArrayLike, scores: ArrayLike | None = None) -> Values:
    """How likely points so far from a straight line are by chance: p-value, small when a slope says too little.

    For proportions; arguments and errors as `trend`. What is left of Pearson's χ² of all points beside that of the
    slope, with two degrees of freedom less than points.
    Source: Armitage, Biometrics 11 (1955) 375-386.
    """
    found = trend(numerator, denominator, scores)
    n, d = _series(numerator, denominator, "proportion")
    overall = np.asarray(n.sum(axis=-1) / d.sum(axis=-1))
    square = (d * (n / d - overall[..., None]) ** 2).sum(axis=-1) / (overall * (1 - overall))
    of_slope = special.ndtri(np.asarray(found.p_value) / 2) ** 2
    return plain(np.asarray(special.chdtrc(n.shape[-1] - 2, np.maximum(square - of_slope, 0.0))))


def _series(numerator: ArrayLike, denominator: ArrayLike, statistic: str) -> list[Floats]:
    if statistic not in {"proportion", "rate"}:
        raise InvalidInputError(f"statistic = {statistic!r}: proportion or rate is expected")
    n, d = parts(numerator, denominator) if statistic == "proportion" else pairs(numerator, denominator)
    points = n.shape[-1] if n.ndim else 1
    if points < SMALLEST_SERIES:
        raise InvalidInputError(f"numerator: {points} points, at least {SMALLEST_SERIES} are needed for a trend")
    return [n, d]


def _scores(scores: ArrayLike | None, shape: tuple[int, ...]) -> Floats:
    """Scores of the points, one for each, not all equal."""
    if scores is None:
        return np.arange(shape[-1], dtype=np.float64)
    x = vector("scores", numbers("scores", scores), at_least=SMALLEST_SERIES, what="points")
    if x.size != shape[-1]:
        raise InvalidInputError(f"scores: {x.size} for {shape[-1]} points")
    if np.ptp(x) == 0:
        raise InvalidInputError("scores: all equal, no slope exists")
    return x
