"""One test, or a few, for each declared rule: what it notices, and what it leaves alone."""

from datetime import timedelta
from uuid import UUID

import pytest

from asv.domain.coordination import (
    REGLES,
    AccuseAttendu,
    EngagementVue,
    Geste,
    MoyenVue,
    PrioriteVue,
    detect,
    detect_for,
)
from tests.domain.coordination.faits_du_test import (
    CENTRE_SOCIAL,
    CORONS,
    CPAM,
    FOSSE,
    TILLEULS,
    TODAY,
    action_of,
    date_of,
    in_days,
    situation_of,
)

FIRST, SECOND = UUID(int=1), UUID(int=2)


def noticed(regle, situation):
    return [constat for constat in detect(situation) if constat.regle == regle]


def pair(**second):
    return situation_of(action_of(1), action_of(2, **second))


@pytest.mark.parametrize("regle", REGLES.values(), ids=lambda regle: regle.code)
def test_every_rule_has_a_title_a_question_and_a_way_to_leave_things_as_they_are(regle):
    assert regle.titre
    assert regle.question.endswith("?")
    assert regle.gestes[-1] is Geste.MAINTENIR


def test_the_thirteen_failures_of_the_dossier_are_declared():
    assert len(REGLES) == 13


def test_nothing_is_noticed_where_nothing_happens():
    assert detect(situation_of()) == []


@pytest.mark.parametrize(
    "second",
    [{}, {"days": 31}, {"qpv": TILLEULS}, {"theme": "CANCER"}, {"publics": frozenset({"SENIOR"})}],
    ids=["same day", "three weeks after", "next quartier", "parent theme", "one is for everybody"],
)
def test_two_actions_on_one_theme_near_in_place_and_time_may_be_one_too_many(second):
    (constat,) = noticed("DOUBLON", pair(**second))

    assert (constat.action, constat.autre, constat.theme) == (FIRST, SECOND, "CANCER")


@pytest.mark.parametrize(
    "second",
    [{"days": 32}, {"qpv": CORONS}, {"theme": "DEP_COLO"}, {"etat": "AE_ANNULEE"}, {"etat": "AE_IDEE"}],
    ids=["22 days after", "far", "another screening", "cancelled", "an idea only"],
)
def test_far_in_time_in_place_or_in_theme_two_actions_do_not_collide(second):
    assert noticed("DOUBLON", pair(**second)) == []


def test_two_publics_without_anybody_in_common_do_not_collide():
    first, second = action_of(1, publics=frozenset({"A"})), action_of(2, publics=frozenset({"B"}))

    assert noticed("DOUBLON", situation_of(first, second)) == []


def test_a_cancelled_date_collides_with_nothing():
    off = action_of(2, dates=(date_of(9, etat="AE_ANNULEE"),))

    assert noticed("DOUBLON", situation_of(action_of(1), off)) == []


def test_what_is_past_on_both_sides_is_no_longer_a_collision():
    assert noticed("DOUBLON", situation_of(action_of(1, days=-10), action_of(2, days=-5))) == []
    assert noticed("DOUBLON", situation_of(action_of(1, days=-10), action_of(2, days=5)))


def test_a_date_outside_any_quartier_concerns_those_its_action_is_meant_for():
    outside = action_of(2, qpv=FOSSE, dates=(date_of(9, qpv=None),))

    assert noticed("DOUBLON", situation_of(action_of(1), outside))


RANGS = {(FOSSE, "CANCER"): 2, (CORONS, "CANCER"): 3, (TILLEULS, "CANCER"): 4, (CORONS, "DENT"): None}


def test_a_first_need_without_any_date_for_a_year_is_a_white_zone():
    found = noticed("ZONE_BLANCHE", situation_of(action_of(1), rangs=RANGS))

    assert [(constat.qpv, constat.theme, constat.details["rang"]) for constat in found] == [(CORONS, "CANCER", "3")]


def test_a_date_of_more_than_a_year_ago_leaves_the_zone_white():
    old = action_of(1, days=-366, qpv=CORONS, etat="AE_EVALUEE")

    assert CORONS in {constat.qpv for constat in noticed("ZONE_BLANCHE", situation_of(old, rangs=RANGS))}


