"""Inequality between groups ordered from the least to the most advantaged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from asv.statistics.checks import (
    InvalidInputError,
    confidences,
    counts,
    numbers,
    refuse,
    single,
    sizes,
    together,
    vector,
)
from asv.statistics.intervals import quantile
from asv.statistics.result import Bounds, Estimate, Floats, estimate

Kind = Literal["value", "rate", "proportion"]
Link: TypeAlias = Callable[[Floats], Floats]


def _same(y: Floats) -> Floats:
    return y


_LINKS: Final[dict[Kind, tuple[Link, Link, Link]]] = {
    "value": (_same, _same, np.ones_like),
    "rate": (np.log, np.exp, _same),
    "proportion": (special.logit, special.expit, lambda y: y * (1 - y)),
}
"""Scale on which a value has a symmetrical error: there, back, and how much a step there is worth here."""

_MIDDLE = 0.5
"""Middle of the social scale, which runs from 0 to 1."""

SMALLEST_SET = 5
"""Areas or groups below which neither quantiles nor a slope mean anything."""


def quantile_groups(values: ArrayLike, groups: int = 10, *, highest_first: bool = True) -> NDArray[np.int64]:
    """Group of each area, 1 to `groups`, as equal in number as ties allow; 1 holds the highest values.

    values: one axis, at least 5 areas and at least as many as groups. highest_first: False puts the lowest in group 1.
    Equal values share the best rank among them, so they always fall in one group; a group may then stay empty.
    Raises InvalidInputError (a ValueError) naming the argument and the rank.
    """
    array = vector("values", numbers("values", values), at_least=SMALLEST_SET, what="areas")
    if isinstance(groups, bool) or int(groups) != groups or not 1 < groups <= array.size:
        raise InvalidInputError(f"groups = {groups}: a whole number from 2 to the number of areas, {array.size}")
    ordered = -array if highest_first else array
    rank = np.searchsorted(np.sort(ordered), ordered, side="left")
    # whole numbers all along: a division would put an area on the border in the wrong group
    return np.asarray(groups + 1 - -(-(array.size - rank) * int(groups) // array.size), dtype=np.int64)


def slope_index_of_inequality(
    values: ArrayLike,
    populations: ArrayLike,
    standard_errors: ArrayLike | None = None,
    *,
    lower: ArrayLike | None = None,
    upper: ArrayLike | None = None,
    kind: Kind = "value",
    transform: bool = False,
    confidence: float | Sequence[float] = 0.95,
    multiplier: float = 1.0,
) -> Estimate:
    """Gap between both ends of the social scale: fitted value at the most advantaged end minus at the least.

    values: (…, groups), groups in order from the least to the most advantaged, at least 5. populations > 0: same shape;
    they place each group on the scale from 0 to 1 and weight it. Precision of the values: either their 95 % limits
    `lower` and `upper`, or `standard_errors` (of the logarithm for kind="rate", of the logit for kind="proportion").
    kind: rates must be above 0, proportions between 0 and 1. transform: fit the line on the logarithm or the logit, for
    a steep scale. multiplier: a negative one turns the scale round.
    The interval is worked out, not simulated: the slope is a weighted sum of the values, its limits are normal, on the
    fitted scale. `numerator`, `denominator`: fitted values at the most and at the least advantaged ends.
    Raises InvalidInputError (a ValueError) naming the argument and the rank.
    Source: Low & Low, Journal of Public Health 26 (2004) 388-395.
    """
    levels, scale = confidences(confidence), single("multiplier", numbers("multiplier", multiplier))
    if scale == 0:
        raise InvalidInputError("multiplier = 0: cannot be 0")
    line = _fit(values, populations, (standard_errors, lower, upper), kind, transform=transform)
    half = quantile(levels.tails(line.slope.ndim)) * np.sqrt((line.weights**2 * line.variances).sum(axis=-1))
    low, high = line.gap(line.slope - half), line.gap(line.slope + half)
    bounds = Bounds(low, high, "normal slope") if scale > 0 else Bounds(high, low, "normal slope")
    top, bottom = line.ends(line.slope)
    return estimate(
        top - bottom,
        bounds,
        levels,
        numerator=top,
        denominator=bottom,
        unit="slope index",
        multiplier=scale,
    )


def relative_index_of_inequality(
    values: ArrayLike,
    populations: ArrayLike,
    standard_errors: ArrayLike | None = None,
    *,
    lower: ArrayLike | None = None,
    upper: ArrayLike | None = None,
    kind: Kind = "value",
    transform: bool = False,
    confidence: float | Sequence[float] = 0.95,
) -> Estimate:
    """Ratio between both ends of the social scale: fitted value at the most advantaged end over that at the least.

    Arguments, errors and source as `slope_index_of_inequality`. The limits are Fieller's on the scale of the values,
    normal on the logarithm or the logit. Refused when the least advantaged end cannot be told from 0.
    """
    levels = confidences(confidence)
    line = _fit(values, populations, (standard_errors, lower, upper), kind, transform=transform)
    z = quantile(levels.tails(line.slope.ndim))
    top, bottom = line.ends(line.slope)
    if transform:
        half = z * np.sqrt((line.weights**2 * line.variances).sum(axis=-1))
        sides = [np.divide(*line.ends(line.slope + way * half)) for way in (-1, 1)]
        bounds = Bounds(sides[0], sides[1], "normal slope")
    else:
        bounds = _fieller(line, z)
    return estimate(
        top / bottom, bounds, levels, numerator=top, denominator=bottom, unit="relative index", multiplier=1.0
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """Weighted line through the groups, on the fitted scale: height in the middle, slope, and what they are made of."""

    middle: Floats
    slope: Floats
    shares: Floats
    weights: Floats
    variances: Floats
    back: Link

    def ends(self, slope: Floats) -> tuple[Floats, Floats]:
        """Values at the most and at the least advantaged ends, back on the scale of the values."""
        return self.back(self.middle + slope / 2), self.back(self.middle - slope / 2)

    def gap(self, slope: Floats) -> Floats:
        top, bottom = self.ends(slope)
        return top - bottom


def _fit(
    values: ArrayLike,
    populations: ArrayLike,
    precision: tuple[ArrayLike | None, ArrayLike | None, ArrayLike | None],
    kind: Kind,
    *,
    transform: bool,
) -> _Line:
    if kind not in _LINKS:
        raise InvalidInputError(f"kind = {kind!r}: value, rate or proportion is expected")
    if transform and kind == "value":
        raise InvalidInputError("transform: only a rate has a logarithm to fit, and a proportion a logit")
    y, people = _groups(values, populations)
    forward, back, slope_of = _LINKS[kind]
    _in_range("values", y, kind)
    errors = _errors(y, precision, kind)
    shares = people / people.sum(axis=-1, keepdims=True)
    distances = np.cumsum(shares, axis=-1) - shares / 2 - _MIDDLE
    weights = shares * distances / (shares * distances**2).sum(axis=-1, keepdims=True)
    fitted = forward(y) if transform else y
    spread = errors if transform else errors * slope_of(y)
    return _Line(
        middle=np.asarray((shares * fitted).sum(axis=-1)),
        slope=np.asarray((weights * fitted).sum(axis=-1)),
        shares=shares,
        weights=weights,
        variances=spread**2,
        back=back if transform else _same,
    )


def _groups(values: ArrayLike, populations: ArrayLike) -> tuple[Floats, Floats]:
    y, people = numbers("values", values), sizes("populations", populations)
    if y.shape != people.shape:
        raise InvalidInputError(f"values has shape {y.shape}, populations {people.shape}: groups do not match")
    if y.ndim == 0 or y.shape[-1] < SMALLEST_SET:
        raise InvalidInputError(f"values: at least {SMALLEST_SET} groups are needed on the last axis")
    return y, people


def _errors(y: Floats, precision: tuple[ArrayLike | None, ArrayLike | None, ArrayLike | None], kind: Kind) -> Floats:
    """Standard errors on the scale of the link, from themselves or from 95 % limits."""
    given, lower, upper = precision
    if given is not None and lower is None and upper is None:
        errors = counts("standard_errors", given)
    elif given is None and lower is not None and upper is not None:
        low, high = numbers("lower", lower), numbers("upper", upper)
        _in_range("lower", low, kind)
        _in_range("upper", high, kind)
        low, high = together(lower=low, upper=high)
        refuse("upper", high, high < low, "is below lower")
        forward = _LINKS[kind][0]
        errors = (forward(high) - forward(low)) / (2 * quantile(np.array(0.025)))
    else:
        raise InvalidInputError("give either standard_errors, or both lower and upper")
    if errors.shape != y.shape:
        raise InvalidInputError(f"precision has shape {errors.shape}, values {y.shape}: groups do not match")
    return errors


def _in_range(name: str, array: Floats, kind: Kind) -> None:
    if kind != "value":
        refuse(name, array, array <= 0, f"must be above 0 for a {kind}")
    if kind == "proportion":
        refuse(name, array, array >= 1, "must be below 1 for a proportion: multiply the result, not the values")


def _fieller(line: _Line, z: Floats) -> Bounds:
    """Limits of the ratio of both ends of a line drawn on the scale of the values.

    Source: Fieller, Journal of the Royal Statistical Society B 16 (1954) 175-185.
    """
    top, bottom = line.ends(line.slope)
    on_top, below = line.shares + line.weights / 2, line.shares - line.weights / 2
    v_top, v_bottom, common = (
        (left * right * line.variances).sum(axis=-1)
        for left, right in ((on_top, on_top), (below, below), (on_top, below))
    )
    square = bottom**2 - z**2 * v_bottom
    refuse("least advantaged end", bottom, (square <= 0).any(axis=0), "cannot be told from 0, a ratio has no interval")
    cross = top * bottom - z**2 * common
    root = np.sqrt(np.maximum(cross**2 - square * (top**2 - z**2 * v_top), 0.0))
    return Bounds((cross - root) / square, (cross + root) / square, "Fieller")
