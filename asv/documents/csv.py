"""Released tables as CSV for a spreadsheet in French: semicolons, decimal comma, UTF-8 with its mark.

One row for each place and category. A figure that is not released leaves its cells empty, and `statut` says why.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from asv.domain.diffusion import ReleasedCell, ReleasedLine, ReleasedTable

BYTE_ORDER_MARK: Final = "\ufeff"
DELIMITER: Final = ";"
HEADER: Final = (
    "indicateur",
    "libelle_indicateur",
    "periode",
    "territoire",
    "code_lieu",
    "lieu",
    "code_categorie",
    "categorie",
    "statut",
    "effectif",
    "part",
    "part_basse",
    "part_haute",
    "denominateur",
)
TRIGGERS: Final = frozenset("=+-@\t\r\n＝＋－＠|%")
"""First signs that make a spreadsheet run a cell, with their full-width twins and the pipe of old links."""


def tables_csv(tables: Iterable[ReleasedTable]) -> bytes:
    """Write the tables one after the other under one header."""
    rows = (row for table in tables for line in table.lignes for row in _rows(table, line))
    return written([HEADER, *rows])


def written(rows: Iterable[Sequence[str]]) -> bytes:
    """Bytes of a CSV of texts, each one made harmless for a spreadsheet."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=DELIMITER, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([harmless(text) for text in row] for row in rows)
    return (BYTE_ORDER_MARK + buffer.getvalue()).encode()


def harmless(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula; control signs become spaces."""
    printable = "".join(sign if sign.isprintable() or sign in "\u00a0\u202f" else " " for sign in text)
    first = printable.lstrip()[:1]
    return f"'{printable}" if first in TRIGGERS and first else printable


def _rows(table: ReleasedTable, line: ReleasedLine) -> Iterator[tuple[str, ...]]:
    place = (table.code, table.libelle, table.periode.code, table.perimetre, line.ligne.code, line.ligne.libelle)
    denominateur = "" if line.denominateur is None else str(line.denominateur)
    for colonne in table.colonnes:
        if colonne.code in line.cells:
            cell = line.cells[colonne.code]
            shown = denominateur if cell.part is not None else ""
            yield (*place, colonne.code, colonne.libelle, cell.statut.value, *_figures(cell), shown)


def _figures(cell: ReleasedCell) -> tuple[str, str, str, str]:
    low, high = cell.intervalle or (None, None)
    effectif = "" if cell.effectif is None else str(cell.effectif)
    return effectif, _decimal(cell.part), _decimal(low), _decimal(high)


def _decimal(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}".replace(".", ",")
