"""One released figure reads the same on the page, on the chart, in the CSV, the workbook, the JSON and the PDF.

And in the document, on its sheets and in the annual reports, which tell either the figure or, where they say so, the
same to the nearest five.
"""

import re
from collections import Counter
from xml.etree import ElementTree as ET

import pytest

from tests.attack.grids import grids_in, plain, printed, squeezed, told_in, words_of
from tests.attack.handing import PARTS, Handed
from tests.attack.readers import Name, Seen, rows_of
from tests.web.test_diffusions import YEAR

EDITIONS = (f"{YEAR}-E1", f"{YEAR}-E2")
HIDDEN = {"c", "nd", "ns", "—"}


def kept(seen: list[Seen], edition: str, view: str) -> dict[Name, Seen]:
    """The figures of a release as its own file gives them to a recipient."""
    return {one.name: one for one in seen
            if one.name[0] == edition and f"/diffusions/{edition}/csv?destinataire={view}" in one.where}  # fmt: skip


def is_rounded(one: Handed) -> bool:
    return re.match("/documents/|/publications/|/donnees/", one.path) is not None or (
        one.path.startswith("/chiffres") and "arrondis à 5" in one.content.decode()
    )


def written(figure: Seen, text: str, *, is_share: bool) -> bool:
    """Whether a text says this figure, or that it is not there."""
    value = figure.share if is_share else figure.count
    if value is None:
        return text in HIDDEN
    return text.replace(" ", "") == (f"{int(value * 100 + 0.5)}%" if is_share else str(value))


@pytest.mark.parametrize("edition", EDITIONS)
def test_pages_and_printed_tables_say_what_the_file_of_the_release_says(
    handed: list[Handed], seen: list[Seen], edition: str
):
    words = words_of(handed, edition)
    exact, rounded = kept(seen, edition, "equipe"), kept(seen, edition, "public")
    compared: Counter[str] = Counter()

    for one in handed:
        if one.edition == edition and one.kind in {"html", "document", "json"}:
            for name, text, is_share in told_in(one, words):
                figure = (rounded if is_rounded(one) else exact).get(name)
                if figure is not None:
                    assert written(figure, text, is_share=is_share), (one.path, figure, text)
                    compared[one.kind, re.split(r"[/?]", one.path)[1]] += 1

    assert min(compared[key] for key in (
        ("html", "diagnostic"), ("html", "donnees"), ("html", "chiffres"), ("html", "documents"),
        ("document", "documents"), ("json", "documents"),
    )) > 20  # fmt: skip
    assert sum(compared.values()) > 1000


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_file_with_codes_gives_the_number_of_the_release(seen: list[Seen], edition: str):
    exact, rounded = kept(seen, edition, "equipe"), kept(seen, edition, "public")
    compared: Counter[str] = Counter()

    for one in seen:
        figure = (rounded if one.off else exact).get(one.name)
        if one.where.startswith(edition) and figure is not None:
            assert one.count == figure.count, (one, figure)
            if one.base is not None:
                bases = {exact[*one.name[:3], word].count for word in ("REPONSES", "POPULATION")}
                assert one.base in bases, (one, figure)
            if one.share is not None and figure.share is not None:
                assert one.share == pytest.approx(figure.share, abs=one.share_off + figure.share_off), (one, figure)
            compared[re.split(r"[?]", one.where.split()[1])[0].rpartition("/")[2]] += 1

    assert set(compared) >= {"csv", "xlsx", "json", "donnees-ouvertes"}
    assert min(compared.values()) > 20


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_chart_of_the_quartiers_writes_the_shares_of_the_release(
    handed: list[Handed], seen: list[Seen], edition: str
):
    exact, words = kept(seen, edition, "equipe"), words_of(handed, edition)
    drawn = [one for one in handed if one.edition == edition and one.kind == "svg+xml"]
    compared = 0

    for one in drawn:
        tableau, colonne = next(part for part in PARTS if part in one.path).split(".")
        said = plain(next(node.text or "" for node in ET.fromstring(one.content).iter() if node.tag.endswith("desc")))  # noqa: S314
        for quartier, text in re.findall(r"[0-9]+\. ([^:;]+?) : ([^,;]+)", said):
            figure = exact[edition, tableau, words.places[quartier], colonne]
            assert written(figure, text, is_share=True) or figure.share is None, (one.path, figure, text)
            compared += 1

    assert compared >= 2 * len(drawn) > 0


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_printed_file_holds_every_line_of_its_twin_for_a_word_processor(handed: list[Handed], edition: str):
    twins = {re.sub(r"\bdocx\b", "pdf", one.path): one for one in handed
             if one.edition == edition and one.kind == "document"}  # fmt: skip
    lines = 0

    for one in handed:
        if one.edition == edition and one.kind == "pdf" and one.path in twins:
            text = printed(one)
            for grid in grids_in(twins[one.path]):
                for row in grid.rows:
                    assert all(squeezed(cell) in text for cell in row), (one.path, row)
                    lines += 1

    assert lines > 300


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_printed_diagnostic_holds_the_figures_of_its_page(handed: list[Handed], edition: str):
    pages = [one for one in handed if one.edition == edition and re.match(r"/diagnostic\?", one.path)]
    texts = [printed(one) for one in handed if one.edition == edition and "telecharger/pdf" in one.path]
    compared = 0

    for page, text in zip(pages, texts, strict=True):
        for grid in grids_in(page):
            for row in grid.rows:
                if grid.heads[1:3] == ("Contacts", "Part"):
                    assert squeezed("".join(row[:3])) in text, row
                    compared += 1

    assert compared > 30


def test_a_report_says_the_same_in_its_four_formats(handed: list[Handed]):
    reports: dict[str, dict[str, Handed]] = {}
    for one in handed:
        if one.path.startswith("/rapports/fichiers/"):
            reports.setdefault(f"{one.edition} {one.path.partition('?')[2]}", {})[one.kind] = one
    for files in reports.values():
        flat, book = ([row for row in rows_of(files[kind]) if row["statut"]] for kind in ("csv", "sheet"))
        laid = [row for grid in grids_in(files["document"]) for row in grid.rows]
        assert len(flat) == len(book) == len(laid) > 5
        for line, typed, row in zip(flat, book, laid, strict=True):
            assert line["valeur"] == str("" if typed["valeur"] is None else typed["valeur"]).replace(".", ",")
            value = line["valeur"] or line["statut"]
            assert (plain(line["mesure"]), value) == (row[0], row[1].replace(" ", "")), line

    assert len(reports) > 10
