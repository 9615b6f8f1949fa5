"""Reading back what is laid out for people: tables of pages and of printed files, found again by their words."""

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import docx
import pypdf

from tests.attack.handing import Handed
from tests.attack.readers import Name, rows_of

HEADINGS = ("h1", "h2", "h3", "h4", "summary")
INTO = {"caption", "th", "td", *HEADINGS}
COUNTS = {"Contacts", "Effectif", "Nombre", "Valeur", "Rencontres"}
SHARES = {"Part", "Part observée"}


@dataclass(frozen=True)
class Grid:
    """heading: the last title of a part before the table, which may name its place."""

    heading: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Tables(HTMLParser):
    """The tables of a page: the heading above, the caption, then rows of cells, as they are read."""

    def __init__(self) -> None:
        super().__init__()
        self.grids: list[tuple[str, str, list[list[str]]]] = []
        self.heading = ""
        self.into: str | None = None

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "table":
            self.grids.append((self.heading, "", []))
        elif tag == "tr" and self.grids:
            self.grids[-1][-1].append([])
        elif tag in {"th", "td"} and self.grids:
            self.grids[-1][-1][-1].append("")
        elif tag in HEADINGS:
            self.heading = ""
        if tag in INTO:
            self.into = tag
        elif self.into == "caption" and dict(attrs).get("class") == "hint":
            self.into = None

    def handle_endtag(self, tag: str) -> None:
        if tag in INTO:
            self.into = None

    def handle_data(self, data: str) -> None:
        if self.into in HEADINGS:
            self.heading += data
        elif self.into == "caption":
            heading, title, rows = self.grids[-1]
            self.grids[-1] = heading, title + data, rows
        elif self.into and self.grids:
            self.grids[-1][-1][-1][-1] += data


def plain(text: str) -> str:
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


def squeezed(text: str) -> str:
    """Letters and digits only: a printed line breaks where it is too long."""
    return re.sub(r"[\W_]", "", text)


def grids_in(one: Handed) -> Iterator[Grid]:
    """The tables of a page, of a DOCX or of the JSON of a document."""
    match one.kind:
        case "html":
            reader = Tables()
            reader.feed(one.content.decode())
            for heading, title, rows in reader.grids:
                yield from _grid(heading, title, rows)
        case "document":
            body = docx.Document(io.BytesIO(one.content))
            for (heading, title), table in zip(_titles(body), body.tables, strict=True):
                yield from _grid(heading, title, [[cell.text for cell in row.cells] for row in table.rows])
        case "json" if b'"parties"' in one.content[-200_000:]:
            kept = json.loads(one.content)
            for part in (*kept["parties"], *kept["fiches"], *kept["communes"]):
                for found in part["morceaux"]:
                    if "lignes" in found:
                        yield from _grid(part["titre"], found["titre"], [found["colonnes"], *found["lignes"]])


def _titles(body: Any) -> Iterator[tuple[str, str]]:
    """The heading above each table, and the last paragraph before it."""
    heading = last = ""
    for block in body.iter_inner_content():
        if hasattr(block, "rows"):
            yield heading, last
        elif block.text.strip():
            last = block.text
            heading = last if block.style.name.startswith("Heading") else heading


def _grid(heading: str, title: str, rows: Iterable[Iterable[str]]) -> Iterator[Grid]:
    heads, *lines = ([plain(cell) for cell in row] for row in rows)
    whole = tuple(tuple(line) for line in lines if len(line) == len(heads))
    yield Grid(plain(heading), plain(title).removesuffix(", en chiffres"), tuple(heads), whole)


def printed(one: Handed) -> str:
    return squeezed("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(one.content)).pages))


@dataclass(frozen=True)
class Words:
    """What the files call each table, place and column, and the tables of each page that names none."""

    tables: Mapping[str, str]
    places: Mapping[str, str]
    columns: Mapping[tuple[str, str], str]


def words_of(handed: Iterable[Handed], edition: str) -> Words:
    """The names that a release gives beside its codes."""
    tables, places, columns = {}, {}, {}
    for one in handed:
        if one.edition == edition and one.kind == "csv" and "destinataire=equipe" in one.path:
            for row in rows_of(one):
                _, tableau, lieu, colonne = row["reference"].split("/")
                tables[plain(row["tableau"])], places[plain(row["lieu"])] = tableau, lieu
                columns[tableau, plain(row["colonne"])] = colonne
    return Words(tables, places, columns)


def told_in(one: Handed, words: Words) -> Iterator[tuple[Name, str, bool]]:
    """Each figure that a page or a printed file lays out: its name, its text, and whether it is a share."""
    asked = dict(re.findall(r"(\w+)=([\w.]+)", one.path.partition("?")[2]))
    place = re.search(r"(?:quartiers/|fiche-)(Q\w+)", one.path)
    home = asked.get("lieu", place[1] if place else "TERRITOIRE")
    for grid in grids_in(one):
        part = asked.get("part", "").split(".")
        lieu = next((code for name, code in words.places.items() if name in grid.heading), home)
        tableau = words.tables.get(grid.title) or asked.get("sujet") or (part[0] if len(part) > 1 else "")
        for label, *cells in grid.rows:
            where = words.places.get(re.sub(r"^[0-9]+\. ", "", label))
            for head, text in zip(grid.heads[1:], cells, strict=True):
                column = words.columns.get((tableau, head))
                if where and column and grid.title in words.tables:
                    yield (one.edition, tableau, where, column), text, "%" in text
                elif head in COUNTS | SHARES:
                    column = part[-1] if where else words.columns.get((tableau, label))
                    if column:
                        yield (one.edition, tableau, where or lieu, column), text, head in SHARES
