"""The detector of free texts: same answers as in the browser, its bars on two sets of notes, and no slow text."""

import csv
import hashlib
import json
import time
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.fr import nir

from asv import detection
from asv.detection import Examen, Fragment, Genre, Usage, Verdict, examine
from asv.detection.folding import fold
from asv.detection.numbers import has_nir_key
from asv.detection.rules import load_rules
from asv.detection.words import load_words
from tests.support.notes import FIRST, FOLDER, HELD_OUT, REFUSED, false_alarms, read_notes, recall

CASES = json.loads((FOLDER / "cas.json").read_text())
DATA = Path(detection.__file__).parent / "data"
HOSTILE = [
    "a", "0", "06 ", "1-", "0 ", "aa@", "a@a.", "a.", "fr76 ", " ", "zero ", "Mme ", "Ab ", "née a ", "né à aaaa-",
    "12/", "12 mars ", "rue ", "1 rue de ", "+3", "(0)", "Жжж ", "a arobase ", "[at]", "1 bis ", "2A62 ", "\u200b",
    "a point ", "d. n. ", "ﷺ", "e\u0301", "𝟎𝟔", "١", "M. ", "{", "\n",
]  # fmt: skip
TEN_KB = 10_000


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["texte"][:40])
def test_each_case_has_its_verdict_and_its_fragments(case: dict):
    usage, examen = Usage(case["usage"]), examine(case["texte"])

    found = sorted(examen.refused(usage) + examen.asked(usage))

    assert examen.verdict_for(usage) is Verdict(case["verdict"])
    assert [[one.start, one.end, one.genre.value] for one in found] == case["fragments"]


def test_there_are_cases_of_every_kind_and_enough_of_them():
    assert len(CASES) >= 60
    assert {kind for case in CASES for _, _, kind in case["fragments"]} == {genre.value for genre in Genre}


@pytest.mark.parametrize(("file", "fewest"), [(FIRST, 200), (HELD_OUT, 60)])
def test_the_bars_hold_on_each_set_of_notes(file: str, fewest: int):
    notes = read_notes(file)

    refused, names, alarms = recall(notes, REFUSED), recall(notes, frozenset({Genre.NOM})), false_alarms(notes)

    assert len(notes) >= fewest
    assert alarms[1] >= 0.45 * len(notes)
    assert refused[0] >= 0.98 * refused[1] > 0
    assert names[0] >= 0.90 * names[1] > 0
    assert alarms[0] <= 0.10 * alarms[1]


def test_an_illness_blocks_a_note_about_somebody_and_not_the_text_of_an_action():
    examen = examine("Dépistage du diabète")

    assert examen.verdict is Verdict.CLEAN
    assert examen.verdict_for(Usage.NOTE) is Verdict.REFUSE


def test_the_answer_holds_places_and_kinds_and_nothing_of_the_text():
    examen = examine("Mme Kowalczyk, 06 39 98 01 12")

    assert {field.name for field in fields(Fragment)} == {"start", "end", "genre"}
    assert {field.name for field in fields(Examen)} == {"fragments"}
    assert "kowal" not in repr(examen).lower()
    assert "39" not in repr(examen)


@pytest.mark.parametrize("motif", HOSTILE)
def test_ten_thousand_hostile_characters_are_read_at_once(motif: str):
    texte = (motif * TEN_KB)[:TEN_KB]
    folded = fold(texte).text
    examine("x")

    for name, pattern in load_rules().patterns.items():
        start = time.process_time()
        sum(1 for _ in pattern.finditer(folded))
        assert time.process_time() - start < 0.05, name
    start = time.process_time()
    examine(texte)
    assert time.process_time() - start < 0.5


@given(st.text(max_size=300))
def test_any_text_gets_fragments_inside_it_in_order_and_apart(texte: str):
    found = examine(texte).fragments

    assert all(0 <= one.start < one.end <= len(texte) for one in found)
    assert all(one.end <= after.start for one, after in pairwise(found))


NUMBERS = st.tuples(
    st.sampled_from("12"), st.integers(0, 99).map("{:02d}".format), st.integers(1, 12).map("{:02d}".format),
    st.sampled_from(["62", "59", "2A", "2B", "99"]), st.integers(1, 989).map("{:03d}".format),
    st.integers(1, 999).map("{:03d}".format),
).map("".join)  # fmt: skip


@given(NUMBERS, st.integers(1, 97).map("{:02d}".format))
def test_our_key_of_a_social_security_number_is_the_one_of_the_library(number: str, key: str):
    assert has_nir_key(number.lower() + nir.calc_check_digits(number))
    assert has_nir_key(number.lower() + key) is (key == nir.calc_check_digits(number))


def test_the_word_sets_know_words_and_names_apart():
    words = load_words()

    assert all(words.is_common(word) for word in ("rappeler", "orientees", "avec", "souhaitait", "dentiste"))
    assert not any(words.is_common(word) for word in ("kowalczyk", "benali", "zeynep", "lefebvre"))


def test_the_shipped_files_match_what_their_list_of_sources_says():
    with (DATA / "SOURCES.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert {row["fichier"] for row in rows} == {file.name for file in DATA.iterdir()} - {"SOURCES.csv"}
    assert all(row["licence"] and row["source"] for row in rows)
    for row in rows:
        assert hashlib.sha256((DATA / row["fichier"]).read_bytes()).hexdigest() == row["sha256"]
