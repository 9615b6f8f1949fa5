"""docs/fiabilite.md tells every scenario promised, and each with tests that exist."""

import re

from tests.guards.tree import ROOT

PROMISED = {f"S{n:02}" for n in (*range(1, 10), *range(12, 30), *range(31, 37), 39, 42)}
TEXT = (ROOT / "docs" / "fiabilite.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (S\d\d) \|(.*)$", re.MULTILINE)


def test_every_scenario_has_one_row():
    told = [number for number, _ in ROW.findall(TEXT)]

    assert sorted(told) == sorted(PROMISED)


def test_every_row_names_tests_that_exist():
    named = {number: re.findall(r"`(tests/[\w/]+\.py)`", row) for number, row in ROW.findall(TEXT)}

    assert [number for number, files in named.items() if not files] == []
    assert [file for files in named.values() for file in files if not (ROOT / file).is_file()] == []


def test_every_row_says_what_was_measured():
    assert [number for number, row in ROW.findall(TEXT) if not row.rstrip(" |").split("|")[-1].strip()] == []
    assert "@" not in TEXT
