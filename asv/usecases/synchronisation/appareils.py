"""The tablet that sends: noted when it writes, turned away when it was declared lost, its items kept for a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.journal import entry_of
from asv.db.tablettes import announced, appareils_of, at_the_door, forgotten, missing, note_seen, revoked
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Forbidden, NotFound
from asv.domain.saisie import NeedsCoordinator
from asv.usecases.synchronisation.desk import Desk
from asv.usecases.synchronisation.element import Element
from asv.usecases.synchronisation.keeping import keep_aside
from asv.usecases.synchronisation.verdicts import Answer, Batch

SEEN_EVERY = timedelta(hours=1)
OF_A_DESK = 5  # pages of the site name their desk after its mediator (UUID version 5): that is no tablet
KEEPERS = (Role.COORDINATEUR, Role.ADMINISTRATEUR)
GIVE_IT_BACK = "Cette tablette a été déclarée perdue : rapportez-la à la coordination, qui peut la remettre en service."
LOST = "Cette tablette a été déclarée perdue : ses saisies sont gardées scellées, la coordination décide."


@dataclass(frozen=True, slots=True)
class Door:
    """`lost`: tablets declared lost among those of the batch. `has_waiting`: whether the acteur has parked items."""

    appareil: UUID
    lost: frozenset[UUID]
    has_waiting: bool

    @property
    def is_lost(self) -> bool:
        return self.appareil in self.lost


async def open_door(desk: Desk, batch: Batch, elements: Sequence[Element], now: datetime) -> Door:
    """One question about every tablet of the batch; the one that sends is noted as seen, at most once an hour."""
    wanted = {batch.appareil, *(element.appareil for element in elements)}
    rows = (await desk.session.execute(at_the_door(desk.acteur), {"ids": sorted(wanted)})).all()
    mine = next(row for row in rows if row.id == batch.appareil)
    is_stale = mine.vu_le is None or mine.compte_id != desk.acteur.compte_id or now - mine.vu_le > SEEN_EVERY
    is_noted = not desk.rules.is_admitted and batch.appareil.version != OF_A_DESK and _holds(desk.acteur, elements)
    if is_stale and mine.revoque_le is None and is_noted:
        await desk.session.execute(note_seen(desk.acteur, batch.appareil, now))
    return Door(batch.appareil, frozenset(row.id for row in rows if row.revoque_le is not None), rows[0].has_waiting)


def _holds(acteur: Acteur, elements: Sequence[Element]) -> bool:
    """Whether the acteur is at this tablet; an imported queue is carried by a mediator who never held it."""
    return not elements or any(e.auteur == acteur.compte_id for e in elements if e.issue is None)


def refuse_lost(elements: Sequence[Element], door: Door, *, is_admitted: bool) -> None:
    """Items sealed on a lost tablet and carried by another wait for a person too."""
    for element in elements:
        if element.appareil in door.lost and element.issue is None and not is_admitted:
            element.refuse(NeedsCoordinator("appareil", LOST))


async def turn_away(desk: Desk, batch: Batch, elements: Sequence[Element]) -> Answer:
    """Keep all that a lost tablet sends, apply nothing, and say so in the journal."""
    for element in elements:
        element.refuse(NeedsCoordinator("appareil", LOST))
    await keep_aside(desk.session, desk.acteur, elements, desk.keyring)
    await desk.session.execute(entry_of(desk.acteur, "tablette_perdue_refusee", str(batch.appareil)))
    return Answer([element.verdict for element in elements], 0, is_turned_away=True)


async def greet(session: AsyncSession, acteur: Acteur, appareil: UUID, now: datetime) -> None:
    """Note that a mediator holds this tablet; raises Forbidden when it was declared lost: it gets no key."""
    rows = (await session.execute(at_the_door(acteur), {"ids": [appareil]})).all()
    if rows[0].revoque_le is not None:
        raise Forbidden(GIVE_IT_BACK)
    await session.execute(note_seen(acteur, appareil, now))


async def announce(session: AsyncSession, acteur: Acteur, batch: Batch, answer: Answer, now: datetime) -> int:
    """Note what the tablet says it still holds; gives how many items it once announced, holds no more and never sent.

    An item counts as come once it has a verdict, whatever the verdict.
    """
    answered = {UUID(verdict.id) for verdict in answer.verdicts if verdict.id}
    waiting = sorted({*(batch.en_attente or ())} - answered)
    await session.execute(forgotten(acteur, batch.appareil, answered))
    await session.execute(announced(acteur, batch.appareil, waiting, now))
    return await session.scalar(missing(acteur, batch.appareil, waiting)) or 0


@dataclass(frozen=True, slots=True)
class Tablette:
    """A tablet as its keepers see it. `annoncees`: items it said it holds since `depuis`, which have not come."""

    id: UUID
    numero: str
    derniere_personne: str
    vue_le: datetime
    perdue_le: datetime | None
    annoncees: int
    depuis: datetime | None


async def list_appareils(session: AsyncSession, acteur: Acteur) -> list[Tablette]:
    _check_keeper(acteur)
    return [Tablette(row[0], str(row[0])[:8], *row[1:]) for row in await session.execute(appareils_of(acteur))]


async def declare_lost(
    session: AsyncSession, acteur: Acteur, appareil: UUID, now: datetime, *, is_found: bool = False
) -> None:  # fmt: skip
    """Refuse this tablet from now on, or take it back: the next sending is judged accordingly."""
    _check_keeper(acteur)
    done = await session.execute(revoked(acteur, appareil, None if is_found else now))
    if done.first() is None:
        raise NotFound("Cette tablette n’a jamais écrit à ce site.")
    await session.execute(entry_of(acteur, "tablette_retrouvee" if is_found else "tablette_perdue", str(appareil)))


def _check_keeper(acteur: Acteur) -> None:
    if acteur.role not in KEEPERS:
        raise Forbidden("Les tablettes sont tenues par la coordination et l’administration technique.")
