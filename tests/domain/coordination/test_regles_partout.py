"""What holds of the rules whatever the actions drawn."""

from dataclasses import replace
from uuid import UUID, uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from asv.domain.coordination import REGLES, detect, detect_for, next_free_week
from asv.domain.coordination.collisions import doublons
from asv.domain.coordination.gestes import moved
from tests.domain.coordination.faits_du_test import (
    CENTRE_SOCIAL,
    CORONS,
    CPAM,
    FOSSE,
    QUARTIERS,
    TILLEULS,
    TODAY,
    action_of,
    date_of,
    situation_of,
)

RANGS = {(FOSSE, "CANCER"): 1, (TILLEULS, "DENT"): 2, (CORONS, "CANCER"): 9, (CORONS, "DENT"): None}


@st.composite
def actions(draw, *, themes=("DEP_SEIN", "DEP_COLO", "CANCER", "DENT"), quartiers=(*QUARTIERS, None)):
    """Up to six actions of one to three dates each, two months around today."""
    found = []
    for number in range(1, draw(st.integers(0, 6)) + 1):
        dates = tuple(
            date_of(
                1000 * number + rank, days=draw(st.integers(-60, 60)), qpv=draw(st.sampled_from(quartiers)),
                hote=draw(st.sampled_from([None, CENTRE_SOCIAL])),
                etat=draw(st.sampled_from(["AE_PROGRAMMEE"] * 3 + ["AE_ANNULEE"])),
                creneaux=frozenset(draw(st.sets(st.sampled_from(["matin", "apres_midi"])))),
            )
            for rank in range(draw(st.integers(1, 3)))
        )  # fmt: skip
        kept = [qpv for qpv in quartiers if qpv]
        found.append(
            action_of(
                number, dates=dates, theme=draw(st.sampled_from(themes)), qpv=draw(st.sampled_from(kept)),
                type=draw(st.sampled_from(["AC_DEPIST", "AC_STAND"])),
                publics=frozenset(draw(st.sets(st.sampled_from(["A", "B"])))),
                etat=draw(st.sampled_from(["AE_CONCERTATION", "AE_PROGRAMMEE", "AE_ANNULEE", "AE_IDEE"])),
                soignants=frozenset(draw(st.sets(st.sampled_from([CPAM])))),
            )
        )  # fmt: skip
    return found


def about(constats):
    return {constat.id("246200364") for constat in constats}


@given(actions(), st.randoms())
def test_the_order_in_which_actions_come_changes_nothing(found, random):
    shuffled = random.sample(found, len(found))

    assert about(detect(situation_of(*found, rangs=RANGS))) == about(detect(situation_of(*shuffled, rangs=RANGS)))


@given(actions())
def test_noticed_twice_is_once(found):
    constats = detect(situation_of(*found, rangs=RANGS))

    assert constats == detect(situation_of(*found, rangs=RANGS))
    assert len(about(constats)) == len(constats)
    assert {constat.regle for constat in constats} <= set(REGLES)


@given(actions())
def test_a_collision_is_seen_from_either_side(found):
    situation = situation_of(*found)
    for constat in doublons(situation):
        assert about([constat]) <= about(doublons(replace(situation, focus=constat.action)))
        assert about([constat]) <= about(doublons(replace(situation, focus=constat.autre)))


@given(actions(quartiers=(FOSSE,)), actions(quartiers=(CORONS,)))
def test_actions_in_quartiers_far_from_each_other_never_collide(here, there):
    far = [replace(a, id=uuid4(), dates=tuple(replace(d, id=uuid4()) for d in a.dates)) for a in there]
    ours = {a.id for a in here}

    assert all(
        len(constat.actions & ours) != 1 for constat in detect(situation_of(*here, *far)) if constat.regle == "DOUBLON"
    )


@given(actions(themes=("DEP_SEIN",)), actions(themes=("DENT",)))
def test_actions_on_themes_apart_never_collide(here, there):
    apart = [replace(a, id=uuid4(), dates=tuple(replace(d, id=uuid4()) for d in a.dates)) for a in there]
    ours = {a.id for a in here}
    found = detect(situation_of(*here, *apart))

    assert all(len(c.actions & ours) != 1 for c in found if c.regle in {"DOUBLON", "SANS_OUTIL"})


@given(actions())
def test_what_is_cancelled_or_only_thought_of_is_in_nobodys_way(found):
    called_off = [replace(action, etat="AE_ANNULEE") for action in found]

    assert detect(situation_of(*called_off)) == []


@settings(max_examples=60)
@given(actions())
def test_the_week_proposed_is_free_and_is_the_first(found):
    situation = situation_of(*found)
    for constat in doublons(situation):
        proposed = next_free_week(situation, constat.action)
        action = situation.by_id[constat.action]
        others = tuple(other for other in found if other.id != action.id)
        if proposed is None:
            continue
        first = min(day.jour for day in action.coming(TODAY))
        weeks, rest = divmod((proposed - first).days, 7)
        assert rest == 0 < weeks
        for tried in range(1, weeks + 1):
            there = replace(situation, focus=action.id, actions=(*others, moved(action, tried, TODAY)))
            assert bool(list(doublons(there))) is (tried < weeks)


@given(actions())
def test_the_alerts_of_an_action_are_those_of_all_that_name_it(found):
    situation = situation_of(*found, rangs=RANGS)
    for action in found:
        mine = detect_for(situation, action.id)
        assert about(mine) == about(c for c in detect(situation) if action.id in c.actions)


def test_an_action_without_date_to_come_has_no_week_to_move_to():
    assert next_free_week(situation_of(action_of(1, days=-3)), UUID(int=1)) is None
    assert next_free_week(situation_of(), UUID(int=1)) is None
