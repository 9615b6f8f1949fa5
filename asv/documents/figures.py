"""Every released figure of a diagnostic as rows of plain values: what the CSV, the workbook and the JSON all write."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from asv.domain.diffusion import Colonne, Ligne, ReleasedCell, ReleasedLine, ReleasedTable, ReleasedValue

Value: TypeAlias = str | int | float | None
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
    "unite",
    "valeur",
    "valeur_basse",
    "valeur_haute",
    "lecture",
)


@dataclass(frozen=True, slots=True)
class Lue:
    """A figure read in released tables: a rate, a share of a cohort, an index. `colonne`: None without detail."""

    table: ReleasedTable
    ligne: Ligne
    colonne: Colonne | None
    valeur: ReleasedValue


def figure_rows(tables: Iterable[ReleasedTable], lues: Iterable[Lue] = ()) -> Iterator[tuple[Value, ...]]:
    """One row for each place and category, in the order of HEADER: the tables, then what is read in them.

    A figure that is not released leaves None everywhere but in `statut`, which says why.
    """
    for table in tables:
        for line in table.lignes:
            yield from _counted(table, line)
    for lue in lues:
        yield _read(lue)


def _counted(table: ReleasedTable, line: ReleasedLine) -> Iterator[tuple[Value, ...]]:
    for colonne in table.colonnes:
        if colonne.code in line.cells:
            cell = line.cells[colonne.code]
            place = _place(table.code, table.libelle, table, line.ligne)
            base = line.denominateur if cell.part is not None else None
            yield (*place, colonne.code, colonne.libelle, cell.statut.value, *_figures(cell), base, table.unite,
                   None, None, None, None)  # fmt: skip


def _read(lue: Lue) -> tuple[Value, ...]:
    value, colonne = lue.valeur, lue.colonne
    low, high = value.intervalle or (None, None)
    place = _place(value.code, value.libelle, lue.table, lue.ligne)
    category = (value.code, value.libelle) if colonne is None else (colonne.code, colonne.libelle)
    return (*place, *category, value.statut.value, value.effectif, None, None, None, value.denominateur, value.unite,
            value.valeur, low, high, value.lecture or None)  # fmt: skip


def _place(code: str, libelle: str, table: ReleasedTable, ligne: Ligne) -> tuple[str, ...]:
    return (code, libelle, table.periode.code, table.perimetre, ligne.code, ligne.libelle)


def _figures(cell: ReleasedCell) -> tuple[int | None, float | None, float | None, float | None]:
    low, high = cell.intervalle or (None, None)
    return cell.effectif, cell.part, low, high
