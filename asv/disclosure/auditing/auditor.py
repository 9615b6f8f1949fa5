"""The audit of everything that was published."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from asv.disclosure.auditing.bounds import CrossedError
from asv.disclosure.auditing.checking import check
from asv.disclosure.auditing.equations import house_table
from asv.disclosure.auditing.equations import system as equations_of
from asv.disclosure.auditing.published import Bond, ContradictionError, Facts, Published, Tree
from asv.disclosure.auditing.result import Audit, Checked, Interval, Proof, Reason, Unsafe
from asv.disclosure.auditing.system import NO_LIMIT, System
from asv.disclosure.auditing.world import PRIMARY, UNKNOWN, UNLISTED, World, settle


def audit(
    published: Published | Sequence[Published],
    *,
    hierarchies: Mapping[str, Sequence[Tree]] | None = None,
    facts: Facts | None = None,
    total: str = "Total",
    bonds: Sequence[Bond] = (),
    exact: bool | None = None,
    time_limit: float = 60.0,
    seed: int = 0,
    workers: int | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Audit:
    """What anybody can work out of published tables: the interval of every hidden count, and those that are not safe.

    published: every table that left, earlier releases included, in any order; cells with equal labels are one cell, a
    dimension that a table lacks stands at its total. hierarchies: trees of each dimension, none for a flat one, which
    adds up to `total`. facts: what was promised. bonds: other equations that everybody knows. The true counts are not
    needed: the audit looks for whole tables that agree with everything published, and a hidden count is safe when two
    of them differ enough on it. exact: intervals of all hidden counts computed to their ends; None does it for tables
    of up to some 600 unknown counts, and proves of larger ones only that each interval is as wide as asked. What is
    not proven in `time_limit` seconds is not safe. workers: threads. cancelled: asked now and then, True stops.

    Raises ContradictionError (a ValueError) naming a cell when the figures cannot all be true, ValueError for labels
    outside their hierarchy and tables that cannot be read.
    """
    begun = time.monotonic()
    tables = [published] if isinstance(published, Published) else list(published)
    rules = facts or Facts()
    world, families = settle(tables, hierarchies or {}, total)
    system = equations_of(world, families, rules, bonds)
    house = house_table(system, world) if any(table.house is not None for table in tables) else None
    try:
        proof, is_exact = check(
            system,
            exact=exact,
            time_limit=time_limit,
            seed=seed,
            workers=workers,
            house=house,
            cancelled=cancelled,
        )
    except CrossedError as crossed:
        raise _contradiction(world, system, crossed) from None
    checked = _checked(world, system, proof, rules)
    found = _report(world, system, proof, [table.name for table in tables], checked, method=is_exact)
    return replace(found, checked=replace(checked, seconds=time.monotonic() - begun))


def _contradiction(world: World, system: System, crossed: CrossedError) -> ContradictionError:
    rank = crossed.column
    if rank < 0:
        row = slice(system.matrix.indptr[crossed.row], system.matrix.indptr[crossed.row + 1])
        columns = system.matrix.indices[row]
        rank = int(columns[np.argmin(system.matrix.data[row])])
    return ContradictionError(world.name(rank), "no whole count agrees with everything published")


def _checked(world: World, system: System, proof: Proof, facts: Facts) -> Checked:
    counts = world.counts
    return Checked(
        published=int((counts != UNKNOWN).sum()),
        hidden=int((world.hidden_in >= 0).sum()),
        unlisted=int((world.kind == UNLISTED).sum()),
        small=int(((counts > 0) & (counts < facts.threshold)).sum()),
        equations=system.matrix.shape[0],
        components=proof.components,
        programs=proof.programs,
        undecided=int((~proof.is_met & ~proof.is_lost).sum()),
    )


def _report(
    world: World, system: System, proof: Proof, tables: Sequence[str], checked: Checked, *, method: bool
) -> Audit:
    """Intervals of the hidden cells, and what is not safe among them and among the cells that no table lists."""
    names = {int(rank): world.name(int(rank)) for rank in proof.cells}
    intervals: dict[str, Interval] = {}
    unsafe = []
    for at, rank in enumerate(proof.cells.tolist()):
        upper = None if proof.upper[at] >= NO_LIMIT else int(proof.upper[at])
        interval = Interval(int(proof.lower[at]), upper, bool(proof.is_exact[at]))
        if rank >= len(world.keys) or world.hidden_in[rank] >= 0:
            intervals[names[rank]] = interval
        if not proof.is_met[at]:
            reason = _reason(interval, is_lost=bool(proof.is_lost[at]))
            unsafe.append(Unsafe(world.cell(rank), names[rank], interval, reason, _hiding(world, rank, tables)))
    for rank in np.flatnonzero((world.hidden_in >= 0) & system.known[: len(world.keys)]).tolist():
        value = Interval(int(system.values[rank]), int(system.values[rank]), is_exact=True)
        intervals[world.name(rank)] = value
        where = (*_hiding(world, rank, tables), tables[world.shown_in[rank]])
        unsafe.append(Unsafe(world.cell(rank), world.name(rank), value, Reason.SHOWN, where))
    ranks = {name: rank for rank, name in names.items()}
    word = "exact" if method else "proven"
    return Audit(intervals, tuple(unsafe), replace(checked, tables=len(tables)), word, proof, ranks, names)


def _hiding(world: World, rank: int, tables: Sequence[str]) -> tuple[str, ...]:
    if rank >= len(world.keys) or world.hidden_in[rank] < 0:
        return ()
    return (tables[world.hidden_in[rank]],)


def _reason(interval: Interval, *, is_lost: bool) -> Reason:
    if not is_lost:
        return Reason.NOT_PROVEN
    return Reason.DETERMINED if interval.lower == interval.upper else Reason.NARROW


__all__ = ["PRIMARY", "audit"]
