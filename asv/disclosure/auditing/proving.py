"""Prove, cell by cell, what remains possible."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from asv.disclosure.auditing.programs import End, Program, is_whole
from asv.disclosure.auditing.reducing import Component
from asv.disclosure.auditing.starting import first_table
from asv.disclosure.auditing.system import Floats, Ints
from asv.disclosure.auditing.witnesses import Witnesses

SECONDS_A_COUNT = 5.0


@dataclass(frozen=True, slots=True)
class Effort:
    """How long and how far to look. deadline: in the time of `time.monotonic`. cancelled: asked now and then."""

    deadline: float
    seed: int
    exact: bool
    cancelled: Callable[[], bool]

    @property
    def left(self) -> float:
        return 0.0 if self.cancelled() else self.deadline - time.monotonic()


def prove(component: Component, effort: Effort, start: Ints | None) -> Witnesses | None:
    """The whole tables that prove what they can of a component; None when not even one was found."""
    rng = np.random.default_rng(effort.seed)
    first = start if start is not None else first_table(component, rng, effort.deadline)
    if first is None:
        return None
    found = Witnesses(component, first)
    one_by_one(found, effort, np.arange(component.size) if effort.exact else found.open)
    return found


def one_by_one(found: Witnesses, effort: Effort, ranks: Ints) -> None:
    """Least and most of each count, by a linear program, then in whole numbers where its solution is not whole."""
    component = found.component
    program = Program(component.matrix, component.right.astype(np.float64), component.lower, component.upper)
    for rank in ranks.tolist():
        for sign in (1, -1):
            if effort.left <= 0:
                return
            if _is_settled(found, rank, sign):
                continue
            extreme(found, program, rank, sign, effort.left)


def _is_settled(found: Witnesses, rank: int, sign: int) -> bool:
    if sign > 0:
        return bool(found.high[rank] >= found.most[rank])
    return bool(found.low[rank] <= found.least[rank])


def extreme(found: Witnesses, program: Program, rank: int, sign: int, seconds: float) -> None:
    """One bound of one count: narrow what is proven from outside, and widen what is shown by whole tables."""
    weights = np.zeros(found.component.size)
    weights[rank] = sign
    end, point = program.maximise(weights, seconds)
    found.programs += 1
    if end is End.BEST:
        _narrow(found, rank, sign, point[rank])
        if is_whole(point).all():
            found.add(point)
    found.is_endless[rank] |= end is End.ENDLESS and sign > 0
    if end is not End.UNDECIDED and not _is_settled(found, rank, sign):
        whole(found, rank, sign, min(seconds, SECONDS_A_COUNT))


def whole(found: Witnesses, rank: int, sign: int, seconds: float) -> None:
    """The same in whole numbers. A count without bound is followed a little way only: its most stays infinite."""
    component = found.component
    reach = float(component.demand.distance.max(initial=1)) + 1
    upper = np.where(np.isfinite(found.most), component.upper, found.first + reach)
    weights = np.zeros(component.size)
    weights[rank] = sign
    program = Program(component.matrix, component.right.astype(np.float64), component.lower, upper, is_whole=True)
    end, point = program.maximise(weights, seconds)
    found.programs += 1
    if end in {End.BEST, End.FOUND}:
        found.add(point)
    if end is End.BEST and np.isfinite(upper).all() and np.array_equal(upper, component.upper):
        _narrow(found, rank, sign, point[rank])


def _narrow(found: Witnesses, rank: int, sign: int, value: float) -> None:
    if sign > 0:
        found.most[rank] = min(found.most[rank], np.floor(value + 1e-6))
    else:
        found.least[rank] = max(found.least[rank], np.ceil(value - 1e-6))


__all__ = ["Effort", "Floats", "prove"]
