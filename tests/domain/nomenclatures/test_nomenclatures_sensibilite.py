"""What may be shown below the territoire: rules C10 and C32 of the study of the trade."""

import pytest

from asv.domain.nomenclatures import LISTES, family, is_sensible, visible_below_territoire

VALUES = [(liste.code, entree.code) for liste in LISTES.values() for entree in liste.entrees]


@pytest.mark.parametrize("code", ["ADD_TABAC", "ADD_ECRANS", "MEN_BIENETRE"])
def test_an_ordinary_theme_is_shown_under_its_own_label_and_never_feeds_its_sensible_parent(code: str):
    assert is_sensible("THEME_SANTE", family("THEME_SANTE", code))
    assert visible_below_territoire("THEME_SANTE", code) == code


@pytest.mark.parametrize("code", ["MENTALE", "MEN_SUICIDE", "ADDICT", "ADD_ALCOOL", "SEX_IVG", "VIOLENCES", "URGENCE"])
def test_a_sensible_theme_is_never_published_below_the_territoire(code: str):
    assert visible_below_territoire("THEME_SANTE", code) is None


@pytest.mark.parametrize(
    ("liste", "code", "shown"),
    [
        ("FREIN", "ADM_SEJOUR", "ADMIN"),
        ("FREIN", "RDS_ORIGINE", "REFUS_SOINS"),
        ("FREIN", "PSY_MENTALE", "PSYCHO"),
        ("FREIN", "VIE_ENTOURAGE", "VIE"),
        ("ORIENTATION", "O_PASS", "HOPITAL_O"),
        ("ORIENTATION", "O_VIOLENCES", "VIE_O"),
        ("THEME_SANTE", "PER_GROSSESSE", "PERINAT"),
    ],
)
def test_a_sensible_value_counts_under_its_ordinary_parent(liste: str, code: str, shown: str):
    assert visible_below_territoire(liste, code) == shown


@pytest.mark.parametrize("code", ["PSY_O", "O_CMP", "O_MDA", "ADDICT_O", "O_CSAPA", "SEX_O", "O_CEGIDD"])
def test_the_whole_branch_of_a_sensible_orientation_stays_at_territory_level(code: str):
    assert visible_below_territoire("ORIENTATION", code) is None


@pytest.mark.parametrize(
    ("liste", "code"),
    [
        ("PUBLIC", "VVS"),
        ("COUVERTURE", "AME"),
        ("BESOIN", "B_PSY"),
        ("DEMARCHE", "D_AME_DEP"),
        ("ACTIVITE", "AT_INVALIDITE"),
    ],
)
def test_a_sensible_value_without_parent_is_shown_nowhere(liste: str, code: str):
    assert visible_below_territoire(liste, code) is None


def test_nothing_sensible_is_ever_shown():
    shown = {(liste, visible_below_territoire(liste, code)) for liste, code in VALUES}

    assert [code for liste, code in shown if code is not None and is_sensible(liste, code)] == []


def test_what_is_shown_shows_itself():
    shown = {(liste, visible_below_territoire(liste, code)) for liste, code in VALUES}

    assert [code for liste, code in shown if code is not None and visible_below_territoire(liste, code) != code] == []


def test_a_non_answer_is_always_shown_as_itself():
    assert visible_below_territoire("THEME_SANTE", "REFUS") == "REFUS"
