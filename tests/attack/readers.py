"""Reading back what was handed out, format by format, by readers that know nothing of how it was written."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import openpyxl

from tests.attack.handing import Handed

Row = Mapping[str, Any]
Name = tuple[str, str, str, str]
"""Release, table, place, column: a figure as the files name it."""
WORDS = {"TERRITOIRE": "TOTAL", "POPULATION": "TOTAL", "MANQUANTS": "MANQUANT"}

ABSENT = "nd"
"""Says that this reader is not given this figure, or that nobody counts it: not that it is hidden."""


@dataclass(frozen=True)
class Seen:
    """A figure in a file. count: None when it is hidden. off: how far the true count may be. share: with how far."""

    name: Name
    where: str
    count: int | None
    off: int = 0
    share: float | None = None
    share_off: float = 0.0
    base: int | None = None


def seen_in(handed: Iterable[Handed]) -> Iterator[Seen]:
    """Every figure that a file gives under a code."""
    for one in handed:
        for row in rows_of(one):
            found = _seen(one, row)
            if found is not None:
                yield found


def rows_of(one: Handed) -> Iterator[Row]:
    """The rows of whatever holds rows: CSV, workbook, archive, JSON."""
    match one.kind:
        case "csv":
            yield from csv.DictReader(io.StringIO(one.content.decode("utf-8-sig")), delimiter=";")
        case "sheet":
            for sheet in openpyxl.load_workbook(io.BytesIO(one.content)):
                header, *rows = sheet.iter_rows(values_only=True)
                yield from (dict(zip(header, row, strict=True)) for row in rows if "statut" in header)
        case "zip":
            archive = zipfile.ZipFile(io.BytesIO(one.content))
            for name in archive.namelist():
                if name.endswith(".csv"):
                    yield from csv.DictReader(io.StringIO(archive.read(name).decode()))
        case "json":
            yield from _told(json.loads(one.content))


def _told(data: Mapping[str, Any]) -> Iterator[Row]:
    for table in data.get("tables", ()):
        for place in table["lieux"]:
            own = {"POPULATION": place["population"], "REPONSES": place["reponses"], "MANQUANTS": place["manquants"]}
            for code, cell in (own | place["categories"]).items():
                yield cell | {
                    "indicateur": table["indicateur"], "code_lieu": place["code"], "code_categorie": code,
                    "denominateur": None if code in own else place["denominateur"],
                }  # fmt: skip


def _seen(one: Handed, row: Row) -> Seen | None:
    name = _name(one.edition, row)
    if name is None or row["statut"] == ABSENT:
        return None
    count = _number(row["effectif"] if "effectif" in row else row["valeur"])
    share, base = _number(row.get("part")), _number(row.get("denominateur"))
    is_rounded = row.get("arrondi") == "oui" or one.kind == "zip"
    is_typed = isinstance(row.get("part"), float)
    return Seen(
        name, str(one), None if count is None else round(count), 2 if is_rounded else 0, share,
        5e-3 if is_rounded else 1e-9 if is_typed else 5e-5, None if base is None or is_rounded else round(base),
    )  # fmt: skip


def _name(edition: str, row: Row) -> Name | None:
    named = row.get("reference") or row.get("source") or ""
    if named.count("/") == 3 and named.startswith(edition):
        code, tableau, lieu, colonne = named.split("/")
        return code, tableau, lieu, colonne
    if row.get("code_categorie") and row.get("statut") and not row.get("valeur"):
        return edition, row["indicateur"], row["code_lieu"], row["code_categorie"]
    if row.get("tableau") and "annee" in row:
        ends = [value for key, value in row.items() if key.startswith("code_")]
        return edition, row["tableau"], ends[0], ends[1]
    return None


def _number(value: object) -> float | None:
    if value in {None, ""}:
        return None
    return float(value.replace(",", ".")) if isinstance(value, str) else float(value)
