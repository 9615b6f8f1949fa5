"""Reading the tables of a published file, in the child process: every sheet, but only the rows of the places wanted.

A national file holds 35 000 communes; a territoire wants forty. The others are counted and forgotten at once.
"""

import csv
import io
import math
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from asv.spreadsheets.cells import Fault, SheetError
from asv.spreadsheets.text import decode, delimiter_of

HEAD: Final = 30
"""First rows of a table, always kept: titles, headers, units."""
MOST_ROWS: Final = 4_000_000
"""One line for each commune and each kind of figure: the long files of INSEE reach two millions."""
MOST_COLUMNS: Final = 800
MOST_TABLES: Final = 16
MOST_KEPT: Final = 30_000
LONGEST_TEXT: Final = 300
LONGEST_FIELD: Final = 20_000
KEY_COLUMNS: Final = 12
SAMPLE: Final = 100_000
DESCRIPTIONS: Final = ("meta", "varmod", "dictionnaire", "documentation", "lisezmoi")

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")

Row = list[str]
Tables = Iterator[tuple[str, Iterable[Sequence[Any]]]]


def read_tables(kind: str, data: bytes, codes: frozenset[str]) -> list[dict[str, Any]]:
    """Each table: its name, its first rows, its rows about these codes with their numbers, and how many it has."""
    read: Callable[[bytes], Tables] = READERS[kind]
    wanted = codes | {code.lstrip("0") for code in codes}  # a spreadsheet takes the first zero away
    tables = [_kept(name, rows, wanted) for name, rows in read(data)]
    if not any(table["lignes"] for table in tables):
        raise SheetError(Fault.EMPTY)
    return tables


def _kept(name: str, rows: Iterable[Sequence[Any]], wanted: frozenset[str]) -> dict[str, Any]:
    head: list[Row] = []
    kept: list[tuple[int, Row]] = []
    number = 0
    for number, given in enumerate(rows, start=1):
        if number > MOST_ROWS or len(kept) > MOST_KEPT:
            raise SheetError(Fault.TOO_MANY_ROWS)
        is_wanted = _is_wanted(given[:KEY_COLUMNS], wanted)
        if number > HEAD and not is_wanted:
            continue
        row = _stripped(given)
        if number <= HEAD:
            head.append(row)
        if is_wanted:
            kept.append((number, row))
    return {"nom": _text(name), "tete": head, "rows": kept, "lignes": number}


def _is_wanted(cells: Sequence[Any], wanted: frozenset[str]) -> bool:
    """Whether a cell is a code we look for; one comparison of sets for texts, since most rows are of other places."""
    return not wanted.isdisjoint(cells) or any(isinstance(c, int | float) and _text(c) in wanted for c in cells)


def _stripped(row: Sequence[Any]) -> Row:
    cells = [_text(cell) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise SheetError(Fault.TOO_MANY_COLUMNS)
    return cells


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case float() if not math.isfinite(value):
            return ""
        case float() if value == int(value):
            return str(int(value))
        case datetime() | date():
            return value.isoformat()[:10]
        case _:
            text = "".join(sign if sign.isprintable() else " " for sign in str(value))
            return " ".join(text.split())[:LONGEST_TEXT]


def _csv(data: bytes) -> Tables:
    yield "csv", _csv_rows(data)


def _csv_rows(data: bytes) -> Iterator[Row]:
    text = decode(data)
    csv.field_size_limit(LONGEST_FIELD)
    try:
        lines = (found.group() for found in _LINE.finditer(text))  # StringIO would take four bytes a sign
        yield from csv.reader(lines, delimiter=delimiter_of(text[:SAMPLE]), strict=False)
    except csv.Error:
        raise SheetError(Fault.DAMAGED) from None


def _zip(data: bytes) -> Tables:
    """The CSV files of an archive, but for those that describe the others; their sizes were counted before."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.lower().endswith(".csv")]
        wanted = [name for name in names if not name.rsplit("/", 1)[-1].lower().startswith(DESCRIPTIONS)]
        if len(wanted) > MOST_TABLES:
            raise SheetError(Fault.BOMB)
        for name in wanted:
            yield name.rsplit("/", 1)[-1], _csv_rows(archive.read(name))


def _xlsx(data: bytes) -> Tables:
    import openpyxl  # noqa: PLC0415 - a third of a second, for those who need it

    if not openpyxl.DEFUSEDXML:
        raise SheetError(Fault.ENTITIES)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if len(sheets) > MOST_TABLES:
        raise SheetError(Fault.BOMB)
    for sheet in sheets:
        sheet.reset_dimensions()
        yield sheet.title, sheet.iter_rows(values_only=True)


def _parquet(data: bytes) -> Tables:
    from arro3.io import read_parquet  # noqa: PLC0415 - for those who need it

    reader = read_parquet(io.BytesIO(data))
    names = reader.schema.names
    if len(names) > MOST_COLUMNS:
        raise SheetError(Fault.TOO_MANY_COLUMNS)
    yield "parquet", _parquet_rows(names, reader)


def _parquet_rows(names: Row, reader: Iterable[Any]) -> Iterator[Sequence[Any]]:
    yield names
    for batch in reader:
        columns = [batch.column(rank).to_pylist() for rank in range(batch.num_columns)]
        yield from zip(*columns, strict=True)


READERS: Final[Mapping[str, Callable[[bytes], Tables]]] = {
    "csv": _csv, "zip": _zip, "xlsx": _xlsx, "parquet": _parquet,
}  # fmt: skip
