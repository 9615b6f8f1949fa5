"""What leaves of a table of citations, and of the first cited, on tables drawn by hand."""

import pytest

from asv.domain.diffusion import TERRITOIRE, Statut
from tests.domain.diffusion.tables import citations, counts_of, released


def test_citations_are_published_with_their_shares_of_those_who_answered():
    rows = [[["A"]] * 40 + [["A", "B"]] * 20 + [["Z"]] * 30 + [None] * 10, [["B"]] * 50 + [["Z"]] * 50 + [None] * 15]
    table = released(*citations(rows))["C"]

    assert counts_of(table)[TERRITOIRE] == [80, 60, 70]
    assert table.territoire.cells["A"].part == 60 / 190


def test_those_who_do_not_cite_a_column_are_protected_too():
    rows = [[["A"]] * 95 + [["B"]] * 3 + [["Z"]] * 2, [["A"]] * 60 + [["B"]] * 50 + [["Z"]] * 40]
    table = released(*citations(rows))["C"]

    assert table.cell("Q1", "A").statut is Statut.CONFIDENTIEL


def test_all_of_a_small_group_citing_the_same_is_not_published():
    rows = [[["A"]] * 20 + [["A", "B"]] * 15, [["A"]] * 60 + [["B"]] * 50 + [["Z"]] * 40]

    assert released(*citations(rows))["C"].cell("Q1", "A").statut is Statut.CONFIDENTIEL


def test_a_line_where_few_cite_anything_shows_no_detail():
    rows = [[["A"]] * 6 + [["Z"]] * 30, [["A"]] * 60 + [["B"]] * 50 + [["Z"]] * 40]

    assert counts_of(released(*citations(rows))["C"])["Q1"] == [None, None, None]


@pytest.mark.parametrize(
    "rows",
    [
        [[["A"]] * 6 + [["Z"]] * 30, [["Z"]] * 40],
        [[["Z"]] * 20, [["Z"]] * 20],
        [[["A"]] * 5 + [None] * 30, [None] * 40],
    ],
)
def test_a_territoire_where_few_cite_anything_shows_no_detail(rows):
    out = released(*citations(rows))

    assert counts_of(out["C"])[TERRITOIRE] == [None, None, None]
    assert counts_of(out["P"])[TERRITOIRE] == [None, None, None]


def test_the_first_cited_is_published_for_the_territoire_only():
    rows = [[["A"]] * 40 + [["B", "A"]] * 20 + [["Z"]] * 30, [["A", "B"]] * 50 + [["B"]] * 30 + [["Z"]] * 50]
    table = released(*citations(rows))["P"]

    assert counts_of(table) == {TERRITOIRE: [80, 90, 50]}


def test_the_first_cited_does_not_tell_how_few_cite_a_column_later():
    rows = [
        [["A"]] * 40 + [["B", "A"]] * 3 + [["B"]] * 30 + [["Z"]] * 30,
        [["A", "B"]] * 50 + [["B"]] * 30 + [["Z"]] * 50,
    ]
    table = released(*citations(rows))["P"]

    assert table.territoire.cells["A"].statut is Statut.CONFIDENTIEL


def test_a_first_cited_that_contradicts_the_citations_is_not_available():
    table, first = citations([[["A"]] * 40 + [["Z"]] * 30, [["B"]] * 50 + [["Z"]] * 50])
    wrong = type(first)(**{**vars(first), "effectifs": ((20, 50, 0), (40, 0, 60))})

    out = released(table, wrong)

    assert {cell.statut for cell in out["P"].territoire.cells.values()} == {Statut.NON_DISPONIBLE}
    assert out["C"].territoire.cells["A"].effectif == 40


def test_the_order_of_the_tables_in_a_call_does_not_matter():
    table, first = citations([[["A"]] * 40 + [["Z"]] * 30, [["B"]] * 50 + [["Z"]] * 50])

    assert counts_of(released(first, table)["P"]) == counts_of(released(table, first)["P"])


def test_citations_may_come_without_the_first_cited():
    table, _ = citations([[["A"]] * 40 + [["B"]] * 30 + [["Z"]] * 30, [["B"]] * 50 + [["A"]] * 20])
    alone = type(table)(**{**vars(table), "lien": type(table.lien)()})

    assert released(alone)["C"].territoire.cells["A"].effectif == 60
    with pytest.raises(ValueError, match="missing"):
        released(table)
