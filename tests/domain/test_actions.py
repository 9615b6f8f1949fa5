"""Joint actions: who may do what, how they move on, what they may hold."""

from datetime import date, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain import nomenclatures
from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import (
    ANNULEE,
    DATE_TRANSITIONS,
    MONTAGE,
    PROGRAMMEE,
    REALISEE,
    TRANSITIONS,
    Apport,
    Avancement,
    DateSaisie,
    FicheAction,
    Reponse,
    Right,
    Stale,
    announce,
    cancel_date,
    check_apport,
    check_date,
    check_fiche,
    check_invitation,
    check_motif,
    check_on,
    check_open,
    check_porteur,
    check_reponse,
    check_role,
    counts_as_coming,
    is_draft,
    libelle_date,
    may_on,
    missing,
    notice,
    publics_of,
    rights_on,
    roles_of,
)
from asv.domain.champs import PHONE_FOUND, Champs, Incorrect
from asv.domain.errors import Conflict, Forbidden, Refused
from asv.domain.territoires import Cellule

TODAY = date(2026, 11, 22)
MINE, OTHER = UUID(int=1), UUID(int=2)
LENS, GRANDE_RESIDENCE = Cellule("62498"), Cellule("62498", "QN06225M")
FICHE = FicheAction("Dépistage au marché", "AC_DEPIST", "DEP_COLO", "Stand commun.", ("QN06225M",), ("SENIOR",))
DATE = DateSaisie("2026-12-15", "09:00", "12:30", "Place Cauchy", "62498:QN06225M")
WRITING = {Right.MODIFY, Right.ADD_DATE, Right.CANCEL_DATE, Right.INVITE, Right.ANNOUNCE}


def acteur(role: Role, structure: UUID | None = None) -> Acteur:
    return Acteur("246200364", UUID(int=9), role, structure, "Personne", "CALL")


def refusals(**changes: object) -> dict[str, str]:
    """Refusals of a sheet whose fields were changed, by field."""
    values = {name: getattr(FICHE, name) for name in FICHE.__slots__} | changes
    with pytest.raises(Incorrect) as caught:
        check_fiche(FicheAction(**values), etat=PROGRAMMEE, qpv={"QN06225M"}, today=TODAY)
    return dict(caught.value.erreurs)


def date_refusals(**changes: str) -> dict[str, str]:
    values = {name: getattr(DATE, name) for name in DATE.__slots__} | changes
    with pytest.raises(Incorrect) as caught:
        check_date(DateSaisie(**values), cellules={LENS, GRANDE_RESIDENCE}, today=TODAY)
    return dict(caught.value.erreurs)


# Rights


@pytest.mark.parametrize("role", [Role.PARTENAIRE, Role.COORDINATEUR])
def test_partners_and_the_coordination_prepare_actions(role: Role):
    for right in WRITING | {Right.CREATE, Right.LIST, Right.READ}:
        check_role(acteur(role, MINE), right)


@pytest.mark.parametrize("role", [Role.MEDIATEUR, Role.FINANCEUR])
def test_a_mediator_and_a_funder_read_and_do_nothing_else(role: Role):
    check_role(acteur(role), Right.READ)

    for right in set(Right) - {Right.READ}:
        with pytest.raises(Forbidden, match="lire les actions annoncées"):
            check_role(acteur(role), right)


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


def test_an_action_without_date_nor_quartier_says_both_are_missing():
    with pytest.raises(Refused, match="il manque au moins une date à venir et au moins un quartier visé"):
        announce(MONTAGE, Avancement())


@given(st.integers(0, 5), st.integers(0, 5))
def test_an_action_is_announced_exactly_when_it_has_a_date_to_come_and_a_quartier(dates: int, qpv: int):
    avancement = Avancement(dates, qpv)

    if dates and qpv:
        assert announce(MONTAGE, avancement) == PROGRAMMEE
        assert missing(MONTAGE, PROGRAMMEE, avancement) == ()
    else:
        with pytest.raises(Refused):
            announce(MONTAGE, avancement)
        assert len(missing(MONTAGE, PROGRAMMEE, avancement)) == (not dates) + (not qpv)


def test_an_action_is_not_announced_twice():
    with pytest.raises(Conflict, match="programmée"):
        announce(PROGRAMMEE, Avancement(1, 1))


def test_every_state_of_the_tables_is_in_the_reference_list():
    for step in (*TRANSITIONS, *DATE_TRANSITIONS):
        assert nomenclatures.is_known("ACTION_ETAT", step.depuis)
        assert nomenclatures.is_known("ACTION_ETAT", step.vers)


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


# What is kept


def test_a_complete_sheet_is_kept_as_typed():
    assert check_fiche(FICHE, etat=MONTAGE, qpv={"QN06225M"}, today=TODAY) == FICHE


def test_an_empty_sheet_says_each_field_to_fill():
    with pytest.raises(Incorrect) as caught:
        check_fiche(FicheAction("", "", ""), etat=MONTAGE, qpv=(), today=TODAY)

    assert [champ for champ, _ in caught.value.erreurs] == ["titre", "type", "theme"]


def test_a_draft_may_wait_for_its_quartiers_and_an_announced_action_keeps_one():
    assert check_fiche(FicheAction("Titre", "AC_DEPIST", "DENT"), etat=MONTAGE, qpv=(), today=TODAY).qpv == ()
    assert "Gardez au moins un quartier" in refusals(qpv=())["qpv"]


