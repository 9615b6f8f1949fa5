"""One share by quartier as CSV: as it was released, smoothed, and where it stands in the funnel."""

from collections.abc import Iterator, Mapping

from asv.documents.csv import text_of, written
from asv.documents.figures import Value
from asv.domain.diffusion import ReleasedTable, ReleasedValue

HEADER = (
    "indicateur", "libelle_indicateur", "periode", "territoire", "code_lieu", "lieu", "code_categorie", "categorie",
    "statut", "effectif", "denominateur", "part", "part_lissee", "lissee_basse", "lissee_haute", "entonnoir",
)  # fmt: skip


def comparison_csv(
    table: ReleasedTable, code: str, lisses: Mapping[str, ReleasedValue], places: Mapping[str, str]
) -> bytes:
    """The territoire, then each quartier. lisses: in %, by quartier; places: words of the funnel, by quartier."""
    return written([HEADER, *([text_of(value) for value in row] for row in _rows(table, code, lisses, places))])


def _rows(
    table: ReleasedTable, code: str, lisses: Mapping[str, ReleasedValue], places: Mapping[str, str]
) -> Iterator[tuple[Value, ...]]:
    colonne = next(one for one in table.colonnes if one.code == code)
    for line in table.lignes:
        cell, lisse = line.cells[code], lisses.get(line.ligne.code)
        base = None if cell.part is None else line.denominateur
        yield (
            table.code, table.libelle, table.periode.code, table.perimetre, line.ligne.code, line.ligne.libelle,
            colonne.code, colonne.libelle, cell.statut.value, cell.effectif, base, cell.part, *_smooth(lisse),
            places.get(line.ligne.code),
        )  # fmt: skip


def _smooth(value: ReleasedValue | None) -> tuple[float | None, float | None, float | None]:
    """From % to shares, as the other columns."""
    if value is None or value.valeur is None or value.intervalle is None:
        return None, None, None
    low, high = value.intervalle
    return value.valeur / 100, low / 100, high / 100
