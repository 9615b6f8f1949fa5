"""The lists of a partner or of the coordination: what waits, what one carries, what one shares, then the rest.

A territoire that worked for years has thousands of actions: each list shows its first ones and says how many there are.
Which ones is decided from a few columns; whole sheets, and what they lack, are read for those alone.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, DateAction, Participation, actions_of, coming_of, outlines_of, spans_of
from asv.db.scope import visible
from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import ENDED, Reponse, Right, check_role, is_draft, may_on
from asv.usecases.actions.avancement import avancements
from asv.usecases.actions.etapes import etat_lu, lacking_of
from asv.usecases.actions.reading import places_of

SHOWN: Final = 20
"""Actions of a list that a page shows."""
LISTES: Final = ("invitations", "miennes", "participations", "preparees", "autres", "passees")


@dataclass(frozen=True, slots=True)
class LigneAction:
    """An action in a list. `dates`: all of them; `a_venir`: those to come; `prochaine`: the first of these.

    `etat`: as its dates tell it today. `manques`: for its next step, told to those who prepare it.
    """

    action: Action
    porteur: str
    dates: int
    a_venir: int
    prochaine: date | None
    participation: Participation | None
    manques: tuple[str, ...]
    etat: str

    @property
    def is_past(self) -> bool:
        """Its séances are over; one that began and waits for its counts still stands with what is under way."""
        return self.etat in ENDED


@dataclass(frozen=True, slots=True)
class ListeActions:
    """The first actions of each list. `nombres`: how many there are in all, by the name of the list."""

    invitations: list[LigneAction]
    miennes: list[LigneAction]
    participations: list[LigneAction]
    preparees: list[LigneAction]
    autres: list[LigneAction]
    passees: list[LigneAction]
    nombres: Mapping[str, int]

    def reste(self, liste: str) -> int:
        """How many of a list are not shown."""
        return self.nombres[liste] - len(getattr(self, liste))


@dataclass(frozen=True, slots=True)
class _Silhouette:
    """What tells in which list an action stands, and at what rank."""

    id: UUID
    etat: str
    porteur_id: UUID
    creee_le: datetime
    prochaine: date | None
    reponse: str | None


async def list_actions(session: AsyncSession, acteur: Acteur, today: date) -> ListeActions:
    """What waits for an answer, what one carries, what one takes part in, then the rest that one may see."""
    check_role(acteur, Right.LIST)
    places = await places_of(session, acteur)
    shelves: dict[str, list[_Silhouette]] = {name: [] for name in LISTES}
    for outline in await _outlines(session, acteur, today, places):
        shelves[_shelf(outline, acteur)].append(outline)
    kept = {name: sorted(found, key=_order(name))[:SHOWN] for name, found in shelves.items()}
    lines = await _lines(session, acteur, today, places, {outline.id for found in kept.values() for outline in found})
    chosen = {name: [lines[outline.id] for outline in found] for name, found in kept.items()}
    return _settled(chosen, {name: len(found) for name, found in shelves.items()})


def _settled(chosen: dict[str, list[LigneAction]], nombres: dict[str, int]) -> ListeActions:
    """The lists once the dates have spoken: an action that they end goes with what is over."""
    for name in LISTES[:-1]:
        over = [line for line in chosen[name] if line.is_past]
        chosen[name] = [line for line in chosen[name] if not line.is_past]
        chosen["passees"] = [*over, *chosen["passees"]]
        nombres[name] -= len(over)
        nombres["passees"] += len(over)
    return ListeActions(**chosen, nombres=nombres)


async def _outlines(
    session: AsyncSession, acteur: Acteur, today: date, places: Mapping[UUID, Participation]
) -> list[_Silhouette]:
    seen = visible(Action, acteur)
    coming = visible(DateAction, acteur) & seen
    soonest = {key: jour for key, jour in await session.execute(coming_of(coming, today))}  # noqa: C416 - rows
    return [
        _Silhouette(key, etat, porteur, creee_le, soonest.get(key), places[key].reponse if key in places else None)
        for key, etat, porteur, creee_le in await session.execute(outlines_of(seen))
    ]


def _shelf(outline: _Silhouette, acteur: Acteur) -> str:
    """The list in which this action stands."""
    if outline.etat in ENDED:
        return "passees"
    if acteur.structure_id is not None and outline.porteur_id == acteur.structure_id:
        return "miennes"
    if outline.reponse == Reponse.ATTENDUE:
        return "invitations"
    if outline.reponse == Reponse.ACCEPTEE:
        return "participations"
    if acteur.role is Role.COORDINATEUR and is_draft(outline.etat):
        return "preparees"
    return "autres"


def _order(liste: str) -> Callable[[_Silhouette], float]:
    """The next date first; what is over, the last created first."""
    if liste == "passees":
        return lambda outline: -outline.creee_le.timestamp()
    return lambda outline: (outline.prochaine or date.max).toordinal()


async def _lines(
    session: AsyncSession, acteur: Acteur, today: date, places: Mapping[UUID, Participation], wanted: Iterable[UUID]
) -> dict[UUID, LigneAction]:
    seen = visible(Action, acteur) & Action.id.in_(list(wanted))
    spans = {
        action: (dates, soonest, coming)
        for action, dates, soonest, coming in await session.execute(spans_of(seen, today))
    }
    found = (await session.execute(actions_of(seen))).all()
    known = await avancements(session, acteur, [action for action, _ in found], today)
    lines = {}
    for action, porteur in found:
        dates, soonest, coming = spans.get(action.id, (0, None, 0))
        facts = known[action.id]
        lacking = lacking_of(action, facts) if may_on(acteur, Right.MODIFY, action.porteur_id) else ()
        place, etat = places.get(action.id), etat_lu(action.etat, facts)
        lines[action.id] = LigneAction(action, porteur, dates, coming, soonest, place, lacking, etat)
    return lines
