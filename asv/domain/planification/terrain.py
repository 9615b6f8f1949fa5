"""What a plan is made of: quartiers and their need, structures that hold séances, means that may be reserved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from asv.domain.coordination.collisions import WINDOW
from asv.domain.coordination.faits import ActionVue, DateVue, Situation, same_theme
from asv.domain.coordination.rangs import family
from asv.domain.moyens.disponibilite import Ouverture, Prises, free_units

YEAR = timedelta(days=365)
RANKED = (100, 80, 60, 40, 20)
"""Points of the need of rank 1, 2, 3, 4, 5."""
LOW, UNKNOWN = 10, 30
"""Points of a lower rank, and of a rank that nobody published: between the two, for nothing is known."""
BLANCHE = 50
PER_POINT, MOST = 100, 50
"""One point for a hundred inhabitants, fifty at most."""


@dataclass(frozen=True, slots=True)
class QuartierVu:
    """A QPV of the contract. `communes`: those it has a part in, the first being where a date is noted."""

    code: str
    nom: str
    habitants: int | None
    communes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StructureVue:
    """Whoever holds séances. Neither commune nor QPV: everywhere."""

    id: UUID
    nom: str
    communes: tuple[str, ...] = ()
    qpv: tuple[str, ...] = ()

    def covers(self, quartier: QuartierVu) -> bool:
        if not self.communes and not self.qpv:
            return True
        return quartier.code in self.qpv or not set(self.communes).isdisjoint(quartier.communes)


@dataclass(frozen=True)
class MoyenVu:
    """A room or a mobile unit of the bourse. `km`: to each QPV that it may serve; all are 0 for what moves."""

    id: UUID
    libelle: str
    ouverture: Ouverture
    prises: Prises = field(default_factory=dict)
    km: Mapping[str, float] = field(default_factory=dict)

    def free(self, jour: date, creneau: str) -> int:
        return len(free_units(self.ouverture, self.prises, jour, (creneau,)))


@dataclass(frozen=True, slots=True)
class Besoin:
    """The need of a QPV for the theme. `rang`: as published; `derniere`: the last séance of the theme, over a year."""

    quartier: QuartierVu
    rang: int | None
    derniere: date | None

    @property
    def is_blanche(self) -> bool:
        """A white zone: nothing of the theme for twelve months."""
        return self.derniere is None

    @property
    def points(self) -> int:
        """Unmet need: the rank first, then whether anybody went, then how many live there."""
        published = self.rang if self.rang is not None else 0
        need = (UNKNOWN, *RANKED)[published] if published <= len(RANKED) else LOW
        people = min((self.quartier.habitants or 0) // PER_POINT, MOST)
        return need + (BLANCHE if self.is_blanche else 0) + people


@dataclass(frozen=True)
class Terrain:
    """Everything a plan may use. `structures`: those chosen, `moyens`: None when no means is asked for."""

    situation: Situation
    quartiers: tuple[QuartierVu, ...]
    structures: tuple[StructureVue, ...]
    moyens: tuple[MoyenVu, ...] | None = None

    def besoins(self, theme: str) -> list[Besoin]:
        """Need of each QPV for the theme, the most unmet first."""
        found = [
            Besoin(quartier, self.situation.rangs.get((quartier.code, family(theme))), self._last(quartier.code, theme))
            for quartier in self.quartiers
        ]
        return sorted(found, key=lambda besoin: (-besoin.points, besoin.quartier.code))

    def _last(self, qpv: str, theme: str) -> date | None:
        today = self.situation.today
        held = self.situation.days.get((family(theme), qpv), ())
        days = [day.jour for action, day in held if same_theme(action.theme, theme) and day.jour <= today]
        recent = [jour for jour in days if jour >= today - YEAR]
        return max(recent, default=None)

    def busy(self, qpv: str, theme: str) -> list[tuple[ActionVue, DateVue]]:
        """Dates of the theme, past or to come, in the QPV and its neighbours."""
        places: Sequence[str] = self.situation.near(qpv)
        return [
            (action, day)
            for place in places
            for action, day in self.situation.days.get((family(theme), place), ())
            if same_theme(action.theme, theme)
        ]

    def neighbours(self, qpv: str) -> tuple[QuartierVu, ...]:
        return tuple(other for other in self.quartiers if other.code != qpv and self.situation.voisins(qpv, other.code))


def is_near(jour: date, other: date) -> bool:
    """Whether two dates are too close for one theme in one place: three weeks, both ends included."""
    return abs(jour - other) <= WINDOW
