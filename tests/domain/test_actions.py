"""Joint actions: who may do what, and how they move on."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from asv.domain import nomenclatures
from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import (
    ANNULEE,
    DATE_TRANSITIONS,
    MONTAGE,
    PROGRAMMEE,
    REALISEE,
    TRANSITIONS,
    Right,
    Stale,
    cancel_date,
    check_motif,
    check_on,
    check_open,
    check_role,
    counts_as_coming,
    is_draft,
    libelle_date,
    may_on,
    notice,
    rights_on,
)
from asv.domain.champs import Incorrect
from asv.domain.errors import Conflict, Forbidden

TODAY = date(2026, 11, 22)
MINE, OTHER = UUID(int=1), UUID(int=2)
WRITING = {Right.MODIFY, Right.ADD_DATE, Right.CANCEL_DATE, Right.INVITE, Right.ANNOUNCE}


def acteur(role: Role, structure: UUID | None = None) -> Acteur:
    return Acteur("246200364", UUID(int=9), role, structure, "Personne", "CALL")


# Rights


@pytest.mark.parametrize("role", [Role.PARTENAIRE, Role.COORDINATEUR])
def test_partners_and_the_coordination_prepare_actions(role: Role):
    for right in WRITING | {Right.CREATE, Right.LIST, Right.READ}:
        check_role(acteur(role, MINE), right)


@pytest.mark.parametrize("role", [Role.MEDIATEUR, Role.FINANCEUR])
def test_a_mediator_and_a_funder_read_and_do_nothing_else(role: Role):
    check_role(acteur(role), Right.READ)

    for right in set(Right) - {Right.READ, Right.SEE_MONEY}:
        with pytest.raises(Forbidden, match="lire les actions annoncées"):
            check_role(acteur(role), right)


def test_a_funder_sees_the_money_of_any_action_it_reads_and_a_partner_of_those_it_carries_only():
    assert may_on(acteur(Role.FINANCEUR), Right.SEE_MONEY, MINE)
    assert not may_on(acteur(Role.MEDIATEUR), Right.SEE_MONEY, MINE)
    assert [may_on(acteur(Role.PARTENAIRE, MINE), Right.SEE_MONEY, whose) for whose in (MINE, OTHER)] == [True, False]


def test_the_administrator_reads_no_action():
    for right in Right:
        with pytest.raises(Forbidden, match="pas ouvertes à votre rôle"):
            check_role(acteur(Role.ADMINISTRATEUR), right)
    assert rights_on(acteur(Role.ADMINISTRATEUR), MINE) == frozenset()


def test_a_partner_without_structure_is_told_whom_to_ask():
    with pytest.raises(Forbidden, match="aucune structure"):
        check_role(acteur(Role.PARTENAIRE), Right.CREATE)


def test_only_the_porteur_and_the_coordination_change_an_action():
    check_on(acteur(Role.PARTENAIRE, MINE), Right.ADD_DATE, MINE)
    check_on(acteur(Role.COORDINATEUR), Right.ADD_DATE, OTHER)

    with pytest.raises(Forbidden, match="Seule la structure qui porte"):
        check_on(acteur(Role.PARTENAIRE, MINE), Right.ADD_DATE, OTHER)
    assert rights_on(acteur(Role.PARTENAIRE, MINE), OTHER).isdisjoint(WRITING)
    assert rights_on(acteur(Role.PARTENAIRE, MINE), MINE) > WRITING


def test_the_answer_to_an_invitation_belongs_to_the_invited_structure_alone():
    assert may_on(acteur(Role.PARTENAIRE, MINE), Right.ANSWER, OTHER)
    assert not may_on(acteur(Role.COORDINATEUR), Right.ANSWER, OTHER)


# States


def test_every_state_of_the_tables_is_in_the_reference_list():
    for de, vers in (*((step.de, step.vers) for step in TRANSITIONS), *DATE_TRANSITIONS):
        assert nomenclatures.is_known("ACTION_ETAT", de)
        assert nomenclatures.is_known("ACTION_ETAT", vers)


def test_a_planned_date_may_be_cancelled_once_and_one_that_took_place_never():
    assert cancel_date(PROGRAMMEE) == ANNULEE

    for etat in (ANNULEE, REALISEE):
        with pytest.raises(Conflict):
            cancel_date(etat)


def test_a_date_is_cancelled_for_a_reason_of_the_list():
    assert check_motif("AN_METEO", TODAY) == "AN_METEO"

    for motif in ("", "ND", "il pleut"):
        with pytest.raises(Incorrect, match="motif"):
            check_motif(motif, TODAY)


def test_what_is_over_does_not_change_any_more():
    for etat in (MONTAGE, PROGRAMMEE, "AE_EN_COURS"):
        check_open(etat)
    for etat in (ANNULEE, REALISEE, "AE_EVALUEE"):
        with pytest.raises(Conflict, match="terminée"):
            check_open(etat)


def test_drafts_are_those_that_the_porteur_and_his_guests_alone_see():
    assert [etat for etat in ("AE_IDEE", "AE_BESOIN", MONTAGE, "AE_CONCERTATION", PROGRAMMEE) if is_draft(etat)] == [
        "AE_IDEE",
        "AE_BESOIN",
        MONTAGE,
    ]


def test_a_date_counts_as_coming_until_its_day_is_over():
    assert counts_as_coming(PROGRAMMEE, TODAY, TODAY)
    assert not counts_as_coming(PROGRAMMEE, TODAY - timedelta(days=1), TODAY)
    assert not counts_as_coming(ANNULEE, TODAY, TODAY)


@pytest.mark.parametrize(
    ("etat", "jour", "words"),
    [
        (PROGRAMMEE, TODAY, "Prévue"),
        (PROGRAMMEE, TODAY - timedelta(days=1), "Passée"),
        (REALISEE, TODAY, "Réalisée"),
        (ANNULEE, TODAY, "Annulée"),
    ],
)
def test_the_state_of_a_date_is_said_in_words(etat: str, jour: date, words: str):
    assert libelle_date(etat, jour, TODAY) == words


@pytest.mark.parametrize(
    ("etat", "etat_date", "words"),
    [
        (PROGRAMMEE, PROGRAMMEE, ""),
        ("AE_EN_COURS", REALISEE, ""),
        (PROGRAMMEE, ANNULEE, "Annulée"),
        (ANNULEE, PROGRAMMEE, "Annulée"),
        ("AE_REPORTEE", PROGRAMMEE, "Reportée"),
        ("AE_REPORTEE", REALISEE, ""),
        (MONTAGE, PROGRAMMEE, "En montage"),
    ],
)
def test_whoever_comes_is_told_first_what_is_called_off_or_not_settled(etat: str, etat_date: str, words: str):
    assert notice(etat, etat_date) == words


def test_a_version_already_changed_is_said_with_the_way_out():
    assert "rechargez la page" in Stale().message
