"""Which subjects anybody reads, and why one has no figure at a place."""

from asv.domain.diagnostic import SUJETS, absence_at, sujets_of, told_by_quartier
from asv.domain.diffusion import TERRITOIRE
from tests.domain.diagnostic.drawn import ACACIAS, CORONS, TABLES, TILLEULS
from tests.domain.diffusion.tables import partition, released


def test_only_the_subjects_that_a_view_holds_are_offered_the_difficulties_first():
    assert sujets_of(TABLES) == [*SUJETS]
    assert [one.table for one in sujets_of({"G08A", "M06", "M09"})] == ["M06", "G08A"]


def test_a_sensitive_answer_stands_beside_no_quartier():
    table = released(partition([[60, 20, 40], [50, 30, 40], [80, 25, 60]], code="G08F", sensible=("B",)))["G08F"]

    assert table.territoire.cells["B"].is_published
    assert [colonne.code for colonne in told_by_quartier(table)] == ["A"]


def test_a_place_without_a_figure_says_why():
    assert absence_at(TABLES["G08F"], TERRITOIRE) == ""
    assert absence_at(TABLES["G08F"], TILLEULS) == ""
    assert "Trop peu de personnes" in absence_at(TABLES["G08F"], ACACIAS)
    assert "Trop peu de personnes" in absence_at(TABLES["G08F"], CORONS)
    assert absence_at(TABLES["M15C"], TERRITOIRE) == ""
    assert "tout le territoire" in absence_at(TABLES["M15C"], TILLEULS)
