"""A date in a calendar: held or not, replaced by which one, told under which title."""

from uuid import UUID

import pytest

from asv.domain.agenda import Status, secret_title, status_of, suite_of
from tests.documents.agenda import date_agenda, suite

FIRST, SECOND, THIRD = UUID(int=1), UUID(int=2), UUID(int=3)


@pytest.mark.parametrize("etat", ["AE_VALIDEE", "AE_PROGRAMMEE", "AE_EN_COURS"])
def test_a_date_of_an_announced_action_is_confirmed(etat: str):
    assert status_of(etat, "AE_PROGRAMMEE") is Status.CONFIRMED


def test_a_date_of_an_action_still_prepared_may_move():
    assert status_of("AE_MONTAGE", "AE_PROGRAMMEE") is Status.TENTATIVE


@pytest.mark.parametrize(("action", "day"), [("AE_ANNULEE", "AE_PROGRAMMEE"), ("AE_PROGRAMMEE", "AE_ANNULEE"),
                                             ("AE_PROGRAMMEE", "AE_REPORTEE")])  # fmt: skip
def test_nobody_comes_to_what_is_cancelled_or_postponed(action: str, day: str):
    assert status_of(action, day) is Status.CANCELLED


def test_what_was_held_stays_held_when_the_rest_is_cancelled():
    assert status_of("AE_ANNULEE", "AE_REALISEE") is Status.CONFIRMED


def test_postponed_twice_the_last_date_is_named():
    again = suite(id=SECOND, etat="AE_REPORTEE")
    last = suite(id=THIRD)

    assert suite_of(FIRST, {FIRST: again, SECOND: last}) == last


def test_postponed_to_a_date_that_was_cancelled_there_is_no_date_to_come_to():
    assert suite_of(FIRST, {FIRST: suite(etat="AE_ANNULEE")}) is None
    assert suite_of(FIRST, {}) is None


def test_dates_that_replace_each_other_are_no_trap():
    there, back = suite(id=SECOND, etat="AE_REPORTEE"), suite(id=FIRST, etat="AE_REPORTEE")

    assert suite_of(FIRST, {FIRST: there, SECOND: back}) is None


def test_a_secret_flux_tells_public_titles_and_general_words():
    assert secret_title(date_agenda()) == "Dépistage au marché"
    assert secret_title(date_agenda(is_ouverte=False)) == "Action de santé"
    assert secret_title(date_agenda(type="AC_PERM")) == "Permanence"
    assert secret_title(date_agenda(type="AC_ALLER_VERS", is_ouverte=False)) == "Permanence"
