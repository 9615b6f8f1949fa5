"""Every template compiles, serves somewhere and stays readable."""

import re

import pytest

from asv.app import make_templates
from tests.guards.tree import ROOT, python_files

TEMPLATES = ROOT / "templates"
PAGES = sorted(file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*.html"))
LAYOUTS = sorted(file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*.typ"))
READERS = [*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.typ"), *python_files("asv")]
TEXTS = {file: file.read_text(encoding="utf-8") for file in READERS}
SPOKEN = {file: re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL) for file, text in TEXTS.items()}  # without comments


@pytest.mark.parametrize("name", PAGES)
def test_a_template_compiles(name: str):
    make_templates().get_template(name)


@pytest.mark.parametrize("name", [*PAGES, *LAYOUTS])
def test_a_template_is_used(name: str):
    quoted = {f'"{name}"', f"'{name}'"} | ({f'"{name.rpartition("/")[2]}"'} if name.endswith(".typ") else set())

    others = [text for file, text in SPOKEN.items() if file != TEMPLATES / name]

    assert any(quote in text for quote in quoted for text in others), "nothing shows it"


def test_a_template_has_at_most_120_lines():
    assert [name for name in PAGES if len(TEXTS[TEMPLATES / name].splitlines()) > 120] == []
