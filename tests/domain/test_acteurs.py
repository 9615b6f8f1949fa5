"""Roles, passwords and sessions: the figures of the policy, and what a password must be."""

from datetime import timedelta

import pytest

from asv.domain import acteurs
from asv.domain.acteurs import Role, check_password
from asv.domain.errors import Refused

FOURTEEN = "quatorze signe"
FIFTEEN = "quinze signes !"
SIXTEEN = "seize signes ! !"


def test_the_figures_of_the_policy_are_a_decision():
    assert acteurs.PASSWORD_LENGTH == 15
    assert acteurs.LONGER_PASSWORD_LENGTH == 16
    assert acteurs.PASSWORD_MAXIMUM == 128
    assert timedelta(hours=12) == acteurs.SESSION_LIFE
    assert timedelta(minutes=30) == acteurs.SESSION_IDLE
    assert timedelta(days=7) == acteurs.INVITATION_LIFE


def test_fourteen_characters_are_refused_and_fifteen_accepted():
    with pytest.raises(Refused, match="au moins 15"):
        check_password(FOURTEEN, Role.MEDIATEUR)

    assert check_password(FIFTEEN, Role.MEDIATEUR) == FIFTEEN


def test_an_administrator_needs_sixteen():
    with pytest.raises(Refused, match="au moins 16"):
        check_password(FIFTEEN, Role.ADMINISTRATEUR)

    assert check_password(SIXTEEN, Role.ADMINISTRATEUR) == SIXTEEN


def test_128_characters_are_kept_whole_and_one_more_is_refused():
    longest = "mot de passe " * 9 + "tout en long"

    assert check_password(longest[:128], Role.MEDIATEUR) == longest[:128]
    with pytest.raises(Refused, match="128"):
        check_password(longest[:128] + "!", Role.MEDIATEUR)


def test_words_in_lower_case_need_no_digit_and_no_sign():
    words = "terril carbone mineur coron brique"

    assert check_password(words, Role.ADMINISTRATEUR) == words


def test_one_sign_repeated_is_no_password():
    with pytest.raises(Refused, match="répète"):
        check_password("a" * 40, Role.MEDIATEUR)


def test_every_role_has_a_name_that_people_read():
    assert len({role.libelle for role in Role}) == len(Role)
