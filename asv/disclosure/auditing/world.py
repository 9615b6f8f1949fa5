"""The cells that published tables speak of, each named by its labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np

from asv.disclosure.auditing.labels import Labels, binding, read_labels
from asv.disclosure.auditing.published import Cell, ContradictionError, Published, Tree
from asv.disclosure.auditing.system import Ints

UNKNOWN: Final = -1
UNLISTED, SHOWN, SECONDARY, PRIMARY, BLANK = range(5)
WORDS: Final[Mapping[str, int]] = {"primaire": PRIMARY, "secondaire": SECONDARY, "publie": BLANK}
"""What a hidden count is said to be; the strongest word counts where tables differ."""
MOST_KEYS: Final = 2.0**62
DigitSum = tuple[int, Ints]


@dataclass(frozen=True, eq=False)
class Axis:
    """A dimension with its labels in a fixed order, those of rests included."""

    labels: Labels
    digits: dict[str, int]

    @cached_property
    def names(self) -> list[str]:
        return list(self.digits)

    @property
    def total(self) -> int:
        return self.digits[self.labels.total]


@dataclass(frozen=True, eq=False)
class Family:
    """The grid of the tables cut by the same dimensions. sums: those that bind it, by axis; kept: digits in use."""

    axes: tuple[int, ...]
    sums: tuple[tuple[DigitSum, ...], ...]
    kept: tuple[Ints, ...]


@dataclass(eq=False)
class World:
    """Cells in the order of their keys. counts: UNKNOWN where no table shows one. kind: UNLISTED, SHOWN, …

    hidden_in: (n,) rank of the last table that hides the cell, shown_in: that shows it, -1 for none. house:
    (n,) counts that those who publish gave, UNKNOWN where they did not.
    """

    axes: tuple[Axis, ...]
    keys: Ints
    counts: Ints
    kind: Ints
    hidden_in: Ints
    shown_in: Ints
    house: Ints
    added: list[int | str] = field(default_factory=list)

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(len(axis.digits) for axis in self.axes)

    def cell(self, rank: int) -> dict[str, str]:
        """Labels of a cell by dimension; a count that no table shows has its name only."""
        if rank >= len(self.keys):
            return {"": str(self.added[rank - len(self.keys)])}
        place = np.unravel_index(self.keys[rank], self.sizes)
        return {axis.labels.name: axis.names[int(digit)] for axis, digit in zip(self.axes, place, strict=True)}

    def name(self, rank: int) -> str:
        """A cell as people read it: « lieu = A, sexe = Total »."""
        return ", ".join(f"{name} = {label}" if name else label for name, label in self.cell(rank).items())

    def rank(self, cell: Cell) -> int:
        """Rank of a cell named by its labels; KeyError when no table and no sum speaks of it."""
        key = 0
        for axis in self.axes:
            key = key * len(axis.digits) + axis.digits[cell.get(axis.labels.name, axis.labels.total)]
        rank = int(np.searchsorted(self.keys, key))
        if set(cell) - {axis.labels.name for axis in self.axes} or rank == len(self.keys) or self.keys[rank] != key:
            raise KeyError(str(dict(cell)))
        return rank


def settle(
    published: Sequence[Published], hierarchies: Mapping[str, Sequence[Tree]], total: str
) -> tuple[World, list[Family]]:
    """The cells of all tables, and the grids that bind them. Raises ContradictionError and ValueError."""
    names = list(dict.fromkeys(name for table in published for name in table.labels))
    if not names or set(hierarchies) - set(names):
        raise ValueError(f"no table has the dimension {', '.join(sorted(set(hierarchies) - set(names)))}")
    read = [_read(name, published, hierarchies.get(name, ()), total) for name in names]
    plain = [{label: digit for digit, label in enumerate(sorted(one.names))} for one in read]
    coded = [_codes(table, read, plain) for table in published]
    families = [_family(axes, coded, read, plain) for axes in _grids(published, names)]
    found = tuple(Axis(one, digits) for one, digits in zip(read, plain, strict=True))
    if np.prod([float(len(axis.digits)) for axis in found]) >= MOST_KEYS:
        raise ValueError("too many dimensions with too many labels for one audit")
    return _world(found, published, coded, families), families


def _grids(published: Sequence[Published], names: Sequence[str]) -> list[tuple[int, ...]]:
    """Axes of each grid: the largest sets that cut a table, and what two of them share, where tables meet."""
    cut = {frozenset(map(names.index, table.labels)) for table in published}
    found = {one for one in cut if not any(one < two for two in cut)}
    while more := {one & two for one in found for two in found} - found - {frozenset()}:
        found |= more
    return sorted(tuple(sorted(one)) for one in found)


def _read(name: str, published: Sequence[Published], trees: Sequence[Tree], total: str) -> Labels:
    used = dict.fromkeys(label for table in published for label in table.labels.get(name, ()))
    if any(name not in table.labels for table in published) and not trees:
        used[total] = None
    return read_labels(name, trees, used, total)


def _codes(table: Published, read: Sequence[Labels], digits: Sequence[dict[str, int]]) -> list[Ints]:
    """Digits of each row, dimension by dimension; the total where the table does not have the dimension."""
    rows = len(table.counts)
    return [
        np.array([digit[label] for label in table.labels[one.name]], np.int64)
        if one.name in table.labels
        else np.full(rows, digit[one.total])
        for one, digit in zip(read, digits, strict=True)
    ]


def _family(
    axes: tuple[int, ...], coded: list[list[Ints]], read: Sequence[Labels], digits: Sequence[dict[str, int]]
) -> Family:
    """Grid over some axes. Adds the labels of rests to `digits`."""
    used = _used(axes, coded, [digit[one.total] for one, digit in zip(read, digits, strict=True)])
    sums, kept = [], []
    for axis, mine in zip(axes, used, strict=True):
        names = list(digits[axis])
        found = binding(read[axis], {names[digit] for digit in mine})
        for whole, parts in found:
            mine.update(digits[axis].setdefault(label, len(digits[axis])) for label in (whole, *parts))
        sums.append(tuple((digits[axis][whole], np.array([digits[axis][x] for x in parts])) for whole, parts in found))
        kept.append(np.array(sorted(mine), dtype=np.int64))
    return Family(axes, tuple(sums), tuple(kept))


def _used(axes: tuple[int, ...], coded: list[list[Ints]], totals: Sequence[int]) -> list[set[int]]:
    """Digits that bind a grid, axis by axis.

    They are those of the tables that stand in it; where it is not cut as finely as another table, those of this one
    too, whose totals are in it. A table outside meets it in the totals of the axes that it does not have.
    """
    used: list[set[int]] = [set() for _ in axes]
    for columns in coded:
        cut = {axis for axis, column in enumerate(columns) if (column != totals[axis]).any()}
        for place, axis in enumerate(axes):
            is_finer = cut > set(axes)
            inside = np.ones(len(columns[0]), dtype=np.bool_)
            for other in set(range(len(columns))) - set(axes):
                inside &= (columns[other] == totals[other]) | is_finer
            used[place].update(np.unique(columns[axis][inside]).tolist())
            if cut - set(axes):
                used[place].add(totals[axis])
    return used


def _world(
    axes: tuple[Axis, ...], published: Sequence[Published], coded: list[list[Ints]], families: Sequence[Family]
) -> World:
    sizes = [len(axis.digits) for axis in axes]
    keyed = [np.ravel_multi_index(tuple(columns), sizes) for columns in coded]
    grids = [grid_keys(axes, family).ravel() for family in families]
    keys = np.unique(np.concatenate([*keyed, *grids]))
    empty = np.full(len(keys), UNKNOWN)
    world = World(axes, keys, empty, np.full(len(keys), UNLISTED), empty.copy(), empty.copy(), empty.copy())
    for number, (table, mine) in enumerate(zip(published, keyed, strict=True)):
        _enter(world, number, table, np.searchsorted(keys, mine), published)
    return world


def grid_keys(axes: Sequence[Axis], family: Family) -> Ints:
    """Keys of all cells of a grid, one axis of the array for each axis of the family; other axes stand at the total."""
    strides = strides_of([len(axis.digits) for axis in axes])
    key = np.array(sum(axis.total * strides[at] for at, axis in enumerate(axes) if at not in family.axes))
    for at, kept in zip(family.axes, family.kept, strict=True):
        key = np.add.outer(key, kept * strides[at])
    return np.asarray(key, dtype=np.int64)


def strides_of(sizes: Sequence[int]) -> list[int]:
    """How much one more digit of each axis adds to a key."""
    found = [1]
    for size in sizes[:0:-1]:
        found.append(found[-1] * size)
    return found[::-1]


def _enter(world: World, number: int, table: Published, ranks: Ints, published: Sequence[Published]) -> None:
    """Write one table into the world, refusing a cell given twice or otherwise elsewhere."""
    counts = np.array([UNKNOWN if count is None else count for count in table.counts], dtype=np.int64)
    _, first, times = np.unique(ranks, return_index=True, return_counts=True)
    if (times > 1).any():
        raise ContradictionError(world.name(int(ranks[first[times > 1][0]])), f"given twice in {table.name}")
    shown, hidden = counts != UNKNOWN, counts == UNKNOWN
    wrong = shown & (world.counts[ranks] != UNKNOWN) & (world.counts[ranks] != counts)
    if wrong.any():
        at = int(np.flatnonzero(wrong)[0])
        rank = int(ranks[at])
        before = published[int(world.shown_in[rank])].name
        raise ContradictionError(world.name(rank), f"{world.counts[rank]} in {before} and {counts[at]} in {table.name}")
    world.counts[ranks[shown]] = counts[shown]
    world.shown_in[ranks[shown]], world.hidden_in[ranks[hidden]] = number, number
    if table.house is not None:
        world.house[ranks] = table.house
    said = np.array([BLANK] * len(counts) if table.status is None else [WORDS[word] for word in table.status])
    kind = np.where(shown, SHOWN, said)
    world.kind[ranks] = np.maximum(world.kind[ranks], kind)
