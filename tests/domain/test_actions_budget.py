"""The money of an action: what may be typed, what the totals hold, what the funders expect."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain.actions.budget import (
    LigneBudget,
    LigneSaisie,
    budget_of,
    check_ligne,
    etat_financement_of,
)
from asv.domain.actions.echeances import echeances_of, is_shown
from asv.domain.champs import Incorrect

TODAY = date(2026, 11, 22)
euros = st.none() | st.decimals(0, 100_000, places=2)
lignes = st.lists(
    st.builds(
        LigneBudget, st.sampled_from(["FI_PDV", "FI_FIR", "FI_DROIT_COMMUN", "FI_PROPRE"]), st.just(""), euros, euros,
        euros, st.booleans(),
    )
)  # fmt: skip


def refusals(**changes) -> dict[str, str]:
    with pytest.raises(Incorrect) as refusal:
        check_ligne(LigneSaisie(**{"source": "FI_FIR", "demande": "100"} | changes), TODAY)
    return dict(refusal.value.erreurs)


@pytest.mark.parametrize("typed", ["1 250,50", "1\u202f250,50 €", "1250.5"])
def test_an_amount_is_read_as_people_type_it(typed: str):
    assert check_ligne(LigneSaisie("FI_FIR", demande=typed), TODAY).demande == Decimal("1250.50")


@pytest.mark.parametrize("typed", ["mille", "-5", "12,345", "1e3"])
def test_an_amount_that_is_not_one_is_explained(typed: str):
    assert "par exemple 1 250" in refusals(demande=typed)["demande"]


def test_a_line_says_at_least_one_amount_and_never_grants_more_than_was_asked():
    assert "au moins un montant" in refusals(demande="")["demande"]
    assert "dépasse le montant demandé" in refusals(accorde="101")["accorde"]
    assert "notée refusée" in refusals(accorde="50", is_refuse=True)["accorde"]


def test_the_steps_of_a_funder_follow_each_other():
    found = refusals(depot_le="2026-03-01", compte_rendu_le="2026-02-01")

    assert found["compte_rendu_le"].startswith("« Compte rendu financier » vient après « Dépôt du dossier »")


def test_droit_commun_is_counted_apart_and_gives_the_lever():
    # granted 6 000 by the state, 4 000 worth of nurses, 500 of own funds; 5 000 spent of the first
    budget = budget_of(
        [
            LigneBudget("FI_PDV", demande=Decimal(8000), accorde=Decimal(6000), depense=Decimal(5000)),
            LigneBudget("FI_DROIT_COMMUN", accorde=Decimal(5000)),
            LigneBudget("FI_PROPRE", accorde=Decimal(500)),
            LigneBudget("FI_FIR", demande=Decimal(2000), is_refuse=True),
        ]
    )

    assert (budget.specifiques.demande, budget.specifiques.accorde) == (10000, 6000)
    assert (budget.droit_commun.accorde, budget.propres.accorde) == (5000, 500)
    assert budget.levier == Decimal("0.5")  # 5 000 / (5 000 + 5 000)
    assert budget.cout == 10500


def test_without_droit_commun_nor_credit_there_is_no_lever():
    assert budget_of([LigneBudget("FI_PROPRE", accorde=Decimal(500))]).levier is None


@given(lignes)
def test_the_totals_add_up_and_the_lever_is_a_share(found):
    budget = budget_of(found)

    for name in ("demande", "accorde", "depense"):
        parts = sum(getattr(part, name) for part in (budget.specifiques, budget.propres, budget.droit_commun))
        assert getattr(budget.ensemble, name) == parts
    assert budget.levier is None or 0 <= budget.levier <= 1


def test_the_state_of_the_money_follows_its_lines():
    asked, refused = LigneBudget("FI_FIR", demande=Decimal(10)), LigneBudget("FI_PDV", is_refuse=True)
    granted = LigneBudget("FI_CAF", accorde=Decimal(10))

    assert etat_financement_of([]) is None
    assert etat_financement_of([LigneBudget("FI_DROIT_COMMUN", accorde=Decimal(10))]) is None
    assert etat_financement_of([asked, refused]) == "AE_DEMANDE"
    assert etat_financement_of([asked, refused, granted]) == "AE_FINANCEE"
    assert etat_financement_of([refused]) == "AE_NON_FINANCEE"


def test_a_deadline_is_late_while_what_it_waits_for_is_missing():
    past = TODAY - timedelta(days=200)
    ligne = LigneBudget("FI_FIR", demande=Decimal(10), decision_le=past, compte_rendu_le=past)

    assert [(one.cle, one.attente) for one in echeances_of(ligne) if one.is_late(TODAY)] == [
        ("decision_le", "réponse attendue"),
        ("compte_rendu_le", "dépense à saisir"),
    ]
    done = LigneBudget("FI_FIR", accorde=Decimal(10), depense=Decimal(9), decision_le=past, compte_rendu_le=past)
    assert not [one for one in echeances_of(done) if is_shown(one, TODAY)]


def test_a_refused_demand_owes_no_account():
    ligne = LigneBudget("FI_FIR", is_refuse=True, decision_le=TODAY, compte_rendu_le=TODAY)

    assert [one.cle for one in echeances_of(ligne)] == ["decision_le"]
