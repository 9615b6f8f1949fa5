"""The one form in which every figure of this package comes out."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Values: TypeAlias = float | Floats
"""A number when the inputs were numbers, an array when one of them was an array."""


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """A figure, or an array of figures, with the interval that says how far it may be from the truth.

    value: already multiplied by `multiplier`. lower, upper: same unit and same shape as the value; when several
    confidences were asked they have one more axis, the first, in the order of `confidence`.
    numerator, denominator: what the value was made of, before any multiplier. unit: kind of quantity.
    method: name of the interval; an array when it was chosen for each element (exact below 10 events).
    p_value: of a test, where the function makes one.
    Two results are compared by their fields: arrays have no single answer to `==`.
    """

    value: Values
    lower: Values
    upper: Values
    numerator: Values
    denominator: Values
    unit: str
    multiplier: float
    method: str | NDArray[np.str_]
    confidence: float | tuple[float, ...]
    p_value: Values | None = None


@dataclass(frozen=True, slots=True)
class Levels:
    """Confidence levels asked for, and whether one number or a sequence was given."""

    values: tuple[float, ...]
    is_single: bool

    @property
    def given(self) -> float | tuple[float, ...]:
        return self.values[0] if self.is_single else self.values

    def tails(self, ndim: int) -> Floats:
        """Probability left on each side, shape (levels, 1, …, 1) to spread over arrays of `ndim` axes."""
        tails = (1.0 - np.array(self.values)) / 2.0
        return tails.reshape((-1,) + (1,) * ndim)


def plain(array: Floats) -> Values:
    """Give a number for an array without axis, and the array itself, locked, otherwise."""
    if array.ndim == 0:
        return float(array)
    array.setflags(write=False)
    return array


@dataclass(frozen=True, slots=True)
class Bounds:
    """Both ends of an interval, first axis = confidence levels, and the name of the method."""

    lower: Floats
    upper: Floats
    method: str | NDArray[np.str_]


def estimate(
    value: Floats,
    bounds: Bounds,
    levels: Levels,
    *,
    numerator: Floats,
    denominator: Floats,
    unit: str,
    multiplier: float,
    p_value: Floats | None = None,
) -> Estimate:
    """Multiply, drop the axis of a single confidence, and turn arrays without axis into numbers."""
    lower, upper = bounds.lower * multiplier, bounds.upper * multiplier
    if levels.is_single:
        lower, upper = lower[0], upper[0]
    method = bounds.method
    return Estimate(
        value=plain(value * multiplier),
        lower=plain(lower),
        upper=plain(upper),
        numerator=plain(numerator),
        denominator=plain(denominator),
        unit=unit,
        multiplier=multiplier,
        method=str(method) if isinstance(method, str) or method.ndim == 0 else method,
        confidence=levels.given,
        p_value=None if p_value is None else plain(p_value),
    )
