"""A protected table as CSV."""

import csv
import io

from asv.disclosure.released import ProtectedTable
from asv.disclosure.rounding import RoundedTable

STATUT = "statut"


def to_csv(protected: ProtectedTable, *, count: str = "n", delimiter: str = ",") -> str:
    """All the shown cells, one line each: labels, count (empty when hidden), `statut`.

    Labels leave as they came: a spreadsheet may take some of them for formulas, and they are those of the reader.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    writer.writerow([*(found.name for found in protected.table.dimensions), count, STATUT])
    for labels, value, status in protected.rows():
        writer.writerow([*labels, "" if value is None else value, status.word])
    return buffer.getvalue()


def to_public_csv(view: RoundedTable, *, count: str = "n", delimiter: str = ",") -> str:
    """The rounded cells, one line each: labels and count, empty when hidden. No status: « primaire » says « small »."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    writer.writerow([*(found.name for found in view.dimensions), count])
    for labels, value in view.rows():
        writer.writerow([*labels, "" if value is None else value])
    return buffer.getvalue()
