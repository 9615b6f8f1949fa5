"""A file between its upload and its import: its cells only, sealed under the session that brought it, for an hour.

Cells of columns about a named person, free text and lines above the headers are emptied before anything is kept.
"""

import asyncio
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.brouillons import change_brouillon, drop_brouillon, keep_brouillon, open_brouillon
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Forbidden
from asv.domain.reprise import (
    Colonne,
    Correspondance,
    FileRefused,
    as_json,
    from_json,
    propose,
    read_columns,
    without_persons,
)
from asv.spreadsheets.cells import Sheet, SheetError
from asv.spreadsheets.reading import read_sheet

ONLY_COORDINATION = "Seule la coordination de l’Atelier Santé Ville reprend des données."
PURPOSE: Final = b"reprise"


@dataclass(frozen=True, slots=True)
class Releve:
    """A former log as read: `sha256` is that of all its cells, whatever was left out since."""

    sheet: Sheet
    sha256: str
    correspondance: Correspondance

    @property
    def colonnes(self) -> list[Colonne]:
        return read_columns(self.sheet)


def check_role(acteur: Acteur) -> None:
    if acteur.role is not Role.COORDINATEUR:
        raise Forbidden(ONLY_COORDINATION)


async def read_file(data: bytes) -> Releve:
    """Read a file within its limits, in a process of its own, and forget whom it names; raises FileRefused."""
    try:
        sheet = await asyncio.to_thread(read_sheet, data)
    except SheetError as error:
        raise FileRefused(error.fault) from None
    colonnes = read_columns(sheet)
    kept = without_persons(sheet, colonnes)
    return Releve(kept, _fingerprint(sheet), propose(colonnes))


def _fingerprint(sheet: Sheet) -> str:
    """SHA-256 of the cells as read: the same log saved again, whose bytes differ, is still the same."""
    return hashlib.sha256(json.dumps(sheet.rows, ensure_ascii=False).encode()).hexdigest()


async def open_draft(session: AsyncSession, acteur: Acteur, data: bytes, *, secret: bytes, now: datetime) -> UUID:
    """Keep what a file holds; one draft a person, a new one replaces it."""
    check_role(acteur)
    releve = await read_file(data)
    return await keep_brouillon(session, acteur, _as_json(releve), purpose=PURPOSE, secret=secret, now=now)


async def read_draft(
    session: AsyncSession, acteur: Acteur, draft_id: UUID, *, secret: bytes, now: datetime
) -> Releve:  # fmt: skip
    check_role(acteur)
    content = await open_brouillon(session, acteur, draft_id, purpose=PURPOSE, secret=secret, now=now)
    return Releve(Sheet.from_json(content), content["sha256"], from_json(content["correspondance"]))


async def change_draft(
    session: AsyncSession, acteur: Acteur, draft_id: UUID, releve: Releve, *, secret: bytes
) -> None:  # fmt: skip
    check_role(acteur)
    await change_brouillon(session, acteur, draft_id, _as_json(releve), purpose=PURPOSE, secret=secret)


async def drop_draft(session: AsyncSession, acteur: Acteur, draft_id: UUID) -> None:
    check_role(acteur)
    await drop_brouillon(session, acteur, draft_id)


def _as_json(releve: Releve) -> dict[str, object]:
    return releve.sheet.as_json() | {"sha256": releve.sha256, "correspondance": as_json(releve.correspondance)}
