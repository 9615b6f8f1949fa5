"""The planning helper: the most unmet need without collision, proved the best on small cases by trying them all."""

import itertools
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asv.domain.champs import Incorrect
from asv.domain.coordination.faits import ActionVue, DateVue, Situation
from asv.domain.moyens import Ouverture
from asv.domain.planification import (
    Demande,
    DemandeSaisie,
    MoyenVu,
    QuartierVu,
    StructureVue,
    Terrain,
    check_demande,
    left_out,
    months_of,
    plan_for,
    said_need,
    shortfall,
    why,
)
from asv.domain.planification.feries import easter, holidays, is_worked
from asv.domain.planification.options import options_of
from asv.domain.planification.plan import programme_of
from asv.domain.planification.programme import Programme, solve

TODAY = date(2026, 9, 1)
OCTOBER = date(2026, 10, 1), date(2026, 10, 31)
WHOLE = Ouverture(date(2026, 1, 1), date(2027, 12, 31))


def quartier(code: str, habitants: int = 1000) -> QuartierVu:
    return QuartierVu(code, f"Quartier {code}", habitants, ("62001",))


def structure(number: int, *qpv: str) -> StructureVue:
    return StructureVue(UUID(int=number), f"Structure {number}", qpv=qpv)


def terrain(rangs: dict[str, int | None], *, voisins=(), structures=None, actions=(), moyens=None) -> Terrain:
    """QPV with their rank of need for the screenings, all of the same size."""
    pairs = {frozenset(pair) for pair in voisins}
    situation = Situation(
        today=TODAY, actions=tuple(actions), quartiers=tuple(rangs),
        rangs={(code, "CANCER"): rang for code, rang in rangs.items()},
        voisins=lambda one, other: frozenset((one, other)) in pairs,
    )  # fmt: skip
    structures = structures or (structure(1), structure(2), structure(3))
    return Terrain(situation, tuple(quartier(code) for code in rangs), structures, moyens)


def demande(seances: int, **changes) -> Demande:
    values = {
        "theme": "DEP_SEIN", "seances": seances, "debut": OCTOBER[0], "fin": OCTOBER[1],
        "creneaux": ("matin", "apres_midi"), "structures": (),
    }  # fmt: skip
    return Demande(**values | changes)


def action(theme: str, *days: DateVue) -> ActionVue:
    return ActionVue(
        id=UUID(int=99), titre="Dépistage du marché", type="AC_DEPIST", theme=theme, etat="AE_PROGRAMMEE",
        porteur=UUID(int=1), depuis=TODAY, dates=days,
    )  # fmt: skip


def held(qpv: str, jour: date) -> DateVue:
    return DateVue(UUID(int=7), jour, "62001", qpv)


def qpv_of(plan) -> set[str]:
    return {seance.option.qpv for seance in plan.seances}


def test_the_plan_goes_where_the_need_is_the_greatest():
    plan = plan_for(terrain({"A": 5, "B": 1, "C": 9, "D": 2}), demande(2))

    assert qpv_of(plan) == {"B", "D"}
    assert plan.is_best


def test_a_white_zone_comes_before_a_quartier_already_served():
    served = action("DEP_SEIN", held("A", date(2026, 5, 12)))

    here = terrain({"A": 3, "B": 3}, actions=[served])

    assert qpv_of(plan_for(here, demande(1))) == {"B"}
    assert said_need(here.besoins("DEP_SEIN")[1]) == (
        "besoin au 3e rang, dernière séance le 12 mai 2026, 1\u202f000 habitants (70 points)"
    )


def test_two_neighbours_do_not_have_the_same_theme_within_three_weeks():
    plan = plan_for(terrain({"A": 1, "B": 1, "C": 9}, voisins=[("A", "B")]), demande(2, fin=date(2026, 10, 20)))

    assert len(qpv_of(plan) & {"A", "B"}) == 1
    assert "C" in qpv_of(plan)


def test_a_quartier_may_be_visited_again_after_three_weeks():
    plan = plan_for(terrain({"A": 1}), demande(2))

    days = sorted(seance.option.jour for seance in plan.seances)
    assert days[1] - days[0] > timedelta(days=21)
    assert [seance.rang for seance in plan.seances] == [1, 2]


