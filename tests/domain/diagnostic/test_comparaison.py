"""What is said of a quartier beside the territoire, and of a rate on the map."""

import pytest

from asv.domain.diagnostic import (
    carte_phrase,
    comparaison_phrase,
    couverture_phrase,
    specificites_of,
)
from asv.domain.diffusion import Destinataire, rate_per_1000
from tests.domain.diagnostic.drawn import ACACIAS, FOSSE, TABLES, TILLEULS, met, tables_of


def rate(ligne, population=2500):
    return rate_per_1000("M04", "Taux de couverture", TABLES["M04"].cell(ligne, "M04"), population)


@pytest.mark.parametrize(
    ("couverture", "start"), [(rate(ACACIAS), "Chiffre confidentiel"), (rate(FOSSE, None), "Chiffre non disponible")]
)
def test_a_rate_that_is_not_there_says_why(couverture, start):
    assert couverture_phrase(couverture).startswith(start)


def test_a_rate_reads_as_persons_among_a_thousand():
    assert couverture_phrase(rate(TILLEULS)).replace("\u202f", " ") == (
        "Environ 40 habitants du quartier sur 1 000 ont rencontré un médiateur."
    )


def beside(rows, ligne):
    table = tables_of(rows, Destinataire.EQUIPE)["M06"]
    text = comparaison_phrase(table, specificites_of(table, table.line(ligne)))
    return text.replace("\u202f", " ")


TWO_PLACES = [
    *met(120, familles_frein=["NUMERIQUE"]),
    *met(180, familles_frein=["OFFRE"]),
    *met(400, qpv_lieu=None, familles_frein=["NUMERIQUE"]),
    *met(1300, qpv_lieu=None, familles_frein=["OFFRE"]),
    *met(300, qpv_lieu=None, familles_frein=["LANGUE"]),
    *met(20, qpv_lieu=TILLEULS, familles_frein=["NUMERIQUE"]),
    *met(25, qpv_lieu=TILLEULS, familles_frein=["OFFRE"]),
]


def test_a_quartier_is_told_apart_only_by_what_is_sure():
    text = beside(TWO_PLACES, FOSSE)

    assert text.startswith("Par rapport au territoire, ce quartier est nettement au-dessus pour « Freins numériques »")
    assert "nettement au-dessous pour « Langue et compréhension »" in text
    assert not any(word in text for word in ("premier", "rang", "meilleur", "pire"))


def test_a_quartier_of_few_answers_is_not_said_comparable():
    assert beside(TWO_PLACES, TILLEULS) == "Par rapport au territoire : trop peu de réponses pour conclure."


def test_the_territoire_and_other_tables_are_compared_with_nothing():
    assert specificites_of(TABLES["M06"], TABLES["M06"].territoire) == {}
    assert specificites_of(TABLES["G08A"], TABLES["G08A"].line(FOSSE)) == {}
    assert comparaison_phrase(TABLES["G08A"], {}) == ""


def test_the_map_reads_as_one_example_and_says_how_many_quartiers_it_shows():
    rates = {"Acacias": rate(ACACIAS), "Tilleuls": rate(TILLEULS), "Fosse": rate(FOSSE)}

    assert carte_phrase(rates).replace("\u202f", " ") == (
        "Par exemple, dans le quartier « Tilleuls », environ 40 habitants sur 1 000 ont rencontré un médiateur. "
        "Le taux est montré pour 2 quartiers sur 3."
    )
    assert carte_phrase({"Acacias": rate(ACACIAS)}).startswith("Aucun quartier n’a assez de personnes")
