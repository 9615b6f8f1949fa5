"""The directory: who keeps which sheet, and what it may hold."""

from datetime import date
from uuid import UUID

import pytest

from asv.domain.acteurs import Acteur, Role
from asv.domain.champs import EMAIL_FOUND, Incorrect
from asv.domain.errors import Forbidden
from asv.domain.structures import (
    FicheStructure,
    check_creator,
    check_editor,
    check_fiche,
    check_reader,
    may_create,
    may_edit,
)

TODAY = date(2026, 11, 22)
MINE, OTHER = UUID(int=1), UUID(int=2)


def acteur(role: Role, structure: UUID | None = None) -> Acteur:
    return Acteur("246200364", UUID(int=9), role, structure, "Personne", "CALL")


def check(**changes: object) -> FicheStructure:
    fiche = FicheStructure(**{"nom": "CPAM", "type": "TP_CPAM"} | changes)
    return check_fiche(fiche, communes={"62498"}, qpv={"QN06225M"}, today=TODAY)


def refused(**changes: object) -> dict[str, str]:
    with pytest.raises(Incorrect) as caught:
        check(**changes)
    return dict(caught.value.erreurs)


def test_everybody_at_work_reads_the_directory_but_the_administrator():
    for role in set(Role) - {Role.ADMINISTRATEUR}:
        check_reader(acteur(role, MINE))

    with pytest.raises(Forbidden):
        check_reader(acteur(Role.ADMINISTRATEUR))


def test_a_partner_keeps_its_own_sheet_and_no_other():
    check_editor(acteur(Role.PARTENAIRE, MINE), MINE)

    with pytest.raises(Forbidden, match="appartient à une autre structure"):
        check_editor(acteur(Role.PARTENAIRE, MINE), OTHER)


def test_the_coordination_creates_and_keeps_every_sheet():
    check_creator(acteur(Role.COORDINATEUR))
    check_editor(acteur(Role.COORDINATEUR), OTHER)


@pytest.mark.parametrize("role", [Role.MEDIATEUR, Role.FINANCEUR, Role.ADMINISTRATEUR])
def test_the_others_write_nothing_in_the_directory(role: Role):
    assert not may_create(acteur(role))
    assert not may_edit(acteur(role), MINE)


def test_a_partner_does_not_add_a_structure():
    with pytest.raises(Forbidden, match="Seule la coordination"):
        check_creator(acteur(Role.PARTENAIRE, MINE))


def test_a_sheet_is_kept_without_the_blanks_around_its_texts():
    kept = check(nom=" CPAM ", commune="62498", communes=("62498",), qpv=("QN06225M",), telephone_accueil=" 36 46 ")

    assert (kept.nom, kept.telephone_accueil, kept.qpv) == ("CPAM", "36 46", ("QN06225M",))


@pytest.mark.parametrize("number", ["", "03 21 00 00 00", "03.21.00.00.00", "+33 3 21 00 00 00", "3646", "36 46"])
def test_a_reception_number_is_taken_as_people_write_it(number: str):
    assert check(telephone_accueil=number).telephone_accueil == number


@pytest.mark.parametrize(
    ("champ", "given"),
    [
        ("nom", ""),
        ("nom", "x" * 121),
        ("type", ""),
        ("type", "NC"),
        ("commune", "75056"),
        ("communes", ("75056",)),
        ("qpv", ("QN00000M",)),
        ("offre", "x" * 601),
        ("horaires", "x" * 201),
        ("fonction_contact", "x" * 81),
        ("telephone_accueil", "appelez Samira"),
        ("telephone_accueil", "06"),
    ],
)
def test_a_field_that_cannot_be_kept_is_refused_alone(champ: str, given: object):
    assert list(refused(**{champ: given})) == [champ]


def test_the_person_to_ask_for_is_a_function_and_has_no_address():
    assert refused(fonction_contact="samira.martin@exemple.fr") == {"fonction_contact": EMAIL_FOUND}
