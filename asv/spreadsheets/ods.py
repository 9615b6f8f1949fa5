"""ODS: one XML document, read as a stream by defusedxml, keeping the first table.

The format repeats a row or a cell by a number, which a forger may choose: it is never expanded before it is checked.
"""

import re
import zipfile
from io import BytesIO
from typing import Any, Final

from defusedxml.ElementTree import iterparse

from asv.spreadsheets.cells import MOST_COLUMNS, MOST_ROWS, Fault, Kind, RowTaker, Sheet, SheetError, pack
from asv.spreadsheets.xlsx import packed_value

TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DURATION: Final = re.compile(r"PT(\d{1,4})H(\d{1,2})M\d{1,2}(?:[.,]\d+)?S")


def read_ods(data: bytes) -> Sheet:
    taker, tables = RowTaker(), 0
    with zipfile.ZipFile(BytesIO(data)) as archive, archive.open("content.xml") as content:
        for event, element in iterparse(content, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                tables += element.tag == f"{TABLE}table"
            elif element.tag == f"{TABLE}table-row":
                if tables == 1:
                    taker.take(_cells(element), _times(element, "rows"))
                element.clear()
    if not tables:
        raise SheetError(Fault.EMPTY)
    return Sheet("ods", tuple(taker.rows), tables - 1)


def _times(element: Any, what: str) -> int:
    """How often a row or a cell is repeated, bounded as soon as it cannot be kept anyway."""
    given = element.get(f"{TABLE}number-{what}-repeated", "1")
    if not given.isascii() or not given.isdigit():
        raise SheetError(Fault.DAMAGED)
    return min(int(given[:9]), MOST_ROWS + 2)


def _cells(row: Any) -> list[str]:
    cells: list[str] = []
    blank = 0
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        times, packed = _times(cell, "columns"), _packed(cell)
        if not packed:
            blank += times
            continue
        if len(cells) + blank + times > MOST_COLUMNS:
            raise SheetError(Fault.TOO_MANY_COLUMNS)
        cells.extend([""] * blank)
        cells.extend([packed] * times)
        blank = 0
    return cells


def _packed(cell: Any) -> str:
    if cell.get(f"{TABLE}formula") is not None:
        return pack(Kind.FORMULA)
    match cell.get(f"{OFFICE}value-type"):
        case "float" | "percentage" | "currency":
            return packed_value(float(cell.get(f"{OFFICE}value", "")))
        case "date":
            day, _, hour = cell.get(f"{OFFICE}date-value", "").partition("T")
            return pack(Kind.DAY, f"{day}T{hour[:5]}" if hour and hour[:5] != "00:00" else day)
        case "time":
            found = _DURATION.fullmatch(cell.get(f"{OFFICE}time-value", ""))
            return pack(Kind.HOUR, f"{int(found[1]):02d}:{int(found[2]):02d}") if found else pack(Kind.ERROR)
        case "boolean":
            return pack(Kind.BOOLEAN, "1" if cell.get(f"{OFFICE}boolean-value") == "true" else "0")
        case _:
            return pack(Kind.TEXT, " ".join("".join(p.itertext()) for p in cell.findall(f"{TEXT}p")))
