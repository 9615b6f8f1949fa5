"""Dates of a calendar in each other's way, by the rule of the « doublon potentiel » and by no other.

The rule is `coordination.collisions.collide`; here is only the way to ask it of a month of dates without comparing each
with all: by theme and QPV, neighbours of the QPV included.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from asv.domain.coordination.collisions import WINDOW, collide
from asv.domain.coordination.faits import CALLED_OFF, ActionVue, DateVue
from asv.domain.coordination.rangs import family

Voisins = Callable[[str, str], bool]
Days = list[tuple[ActionVue, DateVue]]


@dataclass(frozen=True, slots=True)
class Seance:
    """A date as the rule needs it. `places`: QPV that it concerns. No `publics`: for everybody."""

    id: UUID
    action_id: UUID
    jour: date
    theme: str
    places: tuple[str, ...]
    publics: frozenset[str]
    etat: str
    etat_action: str


def crossed(
    seances: Sequence[Seance], between: tuple[date, date], today: date, voisins: Voisins
) -> frozenset[UUID]:  # fmt: skip
    """Dates between two days that another date is in the way of, that one being of any day of `seances`."""
    days = _by_place(seances)
    near = _near({place for _, place in days}, voisins)
    found: set[UUID] = set()
    for (theme, place), mine in days.items():
        others = [day for other in near[place] for day in days.get((theme, other), ())]
        found.update(
            day.id
            for action, day in mine
            if between[0] <= day.jour <= between[1] and day.id not in found and _meets(action, day, others, today)
        )
    return frozenset(found)


def _by_place(seances: Iterable[Seance]) -> dict[tuple[str, str], Days]:
    """Dates held or to be held, by level-1 theme and QPV."""
    actions: dict[UUID, ActionVue] = {}
    found: dict[tuple[str, str], Days] = {}
    for seance in seances:
        action = actions.get(seance.action_id) or actions.setdefault(seance.action_id, _action(seance))
        day = DateVue(seance.id, seance.jour, "", seance.places[0] if seance.places else None, seance.etat)
        if action.is_planned and day.etat not in CALLED_OFF:
            for place in seance.places:
                found.setdefault((family(seance.theme), place), []).append((action, day))
    return found


def _action(seance: Seance) -> ActionVue:
    return ActionVue(
        id=seance.action_id, titre="", type="", theme=seance.theme, etat=seance.etat_action, porteur=seance.action_id,
        depuis=seance.jour, qpv=seance.places, publics=seance.publics,
    )  # fmt: skip


def _near(places: set[str], voisins: Voisins) -> dict[str, list[str]]:
    return {place: [other for other in places if other == place or voisins(place, other)] for place in places}


def _meets(action: ActionVue, day: DateVue, others: Days, today: date) -> bool:
    return any(
        action.id != other_action.id
        and abs(day.jour - other.jour) <= WINDOW
        and collide(action, day, other_action, other, today)
        for other_action, other in others
    )
