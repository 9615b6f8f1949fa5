"""The moves that an alert offers: nobody merges with what is over."""

from uuid import UUID

import pytest

from asv.domain.coordination import Geste, moves_of
from tests.domain.coordination.faits_du_test import action_of, date_of, situation_of

FIRST, SECOND = UUID(int=1), UUID(int=2)


def offered(second):
    return moves_of(situation_of(action_of(1), second), "DOUBLON", FIRST, SECOND)


def test_two_actions_to_come_may_be_merged():
    assert Geste.FUSIONNER in offered(action_of(2))


@pytest.mark.parametrize("etat", ["AE_REALISEE", "AE_PARTIELLE", "AE_BILAN", "AE_ARRETEE", "AE_ANNULEE"])
def test_nobody_merges_with_an_action_done_or_cancelled(etat):
    assert offered(action_of(2, etat=etat)) == (Geste.DECALER, Geste.DEPLACER, Geste.MAINTENIR)


def test_nobody_merges_with_an_action_whose_dates_are_all_behind():
    assert Geste.FUSIONNER not in offered(action_of(2, days=-3))
    assert Geste.FUSIONNER in offered(action_of(2, dates=(date_of(1, days=-3), date_of(2, days=8))))


def test_an_action_that_the_reader_does_not_know_takes_no_move_away():
    assert Geste.FUSIONNER in moves_of(situation_of(action_of(1)), "DOUBLON", FIRST, SECOND)
