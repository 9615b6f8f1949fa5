"""The matrix: what is added up, which corner a cell stands in, and that zeros are there."""

import pytest

from asv.domain.coordination.rangs import ranked_themes
from asv.domain.matrice import Case, Compte, Lecture, matrice_of

HERE, THERE = "QN00001A", "QN00002B"


def test_children_of_a_theme_count_in_its_column_and_nobody_elses_quartier_does():
    comptes = [
        Compte(HERE, "DEP_SEIN", 2, 1, 1), Compte(HERE, "DEP_COLO", 1, 0, 1), Compte("QN09999Z", "DEP_COLO", 5, 5, 1)
    ]  # fmt: skip

    matrice = matrice_of([HERE, THERE], comptes, {(HERE, "CANCER"): 2})

    assert matrice.case(HERE, "CANCER") == Case(3, 1, 2, 2)
    assert matrice.case(THERE, "CANCER") == Case()
    assert (matrice.total.tenues, matrice.total.a_venir) == (3, 1)
    assert matrice.column("CANCER").seances == matrice.line(HERE).seances == 4


def test_every_ranked_theme_has_its_column_and_a_sensible_one_only_when_somebody_acts():
    assert matrice_of([HERE], [], {}).themes == ranked_themes()
    assert matrice_of([HERE], [Compte(HERE, "ADD_TABAC", 0, 1, 1)], {}).themes == (*ranked_themes(), "ADDICT")


@pytest.mark.parametrize(
    ("case", "lecture"),
    [
        (Case(rang=1), Lecture.SANS_REPONSE),
        (Case(rang=3), Lecture.SANS_REPONSE),
        (Case(rang=4), Lecture.AUCUNE),
        (Case(a_venir=1, actions=1, rang=1), Lecture.AUCUNE),
        (Case(tenues=1, actions=1, rang=1), Lecture.AUCUNE),
        (Case(rang=None), Lecture.AUCUNE),
        (Case(tenues=9, actions=3, rang=8), Lecture.SANS_BESOIN),
        (Case(tenues=9, actions=2, rang=8), Lecture.AUCUNE),
        (Case(tenues=9, actions=3, rang=7), Lecture.AUCUNE),
        (Case(tenues=9, actions=3, rang=None), Lecture.AUCUNE),
    ],
)
def test_need_and_answer_are_read_by_the_rules_of_the_coordination(case: Case, lecture: Lecture):
    assert case.lecture is lecture


def test_the_most_urgent_white_zones_come_first():
    rangs = {(HERE, "DENT"): 3, (THERE, "VACC"): 1}

    found = matrice_of([HERE, THERE], [], rangs).read_as(Lecture.SANS_REPONSE)

    assert [(qpv, theme) for qpv, theme, _ in found] == [(THERE, "VACC"), (HERE, "DENT")]
    assert [lecture.libelle for lecture in Lecture] == ["besoin sans réponse", "réponse sans besoin", ""]


def test_a_rate_needs_a_population():
    assert Case(3, 2).per_thousand(2500) == 2.0
    assert Case(3, 2).per_thousand(None) is None
    assert Case(3, 2).per_thousand(0) is None
