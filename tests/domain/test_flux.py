"""Secret calendars: for whom, how many, how long (threat T08)."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Forbidden, Refused
from asv.domain.flux import IDLE, LIFE, MOST_ALIVE, SHOWN_FOR, EtatFlux, NatureFlux, check_new, natures_of, state_of

NOW = datetime(2026, 5, 12, 9, tzinfo=UTC)


def acteur(role: Role = Role.PARTENAIRE, *, structure: bool = True) -> Acteur:
    return Acteur("246200364", uuid4(), role, uuid4() if structure else None, "Essai", "CALL")


def state(**changes) -> EtatFlux:
    values = {"cree_le": NOW, "expire_le": NOW + LIFE, "vu_le": None, "revoque_le": None, "now": NOW}
    return state_of(**values | changes)


def test_the_figures_are_those_of_the_security_study():
    assert timedelta(minutes=10) == SHOWN_FOR
    assert timedelta(days=178) < LIFE <= timedelta(days=184)
    assert timedelta(days=60) == IDLE


def test_it_lives_while_it_is_read():
    assert state() is EtatFlux.VIVANT
    assert state(now=NOW + timedelta(days=100), vu_le=NOW + timedelta(days=50)) is EtatFlux.VIVANT


def test_it_ends_after_sixty_days_that_nobody_read_it():
    assert state(now=NOW + IDLE) is EtatFlux.EXPIRE
    assert state(now=NOW + timedelta(days=111), vu_le=NOW + timedelta(days=50)) is EtatFlux.EXPIRE


def test_it_ends_after_six_months_however_often_it_is_read():
    assert state(now=NOW + LIFE, vu_le=NOW + LIFE) is EtatFlux.EXPIRE


def test_taken_back_it_is_dead_at_once():
    assert state(revoque_le=NOW) is EtatFlux.REVOQUE


def test_a_person_with_a_structure_may_follow_it_too():
    assert natures_of(acteur()) == (NatureFlux.PERSONNEL, NatureFlux.STRUCTURE)
    assert natures_of(acteur(Role.MEDIATEUR, structure=False)) == (NatureFlux.PERSONNEL,)
    assert natures_of(acteur(Role.ADMINISTRATEUR)) == ()


@pytest.mark.parametrize(
    ("who", "asked", "alive", "refusal"),
    [
        (acteur(Role.ADMINISTRATEUR, structure=False), "personnel", 0, Forbidden),
        (acteur(Role.COORDINATEUR, structure=False), "structure", 0, Refused),
        (acteur(), "tout", 0, Refused),
        (acteur(), "personnel", MOST_ALIVE, Refused),
    ],
)
def test_what_is_not_offered_or_too_much_is_refused(who: Acteur, asked: str, alive: int, refusal: type[Exception]):
    with pytest.raises(refusal):
        check_new(who, asked, alive)
