"""Crossed tables that may leave, and the way they are kept: figures of a year are decided once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from itertools import product
from typing import Any

from asv.domain.diffusion.croisements.dimensions import TOTAL, Cle, Dimension, Modalite, Tableau, axes_of
from asv.domain.diffusion.policy import Destinataire
from asv.domain.diffusion.released import _SEAL, ReleasedCell, Statut, _check
from asv.domain.periodes import Periode, parse_periode

VERSION = 1
"""Of the way a crossing is kept."""


@dataclass(frozen=True, slots=True)
class Garantie:
    """What was proved of a release before it left.

    largeur: room left around each count of 1 to 10. controlees: counts checked by the auditor. cachees: counts hidden
    to cover others. perte: what these add up to; borne: no safe choice loses less.
    """

    largeur: int
    controlees: int
    cachees: int
    perte: float
    borne: float

    @property
    def ecart(self) -> float:
        """Relative distance between the loss and its bound: at most this much was hidden without need."""
        return (self.perte - self.borne) / self.perte if self.perte > self.borne else 0.0


@dataclass(frozen=True, slots=True)
class ReleasedCrossing:
    """Crossed tables of one territoire and one closed year.

    cells: by codes, TOTAL where a table does not use the dimension; a cell of two tables is there once.
    """

    seal: InitVar[object]
    perimetre: str
    periode: Periode
    destinataire: Destinataire
    dimensions: tuple[Dimension, ...]
    tableaux: tuple[Tableau, ...]
    garantie: Garantie
    cells: Mapping[Cle, ReleasedCell] = field(repr=False)

    def __post_init__(self, seal: object) -> None:
        """Refuse any other maker."""
        _check(seal)

    def tableau(self, code: str) -> Tableau | None:
        return next((tableau for tableau in self.tableaux if tableau.code == code), None)

    def dimension(self, code: str) -> Dimension:
        return next(dimension for dimension in self.dimensions if dimension.code == code)

    def cell(self, **codes: str) -> ReleasedCell | None:
        """Cell at these codes, by dimension; a dimension left out stands at its total. None when no table shows it."""
        return self.cells.get(tuple(codes.get(dimension.code, TOTAL) for dimension in self.dimensions))


def shown_of(dimensions: Sequence[Dimension], tableau: Tableau) -> Iterator[Cle]:
    """Cells that a table shows, in a fixed order."""
    axes = axes_of(dimensions, tableau)
    return product(*((TOTAL,) if axis is None else shown(axis) for axis in axes))


def shown(dimension: Dimension) -> tuple[str, ...]:
    return tuple(code for code, modalite in dimension.by_code.items() if modalite.publiee)


def frozen(released: ReleasedCrossing) -> dict[str, Any]:
    """The release as plain data, to be kept: a count, or nothing where it is confidential. See `thawed`."""
    garantie = released.garantie
    return {
        "version": VERSION,
        "perimetre": released.perimetre,
        "periode": released.periode.code,
        "garantie": [garantie.largeur, garantie.controlees, garantie.cachees, garantie.perte, garantie.borne],
        "dimensions": [_frozen_dimension(dimension) for dimension in released.dimensions],
        "tableaux": [
            {
                "code": tableau.code, "libelle": tableau.libelle, "dimensions": [*tableau.dimensions],
                "larges": [*tableau.larges],
                "effectifs": [released.cells[cle].effectif for cle in shown_of(released.dimensions, tableau)],
            }
            for tableau in released.tableaux
        ],
    }  # fmt: skip


def _frozen_dimension(dimension: Dimension) -> dict[str, Any]:
    codes = set(shown(dimension)) - {TOTAL}
    return {
        "code": dimension.code, "libelle": dimension.libelle, "ensemble": dimension.ensemble,
        "modalites": [[m.code, m.libelle] for m in dimension.modalites if m.code in codes],
        "arbres": [[[c, p] for c, p in arbre.items() if c in codes] for arbre in dimension.arbres],
    }  # fmt: skip


def thawed(kept: Mapping[str, Any], destinataire: Destinataire) -> ReleasedCrossing:
    """The release as it was decided. Raises ValueError on anything that `frozen` did not write."""
    if kept["version"] != VERSION:
        raise ValueError("this crossing was kept by another version")
    dimensions = tuple(
        Dimension(
            d["code"], d["libelle"], tuple(Modalite(code, libelle) for code, libelle in d["modalites"]),
            tuple(map(dict, d["arbres"])), ensemble=d["ensemble"],
        )
        for d in kept["dimensions"]
    )  # fmt: skip
    tableaux: list[Tableau] = []
    cells: dict[Cle, ReleasedCell] = {}
    for one in kept["tableaux"]:
        tableau = Tableau(one["code"], one["libelle"], tuple(one["dimensions"]), tuple(one["larges"]))
        tableaux.append(tableau)
        cells |= dict(zip(shown_of(dimensions, tableau), map(cell_of, one["effectifs"]), strict=True))
    return ReleasedCrossing(
        _SEAL, kept["perimetre"], parse_periode(kept["periode"]), destinataire, dimensions, tuple(tableaux),
        Garantie(*kept["garantie"]), cells,
    )  # fmt: skip


def cell_of(effectif: int | None) -> ReleasedCell:
    """A figure to show, or the mark of a confidential one."""
    return ReleasedCell(_SEAL, Statut.CONFIDENTIEL if effectif is None else Statut.PUBLIE, effectif)