def test_a_date_already_announced_keeps_the_plan_away():
    busy = terrain({"A": 1, "B": 9}, actions=[action("DEP_SEIN", held("A", date(2026, 10, 15)))])

    plan = plan_for(busy, demande(1))

    assert qpv_of(plan) == {"B"}
    assert left_out(busy, plan)[0][1] == (
        "une séance du même thème est déjà prévue trop près : « Dépistage du marché », le 15 octobre 2026"
    )


def test_a_structure_is_in_one_place_at_a_time():
    one = (structure(1, "A", "B", "C"),)
    single_day = {"debut": date(2026, 10, 6), "fin": date(2026, 10, 6)}

    plan = plan_for(terrain({"A": 1, "B": 1, "C": 1}, structures=one), demande(3, **single_day))

    assert len(plan.seances) == 2
    assert {seance.option.creneau for seance in plan.seances} == {"matin", "apres_midi"}


def test_a_structure_holds_a_date_only_where_it_works():
    two = (structure(1, "A"), structure(2, "B"))

    plan = plan_for(terrain({"A": 1, "B": 2, "C": 1}, structures=two), demande(3, fin=date(2026, 10, 15)))

    assert {(s.option.qpv, s.structure.nom) for s in plan.seances} == {("A", "Structure 1"), ("B", "Structure 2")}
    [(besoin, reason)] = left_out(terrain({"A": 1, "B": 2, "C": 1}, structures=two), plan)
    assert (besoin.quartier.code, reason) == ("C", "aucune des structures choisies n’y intervient")


def test_one_mobile_unit_is_in_one_place_at_a_time():
    bus = MoyenVu(UUID(int=50), "Bus santé", WHOLE, {(date(2026, 10, 6), "matin"): {1}}, {"A": 0.0, "B": 0.0})
    day = {"debut": date(2026, 10, 6), "fin": date(2026, 10, 6)}

    plan = plan_for(terrain({"A": 1, "B": 1}, moyens=(bus,)), demande(2, **day))

    assert [(s.option.creneau, s.option.moyen) for s in plan.seances] == [("apres_midi", bus.id)]
    assert shortfall(plan) == [
        "1 séance sur 2 avec toutes ces conditions.",
        "Sans ce moyen, en trouvant des lieux autrement : 2 séances sur 2.",
        "Avec 4 semaines de plus : 2 séances sur 2.",
    ]


@pytest.mark.parametrize("seconds", [0.0, 60.0])
def test_an_impossible_plan_says_what_to_relax_however_busy_the_machine_is(seconds: float, monkeypatch):
    monkeypatch.setattr("asv.domain.planification.plan.SECONDS", seconds)
    monkeypatch.setattr("asv.domain.planification.plan.SECONDS_MORE", seconds)

    plan = plan_for(terrain({"A": 1}), demande(3, fin=date(2026, 10, 9)))

    assert len(plan.seances) == 1
    closer = "En acceptant deux séances du thème à moins de 21 jours dans un quartier ou chez ses voisins"
    assert shortfall(plan) == [
        "1 séance sur 3 avec toutes ces conditions.",
        f"{closer} : 3 séances sur 3.",
        "Avec 4 semaines de plus : 2 séances sur 3.",
    ]


def test_each_choice_is_explained():
    here = terrain({"A": 2, "B": 9}, voisins=[("A", "B")])

    plan = plan_for(here, demande(1))

    assert why(here, plan.seances[0]) == (
        "Besoin au 2e rang, aucune séance depuis douze mois, 1\u202f000 habitants (140 points). Aucune autre séance "
        "du thème à moins de trois semaines ici, ni chez ses voisins (Quartier B)."
    )


def test_a_rank_that_nobody_published_is_said_so():
    here = terrain({"A": None})

    assert why(here, plan_for(here, demande(1)).seances[0]).startswith("Rang du besoin non publié, ")


