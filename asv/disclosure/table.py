"""A table of counts: every cell of the product of its dimensions, sums included."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike, NDArray

from asv.disclosure.errors import InvalidTableError
from asv.disclosure.hierarchy import Dimension, Tree
from asv.disclosure.reading import read_sheet, read_tree

Cell = Mapping[str, str]
"""Name of a cell: its label by dimension. A dimension left out stands at its total."""
MOST_CELLS: Final = 2_000_000
MOST_PEOPLE: Final = 2**36


@dataclass(frozen=True, eq=False)
class Table:
    """Counts on the grid of all labels.

    dimensions: their order is that of the axes. counts: one axis a dimension, one place a label, whole numbers ≥ 0
    that satisfy all sums. fixed: where the table stands in dimensions that do not cut it (the first quarter of a year
    that another table shows). largest: like counts, the largest contribution in each cell, for the dominance rule.
    unshown: like counts, True for cells that nobody publishes but whose sums bind the others.
    """

    dimensions: tuple[Dimension, ...]
    counts: NDArray[np.int64]
    fixed: tuple[tuple[Dimension, str], ...] = ()
    largest: NDArray[np.int64] | None = field(default=None, repr=False)
    unshown: NDArray[np.bool_] | None = field(default=None, repr=False)

    @classmethod
    def from_rows(
        cls,
        rows: Mapping[str, Sequence[str]],
        counts: ArrayLike,
        hierarchies: Mapping[str, Sequence[Tree]] | None = None,
        *,
        total: str = "Total",
        largest: ArrayLike | None = None,
    ) -> "Table":
        """Build a table from columns of labels by dimension and their counts; base cells left out count 0.

        Rows may be base cells only, or sums too, which are then checked. hierarchies: those of each dimension, none
        for a flat one. total: label of everybody, where a hierarchy does not name it. largest: largest contribution in
        each row; contributors are taken to be in one base cell only. Raises InvalidTableError naming the cell.
        """
        given = hierarchies or {}
        for name in given:
            if name not in rows:
                raise InvalidTableError("unknown-dimension", dimension=name)
        if not rows:
            raise InvalidTableError("no-dimension")
        dimensions = tuple(
            Dimension.of(name, given.get(name, ()), labels=labels, total=total) for name, labels in rows.items()
        )
        return _from_columns(dimensions, rows, counts, largest)

    @classmethod
    def from_arrays(
        cls,
        counts: ArrayLike,
        labels: Mapping[str, Sequence[str]],
        hierarchies: Mapping[str, Sequence[Tree]] | None = None,
        *,
        total: str = "Total",
    ) -> "Table":
        """Build a table from a dense array of base cells, one axis for each dimension of `labels`, in its order."""
        array = np.asarray(counts)
        if array.ndim != len(labels):
            raise InvalidTableError("lengths")
        for axis, (name, found) in enumerate(labels.items()):
            if array.shape[axis] != len(found):
                raise InvalidTableError("shape", dimension=name, number=array.shape[axis], labels=len(found))
        places = np.indices(array.shape).reshape(array.ndim, -1)
        names = [np.asarray(list(found), dtype=object) for found in labels.values()]
        rows = {name: list(names[axis][places[axis]]) for axis, name in enumerate(labels)}
        return cls.from_rows(rows, array.ravel(), hierarchies, total=total)

    @classmethod
    def from_csv(
        cls,
        source: Path | bytes,
        *,
        count: str,
        dimensions: Sequence[str],
        hierarchies: Mapping[str, Sequence[Path | Tree]] | None = None,
        total: str = "Total",
        largest: str | None = None,
    ) -> "Table":
        """Build a table from a CSV file (or its bytes) with a header line; other columns are left aside.

        hierarchies: trees, or paths of CSV files of (child, parent) lines. largest: column of the largest
        contributions. Raises InvalidTableError naming the line, the label or the cell, and OSError.
        """
        sheet = read_sheet(source)
        rows = {name: sheet.labels(name) for name in dimensions}
        trees = {
            name: [read_tree(tree, frozenset(rows.get(name, ()))) if isinstance(tree, Path) else tree for tree in given]
            for name, given in (hierarchies or {}).items()
        }
        top = None if largest is None else sheet.counts(largest)
        return cls.from_rows(rows, sheet.counts(count), trees, total=total, largest=top)

    def at(self, dimension: Dimension, label: str) -> "Table":
        """The same table, standing at one label of a dimension that it does not show."""
        dimension.rank(label)
        return replace(self, fixed=(*self.fixed, (dimension, label)))

    def without(self, name: str, labels: Sequence[str]) -> "Table":
        """The same table, whose cells at these labels of a dimension are shown to nobody and still bind the others."""
        axis, dimension = next(
            ((axis, found) for axis, found in enumerate(self.dimensions) if found.name == name), (0, None)
        )
        if dimension is None:
            raise InvalidTableError("unknown-dimension", dimension=name)
        unshown = np.zeros(self.counts.shape, dtype=np.bool_) if self.unshown is None else self.unshown.copy()
        np.moveaxis(unshown, axis, 0)[[dimension.rank(label) for label in labels]] = True
        return replace(self, unshown=unshown)

    @property
    def size(self) -> int:
        """Number of cells, sums and unshown cells included."""
        return self.counts.size

    def count(self, cell: Cell) -> int:
        """Count of one cell; a dimension left out stands at its total."""
        return int(self.counts[self.place(cell)])

    def place(self, cell: Cell) -> tuple[int, ...]:
        """Ranks of one cell on the axes."""
        return tuple(found.rank(cell.get(found.name, found.total)) for found in self.dimensions)

    def cell(self, place: Sequence[int]) -> dict[str, str]:
        """Labels of one cell by dimension, fixed ones included."""
        shown = {found.name: found.labels[rank] for found, rank in zip(self.dimensions, place, strict=True)}
        return shown | {found.name: label for found, label in self.fixed}

    def cells(self) -> Iterator[tuple[str, ...]]:
        """Labels of all cells on the axes, in the order of `counts.ravel()`."""
        for place in np.ndindex(self.counts.shape):
            yield tuple(found.labels[int(rank)] for found, rank in zip(self.dimensions, place, strict=True))


def sentence(cell: Cell) -> str:
    """A cell as people read it: « qpv = Cité du 4, frein = Total »."""
    return ", ".join(f"{name} = {label}" for name, label in cell.items())


def _from_columns(
    dimensions: tuple[Dimension, ...], rows: Mapping[str, Sequence[str]], counts: ArrayLike, largest: ArrayLike | None
) -> Table:
    shape = tuple(len(found.labels) for found in dimensions)
    if np.prod(shape, dtype=np.float64) > MOST_CELLS:
        raise InvalidTableError("many-cells", number=int(np.prod(shape, dtype=np.float64)), most=MOST_CELLS)
    ranks = [np.array([found.ranks[label] for label in rows[found.name]], dtype=np.int64) for found in dimensions]
    values = np.asarray(counts)
    if values.ndim != 1 or any(len(rank) != len(values) for rank in ranks):
        raise InvalidTableError("lengths")
    values = _whole(dimensions, ranks, values)
    places = np.ravel_multi_index(tuple(ranks), shape)
    _refuse_repeats(dimensions, shape, places)
    grid = _summed(dimensions, shape, _base_cells(dimensions, ranks, values))
    _check(dimensions, places, values, grid)
    if largest is None:
        return Table(dimensions, grid)
    return Table(dimensions, grid, largest=_largest(dimensions, shape, places, ranks, (largest, grid)))


def _named(dimensions: tuple[Dimension, ...], place: Iterable[SupportsIndex]) -> str:
    return sentence({found.name: found.labels[rank] for found, rank in zip(dimensions, place, strict=True)})


def _whole(
    dimensions: tuple[Dimension, ...], ranks: list[NDArray[np.int64]], values: NDArray[np.generic]
) -> NDArray[np.int64]:
    """The counts as whole numbers, refused when they are not."""
    try:
        numbers = values.astype(np.float64)
    except (TypeError, ValueError):
        numbers = np.array([_number(value) for value in values.tolist()])
    wrong = ~((numbers >= 0) & (numbers <= MOST_PEOPLE) & (numbers == np.floor(numbers)))
    if wrong.any():
        first = int(np.flatnonzero(wrong)[0])
        cell = _named(dimensions, [int(rank[first]) for rank in ranks])
        raise InvalidTableError("count", cell=cell, value=values.tolist()[first], most=MOST_PEOPLE)
    return numbers.astype(np.int64)


def _number(value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        return np.nan


def _refuse_repeats(dimensions: tuple[Dimension, ...], shape: tuple[int, ...], places: NDArray[np.int64]) -> None:
    found, times = np.unique(places, return_counts=True)
    if (times > 1).any():
        place = np.unravel_index(found[times > 1][0], shape)
        raise InvalidTableError("repeated", cell=_named(dimensions, place))


def _base_cells(
    dimensions: tuple[Dimension, ...], ranks: list[NDArray[np.int64]], values: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The dense array of base cells; a label with the same base as a base label stands for it."""
    bases = [found.base.shape[1] for found in dimensions]
    first = [found.same[rank] for found, rank in zip(dimensions, ranks, strict=True)]
    is_base = np.all([rank < number for rank, number in zip(first, bases, strict=True)], axis=0)
    base = np.zeros(bases, dtype=np.int64)
    base[tuple(rank[is_base] for rank in first)] = values[is_base]
    return base


