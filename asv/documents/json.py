"""Released tables as a plain structure, ready for JSON: what a page of data or another tool reads."""

from typing import Any

from asv.documents.figures import Lue
from asv.domain.diffusion import ReleasedCell, ReleasedLine, ReleasedTable


def table_data(table: ReleasedTable) -> dict[str, Any]:
    """Structure of a table; absent figures are null beside the status that says why."""
    return {
        "indicateur": table.code,
        "libelle": table.libelle,
        "unite": table.unite,
        "periode": table.periode.code,
        "territoire": table.perimetre,
        "destinataire": table.destinataire.value,
        "geographie": None if table.geographie is None else table.geographie.value,
        "categories": [{"code": colonne.code, "libelle": colonne.libelle} for colonne in table.colonnes],
        "lieux": [_line_data(line) for line in table.lignes],
    }


def figure_data(lue: Lue) -> dict[str, Any]:
    """Structure of a figure read in released tables: a rate, a share of a cohort, an index."""
    value = lue.valeur
    return {
        "indicateur": value.code,
        "libelle": value.libelle,
        "periode": lue.table.periode.code,
        "territoire": lue.table.perimetre,
        "lieu": {"code": lue.ligne.code, "libelle": lue.ligne.libelle},
        "categorie": None if lue.colonne is None else {"code": lue.colonne.code, "libelle": lue.colonne.libelle},
        "unite": value.unite,
        "statut": value.statut.value,
        "valeur": value.valeur,
        "intervalle": None if value.intervalle is None else list(value.intervalle),
        "effectif": value.effectif,
        "denominateur": value.denominateur,
        "lecture": value.lecture or None,
        "avertissement": value.avertissement or None,
    }


def _line_data(line: ReleasedLine) -> dict[str, Any]:
    return {
        "code": line.ligne.code,
        "libelle": line.ligne.libelle,
        "population": _cell_data(line.population),
        "reponses": _cell_data(line.reponses),
        "manquants": _cell_data(line.manquants),
        "denominateur": line.denominateur,
        "categories": {code: _cell_data(cell) for code, cell in line.cells.items()},
    }


def _cell_data(cell: ReleasedCell) -> dict[str, Any]:
    return {
        "statut": cell.statut.value,
        "effectif": cell.effectif,
        "part": cell.part,
        "intervalle": None if cell.intervalle is None else list(cell.intervalle),
    }
