"""Figures alone, for tiles. They come from released tables, so nothing is decided twice."""

from asv.domain.diffusion.released import _SEAL, ReleasedCell, ReleasedTable, ReleasedValue, Statut
from asv.domain.diffusion.tables import TERRITOIRE


def value_of(
    table: ReleasedTable, colonne: str, *, ligne: str = TERRITOIRE, unite: str, avertissement: str = ""
) -> ReleasedValue:
    """Take one count of a released table as a figure alone: M01, M02, M03."""
    cell = _cell(table, ligne, colonne)
    return ReleasedValue(
        _SEAL,
        code=table.code,
        libelle=table.libelle,
        unite=unite,
        statut=cell.statut,
        valeur=None if cell.effectif is None else float(cell.effectif),
        effectif=cell.effectif,
        avertissement=avertissement,
    )


def _cell(table: ReleasedTable, ligne: str, colonne: str) -> ReleasedCell:
    """Cell of a place and a category; a place the table does not show is not available."""
    return table.cell(ligne, colonne) or ReleasedCell(_SEAL, Statut.NON_DISPONIBLE)
