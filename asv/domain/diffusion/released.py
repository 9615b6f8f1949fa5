"""Figures that may leave. Only this package can build them: a guard test looks for any other construction."""

from collections.abc import Mapping
from dataclasses import InitVar, dataclass, replace
from enum import StrEnum

from asv.domain.diffusion.policy import Destinataire
from asv.domain.diffusion.tables import Colonne, Kind, Ligne
from asv.domain.periodes import Periode
from asv.domain.territoires import Geographie

_SEAL = object()
"""Proof that the maker is this package. Not exported; never pass it outside asv/domain/diffusion."""


class Statut(StrEnum):
    """Why a figure is there or not; the value is what stands in its place."""

    PUBLIE = "publie"
    CONFIDENTIEL = "c"
    NON_DISPONIBLE = "nd"
    TROP_PEU = "ns"

    @property
    def libelle(self) -> str:
        return _LIBELLES[self]


_LIBELLES = {
    Statut.PUBLIE: "Publié",
    Statut.CONFIDENTIEL: "Confidentiel : effectif trop petit, ou qui permettrait d’en déduire un autre",
    Statut.NON_DISPONIBLE: "Non disponible",
    Statut.TROP_PEU: "Trop peu de réponses pour conclure",
}


def _check(seal: object) -> None:
    if seal is not _SEAL:
        raise TypeError("only asv.domain.diffusion releases figures")


@dataclass(frozen=True, slots=True)
class ReleasedCell:
    """One figure, or the reason of its absence.

    part: proportion between 0 and 1; None when there is no denominator, or it is hidden.
    intervalle: 95 % bounds of the part (Wilson), when it rests on few answers.
    """

    seal: InitVar[object]
    statut: Statut
    effectif: int | None = None
    part: float | None = None
    intervalle: tuple[float, float] | None = None

    def __post_init__(self, seal: object) -> None:
        """Refuse any other maker, and a figure beside a reason of absence."""
        _check(seal)
        if (self.effectif is not None) is not (self.statut is Statut.PUBLIE):
            raise ValueError("a published cell has a count, and only it")

    @property
    def is_published(self) -> bool:
        return self.statut is Statut.PUBLIE


@dataclass(frozen=True, slots=True)
class ReleasedLine:
    """A line of a released table.

    population: persons on the line. reponses: those who answered. manquants: those who did not, with their share.
    denominateur: what the parts divide by. It is the population, and not the answers, when the missing ones are too
    few to be shown; None when no part is given.
    """

    seal: InitVar[object]
    ligne: Ligne
    cells: Mapping[str, ReleasedCell]
    population: ReleasedCell
    reponses: ReleasedCell
    manquants: ReleasedCell
    denominateur: int | None

    def __post_init__(self, seal: object) -> None:
        """Refuse any other maker."""
        _check(seal)


@dataclass(frozen=True, slots=True)
class ReleasedTable:
    """A table ready to be shown. `lignes` begins with the whole territoire; the rest outside QPV is not in it.

    A sensible column has cells on the line of the territoire only: below, it is absent, not masked.
    """

    seal: InitVar[object]
    code: str
    libelle: str
    perimetre: str
    periode: Periode
    destinataire: Destinataire
    geographie: Geographie | None
    kind: Kind
    colonnes: tuple[Colonne, ...]
    lignes: tuple[ReleasedLine, ...]
    unite: str = "contacts"

    def __post_init__(self, seal: object) -> None:
        """Refuse any other maker."""
        _check(seal)

    def with_lines(self, lines: tuple[ReleasedLine, ...]) -> "ReleasedTable":
        """The same table, with other lines in place of its own."""
        return replace(self, seal=_SEAL, lignes=lines)

    def counting(self, unite: str) -> "ReleasedTable":
        """The same figures under another word for what they count, in the plural: « rencontres » for inhabitants."""
        return replace(self, seal=_SEAL, unite=unite)

    @property
    def territoire(self) -> ReleasedLine:
        return self.lignes[0]

    def line(self, code: str) -> ReleasedLine | None:
        """Line of a place, None when the table does not show it."""
        return next((line for line in self.lignes if line.ligne.code == code), None)

    def cell(self, ligne: str, colonne: str) -> ReleasedCell | None:
        """Cell of a place and a category, None when the table does not show it."""
        line = self.line(ligne)
        return None if line is None else line.cells.get(colonne)


@dataclass(frozen=True, slots=True)
class ReleasedValue:
    """A figure alone: a tile, a rate.

    valeur: the count, or the rate in `unite`; None when there is none to show. avertissement goes on the page.
    intervalle: 95 % bounds of the value, in its unit. denominateur: what it divides by. lecture: what it lets one say.
    """

    seal: InitVar[object]
    code: str
    libelle: str
    unite: str
    statut: Statut
    valeur: float | None = None
    effectif: int | None = None
    avertissement: str = ""
    intervalle: tuple[float, float] | None = None
    denominateur: int | None = None
    lecture: str = ""

    def __post_init__(self, seal: object) -> None:
        """Refuse any other maker, and a value beside a reason of absence."""
        _check(seal)
        if (self.valeur is not None) is not (self.statut is Statut.PUBLIE):
            raise ValueError("a published value has a figure, and only it")

    @property
    def is_published(self) -> bool:
        return self.statut is Statut.PUBLIE
