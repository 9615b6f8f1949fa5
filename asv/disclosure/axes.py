"""The dimensions of several tables, joined by name and label."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from asv.disclosure.errors import InvalidTableError
from asv.disclosure.hierarchy import Dimension
from asv.disclosure.table import Table

Sums = tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, eq=False)
class Axis:
    """One dimension of all the tables.

    labels: sorted. same: (labels,) rank of the first label that counts the same base labels. root: rank of the first
    label that counts everybody, as `total` does. sums: (parent, children), in ranks of first labels.
    """

    name: str
    labels: tuple[str, ...]
    same: NDArray[np.int64]
    root: int
    total: str
    sums: Sums

    def label(self, rank: int) -> str:
        """How a cell at this rank is named: the total by its own name, whatever else counts everybody."""
        return self.total if rank == self.root else self.labels[rank]

    def ranks(self, labels: Sequence[str]) -> NDArray[np.int64]:
        """First labels of the given ones."""
        place = {label: rank for rank, label in enumerate(self.labels)}
        return self.same[np.array([place[label] for label in labels], dtype=np.int64)]


def axes_of(tables: Sequence[Table]) -> tuple[Axis, ...]:
    """One axis for each name of dimension, in the order of the names."""
    found: dict[str, list[Dimension]] = {}
    for table in tables:
        for dimension in (*table.dimensions, *(fixed for fixed, _ in table.fixed)):
            found.setdefault(dimension.name, []).append(dimension)
    return tuple(_joined(name, found[name]) for name in sorted(found))


def _joined(name: str, dimensions: list[Dimension]) -> Axis:
    labels = sorted({label for dimension in dimensions for label in dimension.labels})
    place = {label: rank for rank, label in enumerate(labels)}
    first = list(range(len(labels)))

    def head(rank: int) -> int:
        while first[rank] != rank:
            rank = first[rank]
        return rank

    for dimension in dimensions:
        for label, same in zip(dimension.labels, dimension.same, strict=True):
            low, high = sorted((head(place[label]), head(place[dimension.labels[same]])))
            first[high] = low
    same = np.array([head(rank) for rank in range(len(labels))], dtype=np.int64)
    roots = {int(same[place[dimension.total]]): dimension.total for dimension in dimensions}
    if len(roots) > 1:
        one, other = list(roots.values())[:2]
        raise InvalidTableError("two-totals", dimension=name, first=one, second=other)
    sums = {
        (
            int(same[place[dimension.labels[parent]]]),
            tuple(sorted(int(same[place[dimension.labels[x]]]) for x in below)),
        )
        for dimension in dimensions
        for parent, below in dimension.sums
    }
    root, total = next(iter(roots.items()))
    return Axis(name, tuple(labels), same, root, total, tuple(sorted(sums)))
