"""The life of an action: no state without its conditions, nobody does what is not his, whatever is tried."""

from dataclasses import fields, replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from asv.domain import nomenclatures
from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import (
    ANNULEE,
    ARRETEE,
    BEFORE,
    BESOIN,
    BILAN,
    CLOSED,
    CONCERTATION,
    DECISIONS,
    EN_COURS,
    EVALUEE,
    IDEE,
    LIFE,
    MONTAGE,
    PARTIELLE,
    PROGRAMMEE,
    REALISEE,
    RECONDUITE,
    REPORTEE,
    TRANSITIONS,
    VALIDEE,
    Avancement,
    Qui,
    Seances,
    advance,
    check_take,
    etat_of_dates,
    find_transition,
    may_take,
    missing,
    return_of,
    steps_from,
    take,
)
from asv.domain.actions import avancement as il_faut
from asv.domain.errors import Conflict, Forbidden, Refused

TODAY = date(2026, 11, 23)
MINE, OTHER = UUID(int=1), UUID(int=2)


def acteur(role: Role, structure: UUID | None = None) -> Acteur:
    return Acteur("246200364", UUID(int=9), role, structure, "Personne", "CALL")


PORTEUR, AUTRE = acteur(Role.PARTENAIRE, MINE), acteur(Role.PARTENAIRE, OTHER)
COORDINATION = acteur(Role.COORDINATEUR)
EVERYBODY = (PORTEUR, AUTRE, COORDINATION, *(acteur(role) for role in Role))
COMPLETE = Avancement(
    besoins=1, has_objectif=True, has_theme=True, has_public=True, qpv=1, is_alertes_lues=True, informees=1,
    has_participation=True, indicateurs=1, has_aval=True, moyens=1, has_communication=True,
    seances=Seances(a_venir=1, ouvertes=1), has_bilan=True, has_participation_obtenue=True, decision="reconduire",
    cotech=TODAY,
)  # fmt: skip
"""All that an action with one date to come needs to be announced, and later on."""
HELD = replace(COMPLETE, seances=Seances(commencees=1, tenues=1))

# What each state means is drawn here again, by hand: the table of the code is checked against this one.
NEEDED = {
    IDEE: (),
    BESOIN: (il_faut.BESOIN,),
    MONTAGE: (il_faut.OBJECTIF, il_faut.QPV, il_faut.PUBLIC, il_faut.THEME),
    CONCERTATION: (il_faut.ALERTES, il_faut.INFORMEE),
    VALIDEE: (il_faut.ALERTES, il_faut.PARTICIPATION, il_faut.INDICATEURS, il_faut.AVAL, il_faut.COTECH),
    PROGRAMMEE: (il_faut.DATE, il_faut.MOYENS, il_faut.REPONSES, il_faut.COMMUNICATION),
    EN_COURS: (il_faut.COMMENCEE,),
    REALISEE: (il_faut.COMPTES, il_faut.TOUTES),
    PARTIELLE: (il_faut.COMPTES, il_faut.MANQUEE),
    BILAN: (il_faut.VALEURS, il_faut.OBTENUE, il_faut.DEPENSES, il_faut.BILAN),
    EVALUEE: (il_faut.RESULTATS, il_faut.DECISION),
    RECONDUITE: (il_faut.A_RECONDUIRE,),
    ARRETEE: (il_faut.A_ARRETER,),
    REPORTEE: (il_faut.MOTIF, il_faut.NOUVELLE_DATE),
    ANNULEE: (il_faut.MOTIF, il_faut.AUCUNE_TENUE),
}
ORDER = (*BEFORE, REALISEE, BILAN, EVALUEE)
"""The way of an action; what is held in part stands beside what is held."""


def through(etat: str) -> tuple[str, ...]:
    """States that an action went through to be in this one."""
    if etat in {RECONDUITE, ARRETEE}:
        return (*ORDER, etat)
    if etat == PARTIELLE:
        return (*BEFORE, PARTIELLE)
    return ORDER[: ORDER.index(etat) + 1] if etat in ORDER else ()


seances = st.builds(
    lambda coming, late, held, missed: Seances(coming, coming + late, held + late, held, missed),
    *[st.integers(0, 2)] * 4,
)
facts = st.builds(
    Avancement,
    **{name: st.integers(0, 1) for name in ("besoins", "qpv", "informees", "indicateurs", "moyens", "moyens_attendus",
                                            "sans_valeur", "sans_depense", "sans_resultat")},
    **{field.name: st.booleans() for field in fields(Avancement) if field.type in (bool, "bool")},
    seances=seances, decision=st.sampled_from([None, *DECISIONS]), motif=st.sampled_from(["", "AN_METEO"]),
    cotech=st.sampled_from([None, TODAY]), nouvelle_date=st.sampled_from([None, TODAY + timedelta(days=30)]),
)  # fmt: skip


