"""A year of joint actions, counted by hand."""

from decimal import Decimal

from asv.domain.actions.ensemble import ActionVecue, ensemble_of

NONE = Decimal(0)


def lived(**changes) -> ActionVecue:
    values = {
        "theme": "DEP_COLO", "etats": ["AE_REALISEE"], "qpv": {"Q1"}, "apporteurs": 0, "delai": None,
        "participation": None, "droit_commun": NONE, "specifiques": NONE, "cout": NONE, "pretes": NONE,
    }  # fmt: skip
    return ActionVecue(**values | changes)


def test_a_year_is_the_sum_of_its_actions():
    # two actions: one pooled, six dates of which one cancelled; one alone, postponed then held
    year = ensemble_of(
        [
            lived(
                etats=["AE_REALISEE"] * 5 + ["AE_ANNULEE"], apporteurs=3, delai=40, participation="PA_3",
                droit_commun=Decimal(300), specifiques=Decimal(700), cout=Decimal(1000), pretes=Decimal(250),
            ),
            lived(etats=["AE_REPORTEE", "AE_REALISEE"], delai=60, participation="PA_1", qpv={"Q1", "Q2", "Q9"}),
        ],
        contrat={"Q1", "Q2", "Q3"}, choix=["fusionner", "maintenir", None, "decaler"],
    )  # fmt: skip

    assert (year.actions, year.mutualisees, year.part_mutualisee) == (2, 1, Decimal("0.5"))
    assert (year.realisation.tenues, year.realisation.prevues) == (6, 7)
    assert (year.delai_median, year.participation_mediane, year.part_concertee) == (50.0, 2.0, Decimal("0.5"))
    assert (year.valeur_mutualisee, year.levier) == (Decimal("0.2"), Decimal("0.3"))
    assert (year.evites, year.doublons, year.en_attente, year.part_evitee) == (2, 4, 1, Decimal("0.5"))


def test_the_coverage_counts_quartiers_of_the_contract_by_theme_of_the_first_level():
    year = ensemble_of(
        [lived(theme="DEP_COLO", qpv={"Q1"}), lived(theme="DEP_SEIN", qpv={"Q1", "Q2"})],
        contrat={"Q1", "Q2", "Q3"}, choix=[],
    )  # fmt: skip

    assert sorted(year.couverture.values(), reverse=True)[:2] == [2, 0]
    assert year.qpv == 3


def test_an_empty_year_divides_by_nothing():
    year = ensemble_of([], contrat=(), choix=[])

    assert (year.realisation.taux, year.part_mutualisee, year.levier, year.part_evitee) == (None, None, None, None)
    assert (year.delai_median, year.participation_mediane, year.valeur_mutualisee) == (None, None, None)
