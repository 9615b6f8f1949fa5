"""From tables and a policy to what may be published, or to a refusal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from asv.disclosure.auditing import Audit, Bond, Reason, audit
from asv.disclosure.errors import InvalidTableError, NotProtectedError
from asv.disclosure.model import Model
from asv.disclosure.policy import Policy, Protection, SmallClass
from asv.disclosure.problem import Bools, Ints, Problem, Solution
from asv.disclosure.publishing import facts_of, published, trees_of
from asv.disclosure.released import ProtectedTable, Status
from asv.disclosure.solving import Progress, solve
from asv.disclosure.table import Cell, Table, sentence

AUDIT_SECONDS: Final = 300.0
"""Time that the audit may take at least: what it has no time to prove is refused."""


@dataclass(frozen=True, eq=False)
class Protected:
    """Tables that the auditor has proved safe.

    tables: in the order they came. loss: cost of the secondary cells; bound: no safe choice costs less; gap: their
    relative distance, 0 for a proven optimum. protection: what every primary cell has. audit: the proof.
    """

    tables: tuple[ProtectedTable, ...]
    loss: float
    bound: float
    gap: float
    protection: Protection
    audit: Audit

    @property
    def table(self) -> ProtectedTable:
        """The table, when there is one only."""
        (only,) = self.tables
        return only


def protect(
    tables: Table | Sequence[Table] | Model,
    policy: Policy | None = None,
    *,
    known: Sequence[ProtectedTable | Protected] = (),
    time_limit: float = 60.0,
    seed: int = 0,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    workers: int | None = None,
) -> Protected:
    """Choose which cells to hide so that no hidden one can be worked out, at the least loss found in the time.

    tables: one, several that share cells, or a Model with what else binds them (its own policy and earlier releases
    then). known: earlier releases. time_limit: seconds given to the search; a safe first choice is looked for whatever
    the limit. The same input and seed give the same result when the limit is not reached, whatever the order of rows
    and the names of labels. cancelled: asked now and then, True raises Cancelled. workers: processes, None for all.
    Raises NotProtectedError, with the cells, when an independent audit does not prove the result: nothing is returned
    that is not safe. Raises InvalidTableError for tables that disagree.
    """
    model = tables if isinstance(tables, Model) else _model(tables, policy or Policy(), known)
    problem = model.problem()
    solution = solve(problem, time_limit=time_limit, seed=seed, progress=progress, cancelled=cancelled, workers=workers)
    if solution.exposed:
        raise NotProtectedError(sorted({model.name(int(rank)) for rank in model.order[list(solution.exposed)]}))
    step = progress or (lambda _: None)
    step(Progress("audit", 0.0, solution.loss, solution.bound))
    options = {"time_limit": max(time_limit, AUDIT_SECONDS), "seed": seed, "workers": workers, "cancelled": cancelled}
    safe = _proved(model, problem, solution, options)
    step(Progress("audit", 1.0, safe.loss, safe.bound))
    return safe


def _proved(model: Model, problem: Problem, solution: Solution, options: dict[str, Any]) -> Protected:
    """What the auditor proves safe. A secondary cell that it can work out hides nothing, and is published again."""
    hidden = solution.hidden.copy()
    place = np.argsort(model.order)
    while True:
        by_rank = hidden[place]
        safe = model.statuses(by_rank)
        found = _audited(model, safe, options)
        if found.is_safe:
            break
        hidden[_useless(model, problem, found, place)] = False
    loss = float(problem.cost[hidden & ~problem.hidden].sum())
    final = replace(solution, hidden=hidden, loss=loss, bound=min(loss, solution.bound))
    return Protected(safe, final.loss, final.bound, final.gap, model.policy.protection, found)


def _useless(model: Model, problem: Problem, found: Audit, place: Ints) -> Ints:
    """The secondary cells among those that are not safe; NotProtectedError when there are others."""
    names = [unsafe.name for unsafe in found.unsafe]
    if any(unsafe.reason is not Reason.DETERMINED for unsafe in found.unsafe):
        raise NotProtectedError(names)
    try:
        useless = place[[model.rank(unsafe.cell) for unsafe in found.unsafe]]
    except InvalidTableError:
        raise NotProtectedError(names) from None
    if problem.hidden[useless].any():
        raise NotProtectedError(names)
    return np.asarray(useless, dtype=np.int64)


def _model(tables: Table | Sequence[Table], policy: Policy, known: Sequence[ProtectedTable | Protected]) -> Model:
    given = [tables] if isinstance(tables, Table) else list(tables)
    earlier = [table for one in known for table in (one.tables if isinstance(one, Protected) else (one,))]
    return Model(given, policy, earlier)


def _audited(model: Model, safe: Sequence[ProtectedTable], options: dict[str, Any]) -> Audit:
    """The audit of all that is then out, earlier releases included."""
    everything, rows, bonds = [*safe, *model.known], [], _bonds(model)
    for rank, (one, places) in enumerate(zip(everything, model.linked.ranks, strict=True), 1):
        known = model.is_known[places].reshape(one.status.shape)
        large = _large(model.policy, one) & ~known
        rows.append(published(one, name=f"table {rank}", known=known, apart=large))
        bonds += [_asked(one.table.cell(cell), model.policy.threshold - 2) for cell in np.argwhere(large).tolist()]
    return audit(
        rows,
        hierarchies=trees_of(everything),
        facts=facts_of(model.policy, everything),
        total="",
        bonds=bonds,
        **options,
    )


def _large(policy: Policy, release: ProtectedTable) -> Bools:
    """The primary cells that are not small, when classes are protected: they are in none, and need a width only."""
    primary = np.equal(release.status, Status.PRIMARY)
    return primary & (release.table.counts >= policy.threshold) & isinstance(policy.protection, SmallClass)


def _asked(cell: Cell, width: int) -> Bond:
    """A width asked of one cell: a count of another name that is always the same."""
    name = f"largeur de {sentence(cell)}"
    return Bond(((cell, 1), (name, -1)), {name: width})


def _bonds(model: Model) -> list[Bond]:
    """The added equations; each width goes with the first equation that names its count."""
    left, bonds = dict(model.widths), []
    for terms in model.constraints:
        named = [cell for cell, _ in terms if isinstance(cell, int)]
        bonds.append(Bond(terms, {cell: left.pop(cell) for cell in named if cell in left}))
    return bonds
