"""XLSX, by openpyxl in its streaming mode, with defusedxml under it; formulas are told, their values never used."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from asv.spreadsheets.cells import EXCEL_DAY_ZERO, Fault, Kind, RowTaker, Sheet, SheetError, pack

MAC_DAY_ZERO = "1904-01-01"


def read_xlsx(data: bytes) -> Sheet:
    """The first visible sheet. The dimensions that a file states are not believed."""
    if not openpyxl.DEFUSEDXML:
        raise SheetError(Fault.ENTITIES)
    book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise SheetError(Fault.EMPTY)
    sheets[0].reset_dimensions()
    taker = RowTaker()
    for row in sheets[0].iter_rows():
        taker.take([_packed(cell) for cell in row])
        taker.give_up_on_blank()
    day_zero = MAC_DAY_ZERO if book.epoch == CALENDAR_MAC_1904 else EXCEL_DAY_ZERO
    return Sheet("xlsx", tuple(taker.rows), len(book.worksheets) - 1, day_zero)


def _packed(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return pack(Kind.FORMULA)
    return pack(Kind.ERROR) if cell.data_type == "e" else packed_value(value)


def packed_value(value: Any) -> str:  # noqa: PLR0911 - one line a kind
    """A cell from a Python value, as libraries give it."""
    match value:
        case bool():
            return pack(Kind.BOOLEAN, "1" if value else "0")
        case int() | float():
            return pack(Kind.NUMBER, str(int(value)) if value == int(value) else repr(value))
        case datetime():
            return pack(Kind.DAY, value.strftime("%Y-%m-%dT%H:%M") if value.time() != time() else str(value.date()))
        case date():
            return pack(Kind.DAY, value.isoformat())
        case time():
            return pack(Kind.HOUR, value.strftime("%H:%M"))
        case timedelta():
            minutes = int(value.total_seconds() // 60)
            return pack(Kind.HOUR, f"{minutes // 60:02d}:{minutes % 60:02d}")
        case _:
            return pack(Kind.TEXT, str(value))
