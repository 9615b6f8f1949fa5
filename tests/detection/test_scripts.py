"""The detector’s modules in the browser: short, without French and without markup, like every script of the house."""

import re
from pathlib import Path

import pytest

import asv

FOLDER = Path(asv.__file__).parent / "web" / "static" / "js" / "texte"
SCRIPTS = sorted(FOLDER.glob("*.js"))
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
FRENCH = re.compile(r"[\"'`][^\"'`\n]*[àâçéèêëîïôùûÀÉÈ][^\"'`\n]*[\"'`]")
FORBIDDEN = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|localStorage|console"
)
TWINS = {"addresses", "births", "folding", "names", "numbers", "reading", "rules", "tokens", "words"}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_module_is_short_speaks_no_french_and_writes_no_markup(script: Path):
    text = script.read_text(encoding="utf-8")
    code = COMMENT.sub("", text)

    assert len(text.splitlines()) <= 100
    assert FRENCH.findall(code) == []
    assert FORBIDDEN.findall(code) == []


def test_each_module_has_its_twin_on_the_server():
    python = {file.stem for file in (FOLDER.parents[3] / "detection").glob("*.py")}

    assert python >= TWINS
    assert {script.stem for script in SCRIPTS} >= TWINS


def test_the_modules_send_and_keep_nothing():
    kept = re.compile(r"fetch\((?!\"/static/)|XMLHttpRequest|sendBeacon|indexedDB|sessionStorage|caches\.|postMessage")

    assert [script.name for script in SCRIPTS if kept.search(script.read_text(encoding="utf-8"))] == []
