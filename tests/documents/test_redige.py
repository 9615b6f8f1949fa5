"""A version of the document as PDF and DOCX: accessible, editable, reproducible, deaf to what it is given."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from itertools import pairwise

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from asv.documents.charts import Bar, horizontal_bars
from asv.documents.docx import redige_docx
from asv.documents.pdf import redige_pdf
from asv.documents.redige import SHORTER, EtatImprime, Feuillet, annexe, restitution, whole
from asv.domain.diffusion import ReleasedCell, Statut
from asv.domain.diffusion.released import _SEAL
from asv.domain.document import DESSIN, Annexe, Contenu, Dessin, Grille, Partie, Prose, empreinte_of
from tests.documents.test_pdf import HOSTILE, structure, text_of

PROSE = """## Ce qui ressort

Le coût **d’abord**, puis *les délais* ; voir [l’Insee](https://www.insee.fr).

1. trouver un médecin
2. payer ses lunettes

Puis :

1. venir
   - à pied
   - en bus

> On attend trois mois."""
FREINS = Grille(
    "Freins cités", ("Réponse", "Contacts", "Part"), (("Coût", "1 094", "25 %"), ("Refus", "c", "c")),
    "Le plus cité est le coût.", "Médiation santé, 2025",
)  # fmt: skip
LONG = Grille(
    "Actions", ("Action", "Thème", "Où", "Portée par", "Dates"),
    tuple((f"Action {n} au titre assez long", "Prévention", "Cité 12, Cité 14", "Hôpital", "3") for n in range(40)),
    textes=True,
)  # fmt: skip
ETAT = EtatImprime("Publiée", [(date(2026, 6, 1), "trois mois", "deux mois")])


def drawn(*, is_large: bool = False) -> Grille:
    """The same freins as bars, beside their table or above it."""
    bars = [Bar(ligne[0], cell_of(ligne)) for ligne in FREINS.lignes]
    figure = horizontal_bars(DESSIN, FREINS.titre, bars)
    dessin = Dessin(figure.svg, figure.description, "Le plus cité est le coût.", "Une ligne hachurée…", is_large)
    return replace(FREINS, dessin=dessin)


def cell_of(ligne: tuple[str, ...]) -> ReleasedCell:
    """A line of FREINS as the release gave it."""
    if ligne[1] == "c":
        return ReleasedCell(_SEAL, Statut.CONFIDENTIEL)
    return ReleasedCell(_SEAL, Statut.PUBLIE, 1094, 0.25, (0.24, 0.26))


def contenu(texte: str = PROSE) -> Contenu:
    parties = (
        Partie("synthese", "Synthèse", "document", (Prose(texte),)),
        Partie("difficultes", "Difficultés", "document", (FREINS, drawn(), drawn(is_large=True), LONG)),
        Partie("r_fait", "Ce que nous avons fait", "restitution", (Prose("Des permanences."), LONG)),
    )
    fiche = Annexe("QN1", "Cité 12", "Lens — 2 400 habitants", (FREINS, drawn(), FREINS, LONG, LONG))
    commune = Annexe("62498", "Lens", "Quartiers prioritaires : Cité 12", (FREINS, LONG, LONG))
    return Contenu("Diagnostic", "Essai", 2025, 3, "2026-05-12", parties, (fiche,), (commune,))


def printed(feuillet: Feuillet) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(redige_pdf(feuillet)))


@pytest.fixture(scope="module")
def reader() -> pypdf.PdfReader:
    return printed(whole(contenu(), ETAT))


@pytest.fixture(scope="module")
def word() -> docx.document.Document:
    return docx.Document(io.BytesIO(redige_docx(whole(contenu(), ETAT))))


def tags(reader: pypdf.PdfReader) -> list[str]:
    return [node["/S"] for node in structure(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])]


def test_the_pdf_is_tagged_in_french_and_declares_pdf_ua_1(reader):
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr-FR"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.xmp_metadata.stream.get_data()
    assert reader.metadata.title == "Diagnostic — Essai"


def test_headings_lists_quotations_links_and_heads_of_tables_are_tagged(reader):
    found = tags(reader)
    levels = [int(tag[2:]) for tag in found if tag[1:2] == "H" and tag[2:].isdigit()]

    assert {"/L", "/LI", "/BlockQuote", "/Link", "/Strong", "/Em"} <= set(found)
    assert found.count("/TH") >= 3 * found.count("/Table")
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_fingerprint_the_state_and_the_erratum_are_printed(reader):
    text = text_of(reader).replace("\n", "")

    assert empreinte_of(contenu()) in text
    assert "Version 3, figée le 12 mai 2026. Publiée." in text
    assert "Au lieu de" in text
    assert "deux mois" in text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_somebody_typed_is_printed_and_never_obeyed(hostile: str):
    plain = hostile.replace("*", "").replace("_italique_", "italique").replace("= titre", "= titre")

    text = text_of(printed(whole(contenu(hostile), ETAT)))

    assert plain.replace(" ", "") in text.replace("\n", "").replace(" ", "")


def test_a_sheet_of_a_quartier_holds_on_two_pages_and_a_commune_on_one():
    given = contenu()

    assert len(printed(annexe(given, EtatImprime("Publiée"), given.fiches[0])).pages) <= 2
    assert len(printed(annexe(given, EtatImprime("Publiée"), given.communes[0], SHORTER)).pages) == 1


def test_the_sheets_of_the_document_open_under_their_heading_and_hold_on_two_pages_each():
    given = contenu()
    long = (*given.fiches[0].morceaux, LONG, LONG)
    sheets = [Annexe(f"QN{rank}", f"Cité {rank}", "Lens", long) for rank in range(12, 15)]
    pages = [page.extract_text() for page in printed(whole(replace(given, fiches=tuple(sheets)), ETAT)).pages]
    openings = [next(n for n, page in enumerate(pages[1:], 1) if f"{one.titre}\n" in page) for one in sheets]

    assert "Fiches des quartiers" in pages[openings[0]]
    assert all(end - start == 2 for start, end in pairwise([*openings, len(pages)]))


def test_no_page_of_the_document_holds_a_heading_alone(reader):
    foot = len(whole(contenu(), ETAT).pied)

    assert all(len(page.extract_text()) > foot + 100 for page in reader.pages)


def test_the_restitution_holds_only_what_is_for_the_inhabitants_and_says_what_it_leaves_out():
    text = text_of(printed(restitution(contenu(), EtatImprime("Publiée"))))

    assert "Des permanences." in text
    assert "Le coût" not in text
    assert "Et 28 autres" in text.replace("\n", " ")


def test_the_docx_has_real_headings_lists_and_quotations(word):
    styles = {paragraph.style.name for paragraph in word.paragraphs}

    assert {"Title", "Heading 1", "Heading 2", "List Number", "List Bullet 2", "Quote", "Caption"} <= styles
    assert [p.text for p in word.paragraphs if p.style.name == "Heading 1"] == [
        "Errata", "1. Synthèse", "2. Difficultés", "Fiches des quartiers",
    ]  # fmt: skip


def test_the_docx_has_tables_whose_heads_repeat(word):
    heads = [table.rows[0]._tr.trPr.find(qn("w:tblHeader")) for table in word.tables]

    assert [cell.text for cell in word.tables[0].rows[1].cells] == ["Coût", "1 094", "25 %"]
    assert heads
    assert None not in heads


def test_each_numbered_list_of_the_docx_starts_again(word):
    numbers = [p._p.pPr.numPr.numId.val for p in word.paragraphs if p.style.name == "List Number"]

    assert numbers[0] == numbers[1] != numbers[2]


def test_the_docx_says_its_language_its_title_and_no_author_but_the_territoire(word):
    assert word.core_properties.language == "fr-FR"
    assert word.core_properties.title == "Diagnostic — Essai"
    assert word.core_properties.author == "Essai"
    assert word.core_properties.created.date() == date(2026, 5, 12)


def test_a_link_of_the_docx_leads_where_it_says(word):
    targets = [rel.target_ref for rel in word.part.rels.values() if rel.is_external]

    assert targets == ["https://www.insee.fr"]


def test_each_drawing_of_the_pdf_is_a_figure_with_its_alternative_text(reader):
    figures = [node for node in structure(reader.trailer["/Root"]["/StructTreeRoot"]["/K"]) if node["/S"] == "/Figure"]

    assert len(figures) == 2 + 1  # two in the chapter, one on the sheet of the quartier
    assert all("Coût : 25\u202f%" in figure["/Alt"] for figure in figures)


def test_each_drawing_of_the_docx_is_a_picture_with_its_alternative_text_and_its_table_follows(word):
    alternatives = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    captions = [p.text for p in word.paragraphs if p.style.name == "Caption"]

    assert len(alternatives) == 3
    assert all("Coût : 25\u202f%" in text and "Refus : c" in text for text in alternatives)
    assert captions.count("Freins cités, en chiffres") == 3
    assert [p.text for p in word.paragraphs].count("Le plus cité est le coût.") == 3


def test_a_drawing_is_no_wider_than_the_page(word):
    section = word.sections[0]
    room = section.page_width - section.left_margin - section.right_margin

    assert all(shape.width <= room for shape in word.inline_shapes)


@pytest.mark.parametrize("write", [redige_pdf, redige_docx])
def test_the_same_version_gives_the_same_bytes(write):
    assert write(whole(contenu(), ETAT)) == write(whole(contenu(), ETAT))


def test_no_part_of_the_docx_tells_when_it_was_made():
    with zipfile.ZipFile(io.BytesIO(redige_docx(whole(contenu(), ETAT)))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
