"""Lines as an XLSX workbook whose texts a spreadsheet never runs: written as texts, and made harmless as in the CSV."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from asv.documents.archive import packed, unpacked
from asv.documents.csv import harmless

WIDTH: Final = 18
CORE: Final = "docProps/core.xml"
_MOMENT: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
"""When it was written, which would make two workbooks of the same lines differ."""
DAY_FORMAT: Final = "DD/MM/YYYY"
DECIMAL_FORMAT: Final = "0.0000"
Value: TypeAlias = str | int | float | date | None


def workbook(titre: str, lines: Iterable[Sequence[Value]]) -> bytes:
    """The bytes of a workbook of one sheet; its first line is in bold and stays in sight."""
    return workbook_of([(titre, lines)])


def workbook_of(feuilles: Iterable[tuple[str, Iterable[Sequence[Value]]]]) -> bytes:
    """The bytes of a workbook of several sheets, each with its name and its lines, the first one being its heading."""
    book = Workbook(write_only=True)
    for titre, lines in feuilles:
        sheet = book.create_sheet(titre)
        sheet.freeze_panes = "A2"
        for rank, line in enumerate(lines):
            if not rank:
                for column in range(len(line)):
                    sheet.column_dimensions[chr(ord("A") + column % 26)].width = WIDTH
            sheet.append([_cell(sheet, value, is_header=not rank) for value in line])
    buffer = io.BytesIO()
    book.save(buffer)
    parts = unpacked(buffer.getvalue())
    return packed(parts | {CORE: _MOMENT.sub(rb"\g<1>1980-01-01T00:00:00Z", parts[CORE])})


def _cell(sheet: object, value: Value, *, is_header: bool) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=harmless(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, date):
        cell.number_format = DAY_FORMAT
    elif isinstance(value, float):
        cell.number_format = DECIMAL_FORMAT
    if is_header:
        cell.font = Font(bold=True)
    return cell
