"""Crossed tables as CSV for a spreadsheet in French: one row for each cell, its figure or why there is none."""

from collections.abc import Iterator

from asv.documents.csv import written
from asv.domain.diffusion import ReleasedCrossing
from asv.domain.diffusion.croisements import Tableau, shown_of

HEAD = ("tableau", "libelle_tableau", "annee", "territoire")


def crossing_csv(released: ReleasedCrossing, tableau: Tableau) -> bytes:
    """One crossed table, whole: every level, totals included."""
    used = [dimension for dimension in released.dimensions if dimension.code in tableau.dimensions]
    header = [*HEAD]
    for dimension in used:
        header += [f"code_{dimension.code}", dimension.code]
    return written([(*header, "statut", "effectif"), *_rows(released, tableau)])


def _rows(released: ReleasedCrossing, tableau: Tableau) -> Iterator[tuple[str, ...]]:
    same = (tableau.code, tableau.libelle, str(released.periode.annee), released.perimetre)
    for cle in shown_of(released.dimensions, tableau):
        cell = released.cells[cle]
        codes: list[str] = []
        for dimension, code in zip(released.dimensions, cle, strict=True):
            if dimension.code in tableau.dimensions:
                codes += [code, dimension.by_code[code].libelle]
        yield (*same, *codes, cell.statut.value, "" if cell.effectif is None else str(cell.effectif))
