"""A published file between its upload and its import: the rows of our places, sealed for an hour like other drafts."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.brouillons import drop_brouillon, keep_brouillon, open_brouillon
from asv.db.series import lieux_of
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Forbidden
from asv.domain.series import Lieu
from asv.domain.series.refus import PublicationRefused
from asv.spreadsheets.cells import SheetError
from asv.spreadsheets.published import PublishedTable, read_published, table_of

ONLY_COORDINATION = "Seule la coordination de l’Atelier Santé Ville apporte des données de contexte."
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
    return await keep_brouillon(session, acteur, asdict(fichier), purpose=PURPOSE, secret=secret, now=now)


async def read_draft(session: AsyncSession, acteur: Acteur, draft: UUID, *, secret: bytes, now: datetime) -> Fichier:
    """The file as it was brought; raises NotFound an hour later, or in another session."""
    check_role(acteur)
    content = await open_brouillon(session, acteur, draft, purpose=PURPOSE, secret=secret, now=now)
    return Fichier(content["sha256"], tuple(table_of(table) for table in content["tables"]))


async def drop_draft(session: AsyncSession, acteur: Acteur, draft: UUID) -> None:
    check_role(acteur)
    await drop_brouillon(session, acteur, draft)
