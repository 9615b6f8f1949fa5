"""The equations between the cells of published tables: the auditor's own reading, shared with no other part."""

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from asv.disclosure.auditing.published import Bond, ContradictionError, Facts
from asv.disclosure.auditing.system import NO_LIMIT, Demand, Ints, System
from asv.disclosure.auditing.world import BLANK, PRIMARY, UNKNOWN, UNLISTED, Family, World, grid_keys

DEPTH = 6
"""Levels of a hierarchy that floors climb; beyond, more is asked than can be."""


def system(world: World, families: Sequence[Family], facts: Facts, bonds: Sequence[Bond]) -> System:
    """All that is known of the cells. Raises ContradictionError naming a cell when published sums do not hold."""
    matrix = _matrix(world, families, bonds)
    size = matrix.shape[1]
    counts = np.full(size, UNKNOWN)
    counts[: len(world.keys)] = world.counts
    _add_up(matrix, counts, world)
    if facts.absent_are_zero:
        counts[: len(world.keys)][_holes(world) & (counts[: len(world.keys)] == UNKNOWN)] = 0
    known = counts != UNKNOWN
    lower = np.zeros(size, np.int64)
    if facts.zeros_published:
        lower[: len(world.keys)][world.hidden_in >= 0] = 1
    demand = _demand(world, matrix, facts, bonds)
    return System(known, np.where(known, counts, 0), matrix, lower, np.full(size, NO_LIMIT), demand)


def _matrix(world: World, families: Sequence[Family], bonds: Sequence[Bond]) -> sparse.csr_array:
    """One row a sum: -1 for the whole, +1 for each part."""
    lines = [line for family in families for line in _lines(world, family)]
    wholes = np.concatenate([whole for whole, _ in lines]) if lines else np.empty(0, np.int64)
    number = len(wholes)
    starts = np.cumsum([0, *(len(whole) for whole, _ in lines)])
    rows = [
        np.arange(number),
        *(np.repeat(np.arange(len(p)), p.shape[1]) + s for (_, p), s in zip(lines, starts, strict=False)),
    ]
    columns = [wholes, *(parts.ravel() for _, parts in lines)]
    data = [-np.ones(number, np.int64), *(np.ones(parts.size, np.int64) for _, parts in lines)]
    for bond in bonds:
        ranks = [_bound(world, cell) for cell, _ in bond.terms]
        rows.append(np.full(len(ranks), number))
        columns.append(np.array(ranks, np.int64))
        data.append(np.array([factor for _, factor in bond.terms], np.int64))
        number += 1
    shape = (number, len(world.keys) + len(world.added))
    matrix = sparse.csr_array((np.concatenate(data), (np.concatenate(rows), np.concatenate(columns))), shape=shape)
    matrix.sum_duplicates()
    return matrix


def _bound(world: World, cell: object) -> int:
    if isinstance(cell, int | str):
        if cell not in world.added:
            world.added.append(cell)
        return len(world.keys) + world.added.index(cell)
    try:
        return world.rank(cell)  # type: ignore[arg-type]
    except KeyError as missing:
        raise ValueError(f"a bond names a cell of no table: {missing}") from None


def _lines(world: World, family: Family) -> list[tuple[Ints, Ints]]:
    """For each sum of each axis, the cells of the whole, and of the parts (one row a whole)."""
    grid = np.searchsorted(world.keys, grid_keys(world.axes, family))
    found = []
    for place, (sums, kept) in enumerate(zip(family.sums, family.kept, strict=True)):
        front = np.moveaxis(grid, place, 0)
        front = front.reshape(len(kept), -1)
        for whole, parts in sums:
            at = np.searchsorted(kept, whole), np.searchsorted(kept, parts)
            found.append((front[at[0]], front[at[1]].T))
    return found


def _add_up(matrix: sparse.csr_array, counts: Ints, world: World) -> None:
    """Fill the counts that nobody lists and whose parts are all published: they are published too."""
    unlisted = np.zeros(len(counts), dtype=np.bool_)
    unlisted[: len(world.keys)] = world.kind == UNLISTED
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    while True:
        open_ = (counts == UNKNOWN)[matrix.indices]
        alone = np.bincount(rows, weights=open_, minlength=matrix.shape[0])[rows] == 1
        ready = open_ & alone & (matrix.data == -1) & unlisted[matrix.indices]
        if not ready.any():
            return
        sums = matrix @ np.where(counts == UNKNOWN, 0, counts)
        counts[matrix.indices[ready]] = sums[rows[ready]]


def house_table(known: System, world: World) -> Ints:
    """Counts of the house for all cells, completed by the equations; UNKNOWN where they do not tell."""
    matrix, counts = known.matrix, np.where(known.known, known.values, UNKNOWN)
    cells = len(world.keys)
    counts[:cells] = np.where(known.known[:cells], counts[:cells], world.house)
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    while True:
        open_ = (counts == UNKNOWN)[matrix.indices]
        alone = np.bincount(rows, weights=open_, minlength=matrix.shape[0])[rows] == 1
        ready = open_ & alone & (np.abs(matrix.data) == 1)
        if not ready.any():
            return counts
        left = -(matrix @ np.where(counts == UNKNOWN, 0, counts))
        counts[matrix.indices[ready]] = np.maximum(matrix.data[ready] * left[rows[ready]], UNKNOWN)
        if (counts[matrix.indices[ready]] == UNKNOWN).any():
            return counts


def _holes(world: World) -> Ints:
    """Cells that no table lists though all their labels are in use."""
    place = np.unravel_index(world.keys, world.sizes)
    listed = world.kind != UNLISTED
    used = [np.isin(digits, digits[listed]) for digits in place]
    return np.asarray(np.logical_and.reduce(used) & ~listed)


def _demand(world: World, matrix: sparse.csr_array, facts: Facts, bonds: Sequence[Bond]) -> Demand:
    """Nothing hidden may be determined; more is asked of primary counts, and of those that may be."""
    cells, size = len(world.keys), matrix.shape[1]
    apart, span, reach = (np.zeros(size, np.int64) for _ in range(3))
    apart[:cells][world.hidden_in >= 0] = 1
    apart[:cells][world.kind == PRIMARY] = facts.width
    apart[:cells][(world.kind == PRIMARY) & (world.hidden_in < 0)] = 0
    span[:cells][np.isin(world.kind, [UNLISTED, BLANK])] = facts.width
    reach[:cells][(world.kind == PRIMARY) & (world.hidden_in >= 0)] = facts.is_class
    for bond in bonds:
        for name, width in bond.widths.items():
            apart[cells + world.added.index(name)] = width
    smallest = _floors(world, matrix) if facts.is_class and facts.zeros_published else np.zeros(size, np.int64)
    return Demand(apart, span, reach.astype(np.bool_), smallest, facts.threshold)


def _floors(world: World, matrix: sparse.csr_array) -> Ints:
    """How many counts that are no zeros each cell adds up at least, when every zero is shown."""
    floors = np.zeros(matrix.shape[1], np.int64)
    floors[: len(world.keys)] = (world.counts > 0) | (world.hidden_in >= 0)
    wholes = sparse.csr_array(matrix.multiply(matrix < 0).T)
    parts = sparse.csr_array(matrix.multiply(matrix > 0))
    for _ in world.axes:
        for _ in range(DEPTH):
            most = abs(wholes).multiply((parts @ floors)[None, :]).max(axis=1)
            floors = np.maximum(floors, np.asarray(most.todense()).ravel())
    return floors


__all__ = ["ContradictionError", "system"]
