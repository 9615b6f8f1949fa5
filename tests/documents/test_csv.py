"""Exports that a spreadsheet may open without danger."""

import csv
import io
import json

from hypothesis import example, given
from hypothesis import strategies as st

from asv.documents.csv import HEADER, harmless, tables_csv, written
from asv.documents.json import table_data
from tests.documents.drawn import QUARTIERS, SECRET

TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def reread(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@given(st.text(max_size=60))
@example("=1+1")
@example(" \t@SUM(A1)")
@example("\r\n-2")
@example("＝cmd|' /C calc'!A0")
def test_no_cell_begins_as_a_formula_even_after_blanks(text):
    ((cell,),) = reread(written([[text]])) if harmless(text) else [[""]]

    assert not cell.lstrip().startswith(TRIGGERS)
    assert not cell.startswith(TRIGGERS)


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), min_size=1, max_size=5))
def test_a_cell_never_breaks_into_two(rows):
    assert reread(written(rows)) == [[harmless(text) for text in row] for row in rows]


def test_the_file_opens_in_a_french_spreadsheet(sexe):
    content = tables_csv([sexe])

    assert content.startswith(b"\xef\xbb\xbf")
    assert reread(content)[0] == list(HEADER)


def test_a_hidden_figure_leaves_empty_cells_and_its_status(sexe):
    rows = [dict(zip(HEADER, row, strict=True)) for row in reread(tables_csv([sexe]))[1:]]

    (hidden,) = [row for row in rows if row["code_lieu"] == QUARTIERS[1] and row["code_categorie"] == "X_NC"]
    assert (hidden["statut"], hidden["effectif"], hidden["part"]) == ("c", "", "")
    assert str(SECRET) not in {row["effectif"] for row in rows}
    (shown,) = [row for row in rows if row["code_lieu"] == "TERRITOIRE" and row["code_categorie"] == "F"]
    assert (shown["statut"], shown["effectif"]) == ("publie", "1094")


def test_the_plain_structure_holds_the_status_where_a_figure_is_hidden(sexe):
    data = json.loads(json.dumps(table_data(sexe)))

    (place,) = [lieu for lieu in data["lieux"] if lieu["code"] == QUARTIERS[1]]
    assert place["categories"]["X_NC"] == {"statut": "c", "effectif": None, "part": None, "intervalle": None}
