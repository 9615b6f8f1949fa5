"""The cells of several tables, one for each set of labels, and the sums between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from asv.disclosure.axes import Axis, axes_of
from asv.disclosure.errors import InvalidTableError
from asv.disclosure.table import Cell, Table, sentence

Ints = NDArray[np.int64]
Triples = tuple[Ints, Ints, Ints]


@dataclass(frozen=True, eq=False)
class Linked:
    """Cells of several tables under one numbering.

    keys: (cells,) sorted codes, one digit an axis. values: (cells,) counts. ranks: for each table, the cell of each
    place of `counts.ravel()`. rests: name and count of what no table shows of a sum shown in part; they are the
    columns after the cells. matrix: (sums, cells + rests), +1 for each part and -1 for the whole.
    """

    axes: tuple[Axis, ...]
    keys: Ints
    values: Ints
    ranks: tuple[Ints, ...]
    rests: tuple[tuple[str, int], ...] = ()
    matrix: sparse.csr_array = field(default_factory=lambda: sparse.csr_array((0, 0), dtype=np.int64))

    @property
    def names(self) -> frozenset[str]:
        return frozenset(axis.name for axis in self.axes)

    def digits(self) -> list[Ints]:
        """Rank of each cell on each axis."""
        return list(np.unravel_index(self.keys, _shape(self.axes)))

    def cell(self, rank: int) -> dict[str, str]:
        """Labels of a cell."""
        place = np.unravel_index(self.keys[rank], _shape(self.axes))
        return {axis.name: axis.label(int(digit)) for axis, digit in zip(self.axes, place, strict=True)}

    def rank(self, cell: Cell) -> int:
        """Rank of a cell; a dimension left out stands at its total."""
        key = 0
        for axis in self.axes:
            label = cell.get(axis.name)
            if label is not None and label not in axis.labels:
                raise InvalidTableError("unknown-label", dimension=axis.name, label=label)
            digit = axis.root if label is None else int(axis.ranks([label])[0])
            key = key * len(axis.labels) + digit
        rank = int(np.searchsorted(self.keys, key))
        if set(cell) - self.names or rank == len(self.keys) or self.keys[rank] != key:
            raise InvalidTableError("unknown-cell", cell=sentence(cell))
        return rank

    def weights(self, by_label: Mapping[str, Mapping[str, float]]) -> NDArray[np.float64]:
        """Product of the weights of the labels of each cell."""
        product = np.ones(len(self.keys))
        for axis, digits in zip(self.axes, self.digits(), strict=True):
            weight = np.ones(len(axis.labels))
            for label, figure in by_label.get(axis.name, {}).items():
                if label not in axis.labels:
                    raise InvalidTableError("unknown-label", dimension=axis.name, label=label)
                weight[axis.ranks([label])] = figure
            product *= weight[digits]
        return product


def link(tables: Sequence[Table]) -> Linked:
    """Join the tables. InvalidTableError when one cell has two counts, or parts more than their whole."""
    if not tables:
        raise InvalidTableError("no-table")
    axes = axes_of(tables)
    if np.prod(_shape(axes), dtype=np.float64) >= 2.0**62:
        raise InvalidTableError("many-dimensions")
    codes = [_codes(table, axes) for table in tables]
    keys, inverse = np.unique(np.concatenate(codes), return_inverse=True)
    counts = np.concatenate([table.counts.ravel() for table in tables])
    values = np.empty(len(keys), dtype=np.int64)
    values[inverse] = counts
    ranks = tuple(np.split(inverse, np.cumsum([len(code) for code in codes])[:-1]))
    linked = Linked(axes, keys, values, ranks)
    wrong = np.flatnonzero(values[inverse] != counts)
    if wrong.size:
        rank = int(inverse[wrong[0]])
        first, second = int(counts[wrong[0]]), int(values[rank])
        raise InvalidTableError("linked", cell=sentence(linked.cell(rank)), first=first, second=second)
    rests, matrix = _sums(linked)
    return Linked(axes, keys, values, ranks, rests, matrix)


def _shape(axes: Sequence[Axis]) -> tuple[int, ...]:
    return tuple(len(axis.labels) for axis in axes)


def _codes(table: Table, axes: Sequence[Axis]) -> Ints:
    """Code of each cell of a table over all axes, in the order of its counts."""
    shown = {found.name: place for place, found in enumerate(table.dimensions)}
    fixed = {found.name: label for found, label in table.fixed}
    code = np.zeros((1,) * len(shown), dtype=np.int64)
    for axis in axes:
        code = code * len(axis.labels)
        if axis.name in shown:
            place = shown[axis.name]
            ranks = axis.ranks(table.dimensions[place].labels)
            code = code + ranks.reshape([-1 if at == place else 1 for at in range(len(shown))])
        else:
            code = code + (axis.ranks([fixed[axis.name]])[0] if axis.name in fixed else axis.root)
    return np.ascontiguousarray(np.broadcast_to(code, table.counts.shape)).ravel()


def _sums(linked: Linked) -> tuple[tuple[tuple[str, int], ...], sparse.csr_array]:
    """Every sum along every axis between cells that exist, with a rest where some parts do not."""
    size, rows = len(linked.keys), 0
    triples: list[Triples] = []
    rests: list[tuple[str, int]] = []
    shape = _shape(linked.axes)
    for place, (axis, digits) in enumerate(zip(linked.axes, linked.digits(), strict=True)):
        stride = int(np.prod(shape[place + 1 :], dtype=np.int64))
        at = _grouped(digits, len(axis.labels))
        for parent, children in axis.sums:
            wholes, parts = _family(linked, at[parent], stride, parent, children)
            number = len(wholes)
            triples += [_minus(wholes, rows), _plus(parts, rows)]
            short = np.flatnonzero((parts < 0).any(axis=1))
            if short.size:
                column = size + len(rests)
                rests += _rests(linked, wholes[short], parts[short])
                triples.append((short + rows, np.arange(column, column + len(short)), np.ones_like(short)))
            rows += number
    return tuple(rests), _matrix(triples, (rows, size + len(rests)))


def _grouped(digits: Ints, number: int) -> list[Ints]:
    """Cells by digit."""
    order = np.argsort(digits, kind="stable")
    return np.split(order, np.searchsorted(digits[order], np.arange(1, number)))


def _family(linked: Linked, wholes: Ints, stride: int, parent: int, children: tuple[int, ...]) -> tuple[Ints, Ints]:
    """The wholes of which one part at least is a cell, and the cells of their parts, -1 where there is none."""
    wanted = linked.keys[wholes][:, None] + (np.array(children, dtype=np.int64) - parent)[None, :] * stride
    found = np.minimum(np.searchsorted(linked.keys, wanted), len(linked.keys) - 1)
    parts = np.where(linked.keys[found] == wanted, found, -1)
    kept = (parts >= 0).any(axis=1)
    return wholes[kept], parts[kept]


def _minus(wholes: Ints, first: int) -> Triples:
    return np.arange(first, first + len(wholes)), wholes, np.full(len(wholes), -1)


def _plus(parts: Ints, first: int) -> Triples:
    row, place = np.nonzero(parts >= 0)
    return row + first, parts[row, place], np.ones_like(row)


def _rests(linked: Linked, wholes: Ints, parts: Ints) -> list[tuple[str, int]]:
    """What is left of each whole once its known parts are taken away."""
    known = np.where(parts >= 0, linked.values[np.maximum(parts, 0)], 0).sum(axis=1)
    left = linked.values[wholes] - known
    for rank, value, total in zip(wholes.tolist(), left.tolist(), known.tolist(), strict=True):
        if value < 0:
            cell = sentence(linked.cell(rank))
            raise InvalidTableError("rest", cell=cell, value=int(linked.values[rank]), computed=total)
    return [
        (f"reste de {sentence(linked.cell(rank))}", value)
        for rank, value in zip(wholes.tolist(), left.tolist(), strict=True)
    ]


def _matrix(triples: list[Triples], shape: tuple[int, int]) -> sparse.csr_array:
    if not triples:
        return sparse.csr_array(shape, dtype=np.int64)
    rows, columns, data = (np.concatenate(part) for part in zip(*triples, strict=True))
    return sparse.csr_array((data.astype(np.int64), (rows, columns)), shape=shape)
