"""A first whole table that agrees with everything published."""

from collections.abc import Callable

import numpy as np

from asv.disclosure.auditing.programs import End, Program, is_whole
from asv.disclosure.auditing.reducing import Component
from asv.disclosure.auditing.system import Bools, Floats, Ints
from asv.disclosure.auditing.witnesses import fits

TRIES = 4
SHORT, LONG = 4.0, 8.0


class NoTableError(ValueError):
    """No whole table agrees with what is published."""


def first_table(component: Component, rng: np.random.Generator, left: Callable[[], float]) -> Ints | None:
    """A whole table of the component, None when none is found in time. Raises NoTableError when there is none.

    Counts of zero are first set aside where they may be: tables are easier to find far from their bounds, and those
    found are tables all the same.
    """
    floors = [np.minimum(np.maximum(component.lower, 1.0), component.upper), component.lower]
    for floor in floors[:1] if np.array_equal(floors[0], floors[1]) else floors:
        for attempt in range(TRIES):
            found = _attempt(component, floor, rng, left, attempt)
            if found is not None:
                return found
    return _exhaustive(component, left)


def _attempt(
    component: Component, floor: Floats, rng: np.random.Generator, left: Callable[[], float], attempt: int
) -> Ints | None:
    """Solve with random weights, then put right the part that is not whole, and what surrounds it."""
    right = component.right.astype(np.float64)
    ceiling = np.where(np.isfinite(component.upper), component.upper, np.maximum(floor, 1) + 2.0**36)
    weights = rng.normal(size=component.size) * (attempt > 0)
    end, point = Program(component.matrix, right, floor, ceiling).maximise(weights, left())
    if end is not End.BEST:
        return None
    loose = ~is_whole(point)
    for wider in (1, 2):
        if not loose.any():
            break
        loose = around(component, loose, wider)
        found = completed(component, floor, point, loose, min(SHORT * wider, left()))
        if found is not None:
            return found
    return np.round(point).astype(np.int64) if fits(component, point) else None


def around(component: Component, chosen: Bools, steps: int) -> Bools:
    """The chosen counts and those that share an equation with them, and so on."""
    touching = abs(component.matrix)
    for _ in range(steps):
        chosen = (touching.T @ ((touching @ chosen) > 0)) > 0
    return chosen


def completed(component: Component, floor: Floats, point: Floats, loose: Bools, seconds: float) -> Ints | None:
    """The point with its loose counts set anew in whole numbers, the others rounded; None when not found."""
    table = np.round(point)
    table[loose] = 0
    part = component.matrix[:, np.flatnonzero(loose)]
    rows = np.flatnonzero(np.diff(part.indptr))
    rest = component.right - component.matrix @ table.astype(np.int64)
    program = Program(
        part[rows], rest[rows].astype(np.float64), floor[loose], component.upper[loose], is_whole=True, gap=1.0
    )
    end, found = program.maximise(np.zeros(int(loose.sum())), seconds)
    if end not in {End.BEST, End.FOUND}:
        return None
    table[loose] = found
    return np.round(table).astype(np.int64) if fits(component, table) else None


def _exhaustive(component: Component, left: Callable[[], float]) -> Ints | None:
    right = component.right.astype(np.float64)
    program = Program(component.matrix, right, component.lower, component.upper, is_whole=True, gap=1.0)
    end, point = program.maximise(np.zeros(component.size), min(LONG, left()))
    if end is End.NONE:
        raise NoTableError
    return np.round(point).astype(np.int64) if end is not End.UNDECIDED and fits(component, point) else None
