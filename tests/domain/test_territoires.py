import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain.territoires import HORS_QPV, Cellule, communes_of, line_of, qpv_of, sort_key

GRANDE_RESIDENCE = "QN06201M"
CELLULES = (
    Cellule("62907", GRANDE_RESIDENCE),
    Cellule("62498", GRANDE_RESIDENCE),
    Cellule("62498", "QN06202M"),
    Cellule("62498"),
)


@pytest.mark.parametrize(
    "in_order",
    [
        ["Avion", "Douai", "Éleu", "Éleu-dit-Leauwette", "Fosse 8", "Fosse 12"],
        ["Bully-les-Mines", "Cité d’Aumale", "Cité du 9", "Cité du 12"],
        ["cote", "coté", "côte", "côté"],
        ["Le Moulin", "L’Enclos", "Les Cheminots"],
        ["Noyelles", "Œuvre", "Ouest"],
        ["La Plaine", "L’Abbé", "Labourse"],
        ["Sallaumines", "sallaumines 2", "Sallaumines-Nord"],
        ["Lens", "LENS EST", "Liévin"],
    ],
)
def test_names_sort_as_in_a_french_dictionary(in_order):
    shuffled = list(reversed(in_order))

    assert sorted(shuffled, key=sort_key) == in_order


def test_both_apostrophes_and_ligatures_are_the_same_letters():
    assert sort_key("Œuvre") == sort_key("Oeuvre")
    assert sort_key("L'Abbé") == sort_key("L’Abbé")


@given(st.text(alphabet="aàâéèêëœæç-’' ABC129ÉŒ", max_size=12))
def test_a_key_is_plain_ascii_and_ignores_case(nom):
    assert sort_key(nom).isascii()
    assert sort_key(nom.upper()).split("!")[0] == sort_key(nom.lower()).split("!")[0]


def test_a_qpv_crosses_communes_and_a_commune_holds_several_qpv():
    assert communes_of(GRANDE_RESIDENCE, CELLULES) == ("62498", "62907")
    assert qpv_of("62498", CELLULES) == (GRANDE_RESIDENCE, "QN06202M")


def test_the_part_of_a_commune_outside_its_qpv_is_a_cell_too():
    assert [cellule.is_hors_qpv for cellule in CELLULES] == [False, False, False, True]


@pytest.mark.parametrize(("qpv", "line"), [("A", "A"), ("B", HORS_QPV), (None, HORS_QPV)])
def test_a_place_the_table_does_not_show_falls_in_the_rest(qpv, line):
    assert line_of(qpv, {"A"}) == line
