"""Files made to harm (R49, R08, T15): each is refused, fast, without growing, and nothing of it is quoted."""

import csv
import resource
import struct
import time
import zlib
from datetime import date, timedelta
from random import Random

import pytest

from asv.spreadsheets import reading
from asv.spreadsheets.archive import MOST_ENTRIES
from asv.spreadsheets.cells import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Fault, SheetError
from asv.spreadsheets.reading import read_sheet
from tests.support import releves

LINES = [("Date", "Commune"), ("12/05/2026", "Liévin")]
SHEET = "xl/worksheets/sheet1.xml"
CANARY = "canari-7f3a"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "' + CANARY + '">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><worksheet>&j;</worksheet>"
)  # fmt: skip
XXE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'
MEGABYTE = 1024 * 1024


def in_xlsx(content: str | bytes) -> bytes:
    return releves.with_entry(releves.xlsx(LINES), SHEET, content)


def sheet_of(rows: str, dimension: str = "A1:B2") -> str:
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'
    )


def cell(address: str, text: str = "x") -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


def lying_archive() -> bytes:
    """Announces ten bytes for an entry that unpacks to twenty-five megabytes."""
    data = bytearray(in_xlsx(b" " * (25 * MEGABYTE)))
    at = data.rindex(SHEET.encode()) - 46  # its record in the central directory
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


def many_columns() -> bytes:
    return releves.csv_of([[f"c{n}" for n in range(MOST_COLUMNS + 1)], ["1"] * (MOST_COLUMNS + 1)])


def padded_bomb() -> bytes:
    """Hides its ratio behind a megabyte that does not compress."""
    noise = zlib.compress(bytes(range(256)) * 10) + b"".join(struct.pack("<d", n**0.5) for n in range(100_000))
    return releves.with_entry(in_xlsx(b"<a/>" * (4 * MEGABYTE)), "xl/media/image1.png", noise)


HOSTILE = {
    "a_bomb_of_a_hundred_megabytes": (lambda: in_xlsx(b" " * (100 * MEGABYTE)), Fault.BOMB),
    "a_bomb_that_hides_its_ratio": (padded_bomb, Fault.BOMB),
    "an_archive_that_lies_about_its_sizes": (lying_archive, {Fault.BOMB, Fault.DAMAGED}),
    "too_many_entries": (
        lambda: releves.archive({f"xl/{n}.xml": "<a/>" for n in range(MOST_ENTRIES + 1)}), Fault.BOMB,
    ),
    "billion_laughs_in_xlsx": (lambda: in_xlsx(LAUGHS), Fault.ENTITIES),
    "billion_laughs_in_ods": (lambda: releves.ods([], LAUGHS), Fault.ENTITIES),
    "an_external_entity": (lambda: in_xlsx(XXE), Fault.ENTITIES),
    "an_external_entity_in_utf_16": (lambda: in_xlsx(XXE.encode("utf-16")), Fault.ENTITIES),
    "a_declaration_across_two_chunks": (lambda: in_xlsx(" " * (64 * 1024 - 4) + XXE), Fault.ENTITIES),
    "macros": (lambda: releves.with_entry(releves.xlsx(LINES), "xl/vbaProject.bin", b"x"), Fault.MACROS),
    "a_file_too_heavy": (lambda: b"Date;Commune\n" + b"x" * MOST_BYTES, Fault.TOO_BIG),
    "an_encrypted_entry": (
        lambda: releves.xlsx(LINES).replace(b"\x14\x00\x00\x00", b"\x14\x00\x01\x00"), Fault.DAMAGED,
    ),
    "half_a_workbook": (lambda: releves.xlsx(LINES)[:3000], Fault.DAMAGED),
}  # fmt: skip
SLOWER = {  # these are opened: a process starts
    "too_many_lines": (lambda: releves.csv_of([("a", "b")] * (MOST_ROWS + 2)), Fault.TOO_MANY_ROWS),
    "too_many_columns": (many_columns, Fault.TOO_MANY_COLUMNS),
    "a_last_line_forged_far_away": (
        lambda: in_xlsx(sheet_of(f'<row r="1">{cell("A1")}</row><row r="1048576">{cell("A1048576")}</row>')),
        Fault.TOO_MANY_ROWS,
    ),
    "a_column_forged_far_away": (
        lambda: in_xlsx(sheet_of(f'<row r="1">{cell("A1")}{cell("XFD1")}</row>')), Fault.TOO_MANY_COLUMNS,
    ),
    "a_column_that_cannot_be": (lambda: in_xlsx(sheet_of(f'<row r="1">{cell("ZZZZZZZ1")}</row>')), Fault.DAMAGED),
    "a_line_repeated_a_billion_times": (
        lambda: releves.ods([], releves.entry(releves.ods(LINES), "content.xml").replace(
            "<table:table-row>", '<table:table-row table:number-rows-repeated="999999999">', 1)),
        Fault.TOO_MANY_ROWS,
    ),
    "a_cell_repeated_a_billion_times": (
        lambda: releves.ods([], releves.entry(releves.ods(LINES), "content.xml").replace(
            "<table:table-cell ", '<table:table-cell table:number-columns-repeated="999999999" ', 1)),
        Fault.TOO_MANY_COLUMNS,
    ),
    "a_quote_never_closed": (lambda: b'Date;Commune\n"' + b"x" * (100 * 1024), Fault.DAMAGED),
    "xml_that_is_none": (lambda: in_xlsx("<worksheet><sheetData><row>"), Fault.DAMAGED),
}  # fmt: skip


