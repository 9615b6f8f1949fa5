"""Files as public producers publish them (CSV, zip of CSV, XLSX, Parquet), read in a process apart.

Larger than a log of activity, and published for the whole country: only the rows of the places asked for come back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from asv.spreadsheets.archive import kind_of_archive
from asv.spreadsheets.cells import Fault, SheetError
from asv.spreadsheets.reading import OLE, ZIP, in_a_process

MOST_PUBLISHED_BYTES: Final = 24 * 1024 * 1024
MOST_PUBLISHED_UNPACKED: Final = 200 * 1024 * 1024
SECONDS: Final = 90
PARQUET: Final = b"PAR1"


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """One sheet, or one file of an archive, as texts. `tete`: its first rows; `rows`: those of the places, numbered."""

    nom: str
    tete: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    lignes: int


def read_published(data: bytes, codes: Iterable[str], *, seconds: float = SECONDS) -> tuple[PublishedTable, ...]:
    """The tables of a file, with the rows about these places only; call it in a thread. Raises SheetError."""
    kind = kind_of_published(data)
    answer = in_a_process([kind, ",".join(sorted(codes)) or "-"], data, seconds)
    return tuple(table_of(given) for given in answer["tables"])


def kind_of_published(data: bytes) -> str:
    """Told by the content, never by the name."""
    if len(data) > MOST_PUBLISHED_BYTES:
        raise SheetError(Fault.TOO_BIG)
    if not data.strip():
        raise SheetError(Fault.EMPTY)
    if data.startswith(OLE):
        raise SheetError(Fault.OLD_FORMAT)
    if data.startswith(PARQUET):
        return "parquet"
    if not data.startswith(ZIP):
        return "csv"
    kind = kind_of_archive(data, MOST_PUBLISHED_UNPACKED, takes_csv=True)
    if kind == "ods":
        raise SheetError(Fault.UNKNOWN_FORMAT)
    return kind


def table_of(given: dict[str, object]) -> PublishedTable:
    """A table from what was written as JSON."""
    tete, rows = given["tete"], given["rows"]
    return PublishedTable(
        str(given["nom"]),
        tuple(tuple(row) for row in tete),  # type: ignore[attr-defined]
        tuple((number, tuple(row)) for number, row in rows),  # type: ignore[attr-defined]
        int(given["lignes"]),  # type: ignore[call-overload]
    )
