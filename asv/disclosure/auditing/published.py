"""What left the house, as anybody reads it: files of labels and counts, and the rules that everybody knows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

Tree = Mapping[str, str] | Iterable[tuple[str, str]]
"""One hierarchy: parent of each child, or (child, parent) pairs. An empty parent stands for none."""
Cell = Mapping[str, str]
"""Label of a cell by dimension. A dimension left out stands at its total."""
Term = tuple[Cell | int | str, int]
"""A cell, or the name of a count that no table shows, and its coefficient in an equation."""

PRIMARY: Final = "primaire"
STATUSES: Final = frozenset({"publie", "primaire", "secondaire"})


@dataclass(frozen=True, slots=True)
class Published:
    """One table that was published.

    name: of the file, for messages. labels: a column of labels for each dimension. counts: None where the count is
    hidden. status: `publie`, `primaire` or `secondaire` for each row; None when the table does not say, and then
    every blank is to be protected. Rows that are not there say nothing. house: the counts of all rows, where those who
    publish audit before anything leaves: taken as one whole table among others, checked like them and used for nothing
    else. An audit of a large table is quicker with them, and says the same.
    """

    name: str
    labels: Mapping[str, Sequence[str]]
    counts: Sequence[int | None]
    status: Sequence[str] | None = None
    house: Sequence[int] | None = None

    def __post_init__(self) -> None:
        """Refuse columns of different lengths, negative counts and unknown words; ValueError."""
        columns = [*self.labels.values(), *(one for one in (self.status, self.house) if one is not None)]
        if not self.labels or any(len(column) != len(self.counts) for column in columns):
            raise ValueError(f"{self.name}: columns of different lengths, or no dimension")
        if any(count is not None and count < 0 for count in self.counts):
            raise ValueError(f"{self.name}: a count is a whole number of 0 or more")
        if self.status is not None and not set(self.status) <= STATUSES:
            raise ValueError(f"{self.name}: a status is publie, primaire or secondaire")


@dataclass(frozen=True, slots=True)
class Facts:
    """What was promised, and what everybody knows of the rules.

    threshold: smallest count above zero that is published. protection: « exact », « interval:5 » or « class ».
    zeros_published: every zero is shown, so that a hidden count is 1 or more. absent_are_zero: a cell whose labels are
    all in use and that no table lists counts 0; otherwise nothing is known of it.
    """

    threshold: int = 11
    protection: str = "exact"
    zeros_published: bool = True
    absent_are_zero: bool = False

    @property
    def is_class(self) -> bool:
        return self.protection == "class"

    @property
    def width(self) -> int:
        """How far apart two possible values of a primary count must be. ValueError for an unknown protection."""
        word, _, figure = self.protection.partition(":")
        if word == "interval" and figure.isascii() and figure.isdigit() and int(figure) > 0:
            return int(figure)
        if self.protection not in {"exact", "class"}:
            raise ValueError(f"a protection is exact, interval:5 or class, not {self.protection!r}")
        return max(1, self.threshold - 2) if self.is_class else 1


@dataclass(frozen=True, slots=True)
class Bond:
    """One more equation that everybody knows: the terms add up to zero.

    Counts that no table shows are named by a number or a word, the same in all bonds; `widths` says how far apart two
    possible values of them must be, where that is asked.
    """

    terms: Sequence[Term]
    widths: Mapping[int | str, int] = field(default_factory=dict)


class ContradictionError(ValueError):
    """Published figures that cannot all be true. The message names a cell; `cell` is its name."""

    def __init__(self, cell: str, why: str) -> None:
        super().__init__(f"{cell}: {why}")
        self.cell = cell
