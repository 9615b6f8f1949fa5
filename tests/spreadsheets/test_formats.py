"""The same lines, whatever the format, the encoding and the separator."""

import io
from datetime import date, datetime, time

import openpyxl
import pytest

from asv.spreadsheets.cells import Fault, SheetError, letter
from asv.spreadsheets.reading import read_sheet
from asv.spreadsheets.text import delimiter_of
from tests.support import releves

LINES = [("Date", "Commune", "Âge"), (date(2026, 5, 12), "Liévin", 34), (date(2026, 5, 13), "Éleu-dit-Leauwette", 7)]
AS_TEXT = (
    ("tDate", "tCommune", "tÂge"),
    ("t12/05/2026", "tLiévin", "t34"),
    ("t13/05/2026", "tÉleu-dit-Leauwette", "t7"),
)
TYPED = (("tDate", "tCommune", "tÂge"), ("d2026-05-12", "tLiévin", "n34"), ("d2026-05-13", "tÉleu-dit-Leauwette", "n7"))


def refused(data: bytes) -> Fault:
    with pytest.raises(SheetError) as refusal:
        read_sheet(data)
    return refusal.value.fault


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_is_read_in_every_usual_encoding_and_separator(encoding: str, delimiter: str):
    assert read_sheet(releves.csv_of(LINES, delimiter, encoding)).rows == AS_TEXT


def test_a_comma_inside_a_text_is_not_taken_for_the_separator():
    assert delimiter_of('a;b\n"1,2,3";4\n"5,6,7";8\n') == ";"


def test_workbooks_keep_days_and_numbers_as_such():
    assert read_sheet(releves.xlsx(LINES)).rows == TYPED
    assert read_sheet(releves.ods(LINES)).rows == TYPED


def test_hours_and_booleans_are_told_from_numbers():
    book = openpyxl.Workbook()
    book.active.append(["Heure", "Jour", "Nouveau"])
    book.active.append([time(14, 30), datetime(2026, 5, 12, 9, 15), True])  # noqa: DTZ001 - as a spreadsheet holds it
    buffer = io.BytesIO()
    book.save(buffer)

    assert read_sheet(buffer.getvalue()).rows[1] == ("h14:30", "d2026-05-12T09:15", "b1")


def test_the_first_visible_sheet_is_read_and_the_others_are_counted():
    book = openpyxl.Workbook()
    book.active.sheet_state = "hidden"
    shown = book.create_sheet("2026")
    shown.append(["Date"])
    shown.append([date(2026, 5, 12)])
    buffer = io.BytesIO()
    book.save(buffer)

    sheet = read_sheet(buffer.getvalue())

    assert sheet.rows[1] == ("d2026-05-12",)
    assert sheet.others == 1


def test_a_formula_keeps_its_place_and_loses_its_value():
    lines = [("Âge",), ("=1+1",)]

    assert read_sheet(releves.xlsx(lines)).rows[1] == ("f",)
    assert read_sheet(releves.ods(lines)).rows[1] == ("f",)
    assert read_sheet(releves.csv_of(lines)).rows[1] == ("f",)


def test_a_long_text_never_leaves_the_reading_process():
    lines = [("Note",), ("x" * 201,)]

    assert read_sheet(releves.xlsx(lines)).rows[1] == ("l",)
    assert read_sheet(releves.csv_of(lines)).rows[1] == ("l",)


def test_blank_lines_keep_their_place_so_that_addresses_stay_right():
    assert read_sheet(releves.csv_of([("Âge",), (), ("34",)])).rows == (("tÂge",), (), ("t34",))


def test_an_old_workbook_a_picture_and_an_empty_file_are_refused_by_their_content():
    assert refused(bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 100) is Fault.OLD_FORMAT
    assert refused(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR") is Fault.UNKNOWN_FORMAT
    assert refused(b" \n") is Fault.EMPTY
    assert refused(b"Date;Commune\n") is Fault.EMPTY
    assert refused(releves.archive({"lettre.txt": "bonjour"})) is Fault.UNKNOWN_FORMAT


def test_columns_are_named_as_spreadsheets_name_them():
    assert [letter(rank) for rank in (0, 25, 26, 59)] == ["A", "Z", "AA", "BH"]
