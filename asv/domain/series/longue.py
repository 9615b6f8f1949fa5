"""Long files of INSEE, one line for each place and each kind of figure, turned into tables with one line a place.

GEO, GEO_OBJECT, a column that names the figure (FILOSOFI_MEASURE, FACILITY_TYPE), TIME_PERIOD, OBS_VALUE. A code of
commune may also be that of an urban unit: GEO_OBJECT decides.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from asv.spreadsheets.published import PublishedTable

OBJECTS: Final = frozenset({"COM", "ARM", "EPCI"})
FREE: Final = frozenset({"", "F"})
"""Values of CONF_STATUS of figures that may be shown; any other hides the figure."""
NAMING: Final = {"FILOSOFI_MEASURE": "", "FACILITY_TYPE": "0"}
"""Columns that name the figure, with what a missing line means: the BPE prints no line where there is no équipement."""
KEY: Final = "CODGEO"
_YEAR: Final = re.compile(r"_?(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class _Columns:
    rang: int
    geo: int
    objet: int
    figure: int
    periode: int
    valeur: int
    secret: int | None
    missing: str


def widened(table: PublishedTable) -> list[PublishedTable]:
    """One table a period when the table is a long one; the table as it is otherwise."""
    columns = _columns(table)
    if columns is None:
        return [table]
    periods: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for number, row in table.rows:
        if number > columns.rang + 1 and _at(row, columns.objet) in OBJECTS:
            periods.setdefault(_at(row, columns.periode), []).append((number, row))
    return [_period(table, columns, period, periods[period]) for period in sorted(periods)]


def _columns(table: PublishedTable) -> _Columns | None:
    for rang, row in enumerate(table.tete):
        rank = {cell.strip().upper(): place for place, cell in enumerate(row)}
        naming = next((name for name in NAMING if name in rank), None)
        if naming and {"GEO", "GEO_OBJECT", "TIME_PERIOD", "OBS_VALUE"} <= rank.keys():
            return _Columns(
                rang, rank["GEO"], rank["GEO_OBJECT"], rank[naming], rank["TIME_PERIOD"], rank["OBS_VALUE"],
                rank.get("CONF_STATUS"), NAMING[naming],
            )  # fmt: skip
    return None


def _period(
    table: PublishedTable, columns: _Columns, period: str, rows: Sequence[tuple[int, tuple[str, ...]]]
) -> PublishedTable:  # fmt: skip
    """The figures of one period: a header, then one line a place, which keeps the number of its first line.

    Two figures of one kind at one place are written together, « 3 / 4 »: whoever reads them finds no number there.
    """
    figures = sorted({_at(row, columns.figure) for _, row in rows})
    rank = {figure: place for place, figure in enumerate(figures)}
    lines: dict[str, tuple[int, list[set[str]]]] = {}
    for number, row in rows:
        _, cells = lines.setdefault(_at(row, columns.geo), (number, [set() for _ in figures]))
        cells[rank[_at(row, columns.figure)]].add(_figure(row, columns))
    header = (KEY, *figures)
    kept = tuple(
        (number, (code, *(" / ".join(sorted(cell)) if cell else columns.missing for cell in cells)))
        for code, (number, cells) in lines.items()
    )
    return PublishedTable(f"{_YEAR.sub('', table.nom)} {period}", (header,), kept, table.lignes)


def _figure(row: Sequence[str], columns: _Columns) -> str:
    is_free = columns.secret is None or _at(row, columns.secret) in FREE
    return _at(row, columns.valeur) if is_free else "s"


def _at(row: Sequence[str], rank: int) -> str:
    return row[rank].strip() if rank < len(row) else ""
