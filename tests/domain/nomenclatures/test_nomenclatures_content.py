"""The lists hold what was decided, and each value can be read, dated and traced."""

import csv
import re
from collections import Counter
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from asv.domain.nomenclatures import LISTES, NON_REPONSES

STUDY = Path(__file__).parents[4] / "shared" / "domaine" / "nomenclatures.csv"
FOUNDATION = date(2026, 1, 1)
ENTREES = [(liste.code, entree) for liste in LISTES.values() for entree in liste.entrees]


def plain(text: str) -> str:
    """Undo the typography of the screens, and the working mark of the study."""
    return text.replace("’", "'").replace("\u202f", " ").replace(" [PK]", "")


def test_there_are_38_lists_and_655_founding_values_and_no_later_one_borrows_their_date():
    founding = [entree for _, entree in ENTREES if entree.depuis == FOUNDATION]

    assert len(LISTES) == 38
    assert len(founding) == 655, "a new value states its own depuis"


def test_a_code_is_unique_over_all_lists():
    counts = Counter(entree.code for _, entree in ENTREES)

    assert [code for code, count in counts.items() if count > 1] == []


def test_a_code_is_a_slug():
    assert [entree.code for _, entree in ENTREES if not re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*", entree.code)] == []


def test_a_value_has_a_label_and_a_source():
    assert [entree.code for _, entree in ENTREES if not entree.libelle.strip() or not entree.source.strip()] == []


def test_the_dates_of_a_value_are_in_order():
    wrong = [e.code for _, e in ENTREES if e.depuis < FOUNDATION or (e.jusqu_a is not None and e.jusqu_a < e.depuis)]

    assert wrong == []


def test_a_parent_is_a_value_of_the_same_list():
    codes = {liste.code: {entree.code for entree in liste.entrees} for liste in LISTES.values()}

    assert [entree.code for liste, entree in ENTREES if entree.parent not in codes[liste] | {None}] == []


def test_a_short_label_fits_its_button():
    assert [entree.code for _, entree in ENTREES if not 0 < len(entree.court) <= 28] == []


def test_a_short_label_is_unique_among_its_siblings():
    counts = Counter((liste, entree.parent, entree.court) for liste, entree in ENTREES)

    assert [sibling for sibling, count in counts.items() if count > 1] == []


def test_every_text_follows_french_typography():
    texts = [liste.libelle for liste in LISTES.values()]
    texts += [text for _, e in ENTREES for text in (e.libelle, e.court, e.definition, e.source)]

    assert [text for text in texts if re.search(r"'|[^\u202f][;:!?»]|«[^\u202f]|\[", text)] == []


def test_the_rank_follows_the_order_of_the_file():
    for liste in LISTES.values():
        assert [entree.ordre for entree in liste.entrees] == list(range(1, len(liste.entrees) + 1))


def test_a_list_is_filed_under_its_own_code():
    folder = Path(__file__).parents[3] / "asv" / "domain" / "nomenclatures"

    assert all(liste.code == code and (folder / f"{code.lower()}.py").exists() for code, liste in LISTES.items())


def test_the_five_non_answers_keep_their_names():
    assert {"NC", "ND", "REFUS", "NSP", "SO"} == NON_REPONSES


def test_short_labels_of_violence_never_say_the_word_to_who_reads_over_the_shoulder():
    labels = [entree.court.lower() for _, entree in ENTREES]

    assert [label for label in labels if "violence" in label or "ivg" in label or "vih" in label] == []


@pytest.mark.skipif(not STUDY.exists(), reason="the study is not beside this clone")
def test_the_lists_say_what_the_study_says():
    with STUDY.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["liste"]]

    for code, lines in groupby(rows, key=lambda row: row["liste"]):
        expected = [
            (
                int(row["ordre"]),
                row["code"],
                row["libelle_fr"],
                plain(row["definition"]),
                row["parent"] or None,
                row["sensible"] == "O",
                # the study doubles the flag of three lists in its extra column
                None if row["extra_colonne"] == "Sensible" else row["extra_valeur"] or None,
            )
            for row in lines
        ]
        founding = [entree for entree in LISTES[code].entrees if entree.depuis == FOUNDATION]
        assert [
            (e.ordre, e.code, plain(e.libelle), plain(e.definition), e.parent, e.sensible, e.extra) for e in founding
        ] == expected
    assert {row["liste"] for row in rows} == set(LISTES)
