"""Dates in each other's way: the same answer as asking the rule of every pair."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from asv.domain.coordination.collisions import collide
from asv.domain.coordination.faits import CALLED_OFF, PRIVATE, DateVue
from asv.domain.rencontres import Seance, _action, crossed

TODAY = date(2026, 11, 23)
PLACES = ("A", "B", "C")


def voisins(first: str, second: str) -> bool:
    return {first, second} == {"A", "B"}


@st.composite
def seances(draw: st.DrawFn) -> list[Seance]:
    actions = draw(st.integers(1, 5))
    themes = [draw(st.sampled_from(["DEP_SEIN", "DEP_COLO", "CANCER", "DENT"])) for _ in range(actions)]
    publics = [draw(st.sampled_from([frozenset(), {"SENIOR"}, {"JEUNE"}])) for _ in range(actions)]
    states = [draw(st.sampled_from(["AE_PROGRAMMEE", "AE_MONTAGE", "AE_ANNULEE", "AE_IDEE"])) for _ in range(actions)]
    found = []
    for rank in range(draw(st.integers(0, 12))):
        who = draw(st.integers(0, actions - 1))
        found.append(
            Seance(
                UUID(int=100 + rank), UUID(int=who), TODAY + timedelta(days=draw(st.integers(-40, 40))), themes[who],
                draw(st.sampled_from([("A",), ("B",), ("C",), ()])), frozenset(publics[who]),
                draw(st.sampled_from(["AE_PROGRAMMEE", "AE_ANNULEE"])), states[who],
            )
        )  # fmt: skip
    return found


def is_met(one: Seance, other: Seance) -> bool:
    """The rule asked of a pair, without any shortcut."""
    if one.action_id == other.action_id or {one.etat, other.etat, one.etat_action, other.etat_action} & CALLED_OFF:
        return False
    near = any(a == b or voisins(a, b) for a in one.places for b in other.places)
    days = [DateVue(s.id, s.jour, "") for s in (one, other)]
    is_planned = not {one.etat_action, other.etat_action} & PRIVATE
    return near and is_planned and collide(_action(one), days[0], _action(other), days[1], TODAY)


@given(seances())
def test_nothing_is_missed_and_nothing_is_added(drawn: list[Seance]):
    between = TODAY - timedelta(days=10), TODAY + timedelta(days=15)

    expected = {
        one.id
        for one in drawn
        if between[0] <= one.jour <= between[1] and any(is_met(one, other) for other in drawn if other.id != one.id)
    }

    assert crossed(drawn, between, TODAY, voisins) == expected