def _summed(dimensions: tuple[Dimension, ...], shape: tuple[int, ...], base: NDArray[np.int64]) -> NDArray[np.int64]:
    """All cells from the base cells, one axis after the other."""
    grid = base
    for axis, found in enumerate(dimensions):
        front = np.moveaxis(grid, axis, 0)
        summed = (found.base @ front.reshape(front.shape[0], -1)).reshape(shape[axis], *front.shape[1:])
        grid = np.moveaxis(summed, 0, axis)
    return np.ascontiguousarray(grid)


def _check(
    dimensions: tuple[Dimension, ...], places: NDArray[np.int64], values: NDArray[np.int64], grid: NDArray[np.int64]
) -> None:
    """Refuse a given sum that is not the sum of its parts."""
    wrong = np.flatnonzero(grid.ravel()[places] != values)
    if wrong.size:
        place = np.unravel_index(places[wrong[0]], grid.shape)
        raise InvalidTableError(
            "margin", cell=_named(dimensions, place), value=int(values[wrong[0]]), computed=int(grid[place])
        )


def _largest(
    dimensions: tuple[Dimension, ...],
    shape: tuple[int, ...],
    places: NDArray[np.int64],
    ranks: list[NDArray[np.int64]],
    given: tuple[ArrayLike, NDArray[np.int64]],
) -> NDArray[np.int64]:
    """Largest contribution of every cell: the given one, or the largest among its base cells."""
    column, grid = np.asarray(given[0]), given[1]
    if column.shape != places.shape:
        raise InvalidTableError("lengths")
    values = _whole(dimensions, ranks, column)
    top = _base_cells(dimensions, ranks, values)
    for axis, found in enumerate(dimensions):
        rows = [
            found.base.indices[found.base.indptr[rank] : found.base.indptr[rank + 1]] for rank in range(shape[axis])
        ]
        top = np.stack([top.take(members, axis=axis).max(axis=axis) for members in rows], axis=axis)
    np.put(top, places, values)
    if (top > grid).any():
        place = np.unravel_index(int(np.argmax(top > grid)), shape)
        raise InvalidTableError(
            "largest", cell=_named(dimensions, place), value=int(top[place]), computed=int(grid[place])
        )
    return np.ascontiguousarray(top)
