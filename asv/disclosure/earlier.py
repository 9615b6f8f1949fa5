"""An earlier release read from its CSV file, beside the table that knows its hidden counts."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from asv.disclosure.auditing import Published, read_published
from asv.disclosure.errors import InvalidTableError
from asv.disclosure.released import ProtectedTable, Status
from asv.disclosure.table import Table, sentence

STATUSES = {status.word: status for status in Status}


def read_earlier(source: Path | bytes, table: Table, *, count: str = "n") -> ProtectedTable:
    """What an earlier release said of the cells of a table, as `protect` takes it for known.

    source: a CSV file written by `to_csv`, or made elsewhere with blanks, which are then all primary. A dimension that
    it lacks stands at its total. Raises InvalidTableError for a column that is no dimension of the table, an unknown
    label, and a published count that is not the one of the table: a corrected count is another table, under another
    label.
    """
    rows = read_published(source, count=count)
    names = [found.name for found in table.dimensions]
    for name in rows.labels:
        if name not in names:
            raise InvalidTableError("unknown-dimension", dimension=name)
    places = _places(rows, table)
    _check(rows, table, places)
    status = np.full(table.counts.size, Status.UNSHOWN, dtype=np.int8)
    status[places] = _statuses(rows)
    grid = status.reshape(table.counts.shape)
    return ProtectedTable(replace(table, unshown=np.equal(grid, Status.UNSHOWN)), grid)


def _places(rows: Published, table: Table) -> NDArray[np.int64]:
    """Rank of each row among the cells of the table."""
    ranks = [
        [found.rank(label) for label in rows.labels[found.name]]
        if found.name in rows.labels
        else [found.root] * len(rows.counts)
        for found in table.dimensions
    ]
    return np.ravel_multi_index(tuple(np.array(rank, dtype=np.int64) for rank in ranks), table.counts.shape)


def _check(rows: Published, table: Table, places: NDArray[np.int64]) -> None:
    true = table.counts.ravel()[places].tolist()
    for place, said, count in zip(places.tolist(), rows.counts, true, strict=True):
        if said is not None and said != count:
            cell = sentence(table.cell(np.unravel_index(place, table.counts.shape)))
            raise InvalidTableError("linked", cell=cell, first=said, second=count)


def _statuses(rows: Published) -> Sequence[Status]:
    words = rows.status or ["primaire"] * len(rows.counts)
    return [
        Status.PUBLISHED if count is not None else STATUSES[word]
        for count, word in zip(rows.counts, words, strict=True)
    ]
