"""Shares of places drawn towards their mean, for a map: made of published cells only, so that they tell nothing more.

What is not published has no part in the mean, in the spread or in any other place's figure.
"""

from collections.abc import Mapping
from math import isclose
from typing import Final

import numpy as np

from asv.domain.diffusion.comparing import FEWEST
from asv.domain.diffusion.released import _SEAL, ReleasedLine, ReleasedTable, ReleasedValue, Statut
from asv.statistics import empirical_bayes_proportion

FEWEST_PLACES: Final = 5
"""Places below which neither a mean nor a spread of places is worth reading; the ground asks as many of a group."""
UNITE: Final = "%"


def compared(line: ReleasedLine, colonne: str) -> tuple[float, int] | None:
    """Count and answers of a place whose share may be compared: published, on FEWEST answers at least.

    Where both were rounded, the count is the one that gives the published share: a drawing says what its table says.
    """
    cell, base = line.cells.get(colonne), line.denominateur
    if cell is None or cell.effectif is None or cell.part is None or base is None or base < FEWEST:
        return None
    is_exact = isclose(cell.effectif / base, cell.part)
    return (cell.effectif if is_exact else cell.part * base), base


def smoothed(table: ReleasedTable, colonne: str) -> Mapping[str, ReleasedValue]:
    """Smoothed percentage of each place, by code, with its 95 % interval; `valeur` is in %, from 0 to 100.

    « ns » below FEWEST answers, and everywhere below FEWEST_PLACES places; a hidden share stays hidden.
    """
    places = table.lignes[1:]
    counted = {line.ligne.code: found for line in places if (found := compared(line, colonne))}
    if len(counted) < FEWEST_PLACES:
        return {line.ligne.code: _absent(table, line, colonne) for line in places}
    n, d = zip(*counted.values(), strict=True)
    kept = {line.ligne.code: line.cells[colonne].effectif for line in places if line.ligne.code in counted}
    drawn = empirical_bayes_proportion(n, d, multiplier=100)
    made = {
        code: ReleasedValue(
            _SEAL, table.code, table.libelle, UNITE, Statut.PUBLIE, float(value), kept[code],
            intervalle=(float(low), float(high)), denominateur=base,
        )
        for (code, (_, base)), value, low, high in zip(
            counted.items(), *map(np.atleast_1d, (drawn.value, drawn.lower, drawn.upper)), strict=True
        )
    }  # fmt: skip
    return {line.ligne.code: made.get(line.ligne.code) or _absent(table, line, colonne) for line in places}


def _absent(table: ReleasedTable, line: ReleasedLine, colonne: str) -> ReleasedValue:
    cell = line.cells.get(colonne)
    statut = Statut.NON_DISPONIBLE if cell is None else Statut.TROP_PEU if cell.is_published else cell.statut
    return ReleasedValue(_SEAL, table.code, table.libelle, UNITE, statut)
