"""Fewer unknowns for the same question: what is plainly determined goes, and counts that move together become one."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from asv.disclosure.auditing.bounds import CrossedError, tighten
from asv.disclosure.auditing.system import NO_LIMIT, Demand, Floats, Ints, System

PASSES = 60
FEW, TWO = 1, 2


@dataclass(slots=True)
class Reduced:
    """The unknown counts x of a system as x = sign * y[of] + offset, with `matrix @ y == right` and bounds of y.

    cells: (k,) ranks of the unknown counts in the system. A determined count has sign 0. rows: (m,) ranks of the
    equations that are left.
    """

    cells: Ints
    of: Ints
    sign: Ints
    offset: Ints
    matrix: sparse.csr_array
    right: Ints
    lower: Floats
    upper: Floats
    rows: Ints


@dataclass(frozen=True, slots=True)
class Component:
    """Counts y that share equations with no others, and the cells that they stand for: x = sign * y[of] + offset."""

    matrix: sparse.csr_array
    right: Ints
    lower: Floats
    upper: Floats
    cells: Ints
    of: Ints
    sign: Ints
    offset: Ints
    demand: Demand
    row: int

    @property
    def size(self) -> int:
        return len(self.lower)

    def of_cells(self, low: Ints, high: Ints) -> tuple[Ints, Ints]:
        """Bounds of the cells from bounds of the y."""
        first, last = self.sign * low[self.of] + self.offset, self.sign * high[self.of] + self.offset
        return np.minimum(first, last), np.maximum(first, last)

    def values(self, table: Ints) -> Ints:
        """Counts of the cells in a whole table."""
        return np.asarray(self.sign * table[self.of] + self.offset)


def reduce(system: System) -> Reduced:
    """Determine and merge what single equations allow. Raises CrossedError, with ranks of the system."""
    cells = np.flatnonzero(~system.known)
    matrix = sparse.csr_array(system.matrix[:, cells])
    right = -(system.matrix[:, system.known] @ system.values[system.known])
    size = len(cells)
    upper = np.where(system.upper[cells] >= NO_LIMIT, np.inf, system.upper[cells].astype(np.float64))
    state = Reduced(
        cells, np.arange(size), np.ones(size, np.int64), np.zeros(size, np.int64), matrix, right,
        system.lower[cells].astype(np.float64), upper, np.arange(matrix.shape[0]),
    )  # fmt: skip
    for _ in range(PASSES):
        before = (state.matrix.shape, float(state.lower.sum()), int(np.isinf(state.upper).sum()), _finite(state.upper))
        _drop_rows(state)
        try:
            state.lower, state.upper = tighten(state.matrix, state.right, state.lower, state.upper)
        except CrossedError as crossed:
            raise _named(state, crossed) from None
        _fix(state)
        _merge(state)
        if before == (
            state.matrix.shape,
            float(state.lower.sum()),
            int(np.isinf(state.upper).sum()),
            _finite(state.upper),
        ):
            break
    return state


def _finite(upper: Floats) -> float:
    return float(upper[np.isfinite(upper)].sum())


def _named(state: Reduced, crossed: CrossedError) -> CrossedError:
    cell = np.flatnonzero((state.of == crossed.column) & (state.sign != 0))
    return CrossedError(int(state.rows[crossed.row]), int(state.cells[cell[0]]))


def _drop_rows(state: Reduced) -> None:
    """Drop equations without an unknown."""
    state.matrix.eliminate_zeros()
    filled = np.diff(state.matrix.indptr) > 0
    wrong = np.flatnonzero(~filled & (state.right != 0))
    if wrong.size:
        raise CrossedError(int(state.rows[wrong[0]]), -1)
    kept = np.flatnonzero(filled)
    state.matrix, state.right, state.rows = sparse.csr_array(state.matrix[kept]), state.right[kept], state.rows[kept]


def _fix(state: Reduced) -> None:
    """Put determined counts into the right-hand sides."""
    fixed = state.lower == state.upper
    if not fixed.any():
        return
    values = np.where(fixed, np.where(np.isfinite(state.lower), state.lower, 0), 0).astype(np.int64)
    state.right = state.right - state.matrix @ values
    gone = fixed[state.of] & (state.sign != 0)
    state.offset[gone] += state.sign[gone] * values[state.of[gone]]
    state.sign[gone] = 0
    _keep(state, np.flatnonzero(~fixed))


def _keep(state: Reduced, kept: Ints) -> None:
    place = np.zeros(len(state.lower), np.int64)
    place[kept] = np.arange(len(kept))
    state.of = place[state.of]
    state.matrix = sparse.csr_array(state.matrix[:, kept])
    state.lower, state.upper = state.lower[kept], state.upper[kept]


def _merge(state: Reduced) -> None:
    """Count through one another those that an equation ties two by two with coefficients ±1."""
    starts = state.matrix.indptr[:-1]
    pairs = np.flatnonzero(np.diff(state.matrix.indptr) == TWO)
    pairs = pairs[(np.abs(state.matrix.data[starts[pairs]]) == 1) & (np.abs(state.matrix.data[starts[pairs] + 1]) == 1)]
    if not pairs.size:
        return
    first, last = state.matrix.indices[starts[pairs]], state.matrix.indices[starts[pairs] + 1]
    one, other = state.matrix.data[starts[pairs]], state.matrix.data[starts[pairs] + 1]
    root, sign, offset = _forest(len(state.lower), (first, last), -one * other, other * state.right[pairs])
    _move_bounds(state, root, sign, offset)
    size = len(root)
    turn = sparse.csr_array((sign, (np.arange(size), root)), shape=(size, size))
    state.right = state.right - state.matrix @ offset
    state.matrix = sparse.csr_array(state.matrix @ turn)
    state.offset = state.offset + state.sign * offset[state.of]
    state.sign, state.of = state.sign * sign[state.of], root[state.of]
    _keep(state, np.flatnonzero(root == np.arange(size)))


def _forest(size: int, ends: tuple[Ints, Ints], factor: Ints, shift: Ints) -> tuple[Ints, Ints, Ints]:
    """Root of each count and x = sign * x[root] + offset, along ties x[last] = factor * x[first] + shift."""
    first, last = ends
    tied: dict[int, list[tuple[int, int, int]]] = {}
    for start, end, times, more in zip(first.tolist(), last.tolist(), factor.tolist(), shift.tolist(), strict=True):
        tied.setdefault(start, []).append((end, times, more))
        tied.setdefault(end, []).append((start, times, -times * more))
    root, sign, offset = np.arange(size), np.ones(size, np.int64), np.zeros(size, np.int64)
    seen = set[int]()
    for top in sorted(tied):
        todo = [] if top in seen else [top]
        seen.add(top)
        while todo:
            here = todo.pop()
            for there, times, more in tied[here]:
                if there not in seen:
                    seen.add(there)
                    todo.append(there)
                    root[there] = top
                    sign[there], offset[there] = times * sign[here], times * offset[here] + more
    return root, sign, offset


def _move_bounds(state: Reduced, root: Ints, sign: Ints, offset: Ints) -> None:
    """Bounds of a root are those of all who are counted through it."""
    low = np.where(sign > 0, state.lower - offset, offset - state.upper)
    high = np.where(sign > 0, state.upper - offset, offset - state.lower)
    np.maximum.at(state.lower, root, low)
    np.minimum.at(state.upper, root, high)
    crossed = np.flatnonzero(state.lower > state.upper)
    if crossed.size:
        cell = np.flatnonzero((state.of == crossed[0]) & (state.sign != 0))[0]
        raise CrossedError(-1, int(state.cells[cell]))


def components(state: Reduced, demand: Demand) -> list[Component]:
    """The parts that share no equation, the smallest first; demand: of all counts of the system."""
    count, number = state.matrix.shape
    graph = sparse.block_array([[None, state.matrix], [sparse.csr_array(state.matrix.T), None]], format="csr")
    both = csgraph.connected_components(graph, directed=False)[1] if count and number else np.arange(number)
    found = both.astype(np.int64)
    row_label, label = (found[:count], found[count:]) if count and number else (found[:0], found)
    moving = np.flatnonzero(state.sign != 0)
    parts = [np.flatnonzero(label == one) for one in np.unique(label)] if number < 1 else _split(label)
    rows, cells = _by(row_label, label.max(initial=-1) + 1), _by(label[state.of[moving]], label.max(initial=-1) + 1)
    cut = [
        _component(state, demand, columns, rows[int(label[columns[0]])], moving[cells[int(label[columns[0]])]])
        for columns in parts
    ]
    return sorted(cut, key=lambda part: part.size)


def _split(label: Ints) -> list[Ints]:
    order = np.argsort(label, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(label[order])) + 1)


def _by(label: Ints, number: int) -> list[Ints]:
    order = np.argsort(label, kind="stable")
    return np.split(order, np.searchsorted(label[order], np.arange(1, max(number, 1))))


def _component(state: Reduced, demand: Demand, columns: Ints, rows: Ints, members: Ints) -> Component:
    place = np.zeros(len(state.lower), np.int64)
    place[columns] = np.arange(len(columns))
    cells = state.cells[members]
    return Component(
        sparse.csr_array(sparse.csr_array(state.matrix[rows])[:, columns]), state.right[rows],
        state.lower[columns], state.upper[columns], cells, place[state.of[members]], state.sign[members],
        state.offset[members], demand.take(cells), int(state.rows[rows[0]]) if rows.size else -1,
    )  # fmt: skip
