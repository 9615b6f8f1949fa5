"""What anybody reads of a release, subject by subject: which there are, and why one has no figure at a place."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from asv.domain.diffusion import TERRITOIRE, Colonne, ReleasedTable

NOWHERE: Final = "Ce sujet n’est publié que pour tout le territoire : choisissez-le dans la liste des lieux."
HIDDEN: Final = "Trop peu de personnes rencontrées ici pour montrer ce sujet sans risquer d’en reconnaître une."


@dataclass(frozen=True, slots=True)
class Sujet:
    """A subject in plain words.

    table: of the diagnostic. croise: the crossed table that tells it by commune; precision: what that one counts.
    """

    table: str
    titre: str
    croise: str = ""
    precision: str = ""


SUJETS: Final = (
    Sujet("M06", "Ce qui empêche de se soigner", "LIEU_FREIN", "Seule la première difficulté citée compte."),
    Sujet("M06T", "Les sujets de santé dont on a parlé"),
    Sujet("G08F", "Les femmes et les hommes rencontrés", "LIEU_SEXE"),
    Sujet("G08A", "L’âge des personnes rencontrées", "LIEU_AGE"),
    Sujet("M15C", "Après une orientation : ce qui s’est passé"),
    Sujet("M16C", "Les dossiers de droits : ce qui s’est passé"),
)


def sujets_of(tables: Container[str]) -> list[Sujet]:
    """The subjects that a reader may choose, the difficulties first. tables: codes of those his view holds."""
    return [one for one in SUJETS if one.table in tables]


def told_by_quartier(table: ReleasedTable) -> list[Colonne]:
    """The columns read beside the quartiers: a sensible one is told of the whole territoire only."""
    return [colonne for colonne in table.colonnes if not colonne.sensible]


def is_below(table: ReleasedTable) -> bool:
    """Whether a table says anything below the whole territoire."""
    return len(table.lignes) > 1


def absence_at(table: ReleasedTable, lieu: str) -> str:
    """Why a table has nothing to show at a place, in French; empty when it has. lieu: TERRITOIRE, or a quartier."""
    if lieu != TERRITOIRE and not is_below(table):
        return NOWHERE
    line = table.line(lieu)
    return "" if line is not None and any(cell.effectif for cell in line.cells.values()) else HIDDEN
