"""CSV as spreadsheets write it in France: semicolon, comma or tab; UTF-8 with or without mark, or Windows-1252."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import Final

from asv.spreadsheets.cells import Fault, Kind, RowTaker, Sheet, SheetError, pack

DELIMITERS: Final = ";\t,"
LONGEST_FIELD: Final = 20_000
SAMPLE: Final = 30
FORMULA_SIGNS: Final = "=@＝＠"
MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def read_csv(data: bytes) -> Sheet:
    text = decode(data)
    csv.field_size_limit(LONGEST_FIELD)
    taker = RowTaker()
    try:
        for row in _rows(text, delimiter_of(text)):
            taker.take([_packed(field) for field in row])
    except csv.Error:
        raise SheetError(Fault.DAMAGED) from None
    return Sheet("csv", tuple(taker.rows))


def decode(data: bytes) -> str:
    """The text, whatever of the usual encodings it is in; a binary file is none of them."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    if b"\x00" in data:
        raise SheetError(Fault.UNKNOWN_FORMAT)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(data, "cp1252")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise SheetError(Fault.UNKNOWN_FORMAT) from None
    if "\x00" in text:
        raise SheetError(Fault.UNKNOWN_FORMAT)
    return text


def delimiter_of(text: str) -> str:
    """The sign that cuts the first rows into the same number of columns most often, and into several."""

    def regularity(delimiter: str) -> tuple[int, int]:
        try:
            lengths = [len(row) for row, _ in zip(_rows(text, delimiter), range(SAMPLE), strict=False) if row]
        except csv.Error:
            return (0, 0)
        usual = max(lengths, key=lengths.count, default=0)
        return (lengths.count(usual) if usual > 1 else 0, usual)

    return max(DELIMITERS, key=regularity)


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)


def _packed(field: str) -> str:
    field = field.strip().removeprefix("'")
    return pack(Kind.FORMULA) if field[:1] in FORMULA_SIGNS and field else pack(Kind.TEXT, field)
