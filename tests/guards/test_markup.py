"""Nothing that somebody typed becomes markup: everything is escaped, on the server and on the tablet."""

import re

from tests.guards.tree import ROOT, calls, tracked_files

TRUSTED = {
    "asv/web/filters.py": "keeps as markup what already was",
    "asv/web/reading.py": "drawings of asv.documents, made of released values and escaped labels",
}
INJECTION = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|Function|createContextualFragment)\b"
)
INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


def test_no_template_switches_escaping_off():
    found = [
        t.name for t in (ROOT / "templates").rglob("*.html") if re.search(r"\|\s*safe\b|autoescape", t.read_text())
    ]

    assert found == []


def test_markup_is_made_in_the_listed_places_only():
    assert {file for file, name, _ in calls("asv") if name == "Markup"} == set(TRUSTED)
    assert [file for file, name, _ in calls("asv") if name in {"from_string", "Undefined"}] == []


def test_no_script_writes_markup_or_runs_text():
    scripts = [file for file in tracked_files() if file.suffix == ".js" and "vendor" not in file.parts]

    assert [file.name for file in scripts if INJECTION.search(file.read_text())] == []


def test_no_template_holds_a_script_or_a_style_of_its_own():
    found = {t.name: INLINE.findall(t.read_text()) for t in (ROOT / "templates").rglob("*.html")}

    assert {name: what for name, what in found.items() if what} == {}
