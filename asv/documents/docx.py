"""A version of the document as an editable DOCX: real heading styles, lists, tables whose heads repeat.

The same version gives the same bytes: its dates are those of the version, and the archive is packed without a clock.
"""

import io
from collections.abc import Sequence
from datetime import datetime, time
from typing import Final

import docx
from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from asv.documents.archive import packed, unpacked
from asv.documents.content import Tableau
from asv.documents.feuille import pixels_of
from asv.documents.prose import Alinea, Citation, Intertitre, Mots, Puces
from asv.documents.redige import Chapitre, Feuillet, Imprimable, Planche

NESTED: Final = 3
"""Levels of list that the default styles hold."""
ROOM: Final = Cm(15)
"""Width of a large drawing, inside the margins of the default page."""


def redige_docx(feuillet: Feuillet) -> bytes:
    """The bytes of a DOCX to be opened and corrected in a word processor."""
    word = docx.Document()
    _head(word, feuillet)
    for chapitre in feuillet.chapitres:
        _chapter(word, chapitre)
    written = io.BytesIO()
    word.save(written)
    return packed(unpacked(written.getvalue()))


def _head(word: Word, feuillet: Feuillet) -> None:
    """Title, language, dates, and the foot of each page."""
    moment = datetime.combine(feuillet.jour, time())
    told = {
        "title": f"{feuillet.titre} — {feuillet.territoire}", "author": feuillet.territoire, "language": "fr-FR",
        "comments": "", "revision": 1, "created": moment, "modified": moment,
    }  # fmt: skip
    for name, value in told.items():
        setattr(word.core_properties, name, value)
    normal = word.styles["Normal"]
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "fr-FR")
    normal.element.get_or_add_rPr().append(language)
    word.add_heading(feuillet.titre, level=0)
    for text in (feuillet.territoire, feuillet.sous_titre, *feuillet.mentions):
        word.add_paragraph(text)
    word.sections[0].footer.paragraphs[0].text = feuillet.pied


def _chapter(word: Word, chapitre: Chapitre) -> None:
    if chapitre.niveau:
        heading = word.add_heading(chapitre.titre, level=chapitre.niveau)
        heading.paragraph_format.page_break_before = chapitre.nouvelle_page or None
    if chapitre.sous_titre:
        word.add_paragraph(chapitre.sous_titre)
    _blocs(word, chapitre.blocs, chapitre.niveau, "")


def _blocs(word: Word, blocs: Sequence[Imprimable], base: int, style: str, depth: int = 1) -> list[Paragraph]:
    """base: level of the chapter; style: of the quotation or list around, nothing outside; depth: of the list.

    Gives the paragraphs written at this depth.
    """
    written: list[Paragraph] = []
    for bloc in blocs:
        match bloc:
            case Tableau():
                _table(word, bloc)
            case Planche():
                _drawing(word, bloc)
            case Intertitre(mots, niveau):
                _runs(word.add_heading("", level=base + niveau), mots)
            case Alinea(mots):
                written.append(_runs(word.add_paragraph(style=style or None), mots))
            case Citation(inner):
                _blocs(word, inner, base, "Quote", depth)
            case Puces():
                _list(word, bloc, base, depth)
    return written


def _list(word: Word, puces: Puces, base: int, depth: int) -> None:
    """A list in the style of its kind and depth; a numbered one starts at 1 whatever came before."""
    kind = "List Number" if puces.is_numerotee else "List Bullet"
    name = kind if depth == 1 else f"{kind} {min(depth, NESTED)}"
    paragraphs = [one for item in puces.items for one in _blocs(word, item, base, name, depth + 1)]
    if puces.is_numerotee:
        numbering = word.part.numbering_part.element
        of_style = word.styles[name].element.pPr.numPr.numId.val
        number = numbering.add_num(numbering.num_having_numId(of_style).abstractNumId.val)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        for one in paragraphs:
            one._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number.numId  # noqa: SLF001


def _runs(paragraph: Paragraph, mots: Sequence[Mots]) -> Paragraph:
    for one in mots:
        run = paragraph.add_run(one.texte)
        run.bold, run.italic = one.gras or None, one.italique or None
        if one.lien:
            _linked(paragraph, run, one.lien)
    return paragraph


def _linked(paragraph: Paragraph, run: Run, address: str) -> None:
    """Puts a run inside a link; python-docx reads links but writes none."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run.font.underline = True
    paragraph._p.append(link)  # noqa: SLF001 - the element itself
    link.append(run._r)  # noqa: SLF001


def _table(word: Word, tableau: Tableau) -> None:
    """A caption, the table with heads that repeat on each page, its note."""
    caption = word.add_paragraph(tableau.titre, style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = word.add_table(rows=1, cols=len(tableau.colonnes), style="Table Grid")
    _row(table, 0, tableau.colonnes, bold=True)
    head = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(head)  # noqa: SLF001
    for ligne in tableau.lignes:
        table.add_row()
        _row(table, len(table.rows) - 1, ligne)
    if tableau.note:
        word.add_paragraph().add_run(tableau.note).font.size = Pt(8.5)


def _drawing(word: Word, planche: Planche) -> None:
    """The drawing as a picture with its alternative text, its sentence, how it reads, then its table."""
    figure = planche.dessin.figure
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    width = Length(round(ROOM * planche.dessin.largeur))
    picture = paragraph.add_run().add_picture(io.BytesIO(pixels_of(figure)), width=width)
    picture._inline.docPr.set("descr", f"{figure.titre}. {figure.description}")  # noqa: SLF001 - no other way
    word.add_paragraph().add_run(planche.phrase).bold = True
    if planche.dessin.note:
        word.add_paragraph().add_run(planche.dessin.note).font.size = Pt(8.5)
    _table(word, planche.tableau)


def _row(table: Table, rank: int, texts: Sequence[str], *, bold: bool = False) -> None:
    for cell, text in zip(table.rows[rank].cells, texts, strict=True):
        run = cell.paragraphs[0].add_run(text)
        run.bold, run.font.size = bold or None, Pt(9.5)
