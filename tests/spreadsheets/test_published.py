"""Files published for the whole country: every format gives the same rows, and only those of the places asked for."""

import io
import zipfile
from random import Random

import pytest

from asv.spreadsheets.cells import Fault, SheetError
from asv.spreadsheets.published import MOST_PUBLISHED_BYTES, read_published
from asv.spreadsheets.tables import MOST_KEPT, MOST_TABLES
from tests.support.publications import apl, as_csv, as_parquet, as_xlsx, as_zip

LENS, LIEVIN = "62498", "62510"
ROWS = [["CODGEO", "MED21", "TP6021"], ["01001", "25 190", "s"], [LENS, "17 250", "33,0"], [LIEVIN, "18 000", "nd"]]


def refused(data: bytes, codes: tuple[str, ...] = (LENS,)) -> Fault:
    with pytest.raises(SheetError) as refusal:
        read_published(data, codes)
    return refusal.value.fault


def outcome(data: bytes) -> str:
    try:
        read_published(data, ["62010"])
    except SheetError as refusal:
        return refusal.fault
    return "read"


def test_only_the_rows_of_the_places_come_back_with_their_numbers():
    (table,) = read_published(as_csv(ROWS + [["x", "", ""]] * 200), [LENS])

    assert table.rows == ((3, (LENS, "17 250", "33,0")),)
    assert table.lignes == 204
    assert table.tete[0] == ("CODGEO", "MED21", "TP6021")
    assert len(table.tete) == 30


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_is_read_in_every_usual_encoding_and_separator(encoding: str, delimiter: str):
    rows = [["Code", "Accessibilité"], [LENS, "5.862"]]

    assert read_published(as_csv(rows, delimiter, encoding), [LENS])[0].rows == ((2, (LENS, "5.862")),)


def test_every_sheet_of_a_workbook_is_read_under_its_name():
    data = as_xlsx({"Paramètres": [["…"]], "APL 2023": apl(2023, {LENS: 5.862}), "APL 2024": apl(2024, {LENS: 5.5})})

    tables = read_published(data, [LENS])

    assert [(table.nom, [row[2] for _, row in table.rows]) for table in tables] == [
        ("Paramètres", []), ("APL 2023", ["5.862"]), ("APL 2024", ["5.5"]),
    ]  # fmt: skip


def test_a_parquet_file_is_read_like_the_others():
    data = as_parquet({"codgeo": ["01001", LENS, LIEVIN], "apl_mg": [1.9, 5.862, None]})

    (table,) = read_published(data, [LENS, LIEVIN])

    assert table.tete[0] == ("codgeo", "apl_mg")
    assert table.rows == ((3, (LENS, "5.862")), (4, (LIEVIN,)))


def test_an_archive_of_csv_is_opened_without_its_dictionaries():
    data = as_zip({"meta_CNAM2025.csv": as_csv([["COD_VAR"], [LENS]]), "data_CNAM2025_COM.csv": as_csv(ROWS)})

    (table,) = read_published(data, [LENS])

    assert table.nom == "data_CNAM2025_COM.csv"
    assert len(table.rows) == 1


def test_a_code_that_lost_its_first_zero_is_still_found():
    assert len(read_published(as_xlsx({"f": [["Code"], [1001]]}), ["01001"])[0].rows) == 1


def test_a_file_of_the_size_of_france_is_read():
    communes = [f"{dept:02d}{rank:03d}" for dept in range(1, 96) for rank in range(1, 370)]

    (table,) = read_published(as_csv([["CODGEO", "MED21"], *([code, "20 000"] for code in communes)]), [LENS, "62051"])

    assert table.lignes == len(communes) + 1 > 35_000
    assert {row[0] for _, row in table.rows} == {"62051"}


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", Fault.EMPTY),
        (b"  \r\n ", Fault.EMPTY),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, Fault.OLD_FORMAT),
        (b"PAR1" + b"\0" * 200, Fault.DAMAGED),
        (b"PK\x03\x04 not an archive", Fault.DAMAGED),
        (b"a;b\n\0;1\n", Fault.UNKNOWN_FORMAT),
        (as_csv([[LENS, "b"]] * (MOST_KEPT + 2)), Fault.TOO_MANY_ROWS),
        (as_csv([["a"] * 900]), Fault.TOO_MANY_COLUMNS),
        (as_zip({f"{n}.csv": b"a;b\n1;2" for n in range(MOST_TABLES + 1)}), Fault.BOMB),
        (as_parquet({"codgeo": [LENS], "v": [1.0]})[:-20], Fault.DAMAGED),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_for_what_is_wrong_with_it(data: bytes, fault: Fault):
    assert refused(data) is fault


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_csv_is_read_whatever_ends_its_lines_and_with_line_breaks_inside_quotes(ending: str):
    data = ending.join(["Code;Nom;V", f'{LENS};"deux{ending}lignes";3', f"{LIEVIN};x;4"]).encode()

    (table,) = read_published(data, [LENS, LIEVIN])

    assert [row for _, row in table.rows] == [(LENS, "deux lignes", "3"), (LIEVIN, "x", "4")]


def test_a_file_too_heavy_is_refused_before_it_is_read():
    assert refused(b"a" * (MOST_PUBLISHED_BYTES + 1)) is Fault.TOO_BIG


def test_an_archive_that_swells_is_refused_before_it_is_read():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.csv", b"0;" * 60_000_000)

    assert refused(buffer.getvalue()) is Fault.BOMB


def test_a_parquet_file_that_swells_is_stopped():
    data = as_parquet({"codgeo": [LENS] * (MOST_KEPT + 5), "v": [1.0] * (MOST_KEPT + 5)})

    assert len(data) < 100_000
    assert refused(data) is Fault.TOO_MANY_ROWS


@pytest.mark.parametrize("kind", ["parquet", "xlsx", "zip"])
def test_a_file_spoiled_anywhere_is_read_or_refused_and_never_breaks(kind: str):
    rows = [["CODGEO", "C", "C_C2SNP"], *([f"62{rank:03d}", "1", "2"] for rank in range(300))]
    whole = {
        "parquet": as_parquet({"codgeo": [row[0] for row in rows], "v": [1.5] * len(rows)}),
        "xlsx": as_xlsx({"f": rows}),
        "zip": as_zip({"d.csv": as_csv(rows)}),
    }[kind]
    draw = Random(kind)

    for _ in range(12):
        spoiled, place = bytearray(whole), draw.randrange(len(whole))
        spoiled[place : place + draw.randint(0, 20)] = draw.randbytes(draw.randint(0, 12))
        assert outcome(bytes(spoiled)) in {"read", Fault.DAMAGED, Fault.UNKNOWN_FORMAT, Fault.BOMB, Fault.EMPTY}
