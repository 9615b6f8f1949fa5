"""Counts of a date: totals that agree with each other, or are refused with their reason."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain.actions.echeances import counts_due
from asv.domain.actions.frequentations import CHAMPS, PARTS, Comptes, check_comptes, check_countable, check_still_open
from asv.domain.champs import Incorrect
from asv.domain.errors import Conflict

TODAY = date(2026, 11, 22)
typed = st.fixed_dictionaries({name: st.integers(0, 40).map(str) for name in CHAMPS})


def refusals(**given_) -> dict[str, str]:
    with pytest.raises(Incorrect) as refusal:
        check_comptes({name: str(value) for name, value in given_.items()})
    return dict(refusal.value.erreurs)


def test_counts_that_agree_are_kept():
    kept = check_comptes({"participants": "23", "residence_connue": "20", "du_qpv": "15", "du_qpv_cible": "11"})

    assert kept == Comptes(participants=23, residence_connue=20, du_qpv=15, du_qpv_cible=11)


def test_nobody_came_is_an_answer_and_silence_is_not():
    assert check_comptes({"participants": "0"}) == Comptes()
    assert "écrivez 0" in refusals()["participants"]


def test_a_part_never_exceeds_its_whole_and_both_are_named():
    found = refusals(participants=10, residence_connue=12)

    assert found["residence_connue"] == "« Dont la résidence est connue » (12) dépasse « Participations » (10)."


def test_three_faces_are_at_most_one_each():
    assert "12 réponses, pour 10 participations" in refusals(participants=10, contents=8, moyens=4)["contents"]


def test_three_questions_give_at_most_three_right_answers_each():
    assert "au plus 15" in refusals(participants=10, repondants_avant=5, justes_avant=16)["justes_avant"]


@pytest.mark.parametrize("wrong", ["-1", "2,5", "douze", "99999", "²"])
def test_a_count_is_a_whole_number(wrong: str):
    assert "nombre entier" in refusals(participants=wrong)["participants"]


@given(typed)
def test_whatever_is_kept_agrees(given_: dict[str, str]):
    try:
        kept = check_comptes(given_)
    except Incorrect:
        return

    assert all(getattr(kept, part) <= getattr(kept, whole) for part, whole in PARTS)
    assert kept.contents + kept.moyens + kept.mecontents <= kept.participants


def test_counts_come_from_the_day_itself_and_are_due_fifteen_days_later():
    check_countable("AE_PROGRAMMEE", TODAY, TODAY)
    assert counts_due(TODAY) == TODAY + timedelta(days=15)
    with pytest.raises(Conflict, match="à venir"):
        check_countable("AE_PROGRAMMEE", TODAY + timedelta(days=1), TODAY)
    for etat in ("AE_ANNULEE", "AE_REPORTEE"):
        with pytest.raises(Conflict, match="pas eu lieu"):
            check_countable(etat, TODAY, TODAY)


def test_counts_are_entered_from_the_announcement_to_the_evaluation():
    for etat in ("AE_PROGRAMMEE", "AE_EN_COURS", "AE_PARTIELLE", "AE_BILAN"):
        check_still_open(etat)
    for etat in ("AE_MONTAGE", "AE_ANNULEE", "AE_EVALUEE"):
        with pytest.raises(Conflict, match="une fois l’action annoncée"):
            check_still_open(etat)
