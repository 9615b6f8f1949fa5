"""What a file carries beside what it shows: hidden sheets, comments, tracked changes, attachments, attributes."""

import io
import re
import zipfile

import openpyxl
import pypdf

from tests.attack.handing import Handed


def of_kind(handed: list[Handed], kind: str) -> list[Handed]:
    found = [one for one in handed if one.kind == kind]
    assert len(found) >= 6, kind
    return found


def test_a_workbook_hides_no_sheet_row_column_comment_or_name(handed: list[Handed]):
    for one in of_kind(handed, "sheet"):
        book = openpyxl.load_workbook(io.BytesIO(one.content))
        parts = zipfile.ZipFile(io.BytesIO(one.content)).namelist()

        assert {sheet.sheet_state for sheet in book} == {"visible"}, str(one)
        assert not book.defined_names, str(one)
        for sheet in book:
            assert not [key for key, row in sheet.row_dimensions.items() if row.hidden], str(one)
            assert not [key for key, column in sheet.column_dimensions.items() if column.hidden], str(one)
            assert not [cell for row in sheet for cell in row if cell.comment or cell.data_type == "f"], str(one)
        assert not [name for name in parts if re.search("comment|external|pivot|custom|calcChain", name)], str(one)


def test_a_text_for_a_word_processor_has_no_comment_no_tracked_change_and_no_hidden_words(handed: list[Handed]):
    for one in of_kind(handed, "document"):
        archive = zipfile.ZipFile(io.BytesIO(one.content))
        body = archive.read("word/document.xml").decode()

        assert not [name for name in archive.namelist() if re.search("comment|embed|footnote", name)], str(one)
        assert not re.findall(r"<w:(?:vanish|ins|del|moveFrom)[ />]", body), str(one)
        core = archive.read("docProps/core.xml").decode()
        assert not re.search(r"<dc:description>[^<]+<", core), str(one)


def test_a_printed_file_has_no_attachment_and_no_note(handed: list[Handed]):
    for one in of_kind(handed, "pdf"):
        reader = pypdf.PdfReader(io.BytesIO(one.content))

        assert not dict(reader.attachments), str(one)
        notes = [note.get_object()["/Subtype"] for page in reader.pages for note in page.get("/Annots", [])]
        assert set(notes) <= {"/Link"}, str(one)


def test_a_page_and_a_drawing_have_no_comment_and_no_number_on_what_they_withhold(handed: list[Handed]):
    withheld = 0
    for one in [*of_kind(handed, "html"), *of_kind(handed, "svg+xml")]:
        text = one.content.decode()

        assert "<!--" not in text, str(one)
        for cell in re.findall(r"<td[^>]*withheld[^>]*>.*?</td>", text, re.DOTALL):
            assert not re.search(r"\d", cell), (str(one), cell)
            withheld += 1
        for drawing in re.findall(r"<svg.*?</svg>", text, re.DOTALL):
            assert not re.findall(r"\sdata-[a-z-]+=\"[^\"]*\d", drawing), str(one)
    assert withheld > 500


def test_an_archive_of_open_data_holds_what_it_names_and_nothing_else(handed: list[Handed]):
    for one in of_kind(handed, "zip"):
        archive = zipfile.ZipFile(io.BytesIO(one.content))
        names = archive.namelist()

        assert len(names) == 3
        assert {name.rpartition(".")[2] for name in names} == {"csv", "json", "jsonld"}
        assert not archive.comment
        assert not [entry for entry in archive.infolist() if entry.comment or entry.extra]
