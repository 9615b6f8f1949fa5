"""The printed diagnostic: accessible, faithful, and deaf to what it is given."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pypdf
import pytest
from pypdf.generic import DictionaryObject

from asv.documents.diagnostic import DiagnosticInput, diagnostic_document
from asv.documents.pdf import TEMPLATES, TypesettingError, diagnostic_pdf
from tests.documents.drawn import SECRET

DAY = date(2027, 3, 1)
SOMMAIRE = 1
HOSTILE = (
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0"',
    '#image("http://127.0.0.1:9/x.png")',
    "$integral$ *gras* _italique_ `code` = titre",
    "<etiquette> @reference https://exemple.invalid",
    "</svg><script>alert(1)</script>",
)


def printed(given: DiagnosticInput) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(diagnostic_pdf(diagnostic_document(given), DAY)))


@pytest.fixture(scope="module")
def reader(given) -> pypdf.PdfReader:
    return printed(given)


def structure(node: Any) -> Iterator[DictionaryObject]:
    """Every element of the tag tree, in reading order."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from structure(child)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from structure(node["/K"])


def text_of(reader: pypdf.PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def test_the_file_is_tagged_and_declares_pdf_ua_1(reader):
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "fr-FR"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.xmp_metadata.stream.get_data()


def test_the_file_can_be_archived_as_pdf_a_2a(reader):
    metadata = reader.xmp_metadata.stream.get_data()

    assert b"<pdfaid:part>2</pdfaid:part>" in metadata
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in metadata


def test_the_title_names_the_territory_and_the_period(reader):
    assert reader.metadata.title == "Diagnostic santé des quartiers prioritaires — Agglomération d’essai, Année 2026"


def test_every_figure_has_an_alternative_text(reader):
    figures = [node for node in structure(reader.trailer["/Root"]["/StructTreeRoot"]["/K"]) if node["/S"] == "/Figure"]

    assert len(figures) >= 6
    assert all(figure.get("/Alt") for figure in figures)


def test_every_table_has_heads(reader):
    tags = [node["/S"] for node in structure(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])]

    assert tags.count("/Table") >= 6
    assert tags.count("/TH") >= 2 * tags.count("/Table")


def test_headings_never_skip_a_level(reader):
    tags = [node["/S"] for node in structure(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])]
    levels = [int(tag[2:]) for tag in tags if tag[1:2] == "H" and tag[2:].isdigit()]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_pages_are_numbered_and_each_says_when_and_among_whom(reader):
    text = reader.pages[2].extract_text()

    assert f"3 / {len(reader.pages)}" in text
    assert "Parmi les personnes rencontrées" in text
    assert "1er mars 2027" in text


def words_of(page: pypdf.PageObject, numbering: str) -> list[str]:
    text = page.extract_text().replace(numbering, "")
    return text.replace("\u202f", "").replace("\u00a0", "").split()


def test_a_released_count_is_printed_and_a_hidden_one_is_not(reader):
    total = len(reader.pages)
    words = [words_of(page, f"{rank} / {total}") for rank, page in enumerate(reader.pages, start=1)]

    assert any("1094" in page for page in words)
    body = [page for rank, page in enumerate(words) if rank != SOMMAIRE]
    assert not [page for page in body if str(SECRET) in page]


def test_no_alternative_text_holds_a_hidden_count(reader):
    figures = [node for node in structure(reader.trailer["/Root"]["/StructTreeRoot"]["/K"]) if node["/S"] == "/Figure"]

    words = [word.strip("\u202f%;.: ") for figure in figures for word in str(figure["/Alt"]).split()]
    assert "c" in words
    assert str(SECRET) not in words


def test_a_quartier_takes_one_page(reader, given):
    pages = [page.extract_text() for page in reader.pages]

    assert all(sum(f"Quartier n° {rank} sur la carte" in page for page in pages) == 1 for rank in (1, 2, 3))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_is_given_is_printed_as_it_is_and_never_obeyed(given, hostile):
    reader = printed(replace(given, synthese=(hostile,), territoire=hostile))

    assert hostile.replace(" ", "") in text_of(reader).replace("\n", "").replace(" ", "")


def test_the_templates_reach_no_package_and_no_file_outside_their_folder():
    sources = "".join(path.read_text() for path in TEMPLATES.glob("*.typ"))

    assert "@preview" not in sources
    assert not [call for call in ("read(", "plugin(", "csv(", "xml(", "yaml(") if call in sources]


def test_a_template_that_reads_outside_its_folder_is_refused(given, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    jail = tmp_path / "jail"
    jail.mkdir()
    (jail / "diagnostic.typ").write_text('#read("../secret.txt")')

    with pytest.raises(TypesettingError, match="would escape the project root"):
        diagnostic_pdf(diagnostic_document(given), DAY, templates=jail)


def test_the_same_document_and_day_give_the_same_bytes(given):
    document = diagnostic_document(given)

    assert diagnostic_pdf(document, DAY) == diagnostic_pdf(document, DAY)


def test_a_template_that_fails_is_told_and_gives_no_file(given, tmp_path):
    (tmp_path / "diagnostic.typ").write_text("#panic(sys.inputs.document.len())")

    with pytest.raises(TypesettingError, match="panicked"):
        diagnostic_pdf(diagnostic_document(given), DAY, templates=tmp_path)


def test_a_document_that_takes_all_the_memory_is_stopped(given, tmp_path):
    (tmp_path / "diagnostic.typ").write_text(
        '#let s = "x" * 100000000\n#let l = range(0, 12).map(i => s + str(i))\n#l.len()'
    )

    with pytest.raises(TypesettingError):
        diagnostic_pdf(diagnostic_document(given), DAY, templates=tmp_path)
