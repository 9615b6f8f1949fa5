"""What the rules look at: actions, their dates, means, priorités, as plain records of one territoire on one day."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from asv.domain.coordination.rangs import Rangs, family
from asv.domain.nomenclatures import parent_of

Lieu = tuple[float, float]
"""Longitude and latitude."""

CALLED_OFF = frozenset({"AE_ANNULEE", "AE_REPORTEE"})
"""States of a date that is not held that day, or of an action that is not held."""
PRIVATE = frozenset({"AE_IDEE", "AE_BESOIN"})
"""Too early to collide with anything: a thought, not a plan."""
OVER = frozenset({"AE_REALISEE", "AE_PARTIELLE", "AE_BILAN", "AE_EVALUEE", "AE_RECONDUITE", "AE_ARRETEE"})


@dataclass(frozen=True, slots=True)
class DateVue:
    """A date of an action. `creneaux`: half-days that it takes."""

    id: UUID
    jour: date
    commune: str
    qpv: str | None = None
    etat: str = "AE_PROGRAMMEE"
    hote: UUID | None = None
    creneaux: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionVue:
    """An action as the rules see it. No `publics`: for everybody. `soignants`: structures that bring a carer's time.

    `priorites`: those it documents as its needs. `depuis`: day it came to its present state.
    """

    id: UUID
    titre: str
    type: str
    theme: str
    etat: str
    porteur: UUID
    depuis: date
    qpv: tuple[str, ...] = ()
    publics: frozenset[str] = frozenset()
    dates: tuple[DateVue, ...] = ()
    outil_partage: str = ""
    has_aval: bool = False
    engagement: UUID | None = None
    soignants: frozenset[UUID] = frozenset()
    priorites: frozenset[UUID] = frozenset()

    @property
    def is_planned(self) -> bool:
        """Whether it stands, or may stand, in a calendar."""
        return self.etat not in PRIVATE | CALLED_OFF

    @property
    def held(self) -> tuple[DateVue, ...]:
        """Dates held or to be held; none of an action that is not."""
        return tuple(day for day in self.dates if day.etat not in CALLED_OFF) if self.is_planned else ()

    def coming(self, today: date) -> tuple[DateVue, ...]:
        return tuple(day for day in self.held if day.jour >= today)

    def places(self, day: DateVue) -> tuple[str, ...]:
        """QPV that a date concerns: where it takes place; outside any, those that the action is meant for."""
        return (day.qpv,) if day.qpv else self.qpv


@dataclass(frozen=True, slots=True)
class MoyenVue:
    """A room offered or looked for. `lieu`: longitude and latitude; None when nobody said where."""

    id: UUID
    structure: UUID
    libelle: str
    debut: date
    fin: date
    lieu: Lieu | None
    is_pris: bool = False


@dataclass(frozen=True, slots=True)
class AccuseAttendu:
    """A cancellation to which `manquants` accounts have not said « vu », though asked to before the deadline."""

    action: UUID
    manquants: int
    avant: date


@dataclass(frozen=True, slots=True)
class PrioriteVue:
    id: UUID
    libelle: str
    retenue_le: date
    qpv: str | None = None
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class EngagementVue:
    id: UUID
    structure: UUID
    libelle: str


def _apart(_: str, __: str) -> bool:
    return False


def _here(_: Lieu, __: Lieu) -> float:
    return 0.0


@dataclass(frozen=True, kw_only=True)
class Situation:
    """Everything the rules may look at. `voisins`: whether two QPV are adjacent. `kilometres`: between two places.

    `focus`: the action that one asks about, so that pairs without it need not be looked at.
    """

    today: date
    focus: UUID | None = None
    actions: tuple[ActionVue, ...] = ()
    quartiers: tuple[str, ...] = ()
    rangs: Rangs = field(default_factory=dict)
    voisins: Callable[[str, str], bool] = _apart
    kilometres: Callable[[Lieu, Lieu], float] = _here
    offres: tuple[MoyenVue, ...] = ()
    demandes: tuple[MoyenVue, ...] = ()
    accuses: tuple[AccuseAttendu, ...] = ()
    priorites: tuple[PrioriteVue, ...] = ()
    engagements: Mapping[UUID, EngagementVue] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[UUID, ActionVue]:
        return {action.id: action for action in self.actions}

    @cached_property
    def planned(self) -> tuple[ActionVue, ...]:
        """Actions that stand or may stand in the calendar, in the order of their ids."""
        return tuple(sorted((a for a in self.actions if a.is_planned), key=lambda action: action.id))

    @cached_property
    def days(self) -> Mapping[tuple[str, str], tuple[tuple[ActionVue, DateVue], ...]]:
        """Dates held or to be held, by level-1 theme and QPV."""
        found: dict[tuple[str, str], list[tuple[ActionVue, DateVue]]] = {}
        for action, day in self._held():
            for qpv in action.places(day):
                found.setdefault((family(action.theme), qpv), []).append((action, day))
        return {key: tuple(days) for key, days in found.items()}

    def _held(self) -> Iterator[tuple[ActionVue, DateVue]]:
        return ((action, day) for action in self.planned for day in action.held)

    def near(self, qpv: str) -> tuple[str, ...]:
        """The QPV itself and its neighbours, among those where something is held or that the contract names."""
        known = {*self.quartiers, *(place for _, place in self.days)}
        return (qpv, *sorted(other for other in known if other != qpv and self.voisins(qpv, other)))


def around(situation: Situation, action_id: UUID) -> Situation:
    """The same situation with only the actions that may meet this one: its theme, its hosts, its carers."""
    action = situation.by_id.get(action_id)
    if action is None:
        return replace(situation, actions=(), focus=action_id)
    hosts = {day.hote for day in action.held if day.hote}

    def may_meet(other: ActionVue) -> bool:
        is_near = family(other.theme) == family(action.theme) or not other.soignants.isdisjoint(action.soignants)
        return is_near or any(day.hote in hosts for day in other.held)

    kept = tuple(one for one in situation.actions if one is action or may_meet(one))
    return replace(situation, actions=kept, focus=action_id)


def same_theme(first: str, second: str) -> bool:
    """Whether two themes are one, or one the parent of the other: two different screenings are not."""
    pair = {first, second}
    return len(pair) == 1 or any(parent_of("THEME_SANTE", theme) in pair for theme in pair)


def same_public(first: ActionVue, second: ActionVue) -> bool:
    """Whether somebody may be meant by both; an action for everybody meets any other."""
    return not first.publics or not second.publics or not first.publics.isdisjoint(second.publics)
