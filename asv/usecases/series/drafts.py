"""A published file between its upload and its import: the rows of our places, sealed for an hour like other drafts."""

import asyncio
import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.importations import DRAFT_LIFE, Brouillon
from asv.db.scope import rows, visible
from asv.db.series import lieux_of
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Forbidden, NotFound
from asv.domain.series import Lieu
from asv.domain.series.refus import PublicationRefused
from asv.sealing import LockerError, lock, unlock
from asv.spreadsheets.cells import SheetError
from asv.spreadsheets.published import PublishedTable, read_published, table_of

ONLY_COORDINATION = "Seule la coordination de l’Atelier Santé Ville apporte des données de contexte."
GONE = "Ce fichier n’est plus là : il est gardé une heure au plus, le temps de votre session. Envoyez-le de nouveau."
PURPOSE = b"series"


@dataclass(frozen=True, slots=True)
class Fichier:
    """What is kept of a file: its tables, cut down to our places, and the SHA-256 of the whole."""

    sha256: str
    tables: tuple[PublishedTable, ...]


def check_role(acteur: Acteur) -> None:
    if acteur.role is not Role.COORDINATEUR:
        raise Forbidden(ONLY_COORDINATION)


async def read_file(data: bytes, lieux: Sequence[Lieu]) -> Fichier:
    """Read a file in a process of its own, for these places; raises PublicationRefused."""
    try:
        tables = await asyncio.to_thread(read_published, data, [lieu.code for lieu in lieux])
    except SheetError as error:
        raise PublicationRefused(error.fault) from None
    return Fichier(hashlib.sha256(data).hexdigest(), tables)


async def open_draft(session: AsyncSession, acteur: Acteur, data: bytes, *, secret: bytes, now: datetime) -> UUID:
    """Keep what a file says of our places; one draft a person, a new one replaces it."""
    check_role(acteur)
    fichier = await read_file(data, await lieux_of(session, acteur.territoire_id))
    await session.execute(delete(Brouillon).where(visible(Brouillon, acteur)))
    draft = uuid4()
    content = {"sha256": fichier.sha256, "tables": [asdict(table) for table in fichier.tables]}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    session.add(
        Brouillon(
            territoire_id=acteur.territoire_id, id=draft, auteur_id=acteur.compte_id, cree_le=now,
            scelle=lock(secret, draft.bytes + PURPOSE, zlib.compress(text, 1)),
        )
    )  # fmt: skip
    await session.flush()
    return draft


async def read_draft(session: AsyncSession, acteur: Acteur, draft: UUID, *, secret: bytes, now: datetime) -> Fichier:
    """The file as it was brought; raises NotFound an hour later, or in another session."""
    check_role(acteur)
    row = await session.scalar(rows(Brouillon, acteur).where(Brouillon.id == draft))
    if row is None or row.cree_le < now - DRAFT_LIFE:
        raise NotFound(GONE)
    try:
        content = json.loads(zlib.decompress(unlock(secret, draft.bytes + PURPOSE, row.scelle)))
    except LockerError:
        raise NotFound(GONE) from None
    return Fichier(content["sha256"], tuple(table_of(table) for table in content["tables"]))


async def drop_draft(session: AsyncSession, acteur: Acteur, draft: UUID) -> None:
    check_role(acteur)
    await session.execute(delete(Brouillon).where(visible(Brouillon, acteur), Brouillon.id == draft))