def test_nobody_is_asked_to_come_on_a_holiday_or_at_the_weekend():
    november = {"debut": date(2026, 11, 7), "fin": date(2026, 11, 11)}  # Saturday to the Armistice, a Wednesday

    plan = plan_for(terrain({"A": 1, "B": 1, "C": 1}), demande(3, **november))

    assert {seance.option.jour for seance in plan.seances} <= {date(2026, 11, 9), date(2026, 11, 10)}


def test_easter_and_the_days_that_follow_it_are_known():
    assert [easter(year) for year in (2024, 2025, 2026)] == [date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5)]
    assert {date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25)} < holidays(2026)
    assert is_worked(date(2026, 10, 3), with_saturday=True)
    assert not is_worked(date(2026, 10, 4), with_saturday=True)


def test_the_same_question_has_the_same_answer():
    here = terrain(dict.fromkeys("ABCDEFGH", 1), voisins=[("A", "B"), ("C", "D")])

    assert plan_for(here, demande(5)).seances == plan_for(here, demande(5)).seances


codes = st.sampled_from("ABCD")


@settings(max_examples=60, deadline=None)
@given(
    rangs=st.dictionaries(codes, st.one_of(st.none(), st.integers(1, 8)), min_size=1, max_size=4),
    voisins=st.lists(st.tuples(codes, codes), max_size=3),
    covers=st.lists(st.frozensets(codes), min_size=1, max_size=2),
    seances=st.integers(1, 3),
    days=st.integers(0, 2),
    gap=st.sampled_from([0, 10, 22]),
)
def test_no_choice_is_better_than_the_plan(rangs, voisins, covers, seances, days, gap):  # noqa: PLR0917
    here = terrain(
        rangs, voisins=voisins, structures=tuple(structure(i, *sorted(qpv)) for i, qpv in enumerate(covers, start=1))
    )
    start = date(2026, 10, 5)
    asked = demande(seances, debut=start, fin=start + timedelta(days=days + gap), creneaux=("matin",))
    besoins = here.besoins(asked.theme)
    options, _ = options_of(here, asked, besoins)
    options = [o for o in options if o.jour <= start + timedelta(days=days) or (o.jour - start).days >= gap + days][:14]
    programme = programme_of(here, asked, besoins, options)

    found = solve(programme, 5.0)

    best = max(
        programme.worth(chosen)
        for size in range(seances + 1)
        for chosen in itertools.combinations(range(len(options)), size)
        if is_held(here, [options[index] for index in chosen])
    )
    assert found.is_best
    assert is_held(here, [options[index] for index in found.options])
    assert programme.worth(found.options) == pytest.approx(best, abs=1e-3)


def is_held(here: Terrain, chosen: list) -> bool:
    """The rules said again, without the windows nor Hall's theorem: pair by pair, and by trying every assignment."""
    for one, other in itertools.combinations(chosen, 2):
        is_close = one.qpv == other.qpv or here.situation.voisins(one.qpv, other.qpv)
        if is_close and abs(one.jour - other.jour) <= timedelta(days=21):
            return False
    by_code = {quartier.code: quartier for quartier in here.quartiers}
    for moment in {(option.jour, option.creneau) for option in chosen}:
        several = [option for option in chosen if (option.jour, option.creneau) == moment]
        orders = itertools.permutations(here.structures, len(several))
        if not any(all(s.covers(by_code[o.qpv]) for s, o in zip(order, several, strict=True)) for order in orders):
            return False
    return True


def test_nothing_to_choose_from_gives_nothing():
    assert solve(Programme([], [], {}, [], 3), 1.0).options == ()


def test_a_request_says_all_that_is_wrong_with_it():
    with pytest.raises(Incorrect) as refusal:
        check_demande(DemandeSaisie(seances="cent"), structures=(), moyens=(), today=TODAY)

    assert [champ for champ, _ in refusal.value.erreurs] == [
        "theme", "structures", "creneaux", "debut", "fin", "seances",
    ]  # fmt: skip


def test_the_next_time_of_a_campaign_is_known():
    assert months_of("OCTOBRE_ROSE", date(2026, 11, 23)) == (date(2027, 10, 1), date(2027, 10, 31))
    assert months_of("VACC_HIVER", date(2026, 11, 23)) == (date(2026, 11, 24), date(2027, 1, 31))
    assert months_of("", TODAY) is None
