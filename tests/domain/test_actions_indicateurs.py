"""Indicateurs of actions, counted by hand; and the bilan that shows them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from asv.domain.actions.bilan import (
    Bilan,
    bilan_due,
    check_bilan,
    check_bilan_open,
    check_decision,
    check_reconduction,
    evaluation_due,
    next_millesime,
)
from asv.domain.actions.indicateurs import (
    Devenir,
    IndicateurSaisi,
    check_indicateur,
    check_obtenu,
    delai_besoin,
    devenir,
    median_of,
    mutualisation,
    participation_moyenne,
    realisation,
)
from asv.domain.champs import Incorrect
from asv.domain.errors import Conflict

TODAY = date(2026, 11, 22)
GOOD = IndicateurSaisi(code="A-REAL-1", cible="80", source="Fréquentation saisie", echeance="J60")


def test_one_date_cancelled_of_six_gives_83_percent():
    found = realisation(["AE_REALISEE"] * 5 + ["AE_ANNULEE"])

    assert round(found.taux * 100) == 83
    assert (found.tenues, found.prevues, found.annulees, found.reportees) == (5, 6, 1, 0)


def test_a_postponed_date_is_counted_by_the_one_that_replaces_it():
    found = realisation(["AE_REPORTEE", "AE_REALISEE"])

    assert (found.taux, found.prevues, found.reportees) == (1, 1, 1)


def test_without_any_date_there_is_no_rate():
    assert realisation([]).taux is None


def test_the_delay_runs_from_the_first_need_to_the_first_date_held():
    assert delai_besoin([date(2026, 1, 10), date(2026, 2, 1)], [date(2026, 4, 10), date(2026, 5, 1)]) == 90
    assert delai_besoin([], [date(2026, 4, 10)]) is None
    assert median_of([90, None, 30, 60]) == 60


def test_what_became_of_the_orientations_in_ninety_days():
    old, recent = TODAY - timedelta(days=100), TODAY - timedelta(days=20)
    orientations = [
        (old, [(old + timedelta(days=30), "RES_SOIN_REALISE")]),
        (old, [(old + timedelta(days=95), "RES_SOIN_REALISE")]),  # after the ninety days
        (old, [(old + timedelta(days=10), "RES_REFUS_PERSONNE")]),
        (old, []),
        (recent, [(recent, "RES_SOIN_REALISE")]),  # too early to tell
    ]

    assert devenir(orientations, TODAY) == Devenir(realises=1, autres=1, inconnus=2)


def test_an_action_is_pooled_from_two_partners_that_bring_a_means():
    assert mutualisation([0, 1, 2, 4]) == (2, 4)


def test_the_level_of_participation_is_a_median_and_a_share():
    assert participation_moyenne(["PA_1", "PA_3", "PA_4"]) == (3.0, Decimal(2) / 3)
    assert participation_moyenne([]) == (None, None)


def test_an_indicateur_says_its_target_its_source_and_its_time():
    kept = check_indicateur(GOOD)
    assert (kept.libelle, kept.unite, kept.cible) == ("Taux de réalisation", "%", 80)
    with pytest.raises(Incorrect) as refusal:
        check_indicateur(IndicateurSaisi())
    assert [champ for champ, _ in refusal.value.erreurs] == ["libelle", "famille", "cible", "source", "echeance"]
    with pytest.raises(Incorrect, match="déjà choisi"):
        check_indicateur(GOOD, taken={"A-REAL-1"})


def test_a_value_obtained_may_still_be_unknown():
    assert check_obtenu("", "Données attendues en mars").obtenu is None
    assert check_obtenu("12,5", "").obtenu == Decimal("12.5")


def test_the_bilan_is_due_sixty_days_after_the_last_date():
    days = [date(2026, 3, 1), date(2026, 4, 1)]

    assert bilan_due(days) == date(2026, 5, 31)
    assert evaluation_due(days) == (date(2026, 6, 30), date(2026, 9, 28))
    assert (bilan_due([]), evaluation_due([])) == (None, None)


def test_a_bilan_is_kept_as_far_as_it_is_written():
    kept = check_bilan(Bilan(reussites="Beaucoup de monde", transferable="non", habitants_conception="4"), TODAY)

    assert (kept.is_transferable, kept.habitants) == (False, 4)
    with pytest.raises(Incorrect, match="nombre entier d’habitants"):
        check_bilan(Bilan(habitants_conception="quelques"), TODAY)


def test_a_bilan_opens_once_the_action_is_held_and_closes_with_the_evaluation():
    check_bilan_open("AE_PARTIELLE")
    with pytest.raises(Conflict, match="quand les dates"):
        check_bilan_open("AE_PROGRAMMEE")
    with pytest.raises(Conflict, match="évaluée"):
        check_bilan_open("AE_EVALUEE")


def test_the_decision_comes_after_the_bilan_and_the_copy_after_the_decision():
    assert check_decision("modifier", "AE_BILAN") == "modifier"
    with pytest.raises(Conflict, match="vient après le bilan"):
        check_decision("modifier", "AE_REALISEE")
    check_reconduction("AE_EVALUEE", "reconduire")
    for etat, decision in (("AE_BILAN", "reconduire"), ("AE_EVALUEE", "arreter"), ("AE_EVALUEE", None)):
        with pytest.raises(Conflict):
            check_reconduction(etat, decision)


def test_the_next_year_is_never_past():
    assert next_millesime(2026, TODAY) == 2027
    assert next_millesime(None, TODAY) == 2027
    assert next_millesime(2020, TODAY) == 2026
