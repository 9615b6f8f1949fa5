"""A team always has somebody to manage it, whatever the dates."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain.acteurs import Droits
from asv.domain.champs import Incorrect
from asv.domain.errors import Conflict
from asv.domain.structures import (
    CollaborateurSaisi,
    DroitsOuverts,
    check_droits,
    check_still_managed,
    is_silent,
    matches,
    unmanaged_from,
)

TODAY = date(2026, 11, 23)
DAYS = st.none() | st.integers(-40, 40).map(lambda gap: TODAY + timedelta(days=gap))
MEMBERS = st.lists(st.builds(DroitsOuverts, st.sampled_from(Droits), DAYS, DAYS, st.booleans()), max_size=5)


@given(MEMBERS)
def test_the_first_day_without_manager_is_the_first_of_all_days(team: list[DroitsOuverts]):
    """Against a count of each day, one by one."""
    days = [TODAY + timedelta(days=n) for n in range(90)]
    bare = [day for day in days if not any(m.droits is Droits.GESTION and m.is_open(day) for m in team)]

    assert unmanaged_from(team, TODAY) == (bare[0] if bare else None)


@given(MEMBERS.filter(bool), st.data())
def test_no_change_brings_the_day_without_manager_nearer(team: list[DroitsOuverts], data: st.DataObject):
    before = {uuid4(): member for member in team}
    who: UUID = data.draw(st.sampled_from(sorted(before)))
    after = before | {who: data.draw(st.builds(DroitsOuverts, st.sampled_from(Droits), DAYS, DAYS, st.booleans()))}
    was, left = (unmanaged_from(one.values(), TODAY) for one in (before, after))

    if left is not None and (was is None or left < was):
        with pytest.raises(Conflict, match="Personne ne pourrait plus"):
            check_still_managed(before, after, TODAY)
    else:
        check_still_managed(before, after, TODAY)


def test_both_days_of_an_access_are_included():
    access = DroitsOuverts(Droits.LECTURE, TODAY, TODAY)

    assert [access.is_open(TODAY + timedelta(days=n)) for n in (-1, 0, 1)] == [False, True, False]


def test_a_last_day_before_the_first_is_refused():
    with pytest.raises(Incorrect, match="Le dernier jour vient avant le premier"):
        check_droits(CollaborateurSaisi(droits="lecture", ouvert_du="2026-12-01", ouvert_au="2026-11-01"))


def test_words_begin_words_whatever_the_accents():
    assert matches("ELEU  prev", ["Éleu-Prévention"])
    assert not matches("vention", ["Éleu-Prévention"])
    assert matches("", [])


def test_six_months_without_a_joint_date_is_a_silence():
    long_ago, just = TODAY - timedelta(days=184), TODAY - timedelta(days=183)
    since = {"known_since": date(2025, 1, 1), "today": TODAY}

    assert is_silent(None, None, **since)
    assert is_silent(long_ago, None, **since)
    assert not is_silent(just, None, **since)
    assert not is_silent(None, TODAY + timedelta(days=1), **since)