class Vie(RuleBasedStateMachine):
    """Anybody tries any step with any facts; what is reached must have been earned, state after state."""

    @initialize()
    def born(self) -> None:
        self.etat, self.depuis = IDEE, None
        self.earned = {IDEE}

    @rule(who=st.sampled_from(EVERYBODY), vers=st.sampled_from(LIFE), known=facts)
    def tries(self, who: Acteur, vers: str, known: Avancement) -> None:
        self._try(who, vers, known)

    @rule(who=st.sampled_from((PORTEUR, COORDINATION)), known=facts, pick=st.integers(0, 9))
    def tries_a_step_of_the_table(self, who: Acteur, known: Avancement, pick: int) -> None:
        steps = [step for step in TRANSITIONS if step.de == self.etat]
        if steps:
            self._try(who, steps[pick % len(steps)].vers, known)

    @rule(known=st.sampled_from((COMPLETE, HELD)), pick=st.integers(0, 1))
    def goes_on_as_it_should(self, known: Avancement, pick: int) -> None:
        known = replace(known, depuis=self.depuis)
        steps = [step for step in steps_from(self.etat, known) if step.qui is not Qui.DATES]
        if steps:
            self._try(COORDINATION, steps[pick % len(steps)].vers, known)
        self._follow(known)

    @rule(known=facts)
    def time_passes(self, known: Avancement) -> None:
        self._follow(known)

    def _try(self, who: Acteur, vers: str, known: Avancement) -> None:
        before, known = self.etat, replace(known, depuis=self.depuis)
        try:
            step = take(who, before, vers, MINE, known)
        except (Conflict, Forbidden, Refused):
            return
        is_porteur = who.role is Role.PARTENAIRE and who.structure_id == MINE
        assert is_porteur or who.role is Role.COORDINATEUR
        assert not (is_porteur and vers in {CONCERTATION, VALIDEE, EVALUEE, RECONDUITE, ARRETEE} - {before}) or (
            before == REPORTEE and return_of(self.depuis) == vers
        )
        self._reached(step.de, step.vers, known)

    def _follow(self, known: Avancement) -> None:
        for step in advance(self.etat, known):
            self._reached(step.de, step.vers, known)

    def _reached(self, before: str, vers: str, known: Avancement) -> None:
        assert before not in CLOSED
        is_return = before == REPORTEE and vers != PROGRAMMEE
        if not is_return:
            unmet = [condition.manque for condition in NEEDED[vers] if not condition.is_met(known)]
            assert unmet == [], f"{before} → {vers}"
        if vers == REPORTEE:
            self.depuis = before
        self.etat = vers
        self.earned.add(vers)

    @invariant()
    def every_state_on_the_way_was_earned(self) -> None:
        held = {REALISEE} if PARTIELLE in self.earned else set()  # in part is held too
        assert set(through(self.etat)) <= self.earned | held


TestVie = Vie.TestCase
TestVie.settings = settings(max_examples=200, stateful_step_count=40, deadline=None)


def test_the_table_says_of_each_state_what_is_drawn_here():
    for step in TRANSITIONS:
        if step.de == REPORTEE and step.vers != ANNULEE:
            continue  # the way back asks where it comes from, and what an announcement asks
        assert step.conditions == NEEDED[step.vers], (step.de, step.vers)
    assert {step.vers for step in TRANSITIONS} | {IDEE} == set(LIFE) == set(NEEDED)
    assert find_transition(REPORTEE, PROGRAMMEE).conditions[1:] == NEEDED[PROGRAMMEE]


def test_every_state_is_reached_by_an_action_that_has_all_it_needs():
    etat, seen = IDEE, [IDEE]
    for known in (COMPLETE, COMPLETE, replace(COMPLETE, decision=None), HELD, HELD, HELD, HELD, HELD, HELD):
        etat = next((step.vers for step in reversed(advance(etat, known))), etat)
        seen.append(etat)
        steps = [step for step in steps_from(etat, known) if step.qui is not Qui.DATES]
        if steps:
            etat = take(COORDINATION, etat, steps[0].vers, MINE, known).vers
            seen.append(etat)

    assert [etat for etat in LIFE if etat in seen] == [
        IDEE, MONTAGE, CONCERTATION, VALIDEE, PROGRAMMEE, REALISEE, BILAN, EVALUEE, RECONDUITE,
    ]  # fmt: skip


