"""From a system to the intervals of its unknown counts."""

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from asv.disclosure.auditing.bounds import CrossedError
from asv.disclosure.auditing.moving import until
from asv.disclosure.auditing.proving import Effort, prove
from asv.disclosure.auditing.reducing import Component, Reduced, components, reduce
from asv.disclosure.auditing.result import Proof
from asv.disclosure.auditing.system import NO_LIMIT, Ints, System
from asv.disclosure.auditing.witnesses import Witnesses, fits

ALONE = 300
"""Counts of a component above which several threads work on it together, otherwise one."""
SMALL = 600
"""Unknown counts, once merged, up to which all intervals are computed exactly."""


def check(
    system: System,
    *,
    exact: bool | None = None,
    time_limit: float = 60.0,
    seed: int = 0,
    workers: int | None = None,
    house: Ints | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Proof, bool]:
    """Prove what is possible for each unknown count; the second value says whether all intervals were to be exact.

    exact: True for the least and the most of every count, False for what is asked only; None for True on systems of
    up to SMALL merged counts. workers: threads, all cores when None. house: (n,) a whole table, -1 where it is not
    known; where it fits it is the first. Raises CrossedError for what cannot be.
    """
    state = reduce(system)
    parts = components(state, system.demand)
    whole = exact if exact is not None else len(state.lower) <= SMALL
    effort = Effort(until(time.monotonic() + time_limit, cancelled or (lambda: False)), seed, whole)
    large = [number for number, part in enumerate(parts) if part.size > ALONE and not whole]
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool, ThreadPoolExecutor(1) as single:
        small = [part for number, part in enumerate(parts) if number not in large]
        found = list(pool.map(lambda part: prove(part, effort, single, _start(part, house)), small))
        found += [prove(parts[number], effort, pool, _start(parts[number], house)) for number in large]
    return _proof(system, state, parts, found), whole


def _start(part: Component, house: Ints | None) -> Ints | None:
    """The table of the house on one component, where it is one."""
    if house is None or (house[part.cells] < 0).any():
        return None
    table = np.zeros(part.size, np.int64)
    table[part.of] = part.sign * (house[part.cells] - part.offset)
    return table if fits(part, table.astype(np.float64)) else None


def _proof(system: System, state: Reduced, parts: Sequence[Component], found: Sequence[Witnesses | None]) -> Proof:
    cells, size = state.cells, len(state.cells)
    lower, upper = state.offset.copy(), state.offset.copy()
    exact, met, lost = (np.ones(size, dtype=np.bool_) for _ in range(3))
    demand = system.demand.take(cells)
    met[:] = demand.met(lower, upper, lower.astype(np.float64))
    lost[:] = ~met
    part, place = np.full(size, -1), np.zeros(size, np.int64)
    for number, (one, witnesses) in enumerate(zip(parts, found, strict=True)):
        at = np.searchsorted(cells, one.cells)
        part[at], place[at] = number, np.arange(len(at))
        if witnesses is None:
            lower[at], upper[at] = _outer(one)
            exact[at] = met[at] = lost[at] = False
            continue
        lower[at], upper[at], exact[at] = _ends(witnesses)
        met[at], lost[at] = witnesses.met, witnesses.hopeless
    programs = sum(one.programs for one in found if one is not None)
    return Proof(cells, lower, upper, exact, met, lost, found, part, place, len(parts), programs)


def _outer(component: Component) -> tuple[Ints, Ints]:
    """Bounds of the cells of a component before any program: no whole table is outside."""
    low = np.clip(component.lower, 0, NO_LIMIT).astype(np.int64)
    low, high = component.of_cells(low, np.clip(component.upper, 0, NO_LIMIT).astype(np.int64))
    return np.maximum(low, 0), high


def _ends(found: Witnesses) -> tuple[Ints, Ints, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Ends of the intervals of the cells, and whether nothing is possible beyond."""
    component = found.component
    endless = np.isinf(found.most)
    is_exact = (found.low <= found.least) & ((found.high >= found.most) | (endless & found.is_endless))
    low, high = component.of_cells(found.low, np.where(endless & found.is_endless, NO_LIMIT, found.high))
    return np.maximum(low, 0), np.where(high >= NO_LIMIT // 2, NO_LIMIT, high), is_exact[component.of]


__all__ = ["CrossedError", "check"]
