"""The tablet that sends: noted when it writes, turned away when it was declared lost, its items kept for a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from asv.db.journal import entry_of
from asv.db.tablettes import at_the_door, note_seen
from asv.domain.saisie import NeedsCoordinator
from asv.usecases.synchronisation.desk import Desk
from asv.usecases.synchronisation.element import Element
from asv.usecases.synchronisation.keeping import keep_aside
from asv.usecases.synchronisation.verdicts import Answer, Batch

SEEN_EVERY = timedelta(hours=1)
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
    if is_stale and mine.revoque_le is None and not desk.rules.is_admitted:
        await desk.session.execute(note_seen(desk.acteur, batch.appareil, now))
    return Door(batch.appareil, frozenset(row.id for row in rows if row.revoque_le is not None), rows[0].has_waiting)


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
