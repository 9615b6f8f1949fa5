"""The thread of an action: who reads it, who decides in it, who withdraws a word."""

from uuid import UUID

import pytest

from asv.domain.acteurs import Acteur, Role
from asv.domain.actions.echanges import Mot, check_mot, check_withdrawable, may_decide, may_discuss, signature_of
from asv.domain.champs import Incorrect
from asv.domain.errors import Conflict, Forbidden

MINE, OTHER = UUID(int=1), UUID(int=2)
PARTENAIRE = Acteur("246200364", UUID(int=9), Role.PARTENAIRE, MINE, "Personne", "CALL")
COORDINATION = Acteur("246200364", UUID(int=8), Role.COORDINATEUR, None, "Personne", "CALL")


@pytest.mark.parametrize(
    ("reponse", "reads"),
    [
        ("attendue", True),
        ("acceptee", True),
        ("declinee", False),
        ("retiree", False),
        ("demandee", False),
        (None, False),
    ],
)
def test_the_structures_that_have_a_place_read_the_thread(reponse: str | None, reads: bool):  # noqa: FBT001
    assert may_discuss(PARTENAIRE, OTHER, reponse) is reads
    assert may_discuss(PARTENAIRE, MINE, reponse)
    assert may_discuss(COORDINATION, OTHER, None)


def test_a_decision_is_written_by_the_porteur_or_the_coordination():
    assert may_decide(PARTENAIRE, MINE)
    assert may_decide(COORDINATION, OTHER)
    assert not may_decide(PARTENAIRE, OTHER)
    with pytest.raises(Incorrect, match="porteur de l’action ou par la coordination"):
        check_mot(Mot("On fait ainsi.", "decision"), mentionables=(), may_decide=False)


def test_a_word_calls_structures_of_the_action_only():
    with pytest.raises(Incorrect, match="ont une place"):
        check_mot(Mot("Bonjour", mentions=(str(OTHER),)), mentionables={str(MINE)}, may_decide=True)


def test_a_word_holds_no_telephone_number():
    with pytest.raises(Incorrect, match="téléphone"):
        check_mot(Mot("Appelez le 06 12 34 56 78"), mentionables=(), may_decide=True)


def test_the_structure_signs_and_not_the_person():
    assert signature_of(PARTENAIRE, "Centre social") == "Centre social"
    assert signature_of(COORDINATION, "") == "Coordination"


def test_only_its_author_withdraws_a_word_and_once():
    check_withdrawable(PARTENAIRE, PARTENAIRE.compte_id, is_withdrawn=False)
    with pytest.raises(Forbidden):
        check_withdrawable(COORDINATION, PARTENAIRE.compte_id, is_withdrawn=False)
    with pytest.raises(Conflict, match="déjà retiré"):
        check_withdrawable(PARTENAIRE, PARTENAIRE.compte_id, is_withdrawn=True)
