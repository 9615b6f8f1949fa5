"""Refuse what no figure can be made of, and say where it stands."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from asv.statistics.result import Floats, Levels

_NUMERIC_KINDS = "buifO"
"""Kinds of arrays that may hold numbers; texts and dates do not, even when they look like it."""


class InvalidInputError(ValueError):
    """An input from which no figure can be made; the message names the argument and the rank, counted from 0."""


def refuse(name: str, array: Floats, wrong: NDArray[np.bool_], reason: str) -> None:
    """Raise InvalidInputError for the first element of `array` where `wrong` holds."""
    if not wrong.any():
        return
    rank = np.argwhere(np.broadcast_to(wrong, array.shape))[0]
    place = f"[{', '.join(str(i) for i in rank)}]" if rank.size else ""
    raise InvalidInputError(f"{name}{place} = {array[tuple(rank)]:g}: {reason}")


def numbers(name: str, values: ArrayLike) -> Floats:
    """Copy the values as doubles; refuse what is not a finite number, masked and missing values included."""
    try:
        array = np.asarray(values)
    except ValueError:
        raise InvalidInputError(f"{name}: rows of different lengths") from None
    if array.dtype.kind not in _NUMERIC_KINDS:
        raise InvalidInputError(f"{name}: numbers expected, not {array.dtype}")
    try:
        array = array.astype(np.float64)
    except (TypeError, ValueError):
        raise InvalidInputError(f"{name}: numbers expected") from None
    if isinstance(values, np.ma.MaskedArray):
        array[np.ma.getmaskarray(values)] = np.nan
    refuse(name, array, ~np.isfinite(array), "a finite number is expected")
    return array


def counts(name: str, values: ArrayLike) -> Floats:
    """Numbers ≥ 0. They need not be whole: a survey weights its answers."""
    array = numbers(name, values)
    refuse(name, array, array < 0, "cannot be negative")
    return array


def sizes(name: str, values: ArrayLike) -> Floats:
    """Numbers > 0: a population, an expected number, a size; an empty group has no figure."""
    array = numbers(name, values)
    refuse(name, array, array <= 0, "must be above 0: an empty group has no figure")
    return array


def together(**arrays: Floats) -> list[Floats]:
    """Give every array the common shape, element with element; refuse shapes that do not belong together."""
    try:
        return list(np.broadcast_arrays(*arrays.values()))
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
        raise InvalidInputError(f"shapes that do not belong together: {shapes}") from None


def parts(
    numerator: ArrayLike, denominator: ArrayLike, names: tuple[str, str] = ("numerator", "denominator")
) -> list[Floats]:
    """Give n and d with one shape, 0 ≤ n ≤ d and d > 0."""
    n, d = pairs(numerator, denominator, names)
    refuse(names[0], n, n > d, f"is above its {names[1]}")
    return [n, d]


def pairs(
    numerator: ArrayLike, denominator: ArrayLike, names: tuple[str, str] = ("numerator", "denominator")
) -> list[Floats]:
    """Give events ≥ 0 and a population > 0 with one shape; events may outnumber people."""
    return together(**{names[0]: counts(names[0], numerator), names[1]: sizes(names[1], denominator)})


def vector(name: str, array: Floats, *, at_least: int, what: str) -> Floats:
    """Give the array when it has one axis and enough elements."""
    if array.ndim != 1:
        raise InvalidInputError(f"{name}: one axis is expected, not {array.ndim}")
    if array.size < at_least:
        raise InvalidInputError(f"{name}: {array.size} {what}, at least {at_least} are needed")
    return array


def confidences(confidence: float | Sequence[float]) -> Levels:
    """Read one confidence level or several, each strictly between 0 and 1."""
    array = numbers("confidence", confidence)
    if array.ndim > 1 or array.size == 0:
        raise InvalidInputError("confidence: one number or a sequence of numbers is expected")
    refuse("confidence", array, (array <= 0) | (array >= 1), "must lie between 0 and 1 (0.95, not 95)")
    return Levels(tuple(float(level) for level in np.atleast_1d(array)), is_single=array.ndim == 0)


def single(name: str, array: Floats) -> float:
    """Give the number of an array without axis."""
    if array.ndim:
        raise InvalidInputError(f"{name}: one number is expected")
    return float(array)


def factor(multiplier: float) -> float:
    """Read a multiplier: a finite number above 0."""
    return single("multiplier", sizes("multiplier", multiplier))
