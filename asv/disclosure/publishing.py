"""What leaves: protected tables as anybody reads them, given to the auditor.

The true counts go along as a first whole table, which the auditor checks like any other: it is quicker than looking for
one, and what it concludes does not depend on it.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asv.disclosure import auditing
from asv.disclosure.auditing import Audit, Bond, Facts, Published, read_published
from asv.disclosure.hierarchy import Dimension, Tree
from asv.disclosure.policy import Policy
from asv.disclosure.released import ProtectedTable, Status

Bools = NDArray[np.bool_]
Release = ProtectedTable | Published | Path


def published(
    release: ProtectedTable, *, name: str = "table", known: Bools | None = None, apart: Bools | None = None
) -> Published:
    """The rows that leave: labels, counts or None, and the word of the status.

    known: like counts, True for cells that another release shows, which are then shown here too. apart: True for
    primary cells whose protection is asked for in another way; they are told as secondary.
    """
    table, status = release.table, release.status
    if known is not None:
        status = np.where(known, np.int8(Status.PUBLISHED), status)
    if apart is not None:
        status = np.where(apart, np.int8(Status.SECONDARY), status)
    places = np.nonzero(status != Status.UNSHOWN)
    labels = {
        found.name: [found.labels[rank] for rank in place.tolist()]
        for found, place in zip(table.dimensions, places, strict=True)
    }
    labels |= {found.name: [label] * len(places[0]) for found, label in table.fixed}
    words = [Status(code) for code in status[places].tolist()]
    counts = [
        count if word is Status.PUBLISHED else None
        for count, word in zip(table.counts[places].tolist(), words, strict=True)
    ]
    return Published(name, labels, counts, [word.word for word in words], table.counts[places].tolist())


def trees_of(releases: Sequence[ProtectedTable]) -> dict[str, list[Mapping[str, str]]]:
    """All the hierarchies of the tables, by dimension, once each."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for release in releases:
        dimensions: list[Dimension] = [*release.table.dimensions, *(fixed for fixed, _ in release.table.fixed)]
        for dimension in dimensions:
            known = found.setdefault(dimension.name, [])
            known.extend(tree for tree in dimension.trees if tree not in known)
    return found


def facts_of(policy: Policy, releases: Sequence[ProtectedTable] = ()) -> Facts:
    """What is promised to everybody. A hidden zero takes away from the reader that hidden counts are 1 or more."""
    hidden = [np.isin(one.status, (Status.PRIMARY, Status.SECONDARY)) for one in releases]
    hides_zero = any((one.table.counts[cells] == 0).any() for one, cells in zip(releases, hidden, strict=True))
    return Facts(
        threshold=policy.threshold,
        protection=str(policy.protection),
        zeros_published=policy.zeros_published and not hides_zero,
    )


def audit(
    releases: Release | Sequence[Release],
    *,
    policy: Policy | None = None,
    hierarchies: Mapping[str, Sequence[Tree]] | None = None,
    count: str = "n",
    total: str = "Total",
    facts: Facts | None = None,
    bonds: Sequence[Bond] = (),
    **options: Any,
) -> Audit:
    """What anybody can work out of everything that was released, by a path that shares nothing with `protect`.

    releases: protected tables, CSV files with blanks (`count` names their column), or Published rows, earlier
    releases included. policy: what was promised; `Policy()` when None; `facts` say it of tables
    that no policy made. hierarchies: trees by dimension, those of
    protected tables being known already. options: those of `asv.disclosure.auditing.audit` (exact, time_limit, seed,
    workers, cancelled). The result has the interval of every hidden cell, the unsafe ones, and whole tables as proof.
    Raises ContradictionError, naming a cell, for figures that cannot all be true; ValueError for unreadable ones.
    """
    given = [releases] if isinstance(releases, ProtectedTable | Published | Path) else list(releases)
    ours = [one for one in given if isinstance(one, ProtectedTable)]
    trees: dict[str, list[Tree]] = {name: list(found) for name, found in trees_of(ours).items()}
    for name, more in (hierarchies or {}).items():
        trees.setdefault(name, []).extend(more)
    tables = [_rows(one, rank, count) for rank, one in enumerate(given, 1)]
    rules = facts or facts_of(policy or Policy(), ours)
    return auditing.audit(tables, hierarchies=trees, facts=rules, total=total, bonds=bonds, **options)


def _rows(release: Release, rank: int, count: str) -> Published:
    if isinstance(release, Path):
        return read_published(release, count=count)
    return published(release, name=f"table {rank}") if isinstance(release, ProtectedTable) else release
