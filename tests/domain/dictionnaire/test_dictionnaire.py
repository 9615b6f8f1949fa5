"""Every indicateur of the study has one declaration, whole, true to what counts it, or says what it waits for."""

import re

import pytest

from asv.domain.actions.indicateurs import MESURES
from asv.domain.dictionnaire import DICTIONNAIRE, Etat, by_famille
from asv.domain.indicateurs import INDICATEURS
from asv.domain.indicateurs.taux import TAUX
from asv.domain.series import SERIES
from asv.domain.territoires import Niveau
from asv.reference import read_series

STUDY = {
    *(f"M{rank:02d}" for rank in range(1, 24)),
    *(f"V{rank:02d}" for rank in range(1, 5)),
    *("DC01", "DC02", "DC03"),
    *(f"CT{rank:02d}" for rank in range(1, 8)),
    *(f"HS{rank:02d}" for rank in range(1, 5)),
    *(f"OF{rank:02d}" for rank in range(1, 7)),
    *(f"PR{rank:02d}" for rank in range(1, 9)),
    *(f"A-REAL-{rank}" for rank in range(1, 7)),
    *(f"A-RES-{rank}" for rank in range(1, 5)),
    *("A-IMP-1", "A-MUT-1", "A-MUT-2", "A-MUT-3", "A-COO-1", "A-COO-2", "A-PAR-1"),
}
ALL = list(DICTIONNAIRE.values())


def test_the_dictionary_holds_every_indicateur_of_the_study():
    assert set(DICTIONNAIRE) >= STUDY
    assert set(DICTIONNAIRE) - STUDY == {
        "M01B", "M01S", "G08F", "G08A", "M06T", "M15C", "M16C", "M15F", "M15T", "M16D", "M20M", "G15", "G18", "G19",
        "G23",
    }  # fmt: skip


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.code)
def test_a_declaration_leaves_nothing_out(one):
    words = (one.libelle, one.population, one.numerateur, one.denominateur, one.unite, one.minimum, one.intervalle,
             one.comparabilite, one.source, one.note)  # fmt: skip

    assert all(text.strip() == text != "" for text in words)
    assert one.niveaux
    assert one.ou or one.etat is Etat.COMPTE


def test_what_is_counted_says_the_words_of_what_counts_it():
    for code, indicateur in INDICATEURS.items():
        declared = DICTIONNAIRE[code]
        assert (declared.libelle, declared.numerateur, declared.niveaux) == (
            indicateur.libelle, indicateur.numerateur, indicateur.niveaux,
        )  # fmt: skip
        assert declared.etat in {Etat.COMPTE, Etat.LU}
    assert all(DICTIONNAIRE[code].etat is Etat.LU for code in ("M04", "M08", *TAUX))
    assert {mesure.code for mesure in MESURES} <= set(DICTIONNAIRE)


def test_what_is_not_counted_is_plainly_said_and_counted_nowhere():
    awaited = {one.code for one in ALL if one.etat is Etat.ATTENDU}

    assert {code for code in awaited if code[0] in "MV"} == {"M10", "M11", "M12"}
    assert not awaited & {*INDICATEURS, *TAUX}
    assert all(re.search(r"il faut|aucun|attend|ne peut pas", DICTIONNAIRE[code].ou, re.IGNORECASE) for code in awaited)


def test_a_serie_that_is_said_published_is_shipped_and_the_others_are_declared():
    shipped = {one.serie for one in read_series()}

    for one in ALL:
        assert set(one.series) <= set(SERIES)
        assert (one.etat is Etat.SERIE) == bool(set(one.series) & shipped), one.code


def test_a_figure_of_a_commune_is_never_declared_for_a_quartier():
    for one in ALL:
        levels = {SERIES[code].niveau.value for code in one.series if one.etat is Etat.SERIE}
        assert Niveau.QPV not in one.niveaux or "commune" not in levels, one.code


def test_the_four_units_keep_four_names():
    assert DICTIONNAIRE["M01"].unite == "contacts"
    assert DICTIONNAIRE["M02"].unite == "personnes estimées"
    assert DICTIONNAIRE["M03"].unite == "suivis"
    assert DICTIONNAIRE["V01"].unite == "participations"
    assert {one.unite for one in ALL if "personne" in one.unite} == {"personnes estimées"}


def test_a_cohort_declares_known_results_and_its_unknown_beside():
    for code in ("M15", "M16", "M18"):
        assert DICTIONNAIRE[code].denominateur.endswith("est connu")
        assert "inconnu" in DICTIONNAIRE["M15"].note


def test_the_chapters_hold_each_declaration_once():
    chapters = by_famille()

    assert sum(map(len, chapters.values())) == len(DICTIONNAIRE)
    assert all(chapters.values())
