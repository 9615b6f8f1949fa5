"""What presses today, from the days of an orientation alone."""

from datetime import date, timedelta

import pytest

from asv.domain.suivis.tableau import DELAIS, Attendu, by_class
from asv.domain.suivis.travail import Envoi, Raison, raison_of, silence_of

TODAY = date(2026, 11, 22)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def envoi(days: int, **changes) -> Envoi:
    return Envoi(**{"jour": ago(days), "delai_jours": None, "relance_le": None, "rendez_vous_le": None,
                    "resultats": ()} | changes)  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "raison"),
    [
        (envoi(29), None),
        (envoi(30), Raison.J30),
        (envoi(89), Raison.J30),
        (envoi(90), Raison.J90),
        (envoi(179), Raison.J90),
        (envoi(180), Raison.INCONNU),
        (envoi(209), Raison.INCONNU),
        (envoi(210), None),
        (envoi(5, rendez_vous_le=TODAY), Raison.RENDEZ_VOUS),
        (envoi(5, rendez_vous_le=ago(1)), Raison.RESULTAT),
        (envoi(5, rendez_vous_le=TODAY + timedelta(days=1)), None),
        (envoi(5, relance_le=TODAY), Raison.RELANCE),
        (envoi(5, relance_le=ago(2), relances=[ago(3)]), Raison.RELANCE),
        (envoi(5, relance_le=ago(2), relances=[ago(2)]), None),
        (envoi(15, delai_jours=15), Raison.RESULTAT),
        (envoi(14, delai_jours=15), None),
        (envoi(100, resultats=[(ago(50), "RES_RDV_HONORE")]), None),
        (envoi(100, resultats=[(ago(50), "RES_RDV_OBTENU")]), None),
        (envoi(200, resultats=[(ago(50), "RES_RDV_HONORE")]), None),
        (envoi(200, resultats=[(ago(5), "RES_INCONNU")]), None),
        (envoi(5, is_annulee=True), Raison.ANNULEE),
        (envoi(5, is_annulee=True, resultats=[(ago(1), "RES_REFUS_PERSONNE")]), None),
    ],
)
def test_an_orientation_is_on_the_list_for_its_most_pressing_reason(sent: Envoi, raison: Raison | None):
    assert raison_of(sent, TODAY) is raison


def test_a_demarche_without_delay_asks_for_no_news():
    assert raison_of(envoi(100), TODAY, is_orientation=False) is None
    assert raison_of(envoi(100, delai_jours=60), TODAY, is_orientation=False) is Raison.RESULTAT
    assert raison_of(envoi(185), TODAY, is_orientation=False) is None


def test_perdu_de_vue_is_proposed_after_three_relances_and_told_after_ninety_days():
    assert silence_of(ago(89), [ago(10), ago(5)], TODAY) is None
    assert silence_of(ago(90), [], TODAY).is_lost is False
    assert silence_of(ago(20), [ago(30), ago(10), ago(6), ago(3)], TODAY).is_lost
    assert silence_of(ago(20), [ago(20), ago(10), ago(6)], TODAY) is None


def test_a_delay_is_late_from_the_day_it_was_expected_and_known_on_the_day_it_was_told():
    awaited = Attendu(ago(40), 30, None, None)
    told = Attendu(ago(40), 30, "RES_RDV_HONORE", ago(10))
    fixed = Attendu(ago(40), 30, "RES_RDV_OBTENU", ago(10))

    assert (awaited.late_days(TODAY), awaited.known_days(TODAY)) == (10, None)
    assert (told.late_days(TODAY), told.known_days(TODAY), told.family(TODAY)) == (None, 30, "POSITIF")
    assert (fixed.late_days(TODAY), fixed.known_days(TODAY), fixed.family(TODAY)) == (10, None, "OUVERT")
    assert Attendu(ago(180), 30, None, None).family(TODAY) == "INCONNU"
    assert by_class([30, 31, 60, 90, 91, 400], DELAIS) == [1, 2, 1, 2]
