"""Prove, cell by cell, what remains possible."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import repeat
from typing import Final

import numpy as np

from asv.disclosure.auditing.moving import Walker
from asv.disclosure.auditing.programs import End, Program, is_whole
from asv.disclosure.auditing.reducing import Component
from asv.disclosure.auditing.regions import Ground
from asv.disclosure.auditing.starting import around, first_table
from asv.disclosure.auditing.stepping import Stepper, wanted
from asv.disclosure.auditing.system import Bools, Ints
from asv.disclosure.auditing.witnesses import Witnesses

SECONDS_A_COUNT: Final = 15.0
WALKERS: Final = 4
"""The same number whatever the machine, so that a result does not depend on it."""
FEW: Final = 40
"""Unknown counts of a component up to which each is looked at by itself at once."""
STROLLS: Final = 40
HEAVY_PENALTY, PENALTY, EASING = 0.03, 0.01, 0.4
"""Heavy prices make moves that are easily whole and prove the most counts first, lighter ones reach the others."""
WORTH: Final = 0.04
SLOW: Final = 0.03
"""Share of the open counts that a round of strolls must prove, or single counts are moved instead: in a component of
one region, or of several."""
AT_ONCE: Final = 16
STEPS_REACH: Final = 2.0
STROLL_SIZE: Final = 1000
"""Counts of a region."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long and how far to look. left: seconds left, none when cancelled. exact: all intervals to their ends."""

    left: Callable[[], float]
    seed: int
    exact: bool


def prove(component: Component, effort: Effort, pool: Executor, start: Ints | None = None) -> Witnesses | None:
    """The whole tables that prove what they can of a component; None when not even one was found."""
    rng = np.random.default_rng(effort.seed)
    first = start if start is not None else first_table(component, rng, effort.left)
    if first is None:
        return None
    found = Witnesses(component, first)
    if effort.exact:
        one_by_one(found, effort, np.arange(component.size))
        return found
    if component.size > FEW:
        _walk(found, effort, pool)
    one_by_one(found, effort, found.open)
    return found


def _walk(found: Witnesses, effort: Effort, pool: Executor) -> None:
    """Prove most counts by tables that move many of them, then others by a step of their own from the first table."""
    reach = float(found.component.demand.distance.max(initial=1))
    ground = Ground(found.component)
    walkers = [
        Walker(ground, found.first.astype(np.float64), max(reach, 1.0), np.random.default_rng(seed), effort.left)
        for seed in np.random.SeedSequence(effort.seed).spawn(WALKERS)
    ]
    _stroll(found, effort, pool, walkers)
    _step(found, effort, pool, Stepper(ground, found, STEPS_REACH * max(reach, 1.0), effort.left))


def _stroll(found: Witnesses, effort: Effort, pool: Executor, walkers: list[Walker]) -> None:
    """Rounds of moves of all open counts, region by region, as long as they are worth it."""
    is_parted = found.component.size > STROLL_SIZE
    for stroll in range(STROLLS):
        penalty = max(PENALTY, HEAVY_PENALTY * EASING**stroll)
        targets = found.open
        if not targets.size or effort.left() <= 0:
            return
        for table in pool.map(Walker.stroll, walkers, repeat(targets), repeat(penalty), repeat(STROLL_SIZE)):
            found.add(table)
        found.programs += WALKERS
        gain = (targets.size - found.open.size) / targets.size
        if gain < (SLOW if is_parted else WORTH) and (penalty == PENALTY or is_parted):
            return


def _step(found: Witnesses, effort: Effort, pool: Executor, stepper: Stepper) -> None:
    """Each open count by the step it lacks, twice: a fall and a rise may both be asked."""
    for _ in range(2):
        order = found.open
        while order.size and effort.left() > 0:
            batch, order = order[:AT_ONCE].tolist(), order[AT_ONCE:]
            steps = [wanted(found, rank) for rank in batch]
            for table in pool.map(stepper.table, batch, steps):
                if table is not None:
                    found.add(table)
            found.programs += 2 * len(batch)
            order = order[np.isin(order, found.open)]


def one_by_one(found: Witnesses, effort: Effort, ranks: Ints) -> None:
    """Least and most of each count, by a linear program, then in whole numbers where its solution is not whole."""
    component = found.component
    program = Program(component.matrix, component.right.astype(np.float64), component.lower, component.upper)
    for rank in ranks.tolist():
        for sign in (1, -1):
            if effort.left() <= 0 or (not effort.exact and rank not in found.open):
                break
            if not _is_settled(found, rank, sign):
                extreme(found, program, rank, sign, effort)


def _is_settled(found: Witnesses, rank: int, sign: int) -> bool:
    if sign > 0:
        return bool(found.high[rank] >= found.most[rank])
    return bool(found.low[rank] <= found.least[rank])


def extreme(found: Witnesses, program: Program, rank: int, sign: int, effort: Effort) -> None:
    """One bound of one count: narrow what is proven from outside, and widen what is shown by whole tables."""
    weights = np.zeros(found.component.size)
    weights[rank] = sign
    end, point = program.maximise(weights, effort.left())
    found.programs += 1
    if end is End.BEST:
        _narrow(found, rank, sign, point[rank])
        if is_whole(point).all():
            found.add(point)
    found.is_endless[rank] |= end is End.ENDLESS and sign > 0
    if end is End.UNDECIDED or _is_settled(found, rank, sign):
        return
    everywhere = np.ones(found.component.size, dtype=np.bool_)
    moved = around(found.component, np.round(point) != found.first if end is End.BEST else ~everywhere, 1)
    for loose in (moved, everywhere):
        if loose[rank] and not _is_settled(found, rank, sign):
            whole(found, loose, rank, sign, effort)


def whole(found: Witnesses, loose: Bools, rank: int, sign: int, effort: Effort) -> None:
    """The same in whole numbers, only loose counts moving. A count without bound is followed a little way only."""
    component = found.component
    reach = float(component.demand.distance.max(initial=1)) + 1
    upper = np.where(np.isfinite(found.most), component.upper, found.first + reach)
    upper, lower = np.where(loose, upper, found.first), np.where(loose, component.lower, found.first)
    weights = np.zeros(component.size)
    weights[rank] = sign
    program = Program(component.matrix, component.right.astype(np.float64), lower, upper, is_whole=True)
    end, point = program.maximise(weights, min(effort.left(), SECONDS_A_COUNT))
    found.programs += 1
    if end in {End.BEST, End.FOUND}:
        found.add(point)
    if end is End.BEST and loose.all() and np.array_equal(upper, component.upper):
        _narrow(found, rank, sign, point[rank])


def _narrow(found: Witnesses, rank: int, sign: int, value: float) -> None:
    if sign > 0:
        found.most[rank] = min(found.most[rank], np.floor(value + 1e-6))
    else:
        found.least[rank] = max(found.least[rank], np.ceil(value - 1e-6))
