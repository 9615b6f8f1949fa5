"""What the tablet is made of: few plain files, all known by their hash, none doing what the house forbids."""

import gzip
import hashlib
import re

import pytest

from asv.domain.nomenclatures import VERSIONS, Part, as_bytes
from asv.web import pieces, pwa

SCRIPTS = sorted((pwa.STATIC / "js").glob("*.js"))
IMPORT = re.compile(r"""(?:from|import)\s+"\./([\w-]+)\.js";""")
ACCENT = re.compile(r"[\"'`][^\"'`\n]*[àâçéèêëîïôùûÀÉÈ’][^\"'`\n]*[\"'`]")
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
FORBIDDEN = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|localStorage")
BUDGET = 60_000
PIECE_BUDGET = 12_000
LARGER_PIECES = {}  # those that hold data: name and budget
PLACES = 1_000  # /api/terrain for the 36 communes and 21 quartiers of the CALL: 953 bytes


def imports_of(name):
    return set(IMPORT.findall((pwa.STATIC / "js" / f"{name}.js").read_text(encoding="utf-8")))


def reached_from(*names):
    reached, todo = set(), set(names)
    while todo:
        name = todo.pop()
        reached.add(name)
        todo |= imports_of(name) - reached
    return reached


def weight(contents):
    return sum(len(gzip.compress(content, 6)) for content in contents)


def pages():
    """The shell and every piece, as one text each."""
    return [pwa.shell(), *(page for _, page in pieces.pages())]


def test_the_worker_keeps_every_module_the_page_imports_and_no_other():
    assert reached_from("terrain") == set(pwa.MODULES)


@pytest.mark.parametrize("name", pwa.PIECES)
def test_a_piece_lists_every_module_it_imports_beyond_the_shell(name):
    piece = pwa.PIECES[name]

    assert reached_from(*piece.modules) - set(pwa.MODULES) == set(piece.modules)
    assert not set(piece.modules) & set(pwa.MODULES)


@pytest.mark.parametrize("name", pwa.PIECES)
def test_a_piece_is_light(name):
    piece = pwa.PIECES[name]
    files = [(pwa.STATIC / "js" / f"{module}.js").read_bytes() for module in piece.modules]
    files += [(pwa.STATIC / file).read_bytes() for file in piece.files]

    assert weight([*files, (pieces.page_of(name) or "").encode()]) < LARGER_PIECES.get(name, PIECE_BUDGET)


def test_the_worker_keeps_the_page_and_its_pieces():
    shell, others = ({file.path for file in files} for files in (pwa.shell_list(), pwa.pieces_list()))

    assert not [path for path in shell if "/pieces" in path]
    assert others == {address for address, _ in pieces.pages()} | {f"/static/{asset}" for asset in pieces.assets()}
    assert not shell & others


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_is_short_speaks_no_french_and_writes_no_markup(script):
    text = script.read_text(encoding="utf-8")
    code = COMMENT.sub("", text)

    assert len(text.splitlines()) <= 100
    assert FORBIDDEN.findall(code) == []
    assert ACCENT.findall(code) == []


def test_every_sentence_the_scripts_look_up_is_in_the_page():
    said = {name for page in pages() for name in re.findall(r'data-asv-texte="([\w-]+)"', page)}
    stems = {re.sub("-(un|n)$", "", name) for name in said}
    wanted = {name for s in SCRIPTS for name in re.findall(r'\btext\("([\w-]+)"', s.read_text(encoding="utf-8"))}

    assert wanted <= said | stems


def test_every_action_of_the_page_is_answered_by_a_script():
    buttons = [tag for page in pages() for tag in re.findall(r"<[^>]*data-asv-action=[^>]*>", page)]
    asked = set()
    for tag in buttons:
        piece = re.search(r'data-asv-piece="([\w-]+)"', tag)
        asked.add((piece[1] if piece else "actions", re.search(r'data-asv-action="([\w-]+)"', tag)[1]))
    scripts = {name: (pwa.STATIC / "js" / f"{name}.js").read_text(encoding="utf-8") for name, _ in asked}
    scripts["actions"] += (pwa.STATIC / "js" / "persons.js").read_text(encoding="utf-8")

    unanswered = {
        (script, name)
        for script, name in asked
        if not re.search(rf'^  (async )?"?{name}"?[:,(]', scripts[script], re.MULTILINE)
    }

    assert unanswered == set()


def test_the_list_of_the_worker_is_the_files_as_they_are():
    kept = dict((*pwa.shell_list(), *pwa.pieces_list()))

    assert kept["/terrain"] == hashlib.sha256(pwa.shell().encode()).hexdigest()
    assert kept["/static/js/seal.js"] == hashlib.sha256((pwa.STATIC / "js" / "seal.js").read_bytes()).hexdigest()
    assert pwa.release_id() in pwa.shell()
    assert pwa.service_worker().startswith(f'const RELEASE = "{pwa.release_id()}";')


def test_the_page_has_no_inline_script_or_style_and_no_other_host():
    found = [re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|https?://", page) for page in pages()]

    assert not any(found)


def test_the_notebook_with_its_lists_weighs_less_than_sixty_kilobytes_on_the_wire():
    files = [pwa.shell().encode(), pwa.manifest().encode(), pwa.service_worker().encode()]
    files += [(pwa.STATIC / asset).read_bytes() for asset in pwa.ASSETS]
    files.append(as_bytes(max(VERSIONS.values()), Part.SAISIE))

    assert weight(files) + PLACES < BUDGET
