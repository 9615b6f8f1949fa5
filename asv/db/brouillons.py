"""What waits between an upload and its import: one draft a person, sealed under her session, for an hour at most.

`purpose` tells one kind of draft from another: it opens for what it was brought for, and for nothing else.
"""

import json
import zlib
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.importations import DRAFT_LIFE, Brouillon
from asv.db.scope import rows, visible
from asv.domain.acteurs import Acteur
from asv.domain.errors import NotFound
from asv.sealing import LockerError, lock, unlock

GONE: Final = (
    "Ce fichier n’est plus là : il est gardé une heure au plus, le temps de votre session. Envoyez-le de nouveau."
)


async def keep_brouillon(
    session: AsyncSession, acteur: Acteur, content: object, *, purpose: bytes, secret: bytes, now: datetime
) -> UUID:
    """Seal what JSON can write; it takes the place of the former draft of this person, whatever that was for."""
    await session.execute(delete(Brouillon).where(visible(Brouillon, acteur)))
    draft = uuid4()
    box = _sealed(content, draft, purpose, secret)
    session.add(
        Brouillon(territoire_id=acteur.territoire_id, id=draft, auteur_id=acteur.compte_id, cree_le=now, scelle=box)
    )
    await session.flush()
    return draft


async def open_brouillon(
    session: AsyncSession, acteur: Acteur, draft: UUID, *, purpose: bytes, secret: bytes, now: datetime
) -> Any:
    """What was kept. Raises NotFound an hour later, for another person, session or purpose."""
    row = await session.scalar(rows(Brouillon, acteur).where(Brouillon.id == draft))
    if row is None or row.cree_le < now - DRAFT_LIFE:
        raise NotFound(GONE)
    try:
        return json.loads(zlib.decompress(unlock(secret, draft.bytes + purpose, row.scelle)))
    except LockerError:
        raise NotFound(GONE) from None


async def change_brouillon(
    session: AsyncSession, acteur: Acteur, draft: UUID, content: object, *, purpose: bytes, secret: bytes
) -> None:
    """Seal something else in its place; its hour still runs."""
    query = update(Brouillon).where(visible(Brouillon, acteur), Brouillon.id == draft)
    await session.execute(query.values(scelle=_sealed(content, draft, purpose, secret)))


async def drop_brouillon(session: AsyncSession, acteur: Acteur, draft: UUID) -> None:
    await session.execute(delete(Brouillon).where(visible(Brouillon, acteur), Brouillon.id == draft))


def _sealed(content: object, draft: UUID, purpose: bytes, secret: bytes) -> bytes:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return lock(secret, draft.bytes + purpose, zlib.compress(text, 1))
