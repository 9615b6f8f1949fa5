"""What the sheet of an action, its dates and the places of its partners may hold."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest

from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import (
    IDEE,
    MONTAGE,
    PROGRAMMEE,
    Apport,
    DateSaisie,
    FicheAction,
    Reponse,
    check_apport,
    check_date,
    check_fiche,
    check_invitation,
    check_porteur,
    check_reponse,
    publics_of,
    roles_of,
)
from asv.domain.champs import PHONE_FOUND, Champs, Incorrect
from asv.domain.territoires import Cellule

TODAY = date(2026, 11, 22)
MINE, OTHER = UUID(int=1), UUID(int=2)
LENS, GRANDE_RESIDENCE = Cellule("62498"), Cellule("62498", "QN06225M")
FICHE = FicheAction("Dépistage au marché", "AC_DEPIST", "DEP_COLO", "Stand commun.", ("QN06225M",), ("SENIOR",),
                    objectif="Que chacun sache où prendre son test.")  # fmt: skip
DATE = DateSaisie("2026-12-15", "09:00", "12:30", "Place Cauchy", "62498:QN06225M")


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


def test_a_complete_sheet_is_kept_as_typed():
    assert check_fiche(FICHE, etat=MONTAGE, qpv={"QN06225M"}, today=TODAY) == FICHE


def test_an_empty_sheet_says_each_field_to_fill():
    with pytest.raises(Incorrect) as caught:
        check_fiche(FicheAction("", "", ""), etat=IDEE, qpv=(), today=TODAY)

    assert [champ for champ, _ in caught.value.erreurs] == ["titre", "type", "theme"]


def test_an_idea_may_wait_for_its_quartiers_and_its_objective_and_what_follows_keeps_them():
    assert check_fiche(FicheAction("Titre", "AC_DEPIST", "DENT"), etat=IDEE, qpv=(), today=TODAY).qpv == ()
    assert "Gardez au moins un quartier" in refusals(qpv=())["qpv"]
    assert "Gardez l’objectif" in refusals(objectif=" ")["objectif"]


def test_an_action_closed_to_the_inhabitants_says_for_whom_it_is():
    assert "Dites à qui s’adresse" in refusals(publics=(), is_publique=False)["publics"]
    assert check_fiche(
        replace(FICHE, type="AC_FORMPRO", publics=(), is_publique=False), etat=PROGRAMMEE, qpv={"QN06225M"}, today=TODAY
    )


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
        check_fiche(FicheAction("", "AC_DEPIST", "DENT"), etat=IDEE, qpv=(), today=TODAY, champs=champs)
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
    assert [reponse.libelle for reponse in Reponse] == [
        "Réponse attendue", "Participe", "A décliné", "Demande à participer", "Invitation retirée",
    ]  # fmt: skip


def test_an_action_is_never_carried_by_a_guest_nor_meant_for_nobody_in_particular():
    assert "RO_PORTEUR" not in roles_of(TODAY)
    assert "HABITANT" not in publics_of(TODAY)
    assert len(publics_of(TODAY)) == 24
