"""The cards shipped: the same labels in every language, written plainly, and honestly said unreviewed."""

import csv

import pytest

from asv.domain import nomenclatures
from asv.domain.champs import is_plain
from asv.reference.files import FOLDER
from asv.reference.traductions import LANGUES, REFERENCE, read_traductions

CODES = [langue.code for langue in LANGUES]
ASKED = {"SEXE_GENRE": True, "TRANCHE_AGE": True, "FREIN": False}


@pytest.mark.parametrize("langue", CODES)
def test_every_language_words_every_label_of_the_reference(langue):
    words = read_traductions(langue)

    assert list(words) == list(read_traductions(REFERENCE))
    assert all(is_plain(texte) and texte.strip() == texte and texte for texte in words.values())


@pytest.mark.parametrize("langue", [code for code in CODES if code != REFERENCE])
def test_what_nobody_read_over_says_so(langue):
    with (FOLDER / "langues" / f"{langue}.csv").open(encoding="utf-8") as file:
        assert {row["statut"] for row in csv.DictReader(file)} == {"à relire par un locuteur"}


@pytest.mark.parametrize("langue", CODES)
def test_no_two_answers_of_one_question_read_the_same(langue):
    words = read_traductions(langue)

    for liste in ASKED:
        texts = [texte for cle, texte in words.items() if cle.startswith(f"{liste}.")]
        assert len(set(texts)) == len(texts)


def test_the_ages_of_every_language_are_those_of_the_list():
    for entree in nomenclatures.LISTES["TRANCHE_AGE"].entrees:
        numbers = [part.lstrip("0") or "0" for part in entree.code[1:].rstrip("P").split("_")]
        for langue in CODES:
            texte = read_traductions(langue)[f"TRANCHE_AGE.{entree.code}"]
            assert all(number in texte for number in numbers), (langue, entree.code)


@pytest.mark.parametrize(("liste", "is_whole"), ASKED.items())
def test_every_answer_a_person_may_touch_has_its_words(liste, is_whole):
    offered = {e.code for e in nomenclatures.LISTES[liste].entrees if is_whole or e.parent is None}
    worded = {cle.split(".")[1] for cle in read_traductions(REFERENCE) if cle.startswith(f"{liste}.")}

    assert worded == offered
