"""What the tool proposes for the indicateurs of an action: never a number that the release hides."""

from datetime import date
from decimal import Decimal

from asv.domain.actions.calculs import computed, mesures_of, tables_of
from asv.domain.actions.frequentations import Comptes
from asv.domain.actions.indicateurs import Devenir
from asv.domain.diffusion import Destinataire, release
from asv.domain.periodes import GenrePeriode, periode_of

TODAY = date(2026, 11, 22)


def released(comptes: Comptes, devenir: Devenir | None = None):
    tables = tables_of(comptes, devenir, siren="246200364", periode=periode_of(TODAY, GenrePeriode.ANNEE))
    return release(tables, destinataire=Destinataire.EQUIPE, today=TODAY)


def test_large_counts_give_their_shares():
    # 200 came and said where from: 80 of the quartier, 40 of another, 80 from elsewhere; 150 of them new
    comptes = Comptes(
        participants=200, residence_connue=200, du_qpv=120, du_qpv_cible=80, premieres_repondues=200, premieres=150,
        repondants_avant=40, justes_avant=60, repondants_apres=40, justes_apres=90,
    )  # fmt: skip

    found = computed(released(comptes, Devenir(60, 20, 0)), {"A-REAL-1": Decimal("83.333"), "A-MUT-3": None})

    assert found == {
        "A-REAL-1": Decimal("83.3"), "A-REAL-2": 200, "A-REAL-3": 60, "A-REAL-4": 40, "A-REAL-5": 75, "A-RES-1": 75,
        "A-RES-3": 25,
    }  # fmt: skip


def test_small_counts_propose_nothing_and_stand_alone():
    tables = released(Comptes(participants=9, residence_connue=9, du_qpv=7, contents=9), Devenir(2, 1, 1))

    assert computed(tables, {}) == {}
    assert [mesure.code for mesure in mesures_of(tables)] == ["A-REAL-2"]
    assert not mesures_of(tables)[0].cells[0][1].is_published


def test_a_hidden_part_hides_the_share_that_would_tell_it():
    tables = released(Comptes(participants=60, residence_connue=60, du_qpv=57, du_qpv_cible=30))

    assert "A-REAL-3" not in computed(tables, {})  # three came from elsewhere


def test_satisfaction_waits_for_eleven_answers():
    few, enough = Comptes(participants=40, contents=10), Comptes(participants=60, contents=30, moyens=15, mecontents=15)

    assert "SATISFACTION" not in released(few)
    assert computed(released(enough), {})["A-RES-4"] == 50
