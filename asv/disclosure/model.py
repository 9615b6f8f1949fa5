"""Several tables as one set of cells and equations, ready for the solvers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from asv.disclosure.errors import InvalidTableError
from asv.disclosure.linking import link
from asv.disclosure.ordering import canonical_order
from asv.disclosure.policy import Exact, Interval, Policy
from asv.disclosure.primary import primary_cells
from asv.disclosure.problem import UNBOUNDED, Problem
from asv.disclosure.released import ProtectedTable, Status
from asv.disclosure.table import Cell, Table, sentence
from asv.disclosure.unions import small_unions

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


Constraint = tuple[tuple[Cell | int, int], ...]
"""Terms of an equation whose sum is 0: a cell or the rank of an added count, and its coefficient."""


@dataclass(frozen=True, slots=True)
class Added:
    """A count that no table shows: what nobody publishes and yet binds the others. Hidden from the start."""

    name: str
    value: int
    width: int = 0


class Model:
    """The cells of several tables, joined where they have the same labels, and all that binds them.

    tables: cells with equal labels are one cell, with one count; a table without a dimension stands at its total.
    known: earlier releases. What they showed stays known, what they hid stays hidden and protected. So is
    what no table shows (an unshown cell, the rest of a sum shown in part) when it is small: year minus quarters.
    Cells have ranks: those of the tables first (`rank`), then the added ones. Raises InvalidTableError naming the cell.
    """

    def __init__(self, tables: Sequence[Table], policy: Policy, known: Sequence[ProtectedTable] = ()) -> None:
        self.tables, self.policy, self.known = tuple(tables), policy, tuple(known)
        self.linked = link([*self.tables, *(released.table for released in self.known)])
        for name in (*policy.complement, *policy.certainty, *policy.weights):
            if name not in self.linked.names:
                raise InvalidTableError("unknown-dimension", dimension=name)
        self.order: Ints = np.arange(0)
        self.added: list[Added] = [
            Added(name, value, self._width() if 0 < value < policy.threshold else 0)
            for name, value in self.linked.rests
        ]
        self._rows: list[tuple[tuple[int, int], ...]] = []
        self._state()
        if policy.unions:
            self._unite()

    def rank(self, cell: Cell) -> int:
        """Rank of a cell named by its labels."""
        return self.linked.rank(cell)

    def value(self, rank: int) -> int:
        """True count of a cell."""
        shown = len(self.linked.values)
        return int(self.linked.values[rank]) if rank < shown else self.added[rank - shown].value

    def name(self, rank: int) -> str:
        """A cell as people read it."""
        shown = len(self.linked.values)
        return sentence(self.linked.cell(rank)) if rank < shown else self.added[rank - shown].name

    def add_cell(self, name: str, value: int, *, width: int = 0) -> int:
        """Add a count that no table shows, and give its rank; with a width, it must be protected as a primary one."""
        if value < 0 or width < 0:
            raise ValueError(f"{name}: a count and a width are 0 or more")
        self.added.append(Added(name, value, width))
        return len(self.linked.values) + len(self.added) - 1

    def add_equation(self, terms: Mapping[int, int]) -> None:
        """Add Σ coefficient × count = 0, by rank. ValueError when the counts do not satisfy it."""
        rest = sum(coefficient * self.value(rank) for rank, coefficient in terms.items())
        if rest:
            raise ValueError(f"{', '.join(map(self.name, terms))}: the counts leave {rest} where 0 is asked")
        self._rows.append(tuple((rank, coefficient) for rank, coefficient in terms.items() if coefficient))

    def add_at_most(self, small: Iterable[int], large: Iterable[int]) -> int:
        """Add Σ small ≤ Σ large, known to everybody, and give the rank of the count that makes it an equation."""
        terms: dict[int, int] = {}
        for ranks, sign in ((small, 1), (large, -1)):
            for rank in ranks:
                terms[rank] = terms.get(rank, 0) + sign
        value = -sum(sign * self.value(rank) for rank, sign in terms.items())
        if value < 0:
            raise ValueError(f"{', '.join(map(self.name, terms))}: the bound does not hold, by {-value}")
        slack = self.add_cell("reste", value)
        self.add_equation(terms | {slack: 1})
        return slack

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        """The added equations: who adds up to nothing, cells named by their labels and added counts by their rank."""
        shown = len(self.linked.values)
        named = [[(self.linked.cell(rank) if rank < shown else rank, sign) for rank, sign in row] for row in self._rows]
        return tuple(map(tuple, named))

    @property
    def widths(self) -> dict[int, int]:
        """The widths asked of the added counts that equations name, by rank; the rests of sums are left out."""
        first = len(self.linked.values) + len(self.linked.rests)
        added = self.added[len(self.linked.rests) :]
        return {rank: cell.width for rank, cell in enumerate(added, first) if cell.width}

    @property
    def is_hidden(self) -> Bools:
        """Cells hidden from the start."""
        return self.is_primary | self.is_kept | ~(self.is_shown | self.is_known)

    @property
    def shows_zeros(self) -> bool:
        """Whether a reader takes a hidden count for 1 or more: no rule hides a zero, and so no other is."""
        return self.policy.zeros_published and bool((self.linked.values[self.is_hidden & self.is_listed] > 0).all())

    def problem(self) -> Problem:
        """The problem in canonical order: `order[i]` is then the rank of its cell i."""
        plain = self._plain()
        self.order, rows = canonical_order(plain)
        order = self.order
        matrix = sparse.csr_array(plain.matrix[rows][:, order])
        matrix.sort_indices()
        rooms = (None if room is None else room[order] for room in (plain.down, plain.up))
        return Problem(
            plain.values[order], matrix, plain.lower[order], plain.upper[order], plain.hidden[order],
            plain.width[order], plain.cost[order], *rooms,
        )  # fmt: skip

    def statuses(self, hidden: Bools) -> tuple[ProtectedTable, ...]:
        """The tables with the status of each cell; hidden: (cells and more,) by rank, as the solvers left it."""
        number = len(self.linked.values)
        by_cell = np.where(hidden[:number], np.int8(Status.SECONDARY), np.int8(Status.PUBLISHED))
        by_cell[self.is_primary] = Status.PRIMARY
        found = []
        for table, ranks in zip(self.tables, self.linked.ranks, strict=False):
            status = by_cell[ranks].reshape(table.counts.shape)
            found.append(ProtectedTable(table, status if table.unshown is None else _masked(status, table.unshown)))
        return tuple(found)

    def _state(self) -> None:
        """Find which cells are shown, fixed by an earlier release, and hidden by a rule, once for all."""
        number = len(self.linked.values)
        self.is_shown, self.is_known, self.is_primary, was_primary, was_hidden, listed = np.zeros(
            (6, number), dtype=np.bool_
        )
        for table, ranks in zip(self.tables, self.linked.ranks, strict=False):
            shown = np.ones(ranks.shape, dtype=np.bool_) if table.unshown is None else ~table.unshown.ravel()
            self.is_shown[ranks[shown]] = True
            self.is_primary[ranks[primary_cells(table, self.policy).ravel()]] = True
        for released, ranks in zip(self.known, self.linked.ranks[len(self.tables) :], strict=True):
            self.is_known[ranks[released.is_published.ravel()]] = True
            small = (released.table.counts > 0) & (released.table.counts < self.policy.threshold)
            was = (released.status == Status.PRIMARY) | ((released.status == Status.UNSHOWN) & small)
            was_primary[ranks[was.ravel()]] = True
            was_hidden[ranks[(released.status == Status.SECONDARY).ravel()]] = True
            listed[ranks[(released.status != Status.UNSHOWN).ravel()]] = True
        self.is_primary = (self.is_primary | was_primary) & ~self.is_known
        self.is_listed = self.is_shown | listed
        self.is_kept = was_hidden & ~self.is_known & ~self.is_primary
        self._force()

    def _force(self) -> None:
        """Apply what the policy forces open or closed."""
        self.is_open = np.zeros(len(self.linked.values), dtype=np.bool_)
        for cell in self.policy.closed:
            rank = self.rank(cell)
            if self.is_known[rank]:
                raise InvalidTableError("closed", cell=sentence(cell))
            self.is_primary[rank] = True
        for cell in self.policy.opened:
            rank = self.rank(cell)
            if self.is_primary[rank] or self.is_kept[rank]:
                raise InvalidTableError("opened", cell=sentence(cell), value=self.value(rank))
            self.is_open[rank] = True

    def _unite(self) -> None:
        """Protect as one count the hidden ones that a sum tells together, when they add up to a small number."""
        number = len(self.linked.values)
        cells = sparse.csr_array(self.linked.matrix[:, :number][np.diff(self.linked.matrix[:, number:].indptr) == 0])
        for ranks, value in small_unions(cells, self.linked.values, self.is_hidden, self.policy.threshold):
            union = self.add_cell("ensemble de " + " et de ".join(map(self.name, ranks)), value, width=self._width())
            self.add_equation(dict.fromkeys(ranks, 1) | {union: -1})

    def _plain(self) -> Problem:
        """The problem in the order of the ranks."""
        added = np.array([cell.value for cell in self.added], dtype=np.int64)
        values = np.concatenate([self.linked.values, added])
        number, size = len(self.linked.values), len(values)
        hidden, width = np.ones(size, dtype=np.bool_), np.zeros(size, dtype=np.int64)
        hidden[:number] = self.is_hidden
        down, up = self._rooms(values[:number])
        width[:number] = np.where(self.is_primary, np.maximum(self._width(), down + up), self.is_kept)
        width[number:] = [cell.width for cell in self.added]
        lower = np.zeros(size, dtype=np.int64)
        if self.shows_zeros:
            lower[:number] = np.minimum(values[:number], self.is_listed)
        rooms = (np.concatenate([room, np.zeros_like(added)]) for room in (down, up)) if down.any() or up.any() else ()
        upper = np.full(size, UNBOUNDED)
        return Problem(values, self._matrix(size), lower, upper, hidden, width, self._costs(values, hidden), *rooms)

    def _width(self) -> int:
        protection = self.policy.protection
        if isinstance(protection, Exact):
            return 1
        return protection.width if isinstance(protection, Interval) else self.policy.threshold - 2

    def _rooms(self, values: Ints) -> tuple[Ints, Ints]:
        """How far down and up the small primary counts must be able to go, for class protection only."""
        if isinstance(self.policy.protection, Exact | Interval):
            return np.zeros_like(values), np.zeros_like(values)
        smallest, largest = self._least(values), self.policy.threshold - 1
        small = self.is_primary & (values <= largest)
        return np.where(small, values - smallest, 0), np.where(small, largest - values, 0)

    def _least(self, values: Ints) -> Ints:
        """What everybody knows of each count before any is published: three parts that are not zero make three."""
        least = np.minimum(values, self.is_listed & self.shows_zeros)
        matrix = self.linked.matrix[:, : len(values)]
        rows, wholes = (matrix < 0).nonzero()
        while True:
            parts = (matrix > 0) @ least
            raised = least.copy()
            np.maximum.at(raised, wholes, parts[rows])
            if (raised == least).all():
                return least
            least = raised

    def _costs(self, values: Ints, hidden: Bools) -> Floats:
        number = len(self.linked.values)
        scale = {"value": values.astype(np.float64), "log": np.log1p(values), "count": np.ones(len(values))}
        cost: Floats = scale[self.policy.cost].copy()
        cost[:number] *= self.linked.weights(self.policy.weights)
        if self.policy.zeros_published:
            cost[values == 0] = np.inf if self.shows_zeros else 1.0
        cost[:number][self.is_known | self.is_open] = np.inf
        cost[hidden] = 0.0
        return cost

    def _matrix(self, size: int) -> sparse.csr_array:
        """The sums between the cells, then the added equations."""
        linked = self.linked.matrix
        wide = sparse.csr_array((linked.data, linked.indices, linked.indptr), shape=(linked.shape[0], size))
        if not self._rows:
            return wide
        pointers = np.cumsum([0, *map(len, self._rows)])
        columns = np.array([rank for row in self._rows for rank, _ in row], dtype=np.int64)
        data = np.array([coefficient for row in self._rows for _, coefficient in row], dtype=np.int64)
        more = sparse.csr_array((data, columns, pointers), shape=(len(self._rows), size))
        return sparse.csr_array(sparse.vstack([wide, more], format="csr"))


def _masked(status: NDArray[np.int8], unshown: Bools) -> NDArray[np.int8]:
    return np.where(unshown, np.int8(Status.UNSHOWN), status)
