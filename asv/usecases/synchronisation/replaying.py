"""Items kept sealed, judged again by a coordinator's decision; and the file of a tablet that can no longer send.

The coordination may not write what mediators write, nor open a suivi. What it takes goes through the same reception
as any sending, carried by a session opened for that only, in the name of a mediator at work, and ended at once; the
seals alone say whose each item is.
"""

import base64
import hashlib
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.comptes import SessionOuverte, end_session
from asv.db.engine import acteur_of
from asv.db.fiches import colleagues
from asv.db.journal import entry_of
from asv.db.quarantaine import close_item, kept_beside, kept_item
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Forbidden, NotFound, Refused
from asv.domain.saisie import InvalidField, check_uuid, parse_uuid
from asv.usecases.synchronisation.adjusting import ajustement
from asv.usecases.synchronisation.opening import Keyring
from asv.usecases.synchronisation.places import places_of
from asv.usecases.synchronisation.receiving import receive
from asv.usecases.synchronisation.retry import with_retries
from asv.usecases.synchronisation.strict_json import Unreadable, loads
from asv.usecases.synchronisation.verdicts import Batch, Issue, Verdict

MOST_ITEMS = 5000
AT_ONCE = 200
LIFE = timedelta(minutes=2)
TAKEN = (Issue.STORED, Issue.ALREADY_STORED, Issue.CONFLICT, Issue.PARKED)
NO_CARRIER = "Aucun médiateur n’est en activité dans ce territoire : créez d’abord son compte, la saisie reste gardée."
NOT_A_FILE = "Ce fichier n’est pas une file de tablette : choisissez celui que son écran d’état a fait enregistrer."
TOO_MANY = f"Ce fichier a plus de {MOST_ITEMS} saisies : prévenez l’équipe technique, il est gardé sur la tablette."


class Bases(Protocol):
    """The two doors of the database, as the deployment opens them."""

    def session(self, token: str | None, *, read_only: bool) -> AbstractAsyncContextManager[Any]: ...
    def gate(self) -> AbstractAsyncContextManager[Any]: ...


@dataclass(frozen=True, slots=True)
class Reception:
    """What a reception outside a tablet's own sending needs."""

    bases: Bases
    keyring: Keyring
    now: datetime


async def replay(
    session: AsyncSession, acteur: Acteur, reception: Reception, element_id: UUID, empreinte: bytes
) -> Verdict:  # fmt: skip
    """Judge an item again, lateness forgiven; it leaves the list once it is taken, and says why when it is not."""
    _check_role(acteur)
    kept = await session.scalar(kept_item(acteur, element_id, empreinte))
    if kept is None or kept.scelle is None:
        raise NotFound("Cette saisie n’attend plus : quelqu’un l’a déjà traitée.")
    item = {"id": str(element_id), "scelle": base64.b64encode(kept.scelle).decode()}
    carrier = await _carrier(session)
    (verdict,) = await _carry(acteur, reception, carrier, kept.appareil_id, [item], is_admitted=True)
    if verdict.issue in TAKEN:
        await session.execute(close_item(acteur, element_id, empreinte))
        await session.execute(entry_of(acteur, "saisie_reprise", str(element_id)))
        beside = await session.scalars(kept_beside(acteur, kept.genre, element_id))
        genre = "atelier" if kept.genre == "atelier" else "contact"
        session.add_all([ajustement(acteur, genre, one) for one in beside])
    return verdict


async def import_queue(
    session: AsyncSession, acteur: Acteur, reception: Reception, content: bytes
) -> list[Verdict]:  # fmt: skip
    """Receive the file that a stuck tablet exported: one verdict an item, in their order; twice is once."""
    _check_role(acteur)
    appareil, items = _read(content)
    carrier = await _carrier(session)
    verdicts = await _carry(acteur, reception, carrier, appareil, items)
    await session.execute(entry_of(acteur, "file_importee", str(appareil)))
    return verdicts


def _read(content: bytes) -> tuple[UUID, list[object]]:
    """The tablet and its sealed items; a file may carry nothing in clear."""
    try:
        data = loads(content)
        items = data["elements"] if isinstance(data, dict) and data.keys() == {"appareil", "elements"} else None
        if not isinstance(items, list) or not all(isinstance(i, dict) and i.keys() == {"id", "scelle"} for i in items):
            raise Refused(NOT_A_FILE)
        for item in items:
            check_uuid("id", item["id"])
        appareil = parse_uuid("appareil", data["appareil"])
    except (Unreadable, InvalidField):
        raise Refused(NOT_A_FILE) from None
    if len(items) > MOST_ITEMS:
        raise Refused(TOO_MANY)
    return appareil, items


def _check_role(acteur: Acteur) -> None:
    if acteur.role is not Role.COORDINATEUR:
        raise Forbidden("Seule la coordination de l’Atelier Santé Ville reprend ce qui a été mis de côté.")


async def _carrier(session: AsyncSession) -> UUID:
    found = (await session.execute(colleagues())).first()
    if found is None:
        raise Refused(NO_CARRIER)
    carrier: UUID = found[0]
    return carrier


async def _carry(
    acteur: Acteur, reception: Reception, carrier: UUID, appareil: UUID, items: Sequence[object],
    *, is_admitted: bool = False,
) -> list[Verdict]:  # fmt: skip
    verdicts: list[Verdict] = []
    async with _session_of(reception.bases, acteur.territoire_id, carrier) as token:
        for first in range(0, len(items), AT_ONCE):
            batch = Batch(appareil, list(items[first : first + AT_ONCE]))
            verdicts += await with_retries(
                lambda one_by_one, batch=batch: _receive(  # type: ignore[misc]
                    reception, token, batch, one_by_one=one_by_one, is_admitted=is_admitted
                )
            )
    return verdicts


async def _receive(
    reception: Reception, token: str, batch: Batch, *, one_by_one: bool, is_admitted: bool
) -> list[Verdict]:  # fmt: skip
    async with reception.bases.session(token, read_only=False) as session, session.begin():
        carrier = await acteur_of(session)
        if carrier is None:
            raise Refused(NO_CARRIER)
        places = await places_of(session, carrier.territoire_id, reception.now)
        answer = await receive(
            session, carrier, batch, keyring=reception.keyring, places=places, now=reception.now,
            one_by_one=one_by_one, is_admitted=is_admitted,
        )  # fmt: skip
        return answer.verdicts


@asynccontextmanager
async def _session_of(bases: Bases, territoire_id: str, compte_id: UUID) -> AsyncIterator[str]:
    """A session that lives for this reception; its token is known to this call only."""
    token = secrets.token_urlsafe(32)
    token_hash = hashlib.sha256(token.encode()).digest()
    async with bases.gate() as gate, gate.begin():
        gate.add(
            SessionOuverte(
                token_hash=token_hash, territoire_id=territoire_id, compte_id=compte_id,
                repos_le=func.now() + LIFE, expire_le=func.now() + LIFE,
            )
        )  # fmt: skip
    try:
        yield token
    finally:
        async with bases.gate() as gate, gate.begin():
            await gate.execute(end_session(token_hash))
