"""A workbook we write holds texts, numbers and days, and nothing that a spreadsheet would run (R04)."""

import io
from datetime import date, datetime

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from asv.documents.csv import TRIGGERS
from asv.documents.workbook import workbook
from asv.domain.reprise import normalise
from asv.spreadsheets.reading import read_sheet

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\ufffe\uffff"), max_size=30)
STARTED = st.builds(lambda blanks, sign, rest: blanks + sign + rest, st.sampled_from(["", " ", "\u00a0"]),
                    st.sampled_from(sorted(TRIGGERS)), TEXTS)  # fmt: skip


def reread(content: bytes) -> list[list[openpyxl.cell.Cell]]:
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows()]


@settings(max_examples=500, deadline=None)
@given(st.one_of(TEXTS, STARTED))
def test_no_text_becomes_a_formula(text: str):
    for (cell,) in reread(workbook("Essai", [[text]])) or [[None]]:
        assert cell.data_type in ("s", "inlineStr", "n")  # an empty text is an empty cell
        assert str(cell.value or "").lstrip()[:1] not in TRIGGERS


def test_numbers_and_days_stay_numbers_and_days():
    ((number, day),) = reread(workbook("Essai", [[34, date(2026, 5, 12)]]))

    assert number.value == 34
    assert day.value == datetime(2026, 5, 12)  # noqa: DTZ001 - a spreadsheet knows no zone


def test_a_workbook_we_write_is_one_we_read():
    rows = read_sheet(workbook("Essai", [["Âge", "Le"], [34, date(2026, 5, 12)]])).rows

    assert [normalise(cell) for cell in rows[0]] == ["tage", "tle"]
    assert rows[1] == ("n34", "d2026-05-12")
