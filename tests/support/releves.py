"""Former logs, made in the test: a workbook of each format from the same lines."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook

ENTETES = ("Date", "Moment", "Commune", "Quartier", "Lieu", "Mode", "Sexe", "Âge", "Frein", "Nom")
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
ODS = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
)


def xlsx(lines: Iterable[Sequence[object]]) -> bytes:
    book = Workbook()
    for line in lines:
        book.active.append(list(line))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def csv_of(lines: Iterable[Sequence[object]], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    buffer = io.StringIO()
    shown = [[f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in line] for line in lines]
    csv.writer(buffer, delimiter=delimiter).writerows(shown)
    return buffer.getvalue().encode(encoding)


def _cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
    if isinstance(value, int):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    text = str(value)
    if text.startswith("="):
        return f'<table:table-cell table:formula={quoteattr("of:" + text)} office:value-type="float" office:value="2"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'


def ods(lines: Iterable[Sequence[object]], content: str = "") -> bytes:
    rows = "".join(f"<table:table-row>{''.join(map(_cell, line))}</table:table-row>" for line in lines)
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    body = (
        f'<office:document-content {SPACES}><office:body><office:spreadsheet><table:table table:name="F">{rows}{blank}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return archive({"mimetype": ODS, "content.xml": content or body, "META-INF/manifest.xml": MANIFEST})


def archive(entries: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in entries.items():
            zipped.writestr(name, content)
    return buffer.getvalue()


def with_entry(workbook: bytes, name: str, content: str | bytes) -> bytes:
    """The same archive with one entry replaced or added."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as read:
        entries: dict[str, str | bytes] = {info.filename: read.read(info) for info in read.infolist()}
    return archive(entries | {name: content})


def entry(workbook: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as read:
        return read.read(name).decode()