@pytest.mark.parametrize(
    ("champ", "given"),
    [
        ("titre", "x" * 121),
        ("description", "x" * 601),
        ("titre", "Sur\ndeux lignes"),
        ("description", "Appeler Samira au 06 12 34 56 78"),
        ("qpv", ("QN99999M",)),
        ("publics", ("HABITANT",)),
        ("publics", ("ND",)),
        ("theme", "REFUS"),
    ],
)
def test_a_field_that_cannot_be_kept_is_refused_alone(champ: str, given: object):
    assert list(refusals(**{champ: given})) == [champ]


def test_a_phone_number_is_refused_with_the_place_where_it_belongs():
    assert refusals(description="Le 06.12.34.56.78")["description"] == PHONE_FOUND


def test_a_date_is_kept_with_its_place():
    kept = check_date(DATE, cellules={LENS, GRANDE_RESIDENCE}, today=TODAY)

    assert (kept.jour, kept.debut, kept.fin) == (date(2026, 12, 15), time(9), time(12, 30))
    assert kept.cellule == GRANDE_RESIDENCE


def test_a_date_outside_any_quartier_names_its_commune_alone():
    outside = DateSaisie("2026-12-15", "09:00", "12:30", "Place Cauchy", "62498")

    assert check_date(outside, cellules={LENS}, today=TODAY).cellule == LENS


@pytest.mark.parametrize(
    ("champ", "given"),
    [
        ("jour", "2026-11-21"),
        ("jour", "2029-01-01"),
        ("fin", "09:00"),
        ("debut", "23:00"),
        ("lieu", ""),
        ("endroit", "62498:QN06202M"),
        ("endroit", ""),
        ("endroit", "75056"),
    ],
)
def test_a_date_that_cannot_be_held_is_refused(champ: str, given: str):
    assert list(date_refusals(**{champ: given})) == ["fin" if champ == "debut" else champ]


def test_an_empty_date_says_each_field_to_fill_once():
    assert list(date_refusals(jour="", debut="", fin="", lieu="", endroit="")) == [
        "jour",
        "debut",
        "fin",
        "lieu",
        "endroit",
    ]


def test_a_date_may_be_today_and_two_years_ahead():
    for day in (TODAY, TODAY + timedelta(days=730)):
        saisie = DateSaisie(day.isoformat(), "09:00", "12:30", "Place Cauchy", "62498")
        assert check_date(saisie, cellules={LENS}, today=TODAY).jour == day


def test_a_partner_carries_its_own_actions_whatever_the_form_says():
    champs = Champs()

    assert check_porteur(acteur(Role.PARTENAIRE, MINE), str(OTHER), {MINE, OTHER}, champs) == MINE
    champs.settle()


def test_the_coordination_chooses_the_porteur_among_the_structures_of_the_directory():
    champs = Champs()
    assert check_porteur(acteur(Role.COORDINATEUR), str(OTHER), {MINE, OTHER}, champs) == OTHER
    assert champs.erreurs == []

    for chosen in ("", "nul", str(UUID(int=3))):
        check_porteur(acteur(Role.COORDINATEUR), chosen, {MINE, OTHER}, champs)
    assert [champ for champ, _ in champs.erreurs] == ["porteur"] * 3


def test_the_refusals_of_porteur_and_sheet_come_together():
    champs = Champs()
    check_porteur(acteur(Role.COORDINATEUR), "", {MINE}, champs)

    with pytest.raises(Incorrect) as caught:
        check_fiche(FicheAction("", "AC_DEPIST", "DENT"), etat=MONTAGE, qpv=(), today=TODAY, champs=champs)
    assert [champ for champ, _ in caught.value.erreurs] == ["porteur", "titre"]


def test_an_invitation_names_a_structure_not_yet_there_and_a_role_other_than_porteur():
    kept = check_invitation("a", "RO_HOTE", Apport(("MY_LOCAL",), " Une salle "), invitable={"a"}, today=TODAY)
    assert kept == Apport(("MY_LOCAL",), "Une salle")

    with pytest.raises(Incorrect) as caught:
        check_invitation("b", "RO_PORTEUR", Apport(("MY_RIEN",), "x" * 201), invitable={"a"}, today=TODAY)
    assert [champ for champ, _ in caught.value.erreurs] == ["structure", "role", "moyens", "apport"]


def test_an_invitation_without_structure_asks_for_one():
    with pytest.raises(Incorrect, match="Choisissez la structure à inviter"):
        check_invitation("", "RO_HOTE", Apport(), invitable={"a"}, today=TODAY)


def test_what_a_structure_brings_is_checked_alone_too():
    assert check_apport(Apport(("MY_AGENT",), "Deux heures"), TODAY) == Apport(("MY_AGENT",), "Deux heures")
    with pytest.raises(Incorrect):
        check_apport(Apport((), "samira@exemple.fr"), TODAY)


def test_one_accepts_or_declines_and_the_porteur_cannot_decline():
    assert check_reponse("acceptee", is_porteur=True) is Reponse.ACCEPTEE
    assert check_reponse("declinee", is_porteur=False) is Reponse.DECLINEE

    for answer, is_porteur in (("declinee", True), ("attendue", False), ("", False)):
        with pytest.raises(Incorrect):
            check_reponse(answer, is_porteur=is_porteur)


def test_every_answer_has_its_words():
    assert [reponse.libelle for reponse in Reponse] == ["Réponse attendue", "Participe", "A décliné"]


def test_an_action_is_never_carried_by_a_guest_nor_meant_for_nobody_in_particular():
    assert "RO_PORTEUR" not in roles_of(TODAY)
    assert "HABITANT" not in publics_of(TODAY)
    assert len(publics_of(TODAY)) == 24


def test_a_version_already_changed_is_said_with_the_way_out():
    assert "rechargez la page" in Stale().message
