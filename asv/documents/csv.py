"""Released tables as CSV for a spreadsheet in French: semicolons, decimal comma, UTF-8 with its mark.

One row for each place and category. A figure that is not released leaves its cells empty, and `statut` says why.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from asv.documents.figures import HEADER, Lue, Value, figure_rows
from asv.domain.diffusion import ReleasedTable

BYTE_ORDER_MARK: Final = "\ufeff"
DELIMITER: Final = ";"
TRIGGERS: Final = frozenset("=+-@\t\r\n＝＋－＠|%")
"""First signs that make a spreadsheet run a cell, with their full-width twins and the pipe of old links."""


def tables_csv(tables: Iterable[ReleasedTable], lues: Iterable[Lue] = ()) -> bytes:
    """Write the tables one after the other under one header, then the figures read in them."""
    return written([HEADER, *([text_of(value) for value in row] for row in figure_rows(tables, lues))])


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


def text_of(value: Value) -> str:
    """A figure as a spreadsheet in French reads it; nothing for none."""
    match value:
        case None:
            return ""
        case float():
            return f"{value:.4f}".replace(".", ",")
        case _:
            return str(value)
