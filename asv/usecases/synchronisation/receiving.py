"""Receiving a batch, from validation to storage."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.reception import lock_parking
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Forbidden
from asv.domain.periodes import day_of
from asv.domain.saisie import InvalidField, Places
from asv.domain.seances import SeanceDraft
from asv.domain.suivis.ouverture import OuvertureDraft
from asv.domain.suivis.retrait import RetraitDraft
from asv.usecases.synchronisation.appareils import Door, open_door, refuse_lost, turn_away
from asv.usecases.synchronisation.cartes import recognise
from asv.usecases.synchronisation.desk import Desk
from asv.usecases.synchronisation.element import Element
from asv.usecases.synchronisation.joining import join
from asv.usecases.synchronisation.judging import Rules, judge_all
from asv.usecases.synchronisation.keeping import keep_aside
from asv.usecases.synchronisation.opening import Keyring, open_batch
from asv.usecases.synchronisation.parked import apply_parked
from asv.usecases.synchronisation.retry import is_transient
from asv.usecases.synchronisation.storing import (
    Ledger,
    store_ateliers,
    store_contacts,
    store_seances,
    store_signaux,
)
from asv.usecases.synchronisation.verdicts import Answer, Batch, Issue

ONLY_MEDIATEURS = "Seuls les médiateurs envoient des saisies."
REFUSED = "La base de données n’a pas accepté cette saisie : prévenez la coordination."
OF_TIME = frozenset({"date", "seance"})


async def receive(
    session: AsyncSession, acteur: Acteur, batch: Batch, *, keyring: Keyring, places: Places, now: datetime,
    one_by_one: bool = False, is_admitted: bool = False,
) -> Answer:  # fmt: skip
    """Store what is good, keep the rest aside, and answer for each item in its order.

    The whole batch goes in a few statements. When the database refuses one of them, the caller undoes the transaction
    and comes back with `one_by_one`: each item then has a savepoint of its own and a bad one stops no other.
    `is_admitted`: a coordinator takes what was late, or came from a tablet declared lost, or from somebody who left.
    """
    if acteur.role is not Role.MEDIATEUR:
        raise Forbidden(ONLY_MEDIATEURS)
    today = day_of(now)  # the tolerance of a day ahead covers every time zone
    desk = Desk(session, acteur, Rules(today, places, is_admitted), keyring)
    elements = open_batch(batch, acteur.compte_id, keyring)
    door = await open_door(desk, batch, elements, now)
    if door.is_lost and not is_admitted:
        return await turn_away(desk, batch, elements)
    refuse_lost(elements, door, is_admitted=is_admitted)
    await judge_all(session, acteur, elements, desk.rules)
    await _store_all(desk, elements, door, one_by_one=one_by_one)
    await keep_aside(session, acteur, elements, keyring)
    return Answer([element.verdict for element in elements], max((e.sequence for e in elements), default=0))


async def _store_all(desk: Desk, elements: Sequence[Element], door: Door, *, one_by_one: bool) -> None:
    good = [element for element in elements if element.issue is None]
    ledger = Ledger()
    await (_store_each if one_by_one else _store)(desk, good, ledger, door)
    ledger.settle(good)
    await _acknowledge_again(desk, elements)


async def _acknowledge_again(desk: Desk, elements: Iterable[Element]) -> None:
    """What was received in time and is sent again later is not late."""
    late = [e for e in elements if e.issue is Issue.NEEDS_COORDINATOR and e.champ in OF_TIME and e.id]
    if not late:
        return
    known = Ledger()
    await recognise(desk, late, known)
    known.settle([element.unsettled() for element in late if _is_known(element, known)])


def _is_known(element: Element, known: Ledger) -> bool:
    return element.id in known.entries and known.entries[element.id][0] == element.empreinte


async def _store(desk: Desk, elements: Sequence[Element], ledger: Ledger, door: Door) -> None:
    """Séances first, then what waited for them, then the rest: the order of a batch does not matter."""
    session, acteur = desk.session, desk.acteur
    new = await store_seances(session, acteur, elements, ledger)
    if new or door.has_waiting:  # else two sendings at once would each leave to the other what neither takes
        await session.execute(lock_parking(acteur.compte_id))
    await join(desk, elements, ledger, seances=new, own_waiting=door.has_waiting)
    if new or door.has_waiting:
        await apply_parked(desk)
    await store_contacts(session, acteur, elements, ledger, desk.rules)
    await store_ateliers(session, acteur, elements, ledger, desk.rules)
    await store_signaux(session, acteur, elements, ledger)


def _rank(element: Element) -> int:
    """Séances and openings lend to the others; a withdrawal comes after all."""
    if isinstance(element.draft, (SeanceDraft, OuvertureDraft)):
        return 0
    return 2 if isinstance(element.draft, RetraitDraft) else 1


async def _store_each(desk: Desk, elements: Sequence[Element], ledger: Ledger, door: Door) -> None:
    for element in sorted(elements, key=_rank):
        tried = ledger.copy()
        try:
            async with desk.session.begin_nested():
                await _store(desk, [element], tried, door)
        except DBAPIError as error:
            if is_transient(error) or error.connection_invalidated:
                raise
            element.refuse(InvalidField("contenu", REFUSED))
        else:
            ledger.entries, ledger.is_new, ledger.facing = tried.entries, tried.is_new, tried.facing