def refusal_of(data: bytes) -> SheetError:
    with pytest.raises(SheetError) as refusal:
        read_sheet(data)
    return refusal.value


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_before_anything_is_parsed(name: str):
    make, expected = HOSTILE[name]
    data = make()
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()

    refusal = refusal_of(data)

    assert refusal.fault in (expected if isinstance(expected, set) else {expected})
    assert time.process_time() - start < 0.2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024
    assert CANARY not in str(refusal)


@pytest.mark.parametrize("name", SLOWER)
def test_a_hostile_file_that_must_be_opened_is_refused_by_the_process(name: str):
    make, expected = SLOWER[name]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert refusal_of(make()).fault is expected
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


def test_dimensions_that_lie_do_not_stop_an_honest_file():
    rows = f'<row r="1">{cell("A1", "Date")}</row><row r="2">{cell("A2", "12/05/2026")}</row>'

    sheet = read_sheet(in_xlsx(sheet_of(rows, "A1:XFD1048576")))

    assert sheet.rows == (("tDate",), ("t12/05/2026",))


def test_a_file_that_takes_too_long_is_given_up():
    with pytest.raises(SheetError) as refusal:
        read_sheet(releves.xlsx(LINES), seconds=0.001)

    assert refusal.value.fault is Fault.TOO_SLOW


def test_no_more_than_two_files_are_read_at_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "PATIENCE", 0.01)
    for _ in range(reading.AT_ONCE):
        reading._reading.acquire()
    try:
        assert refusal_of(releves.csv_of(LINES)).fault is Fault.BUSY
    finally:
        reading._reading.release(reading.AT_ONCE)


def test_the_limits_of_the_csv_reader_are_not_those_of_this_process():
    before = csv.field_size_limit()

    read_sheet(releves.csv_of(LINES))

    assert csv.field_size_limit() == before


def test_an_honest_log_of_the_largest_size_passes_in_every_format():
    draw = Random(1)
    lines = [("Date", "Commune", "Âge", "Frein")] + [
        (date(2025, 1, 1) + timedelta(n // 20), draw.choice(("Lens", "Avion")), draw.randint(1, 90), "Financier")
        for n in range(MOST_ROWS)
    ]

    for make in (releves.xlsx, releves.ods, releves.csv_of):
        assert len(read_sheet(make(lines)).rows) == MOST_ROWS + 1
