"""What one may ask of the catalogue."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from asv.domain import nomenclatures
from asv.domain.nomenclatures import (
    LISTES,
    NON_REPONSES,
    UnknownCodeError,
    age4,
    children,
    entree,
    family,
    in_force,
    is_known,
    is_non_reponse,
    is_sensible,
    liste,
    non_recours,
    parent_of,
)

ROOT = Path(__file__).parents[3]
JOUR = date(2026, 5, 4)


def test_a_list_is_found_by_its_code():
    assert liste("FREIN").libelle == "Freins et difficultés d’accès aux soins"


def test_an_unknown_code_is_refused_in_french_with_the_near_ones():
    with pytest.raises(UnknownCodeError) as refusal:
        entree("FREIN", "FIN_RACC")

    assert str(refusal.value).replace("\u202f", " ") == (
        "Le code « FIN_RACC » n’existe pas dans la liste FREIN ; codes proches : FIN_RAC, FIN_AVANCE."
    )


def test_an_unknown_list_is_refused_in_french_with_the_near_ones():
    with pytest.raises(UnknownCodeError, match=r"La liste «.FREINS.» n’existe pas.*: FREIN\."):
        liste("FREINS")


def test_a_code_that_resembles_nothing_is_still_answered_with_examples():
    with pytest.raises(KeyError, match=r"par exemple.*AT_EMPLOI"):
        entree("ACTIVITE", "?")


def test_every_list_accepts_every_non_answer():
    pairs = [(name, code) for name in LISTES for code in NON_REPONSES]

    assert all(is_known(name, code, "2026.1") and entree(name, code).parent is None for name, code in pairs)
    assert all(map(is_non_reponse, NON_REPONSES))


def test_a_code_of_another_list_is_not_known():
    assert is_known("FREIN", "FIN_RAC")
    assert not is_known("THEME_SANTE", "FIN_RAC")
    assert not is_non_reponse("FIN_RAC")


def test_a_code_is_judged_by_the_version_of_its_record():
    assert is_known("FREIN", "FIN_RAC", "2026.1")
    assert not is_known("FREIN", "FIN_RAC", "2099.1")
    assert not is_known("FREIN", "fin_rac", "2026.1")


def test_a_value_is_in_force_from_its_first_to_its_last_day_included():
    retired = replace(entree("FREIN", "FIN_RAC"), jusqu_a=date(2027, 6, 30))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2027, 6, 30), date(2027, 7, 1)]

    assert [retired.is_in_force(day) for day in days] == [False, True, True, False]


def test_the_values_in_force_follow_the_order_of_the_screens():
    assert [value.code for value in in_force("SEXE_GENRE", JOUR)] == ["F", "H", "X"]
    assert in_force("SEXE_GENRE", date(2025, 12, 31)) == ()


def test_a_value_knows_its_branch():
    assert parent_of("COUVERTURE", "C2S_GRATUITE") == "C2S"
    assert family("COUVERTURE", "C2S_GRATUITE") == "COMPL"
    assert family("COUVERTURE", "COMPL") == "COMPL"
    assert parent_of("COUVERTURE", "COMPL") is None
    assert children("COUVERTURE", "COMPL") == ("C2S", "MUTUELLE_ENT", "MUTUELLE_IND")
    assert children("COUVERTURE", "C2S_GRATUITE") == ()


def test_the_freins_make_ten_families_one_none_and_one_other():
    heads = [value.code for value in in_force("FREIN", JOUR) if value.parent is None]

    assert len(heads) == 12
    assert heads[-2:] == ["AUCUN_FREIN", "AUTRE_FREIN"]
    assert all(children("FREIN", head) for head in heads[:-2])


@pytest.mark.parametrize(
    ("tranche_age", "band"),
    [("A15_17", "Moins de 18"), ("A18_24", "18-49"), ("A50_59", "50-74"), ("A75P", "75 et plus"), ("REFUS", None)],
)
def test_ten_age_classes_are_published_in_four_bands(tranche_age: str, band: str | None):
    assert age4(tranche_age) == band


@pytest.mark.parametrize(
    ("frein", "form"),
    [
        ("FIN_RAC", "NON_DEMANDE"),
        ("FIN_SANS_COMPL", "NON_CONNAISSANCE"),
        ("ADM_DELAI", "NON_RECEPTION"),
        ("MEC_NON_PROPOSE", "NON_PROPOSITION"),
        ("AUCUN_FREIN", None),
        ("AUTRE_FREIN", None),
        ("NSP", None),
    ],
)
def test_a_frein_points_to_a_form_of_non_recours(frein: str, form: str | None):
    assert non_recours(frein) == form


def test_every_form_a_frein_points_to_is_declared():
    assert {value.extra for value in liste("FREIN").entrees} - {None} == {
        value.code for value in liste("NON_RECOURS").entrees
    }


def test_the_flag_belongs_to_the_value():
    assert is_sensible("THEME_SANTE", "MENTALE")
    assert not is_sensible("THEME_SANTE", "MEN_BIENETRE")
    assert not is_sensible("THEME_SANTE", "REFUS")


def test_the_public_face_names_only_what_exists():
    assert all(hasattr(nomenclatures, name) for name in nomenclatures.__all__)


def test_importing_the_catalogue_costs_less_than_60_milliseconds_of_processor():
    program = "import time; t = time.process_time(); import asv.domain.nomenclatures; print(time.process_time() - t)"

    costs = [float(subprocess.check_output([sys.executable, "-c", program], cwd=ROOT)) for _ in range(3)]

    assert min(costs) < 0.060
