"""The figures of a document: those it may ask for, those a version keeps, what is told of a quartier and a commune."""

from asv.domain.diffusion import TERRITOIRE
from asv.domain.document.offre import (
    FICHE,
    WIDEST,
    followed,
    may_tell,
    offered,
    offered_series,
    told_of_commune,
    told_of_quartier,
)
from asv.domain.indicateurs import INDICATEURS
from asv.domain.series import Generation
from asv.domain.series.catalogue import SERIES
from tests.domain.diagnostic.drawn import ACACIAS, CORONS, TABLES, TILLEULS

REFERENCES = [reference for reference, _ in offered()]
CELLS = {libelle: TABLES["G08F"].cell(lieu, code) for libelle, lieu, code in (
    ("Femmes", TILLEULS, "F"), ("Hommes", TERRITOIRE, "H"), ("Cachées", ACACIAS, "F"), ("Personne", CORONS, "F"),
)}  # fmt: skip


def test_each_figure_is_offered_once_under_one_reference():
    assert len(REFERENCES) == len(set(REFERENCES))
    assert {"M06:territoire", "M01:quartiers", "LIEU_FREIN:commune", "SEXE_AGE:territoire"} <= set(REFERENCES)


def test_what_is_kept_for_the_team_is_not_offered():
    kept = {code for code, one in INDICATEURS.items() if one.interne}

    assert kept
    assert not kept & {reference.partition(":")[0] for reference in REFERENCES}


def test_a_table_by_quartier_is_offered_only_when_it_holds_on_a_page():
    wide = {code for code, one in INDICATEURS.items() if len(one.colonnes) > WIDEST}
    by_quartier = {reference.partition(":")[0] for reference in REFERENCES if reference.endswith(":quartiers")}

    assert by_quartier
    assert not wide & by_quartier


def test_a_serie_of_the_perimeters_of_2015_is_not_offered():
    former = {f"serie:{one.code}" for one in SERIES.values() if one.generation is Generation.DE_2015}

    assert former
    assert not former & {reference for reference, _ in offered_series()}


def test_a_version_holds_none_of_a_year_that_is_not_released():
    assert not may_tell("", is_version=True)
    assert may_tell("2025-E1", is_version=True)


def test_a_drawing_goes_back_to_releases_open_to_all_and_stops_at_the_first_that_is_not():
    released = ["2024-E2", "2023-E1", "2022-E1"]

    assert followed(released, {"2024-E2", "2023-E1", "2021-E1"}) == ["2024-E2", "2023-E1"]
    assert followed(released, {"2024-E1", "2023-E1"}) == []
    assert followed(released, {"2024-E2", "2022-E1"}) == ["2024-E2"]


def test_a_draft_shows_the_year_to_who_writes_it_released_or_not():
    assert may_tell("", is_version=False)
    assert may_tell("2025-E1", is_version=False)


def test_the_sheet_of_a_quartier_tells_the_tables_that_have_a_figure_there():
    assert [table.code for table, _ in told_of_quartier(TABLES, TILLEULS)] == list(FICHE)
    assert told_of_quartier(TABLES, CORONS) == []
    assert told_of_quartier(TABLES, "QN06299M") == []


def test_a_commune_is_told_its_total_first_and_once_and_no_answer_without_a_figure():
    by_sexe = [(head, CELLS[head]) for head in ("Femmes", "Hommes", "Cachées")]
    told = told_of_commune([
        [*by_sexe, ("Sans réponse", CELLS["Hommes"]), ("Ensemble", CELLS["Femmes"])],
        [("Moins de 18 ans", CELLS["Personne"]), ("18-49 ans", CELLS["Hommes"]), ("Rien", None),
         ("Total", CELLS["Femmes"])],
    ])  # fmt: skip

    assert list(told) == ["Ensemble", "Femmes", "Hommes", "18-49 ans"]
    assert told_of_commune([]) == {}
