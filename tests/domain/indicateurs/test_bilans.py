"""A suivi at its opening and at its end, drawn étape by étape."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from asv.domain.indicateurs.bilans import closing_row, opening_rows

OPENED = date(2026, 2, 3)


@dataclass(frozen=True)
class Noted:
    """An étape, as its row is read."""

    nature: str
    objet: str
    apres: str
    after: int = 0
    etat: str = "appliquee"
    avant: str | None = None
    structure_id: UUID | None = None

    @property
    def id(self) -> UUID:
        return uuid4()

    @property
    def auteur_id(self) -> UUID:
        return uuid4()

    @property
    def date_etape(self) -> date:
        return OPENED + timedelta(days=self.after)


def opened(*etapes):
    return {row["champ"]: row["valeur"] for row in opening_rows(OPENED, [Noted("droit", *one) for one in etapes])}


@pytest.mark.parametrize("state", ["EXPIRE", "PIECES", "JAMAIS"])
def test_one_right_to_open_is_enough(state):
    assert opened(("AMO", "OUVERT"), ("C2S", state))["droits"] == "A_OUVRIR"


@pytest.mark.parametrize("state", ["OUVERT", "EXPIRE_BIENTOT", "EN_COURS", "REFUSE", "NON_ELIGIBLE"])
def test_other_known_states_are_explored_and_not_to_open(state):
    assert opened(("C2S", state))["droits"] == "A_JOUR"


def test_what_is_unknown_is_not_explored_and_ways_in_are_not_rights():
    assert opened(("C2S", "INCONNU_DROIT")) == {"droits": None, "medecin_traitant": None}
    assert opened(("AMELI", "JAMAIS"), ("MES", "JAMAIS"))["droits"] is None


def test_the_medecin_traitant_is_counted_apart():
    assert opened(("MT", "JAMAIS")) == {"droits": None, "medecin_traitant": "SANS"}
    assert opened(("MT", "EXPIRE"), ("AMO", "OUVERT")) == {"droits": "A_JOUR", "medecin_traitant": "AVEC"}


def test_only_the_first_word_of_the_opening_day_holds():
    assert opened(("C2S", "JAMAIS", 5)) == {"droits": None, "medecin_traitant": None}
    assert opened(("C2S", "JAMAIS"), ("C2S", "OUVERT"))["droits"] == "A_OUVRIR"
    assert opened(("C2S", "JAMAIS", 0, "ecartee"), ("C2S", "OUVERT"))["droits"] == "A_JOUR"


def closed(*etapes):
    return closing_row([Noted("autonomie", *one) for one in etapes])["valeur"]


def test_a_gain_is_a_level_between_the_first_and_the_last_measure_of_one_domain():
    assert closed(("AD_RDV", "AUT_0"), ("AD_RDV", "AUT_1", 30)) == "GAIN"
    assert closed(("AD_RDV", "AUT_1"), ("AD_RDV", "AUT_3", 10), ("AD_RDV", "AUT_1", 30)) == "SANS_GAIN"
    assert closed(("AD_RDV", "AUT_1"), ("AD_RDV", "AUT_0", 30), ("AD_NUM", "AUT_0"), ("AD_NUM", "AUT_1", 9)) == "GAIN"


def test_one_measure_is_not_a_failure():
    assert closed(("AD_RDV", "AUT_0"), ("AD_NUM", "AUT_1", 30)) is None
    assert closed(("AD_RDV", "AUT_0"), ("AD_RDV", "AUT_1", 30, "ecartee")) is None
    assert closed() is None
