"""What an audit found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from asv.disclosure.auditing.system import Ints
from asv.disclosure.auditing.witnesses import Witnesses

Cell = Mapping[str, str]


class Reason(Enum):
    """Why a hidden count is not safe."""

    SHOWN = "another table publishes it"
    DETERMINED = "only one value is possible"
    NARROW = "its possible values are too close together"
    NOT_PROVEN = "not proven safe within the limits of the search"


@dataclass(frozen=True, slots=True)
class Interval:
    """The values that a hidden count can take, lower and upper included; upper is None when nothing bounds it.

    is_exact: nothing outside is possible. Otherwise both ends are possible, and values beyond may be. Both ends are
    those of whole tables.
    """

    lower: int
    upper: int | None
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Unsafe:
    """A hidden count that is not protected. name: as people read it. tables: those that hide it and that show it."""

    cell: Cell
    name: str
    interval: Interval
    reason: Reason
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at. unlisted: counts that sums speak of and that no table lists. small: published counts from 1
    to threshold - 1, which an audit takes as allowed. programs: those solved. undecided: hidden counts left open.
    """

    tables: int = 1
    published: int = 0
    hidden: int = 0
    unlisted: int = 0
    small: int = 0
    equations: int = 0
    components: int = 0
    programs: int = 0
    undecided: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class Proof:
    """Intervals and whole tables of the unknown counts of a system, by rank.

    cells: (k,) ranks of the unknown counts. lower, upper: (k,), NO_LIMIT above when nothing bounds it. is_exact: (k,).
    is_met: (k,) what is asked is proven. is_lost: (k,) it is proven that it is not.
    """

    cells: Ints
    lower: Ints
    upper: Ints
    is_exact: np.ndarray[tuple[int], np.dtype[np.bool_]]
    is_met: np.ndarray[tuple[int], np.dtype[np.bool_]]
    is_lost: np.ndarray[tuple[int], np.dtype[np.bool_]]
    parts: Sequence[Witnesses | None] = ()
    part: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    place: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    components: int = 0
    programs: int = 0

    def witnesses(self, rank: int) -> tuple[dict[int, int], dict[int, int]]:
        """Two whole tables that show the least and the most found for a count: values of all unknown counts by rank."""
        at = int(np.searchsorted(self.cells, rank))
        if at == len(self.cells) or self.cells[at] != rank:
            raise KeyError(rank)
        return self._table(at, high=False), self._table(at, high=True)

    def _table(self, at: int, *, high: bool) -> dict[int, int]:
        table: dict[int, int] = {}
        for number, part in enumerate(self.parts):
            if part is None:
                continue
            mine = number == self.part[at]
            values = part.shows(int(self.place[at]), high=high) if mine else part.component.values(part.first)
            table.update(zip(part.component.cells.tolist(), values.tolist(), strict=True))
        fixed = self.part < 0
        return table | dict(zip(self.cells[fixed].tolist(), self.lower[fixed].tolist(), strict=True))


@dataclass(frozen=True, eq=False)
class Audit:
    """What is possible for every hidden count, and which of them are not safe.

    intervals: by name of cell. method: « exact » when all were computed to their ends, « proven » when each is at least
    as wide as it says.
    """

    intervals: Mapping[str, Interval]
    unsafe: tuple[Unsafe, ...]
    checked: Checked
    method: str
    _proof: Proof = field(repr=False)
    _ranks: Mapping[str, int] = field(repr=False)
    _names: Mapping[int, str] = field(repr=False)

    @property
    def is_safe(self) -> bool:
        return not self.unsafe

    def interval(self, name: str) -> Interval:
        """Interval of a hidden cell by its name, « lieu = A, sexe = Total »; KeyError when it is not hidden."""
        return self.intervals[name]

    def witnesses(self, name: str) -> tuple[dict[str, int], dict[str, int]]:
        """Two whole tables that agree with everything published: counts of all unknown cells, by name.

        The first shows the lower end of the interval of this cell, the second its upper end, or a value as far as
        what is asked where nothing bounds it. KeyError when the cell is not hidden or no whole table was found.
        """
        low, high = self._proof.witnesses(self._ranks[name])
        return self._named(low), self._named(high)

    def _named(self, table: Mapping[int, int]) -> dict[str, int]:
        return {self._names[rank]: count for rank, count in table.items()}
