"""Which shares are compared by quartier, and why a quartier has none, from contacts drawn by hand."""

import pytest

from asv.domain.diagnostic import absence_of, choices_of, chosen_of
from asv.domain.diffusion import Ecart
from asv.domain.errors import NotFound
from asv.domain.indicateurs import INDICATEURS
from tests.domain.diagnostic.drawn import ACACIAS, CORONS, FOSSE, TABLES, TILLEULS
from tests.domain.diffusion.tables import partition, released

CHOICES = choices_of(TABLES)


def reason(quartier, code="G08F.F"):
    line = TABLES[code.split(".")[0]].line(quartier)
    return absence_of(line, line.cells[code.split(".")[1]])


def test_only_shares_told_by_quartier_are_offered_in_the_order_of_the_dictionary():
    offered = [choix.table.code for choix in CHOICES]

    assert "M06" in offered
    assert "G08F" in offered
    assert offered == sorted(offered, key=list(INDICATEURS).index)
    assert not {code for code in offered if TABLES[code].geographie is None}
    assert "M01" not in offered  # a count has no share


def test_a_sensitive_answer_is_never_offered():
    table = released(partition([[60, 20, 40], [50, 30, 40], [80, 25, 60]], code="G08F", sensible=("B",)))["G08F"]

    assert table.territoire.cells["B"].is_published
    assert [choix.code for choix in choices_of({"G08F": table})] == ["G08F.A"]


def test_a_share_is_named_by_its_table_and_its_answer():
    choix = chosen_of(CHOICES, "G08F.F")

    assert choix.titre == f"{TABLES['G08F'].libelle} : Femmes"


def test_the_first_difficulty_opens_and_another_code_says_to_choose():
    assert chosen_of(CHOICES, "").table.code == "M06"
    with pytest.raises(NotFound, match="choisissez dans la liste"):
        chosen_of(CHOICES, "M06.VIOLENCES")
    with pytest.raises(NotFound):
        chosen_of([], "")


def test_a_quartier_without_a_share_is_told_why():
    assert reason(CORONS) == "aucune réponse"
    assert reason(ACACIAS) == "chiffre caché"
    assert reason(TILLEULS) == Ecart.TROP_PEU


def test_a_count_whose_denominator_is_hidden_has_a_hidden_share():
    assert TABLES["G08F"].cell(FOSSE, "F").is_published
    assert TABLES["G08F"].line(FOSSE).denominateur is None
    assert reason(FOSSE) == "chiffre caché"
