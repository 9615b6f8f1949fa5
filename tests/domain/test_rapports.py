"""The declaration of the annual reports: complete, each figure with a source or a reason."""

import pytest

from asv.domain.diffusion import Destinataire
from asv.domain.errors import NotFound
from asv.domain.indicateurs import INDICATEURS
from asv.domain.indicateurs.croisements import TABLEAUX
from asv.domain.rapports import INDICATEURS_RAPPORT, RAPPORTS, Compte, Decompte, Diffuse, Manquant, rapport

PARTIES = [partie for one in INDICATEURS_RAPPORT.values() for partie in one.parties]
OWN = {"POPULATION", "REPONSES", "MANQUANTS"}


def test_the_33_indicateurs_are_declared_in_order():
    assert [*INDICATEURS_RAPPORT] == [f"G{number:02d}" for number in range(1, 34)]
    assert all(one.parties for one in INDICATEURS_RAPPORT.values())


def test_every_indicateur_is_owed_to_somebody_and_every_report_names_known_ones():
    assert {code for one in RAPPORTS.values() for code in one.indicateurs} == {*INDICATEURS_RAPPORT}
    for one in RAPPORTS.values():
        assert len({*one.indicateurs}) == len(one.indicateurs), one.code


def test_a_figure_about_people_comes_from_a_table_that_leaves():
    crossed = {tableau.code for tableau in TABLEAUX}
    for partie in PARTIES:
        if isinstance(partie, Diffuse):
            source = INDICATEURS[partie.tableau]
            assert not source.interne, partie
            assert {*partie.colonnes} <= {*OWN, *(colonne.code for colonne in source.colonnes)}, partie
            assert not partie.par_commune or partie.par_commune in crossed, partie


def test_every_registre_is_printed_once_and_every_absence_has_its_reason():
    counted = [partie.decompte for partie in PARTIES if isinstance(partie, Compte)]

    assert sorted(counted) == sorted(Decompte)
    assert all(partie.raison.endswith(".") for partie in PARTIES if isinstance(partie, Manquant))


def test_the_exact_figures_go_to_institutions_and_a_commune_reads_its_own():
    assert {one.vue for one in RAPPORTS.values()} == {Destinataire.FINANCEUR, Destinataire.COMMUNE}
    assert [one.code for one in RAPPORTS.values() if one.vue is Destinataire.COMMUNE] == ["commune"]


@pytest.mark.parametrize(("code", "day"), [("ars", "2026-03-31"), ("prefecture", "2026-06-30"), ("cpam", "None")])
def test_a_report_is_owed_the_year_after(code: str, day: str):
    assert str(rapport(code).due(2025)) == day


def test_an_unknown_recipient_is_refused_with_the_way_out():
    with pytest.raises(NotFound, match="choisissez dans la liste"):
        rapport("presse")
