"""A sheet as read: rows of cells, each cell a short text that begins with the letter of its kind, or empty.

Packed so, a sheet crosses a pipe and is sealed as it is. Rows keep their place: the first is line 1 of the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

LONGEST_TEXT: Final = 200
MOST_BYTES: Final = 2 * 1024 * 1024
MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 60
HEADER_ROWS: Final = 1
EXCEL_DAY_ZERO: Final = "1899-12-30"


class Kind(StrEnum):
    """What a cell holds. LONG is a text longer than a label: its content never leaves the reading process."""

    EMPTY = ""
    TEXT = "t"
    NUMBER = "n"
    DAY = "d"
    HOUR = "h"
    BOOLEAN = "b"
    FORMULA = "f"
    ERROR = "e"
    LONG = "l"


class Fault(StrEnum):
    """Why a file is not read."""

    TOO_BIG = "too_big"
    EMPTY = "empty"
    UNKNOWN_FORMAT = "unknown_format"
    OLD_FORMAT = "old_format"
    DAMAGED = "damaged"
    BOMB = "bomb"
    ENTITIES = "entities"
    MACROS = "macros"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_SLOW = "too_slow"
    BUSY = "busy"


class SheetError(Exception):
    """The file is refused; `fault` says why, and nothing of the file is quoted."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Sheet:
    """`kind`: xlsx, ods or csv. `others`: how many more sheets the file holds, not read. `day_zero`: day numbered 0."""

    kind: str
    rows: tuple[tuple[str, ...], ...]
    others: int = 0
    day_zero: str = EXCEL_DAY_ZERO

    def as_json(self) -> dict[str, object]:
        return {"kind": self.kind, "rows": self.rows, "others": self.others, "day_zero": self.day_zero}

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> "Sheet":
        """The sheet that `as_json` told."""
        rows = tuple(tuple(row) for row in given["rows"])
        return cls(given["kind"], rows, given["others"], given["day_zero"])


def pack(kind: Kind, text: str = "") -> str:
    """One cell; control signs become spaces, and a text too long to be a label keeps only its kind."""
    if kind is Kind.TEXT:
        text = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
        if not text:
            return ""
        if len(text) > LONGEST_TEXT:
            return Kind.LONG.value
    return kind.value + text


def kind_of(cell: str) -> Kind:
    return Kind(cell[:1])


def text_of(cell: str) -> str:
    return cell[1:]


def letter(column: int) -> str:
    """Name of a column from its rank, from 0: A, B… Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


class RowTaker:
    """Takes rows one by one and refuses the first that goes over a limit; blank ones count only between two others."""

    def __init__(self, most_text: int = 6_000_000, most_blank: int = 20_000) -> None:
        self.rows: list[tuple[str, ...]] = []
        self.blank = 0
        self.left = most_text
        self.most_blank = most_blank

    def take(self, cells: list[str], times: int = 1) -> None:
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            self.blank += times
            return
        if len(cells) > MOST_COLUMNS:
            raise SheetError(Fault.TOO_MANY_COLUMNS)
        if len(self.rows) + self.blank + times > MOST_ROWS + HEADER_ROWS:
            raise SheetError(Fault.TOO_MANY_ROWS)
        self.left -= sum(map(len, cells)) * times
        if self.left < 0:
            raise SheetError(Fault.BOMB)
        self.rows.extend([()] * self.blank)
        self.blank = 0
        self.rows.extend([tuple(cells)] * times)

    def give_up_on_blank(self) -> None:
        """For formats that write each blank row: a forged number of the last one must not be waited for."""
        if self.blank > self.most_blank:
            raise SheetError(Fault.TOO_MANY_ROWS)