def hosted(number, **more):
    return action_of(number, dates=(date_of(1000 + number, hote=CENTRE_SOCIAL),), theme=f"{more.pop('t')}", **more)


def test_three_actions_in_a_month_for_one_public_of_one_host_are_too_many():
    actions = [hosted(1, t="DENT"), hosted(2, t="VUE"), hosted(3, t="APA")]

    assert len(noticed("SATURATION", situation_of(*actions))) == 1
    assert noticed("SATURATION", situation_of(*actions[:2])) == []


def test_three_actions_for_three_publics_of_one_host_are_not():
    actions = [
        hosted(rank, t=theme, publics=frozenset({str(rank)})) for rank, theme in enumerate(("DENT", "VUE", "APA"), 1)
    ]

    assert noticed("SATURATION", situation_of(*actions)) == []


def monthly(*days):
    dates = tuple(date_of(1000 + rank, days=day) for rank, day in enumerate(days))
    return situation_of(action_of(1, dates=dates))


def test_more_than_two_fifths_of_the_year_in_one_month_is_a_concentration():
    (constat,) = noticed("CONCENTRATION", monthly(30, 35, 40, -40, -80))  # three in October

    assert (constat.theme, constat.details["mois"], constat.details["seances"]) == ("CANCER", "2026-10", "3")


def test_two_fifths_exactly_or_too_few_dates_are_not():
    assert noticed("CONCENTRATION", monthly(30, 35, 2, -40, -80)) == []
    assert noticed("CONCENTRATION", monthly(30, 35, 40)) == []


def test_two_actions_that_speak_to_the_same_without_a_shared_tool_are_noticed_at_concertation():
    first, second = action_of(1, etat="AE_CONCERTATION", days=100), action_of(2)

    assert len(noticed("SANS_OUTIL", situation_of(first, second))) == 1
    with_tool = action_of(2, outil_partage="L’affiche du CRCDC")
    assert noticed("SANS_OUTIL", situation_of(first, with_tool)) == []
    assert noticed("SANS_OUTIL", situation_of(action_of(1), second)) == []


@pytest.mark.parametrize(
    ("depuis", "days", "etat", "late"),
    [
        (-30, 10, "AE_PROGRAMMEE", False), (-2, 10, "AE_PROGRAMMEE", True), (-5, 10, "AE_PROGRAMMEE", False),
        (-90, 10, "AE_VALIDEE", True), (-90, 15, "AE_VALIDEE", False), (-1, -3, "AE_PROGRAMMEE", False),
    ],
)  # fmt: skip
def test_mediators_are_told_fifteen_days_before(depuis, days, etat, late):
    action = action_of(1, depuis=in_days(depuis), days=days, etat=etat)

    assert bool(noticed("ANNONCE_TARDIVE", situation_of(action))) is late


def test_the_carer_of_one_structure_is_not_promised_twice_on_one_half_day():
    def with_carer(number, *creneaux, **more):
        day = date_of(1000 + number, qpv=more.pop("qpv", FOSSE), creneaux=frozenset(creneaux))
        return action_of(number, dates=(day,), soignants=frozenset({CPAM}), theme=more.pop("theme", "VUE"), **more)

    both = situation_of(with_carer(1, "matin"), with_carer(2, "matin", "apres_midi", theme="DENT", qpv=CORONS))
    apart = situation_of(with_carer(1, "matin"), with_carer(2, "apres_midi", theme="DENT", qpv=CORONS))

    assert [(c.action, c.autre) for c in noticed("SOIGNANT", both)] == [(FIRST, SECOND)]
    assert noticed("SOIGNANT", apart) == []


def room(number, structure, lieu, **more):
    return MoyenVue(UUID(int=number), structure, f"Salle {number}", in_days(0), in_days(30), lieu, **more)


