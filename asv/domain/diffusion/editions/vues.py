"""What each recipient holds of a release: the same solved cells, fewer or rounded. Never solved again.

Who pools all the views knows what the whole release says, which is what the auditors looked at: a view is computed from
released cells alone.
"""

from collections.abc import Collection
from dataclasses import replace

from asv.domain.diffusion.croisements import TOTAL, ReleasedCrossing
from asv.domain.diffusion.editions.diffusion import ARRONDI, Diffusion, is_rounded
from asv.domain.diffusion.policy import Destinataire
from asv.domain.diffusion.released import _SEAL, ReleasedCell, ReleasedLine, ReleasedTable
from asv.domain.diffusion.tables import TERRITOIRE
from asv.domain.errors import NotFound


def view_for(diffusion: Diffusion, destinataire: Destinataire, commune: str = "") -> Diffusion:
    """The release as this recipient reads it. Raises NotFound for a commune that is not of the territoire.

    The team and the funders read everything. A commune reads the territoire, itself and the QPV it holds a part of, and
    nothing sensitive; partners and the public read everything to the nearest five.
    """
    tables = dict(diffusion.tables)
    crossing = diffusion.croisements
    if destinataire is Destinataire.COMMUNE:
        if commune not in diffusion.communes:
            raise NotFound("Cette commune n’est pas de ce territoire : choisissez dans la liste.")
        places = {TERRITOIRE, TOTAL, commune, *diffusion.communes[commune]}
        tables = {code: _without_sensible(_within(table, places)) for code, table in tables.items()}
        crossing = _crossing_within(crossing, places)
    if is_rounded(destinataire):
        tables = {code: _rounded_table(table) for code, table in tables.items()}
        crossing = _with_cells(crossing, {cle: rounded(cell) for cle, cell in crossing.cells.items()})
    read = {code: replace(table, seal=_SEAL, destinataire=destinataire) for code, table in tables.items()}
    crossing = replace(crossing, seal=_SEAL, destinataire=destinataire)
    return replace(diffusion, croisements=crossing, tables=read, destinataire=destinataire)


def _within(table: ReleasedTable, places: Collection[str]) -> ReleasedTable:
    return table.with_lines(tuple(line for line in table.lignes if line.ligne.code in places))


def _without_sensible(table: ReleasedTable) -> ReleasedTable:
    kept = {colonne.code: colonne for colonne in table.colonnes if not colonne.sensible}
    lines = tuple(
        replace(line, seal=_SEAL, cells={code: cell for code, cell in line.cells.items() if code in kept})
        for line in table.lignes
    )
    return replace(table.with_lines(lines), seal=_SEAL, colonnes=tuple(kept.values()))


def _crossing_within(crossing: ReleasedCrossing, places: Collection[str]) -> ReleasedCrossing:
    """The cells of these places, and the dimension cut to them."""
    rank = next(rank for rank, dimension in enumerate(crossing.dimensions) if dimension.code == "lieu")
    lieu = crossing.dimensions[rank]
    cut = replace(
        lieu,
        modalites=tuple(one for one in lieu.modalites if one.code in places),
        arbres=tuple({code: up for code, up in arbre.items() if code in places} for arbre in lieu.arbres),
    )
    dimensions = (*crossing.dimensions[:rank], cut, *crossing.dimensions[rank + 1 :])
    cells = {cle: cell for cle, cell in crossing.cells.items() if cle[rank] in places}
    return replace(_with_cells(crossing, cells), seal=_SEAL, dimensions=dimensions)


def _with_cells(crossing: ReleasedCrossing, cells: dict[tuple[str, ...], ReleasedCell]) -> ReleasedCrossing:
    return replace(crossing, seal=_SEAL, cells=cells)


def _rounded_table(table: ReleasedTable) -> ReleasedTable:
    return table.with_lines(tuple(map(_rounded_line, table.lignes)))


def _rounded_line(line: ReleasedLine) -> ReleasedLine:
    return ReleasedLine(
        _SEAL, line.ligne, {code: rounded(cell) for code, cell in line.cells.items()},
        rounded(line.population), rounded(line.reponses), rounded(line.manquants),
        None if line.denominateur is None else nearest(line.denominateur),
    )  # fmt: skip


def rounded(cell: ReleasedCell) -> ReleasedCell:
    """The cell to the nearest five, its share to the unit: 0 and 100 % are said when they are true, and then only."""
    if cell.effectif is None:
        return cell
    bounds = cell.intervalle and (round(cell.intervalle[0], 2), round(cell.intervalle[1], 2))
    return ReleasedCell(_SEAL, cell.statut, nearest(cell.effectif), _unit(cell.part), bounds)


def nearest(count: int) -> int:
    """The nearest multiple of five; nobody stays nobody, and somebody is never told as nobody."""
    return count and max(ARRONDI, ARRONDI * round(count / ARRONDI))


def _unit(part: float | None) -> float | None:
    if part is None or part in {0.0, 1.0}:
        return part
    return min(max(round(part, 2), 0.01), 0.99)