@given(facts)
def test_an_action_without_documented_need_stays_an_idea(known: Avancement):
    known = replace(known, besoins=0)

    assert advance(IDEE, known) == ()
    assert "un besoin documenté" in missing(IDEE, BESOIN, known)


@given(facts, st.sampled_from(EVERYBODY))
def test_the_money_opens_and_closes_no_step_before_the_bilan(known: Avancement, who: Acteur):
    rich, poor = replace(known, sans_depense=0), replace(known, sans_depense=1)

    for step in TRANSITIONS:
        if step.vers != BILAN:
            assert step.missing(rich) == step.missing(poor)
            assert may_take(who, step, MINE) == may_take(who, step, MINE)


@pytest.mark.parametrize("role", [Role.MEDIATEUR, Role.FINANCEUR, Role.ADMINISTRATEUR])
def test_those_who_only_read_take_no_step(role: Role):
    assert not any(may_take(acteur(role, MINE), step, MINE) for step in TRANSITIONS)


def test_a_step_that_is_not_his_is_refused_with_whose_it_is():
    for who, de, vers, words in (
        (AUTRE, VALIDEE, PROGRAMMEE, "Seule la structure qui porte"),
        (PORTEUR, MONTAGE, CONCERTATION, "avec la coordination"),
        (COORDINATION, EN_COURS, REALISEE, "suit les dates"),
    ):
        with pytest.raises(Forbidden, match=words):
            check_take(who, find_transition(de, vers), MINE)


def test_what_is_missing_is_named_all_at_once():
    with pytest.raises(Refused) as refused:
        take(PORTEUR, VALIDEE, PROGRAMMEE, MINE, replace(COMPLETE, seances=Seances(), has_communication=False))

    assert "« programmée »" in refused.value.message
    assert "il manque au moins une date à venir et le plan de communication" in refused.value.message


def test_a_screening_says_who_receives_the_positives_before_it_is_validated():
    screening = replace(COMPLETE, is_depistage=True, has_aval=False)

    assert missing(CONCERTATION, VALIDEE, screening) == (il_faut.AVAL.manque,)
    assert missing(CONCERTATION, VALIDEE, replace(screening, is_depistage=False)) == ()


def test_a_postponed_action_comes_back_where_it_was_and_nowhere_else():
    assert [return_of(etat) for etat in (*BEFORE, None)] == [
        IDEE, BESOIN, MONTAGE, CONCERTATION, VALIDEE, PROGRAMMEE, PROGRAMMEE, PROGRAMMEE,
    ]  # fmt: skip

    known = replace(COMPLETE, depuis=MONTAGE)
    assert [step.vers for step in steps_from(REPORTEE, known)] == [MONTAGE]
    with pytest.raises(Refused, match="reportée depuis cet état"):
        take(PORTEUR, REPORTEE, PROGRAMMEE, MINE, known)


def test_an_action_that_held_a_seance_is_held_in_part_and_never_called_off():
    begun = replace(HELD, motif="AN_METEO", seances=Seances(a_venir=1, ouvertes=1, commencees=1, tenues=1))

    with pytest.raises(Refused, match="annulez plutôt celles qui restent"):
        take(PORTEUR, EN_COURS, ANNULEE, MINE, begun)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ([(1, PROGRAMMEE)], PROGRAMMEE),
        ([(0, PROGRAMMEE)], EN_COURS),
        ([(-1, PROGRAMMEE)], EN_COURS),
        ([(-9, REALISEE), (5, PROGRAMMEE)], EN_COURS),
        ([(-9, REALISEE), (-2, REALISEE)], REALISEE),
        ([(-9, REALISEE), (-2, ANNULEE), (-1, REALISEE)], PARTIELLE),
        ([(-9, REALISEE), (-2, REPORTEE), (-1, REALISEE)], REALISEE),
        ([(-9, REALISEE), (5, REPORTEE), (20, PROGRAMMEE)], EN_COURS),
        ([(-9, ANNULEE)], PROGRAMMEE),
        ([], PROGRAMMEE),
    ],
)
def test_the_dates_say_whether_an_action_began_and_what_of_it_was_held(dates: list[tuple[int, str]], expected: str):
    jours = [(TODAY + timedelta(days=shift), etat) for shift, etat in dates]

    assert etat_of_dates(PROGRAMMEE, jours, TODAY) == expected
    assert etat_of_dates(MONTAGE, jours, TODAY) == MONTAGE


def test_every_condition_has_its_words_and_every_step_its_button():
    for step in TRANSITIONS:
        assert nomenclatures.is_known("ACTION_ETAT", step.de)
        assert bool(step.verbe) == (step.qui is not Qui.DATES)
        assert all(condition.manque for condition in step.conditions)