@pytest.mark.parametrize(
    ("offre", "is_noticed"),
    [
        (room(1, CPAM, (2.80, 50.4)), True),
        (room(1, CPAM, (2.95, 50.4)), False),
        (room(1, CPAM, (2.80, 50.4), is_pris=True), False),
        (room(1, CENTRE_SOCIAL, (2.80, 50.4)), False),
        (room(1, CPAM, None), False),
    ],
    ids=["near", "far", "taken", "one’s own", "nowhere"],
)
def test_a_free_room_within_five_kilometres_of_who_looks_for_one_is_noticed(offre, is_noticed):
    demande = room(2, CENTRE_SOCIAL, (2.81, 50.4))
    situation = situation_of(
        offres=(offre,), demandes=(demande,), kilometres=lambda start, end: 70 * abs(start[0] - end[0])
    )

    assert bool(noticed("SALLE_VIDE", situation)) is is_noticed


def test_a_cancellation_that_somebody_has_not_acknowledged_in_time_is_noticed():
    late, early = AccuseAttendu(FIRST, 2, in_days(-1)), AccuseAttendu(SECOND, 2, in_days(1))

    assert [c.action for c in noticed("SANS_ACCUSE", situation_of(accuses=(late, early)))] == [FIRST]
    assert noticed("SANS_ACCUSE", situation_of(accuses=(AccuseAttendu(FIRST, 0, in_days(-1)),))) == []


def test_a_screening_must_say_who_receives_the_positives():
    screening = action_of(1, type="AC_DEPIST")

    assert noticed("SANS_SUITE", situation_of(screening))
    assert REGLES["SANS_SUITE"].is_bloquante
    assert noticed("SANS_SUITE", situation_of(action_of(1, type="AC_DEPIST", has_aval=True))) == []


PRIORITE = PrioriteVue(UUID(int=50), "Dépistages", TODAY - timedelta(days=200), FOSSE, "CANCER")


@pytest.mark.parametrize(
    ("action", "is_noticed"),
    [
        (action_of(1, qpv=CORONS, theme="DENT"), True),
        (action_of(1, qpv=CORONS, theme="DENT", priorites=frozenset({PRIORITE.id})), False),
        (action_of(1), False),
        (action_of(1, depuis=in_days(-300)), True),
        (action_of(1, etat="AE_ANNULEE"), True),
        (action_of(1, etat="AE_IDEE", priorites=frozenset({PRIORITE.id})), True),
    ],
    ids=["elsewhere", "names it", "on its theme", "before it", "cancelled", "an idea only"],
)
def test_a_priorite_of_six_months_without_an_action_is_noticed(action, is_noticed):
    assert bool(noticed("SANS_REPONSE", situation_of(action, priorites=(PRIORITE,)))) is is_noticed


def test_a_younger_priorite_may_still_wait():
    young = PrioriteVue(UUID(int=50), "Dépistages", in_days(-100), FOSSE, "CANCER")

    assert noticed("SANS_REPONSE", situation_of(priorites=(young,))) == []


def test_many_actions_on_a_theme_that_comes_far_in_the_needs_are_noticed():
    actions = [action_of(rank, days=60 * rank) for rank in (1, 2, 3)]

    assert noticed("SANS_BESOIN", situation_of(*actions, rangs={(FOSSE, "CANCER"): 9}))
    assert noticed("SANS_BESOIN", situation_of(*actions, rangs={(FOSSE, "CANCER"): 5})) == []
    assert noticed("SANS_BESOIN", situation_of(*actions, rangs={(FOSSE, "CANCER"): None})) == []


def test_an_action_that_repeats_a_commitment_is_noticed():
    promised = EngagementVue(UUID(int=60), CPAM, "Deux permanences par mois")
    action = action_of(1, engagement=promised.id)

    (constat,) = noticed("DROIT_COMMUN", situation_of(action, engagements={promised.id: promised}))

    assert constat.details["engagement"] == "Deux permanences par mois"
    assert noticed("DROIT_COMMUN", situation_of(action_of(1), engagements={promised.id: promised})) == []


def test_the_alerts_of_one_action_are_those_that_name_it():
    situation = situation_of(action_of(1), action_of(2), action_of(3, qpv=CORONS, type="AC_DEPIST"))

    assert {c.regle for c in detect_for(situation, FIRST)} == {"DOUBLON"}
    assert {c.regle for c in detect_for(situation, UUID(int=3))} == {"SANS_SUITE"}
