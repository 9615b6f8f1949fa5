"""The shares that are compared by quartier: which there are for a reader, and why a quartier has none.

A share is one column of one released table: « M06.FINANCIER », the contacts that cite a financial difficulty among
those that answered. None is offered of a table told for the territoire alone, of a single column (a count has no
share), or of a sensitive column, which is never told below the territoire.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from asv.domain.diffusion import Colonne, Ecart, ReleasedCell, ReleasedLine, ReleasedTable
from asv.domain.errors import NotFound
from asv.domain.indicateurs import INDICATEURS

UNKNOWN = "Cette réponse n’est pas de celles que l’on compare par quartier : choisissez dans la liste."
FIRST = "M06"
"""Whose first share opens a page that asks for none: the difficulties, what the diagnostic is about."""


@dataclass(frozen=True, slots=True)
class Choix:
    """One share of one table: `code` as in the address."""

    table: ReleasedTable
    colonne: Colonne

    @property
    def code(self) -> str:
        return f"{self.table.code}.{self.colonne.code}"

    @property
    def titre(self) -> str:
        return f"{self.table.libelle} : {self.colonne.libelle}"


def choices_of(tables: Mapping[str, ReleasedTable]) -> list[Choix]:
    """The shares that exist by quartier for this reader, in the order of the dictionary. tables: by indicator."""
    known = (tables[code] for code in INDICATEURS if code in tables)
    return [
        Choix(table, colonne)
        for table in known
        if table.geographie is not None and len(table.colonnes) > 1 and len(table.territoire.cells) > 1
        for colonne in table.colonnes
        if not colonne.sensible and any(colonne.code in line.cells for line in table.lignes[1:])
    ]


def chosen_of(choices: Iterable[Choix], code: str) -> Choix:
    """The share asked for, the first difficulty by default. Raises NotFound on one that is not offered."""
    offered = list(choices)
    wanted = code or next((one.code for one in offered if one.table.code == FIRST), "")
    for one in offered:
        if one.code == wanted:
            return one
    raise NotFound(UNKNOWN)


def absence_of(line: ReleasedLine, cell: ReleasedCell) -> str:
    """Why a quartier has no share to show or to compare.

    A hidden denominator hides the share even when the count is told: the two together would give it back.
    """
    if line.reponses.effectif == 0:
        return "aucune réponse"
    is_hidden = not cell.is_published or (line.denominateur is None and not line.reponses.is_published)
    return "chiffre caché" if is_hidden else Ecart.TROP_PEU
