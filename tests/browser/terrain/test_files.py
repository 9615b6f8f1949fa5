"""What the tablet is made of: few plain files, all known by their hash, none doing what the house forbids."""

import gzip
import hashlib
import re

import pytest

from asv.domain.nomenclatures import VERSIONS, as_bytes
from asv.web import pwa

SCRIPTS = sorted((pwa.STATIC / "js").glob("*.js"))
ON_ORDINARY_PAGES = {"leave.js", "register-sw.js", "service-worker.js"}
IMPORT = re.compile(r"""(?:from|import)\s+"\./([\w-]+)\.js";""")
ACCENT = re.compile(r"[\"'`][^\"'`\n]*[àâçéèêëîïôùûÀÉÈ’][^\"'`\n]*[\"'`]")
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
FORBIDDEN = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|localStorage")
BUDGET = 60_000
PLACES = 1_000  # /api/terrain for the 36 communes and 21 quartiers of the CALL: 953 bytes


def imports_of(name):
    return set(IMPORT.findall((pwa.STATIC / "js" / f"{name}.js").read_text(encoding="utf-8")))


def test_the_worker_keeps_every_module_the_page_imports_and_no_other():
    reached, todo = set(), {"terrain"}
    while todo:
        name = todo.pop()
        reached.add(name)
        todo |= imports_of(name) - reached

    assert reached == set(pwa.MODULES)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_is_short_speaks_no_french_and_writes_no_markup(script):
    text = script.read_text(encoding="utf-8")
    code = COMMENT.sub("", text)

    assert len(text.splitlines()) <= 100
    assert FORBIDDEN.findall(code) == []
    assert ACCENT.findall(code) == []


def test_every_sentence_the_scripts_look_up_is_in_the_page():
    said = set(re.findall(r'data-asv-texte="([\w-]+)"', pwa.shell()))
    stems = {re.sub("-(un|n)$", "", name) for name in said}
    wanted = {name for s in SCRIPTS for name in re.findall(r'\btext\("([\w-]+)"', s.read_text(encoding="utf-8"))}

    assert wanted <= said | stems


def test_every_action_of_the_page_is_answered_by_a_script():
    asked = set(re.findall(r'data-asv-action="([\w-]+)"', pwa.shell()))
    answered = (pwa.STATIC / "js" / "actions.js").read_text(encoding="utf-8")

    assert {name for name in asked if not re.search(rf'^  (async )?"?{name}"?[:,(]', answered, re.MULTILINE)} == set()


def test_the_list_of_the_worker_is_the_files_as_they_are():
    kept = dict(pwa.precache_list())

    assert kept["/terrain"] == hashlib.sha256(pwa.shell().encode()).hexdigest()
    assert kept["/static/js/seal.js"] == hashlib.sha256((pwa.STATIC / "js" / "seal.js").read_bytes()).hexdigest()
    assert pwa.release_id() in pwa.shell()
    assert pwa.service_worker().startswith(f'const RELEASE = "{pwa.release_id()}";')


def test_the_page_has_no_inline_script_or_style_and_no_other_host():
    page = pwa.shell()

    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|https?://", page) == []


def test_the_notebook_with_its_lists_weighs_less_than_sixty_kilobytes_on_the_wire():
    files = [pwa.shell().encode(), pwa.manifest().encode(), pwa.service_worker().encode()]
    files += [(pwa.STATIC / asset).read_bytes() for asset in pwa.ASSETS]
    files.append(as_bytes(max(VERSIONS.values())))

    assert sum(len(gzip.compress(content, 6)) for content in files) + PLACES < BUDGET
