"""The documents name what exists: variables, commands, files, decisions."""

import re

import pytest

from asv.__main__ import main
from asv.settings import Settings
from tests.guards.tree import ROOT

EXPLOITATION = (ROOT / "docs" / "exploitation.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
PATHS = re.compile(r"`((?:asv|tests|migrations|templates|docs|tools)/[\w./-]*\.\w+)`")
LINKS = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def test_every_setting_is_explained():
    explained = set(re.findall(r"^\| `(ASV_\w+)`", EXPLOITATION, re.MULTILINE))

    assert explained == {f"ASV_{field.upper()}" for field in Settings.model_fields}


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_an_example_and_stands_in_the_documents(name: str):
    assert "Exemple" in (main.commands[name].help or "")
    assert re.search(rf"\b{re.escape(name)}\b", EXPLOITATION + README)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_names_files_that_exist(page):
    text = page.read_text(encoding="utf-8")
    missing = [path for path in PATHS.findall(text) if not (ROOT / path).exists()]
    dead = [link for link in LINKS.findall(text) if not (page.parent / link).exists()]

    assert missing + dead == []


def test_every_decision_is_listed_in_order():
    listed = re.findall(
        r"^\| \[\d{4}\]\((\S+)\)", (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8"), re.MULTILINE
    )

    assert listed == sorted(file.name for file in (ROOT / "docs/decisions").glob("[0-9]*.md"))
