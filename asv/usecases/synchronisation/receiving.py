"""Receiving a batch, from validation to storage."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.reception import lock_parking
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Forbidden
from asv.domain.saisie import InvalidField, Places
from asv.domain.seances import SeanceDraft
from asv.usecases.synchronisation.element import Element
from asv.usecases.synchronisation.judging import judge_all
from asv.usecases.synchronisation.keeping import keep_aside
from asv.usecases.synchronisation.opening import Keyring, open_batch
from asv.usecases.synchronisation.parked import apply_parked
from asv.usecases.synchronisation.retry import is_transient
from asv.usecases.synchronisation.storing import Ledger, store_ateliers, store_contacts, store_seances
from asv.usecases.synchronisation.verdicts import Answer, Batch

ONLY_MEDIATEURS = "Seuls les médiateurs envoient des saisies."
REFUSED = "La base de données n’a pas accepté cette saisie : prévenez la coordination."


async def receive(
    session: AsyncSession, acteur: Acteur, batch: Batch, *, keyring: Keyring, places: Places, now: datetime,
    one_by_one: bool = False,
) -> Answer:  # fmt: skip
    """Store what is good, keep the rest aside, and answer for each item in its order.

    The whole batch goes in a few statements. When the database refuses one of them, the caller undoes the transaction
    and comes back with `one_by_one`: each item then has a savepoint of its own and a bad one stops no other.
    """
    if acteur.role is not Role.MEDIATEUR:
        raise Forbidden(ONLY_MEDIATEURS)
    today = now.astimezone(UTC).date()  # the tolerance of a day ahead covers every time zone
    elements = open_batch(batch, acteur.compte_id, keyring)
    await judge_all(session, acteur, elements, today=today, places=places)
    good = [element for element in elements if element.issue is None]
    ledger = Ledger()
    store = _store_each if one_by_one else _store
    await store(session, acteur, good, ledger, today=today, places=places)
    ledger.settle(element for element in good if element.issue is None)
    await keep_aside(session, acteur, elements, keyring)
    return Answer([element.verdict for element in elements], max((e.sequence for e in elements), default=0))


async def _store(
    session: AsyncSession, acteur: Acteur, elements: Sequence[Element], ledger: Ledger, *, today: date, places: Places
) -> None:
    """Séances first, then what waited for them, then the rest: the order of a batch does not matter."""
    if await store_seances(session, acteur, elements, ledger):
        await session.execute(lock_parking(acteur.compte_id))
    await apply_parked(session, acteur, today=today, places=places)
    await store_contacts(session, acteur, elements, ledger)
    await store_ateliers(session, acteur, elements, ledger)


async def _store_each(
    session: AsyncSession, acteur: Acteur, elements: Sequence[Element], ledger: Ledger, *, today: date, places: Places
) -> None:
    for element in sorted(elements, key=lambda e: not isinstance(e.draft, SeanceDraft)):
        tried = Ledger(dict(ledger.entries), set(ledger.is_new))
        try:
            async with session.begin_nested():
                await _store(session, acteur, [element], tried, today=today, places=places)
        except DBAPIError as error:
            if is_transient(error) or error.connection_invalidated:
                raise
            element.refuse(InvalidField("contenu", REFUSED))
        else:
            ledger.entries, ledger.is_new = tried.entries, tried.is_new
