"""What came of the suivis, word for word: the known, and what is not known beside it."""

import pytest

from asv.domain.diagnostic import (
    taux_of,
)
from asv.domain.diffusion import Statut
from tests.domain.diagnostic.drawn import DUREES, ORIENTATIONS, TABLES, YEAR, phrase, tables_of


def test_a_cohort_of_unknown_results_concludes_nothing_and_says_how_many_are_unknown():
    tables = tables_of(YEAR, orientations={"ABOUTIE": 0, "AUTRE": 0, "SANS": 60, "ATTENTE": 40})

    assert phrase("M15C", tables=tables) == (
        "100 orientations : trop peu de réponses pour conclure ; "
        "résultat inconnu pour 60 % et encore attendu pour 40 % du total."
    )


def test_a_share_of_a_cohort_is_made_of_known_results_only_and_hides_with_them():
    shares = taux_of(TABLES)
    hidden = taux_of(tables_of(YEAR, orientations=ORIENTATIONS | {"REFUS_PARTENAIRE": 4}))

    assert [shares["M15"].effectif, shares["M15"].denominateur] == [62, 150]
    assert [shares["M17"].effectif, shares["M17"].denominateur] == [30, 195]
    assert [shares["M18"].effectif, shares["M18"].denominateur] == [20, 150]
    assert [shares["M16"].effectif, shares["M16"].denominateur] == [90, 120]
    assert shares["M15"].intervalle == pytest.approx((0.338, 0.493), abs=0.001)
    assert hidden["M18"].statut is Statut.CONFIDENTIEL
    assert taux_of({}) == {}


def test_a_median_is_not_told_when_a_class_is_hidden():
    assert phrase("M20", tables=tables_of(YEAR, durees=DUREES | {"J365P": 3})).startswith("Chiffre confidentiel")


def test_a_period_without_suivi_says_that_there_was_none():
    tables = tables_of(YEAR, orientations={}, durees={})

    assert phrase("M15C", tables=tables) == "Aucune orientation n’a été faite."
    assert phrase("M20", tables=tables) == "Aucun suivi n’a été terminé."
