"""A file between its upload and its import: its cells only, sealed under the session that brought it, for an hour.

Cells of columns about a named person, free text and lines above the headers are emptied before anything is kept.
"""

import asyncio
import hashlib
import json
import zlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.importations import DRAFT_LIFE, Brouillon
from asv.db.scope import rows, visible
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Forbidden, NotFound
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
from asv.sealing import LockerError, lock, unlock
from asv.spreadsheets.cells import Sheet, SheetError
from asv.spreadsheets.reading import read_sheet

ONLY_COORDINATION = "Seule la coordination de l’Atelier Santé Ville reprend des données."
GONE = "Ce fichier n’est plus là : il est gardé une heure au plus, le temps de votre session. Envoyez-le de nouveau."


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
    await session.execute(delete(Brouillon).where(visible(Brouillon, acteur)))
    draft_id = uuid4()
    session.add(
        Brouillon(
            territoire_id=acteur.territoire_id, id=draft_id, auteur_id=acteur.compte_id, cree_le=now,
            scelle=_sealed(releve, draft_id, secret),
        )
    )  # fmt: skip
    await session.flush()
    return draft_id


async def read_draft(
    session: AsyncSession, acteur: Acteur, draft_id: UUID, *, secret: bytes, now: datetime
) -> Releve:  # fmt: skip
    return (await _find(session, acteur, draft_id, secret, now))[1]


async def change_draft(
    session: AsyncSession, acteur: Acteur, draft_id: UUID, correspondance: Correspondance, *, secret: bytes,
    now: datetime,
) -> None:  # fmt: skip
    row, releve = await _find(session, acteur, draft_id, secret, now)
    row.scelle = _sealed(replace(releve, correspondance=correspondance), draft_id, secret)
    await session.flush()


async def drop_draft(session: AsyncSession, acteur: Acteur, draft_id: UUID) -> None:
    check_role(acteur)
    await session.execute(delete(Brouillon).where(visible(Brouillon, acteur), Brouillon.id == draft_id))


async def _find(
    session: AsyncSession, acteur: Acteur, draft_id: UUID, secret: bytes, now: datetime
) -> tuple[Brouillon, Releve]:  # fmt: skip
    check_role(acteur)
    row = await session.scalar(rows(Brouillon, acteur).where(Brouillon.id == draft_id))
    if row is None or row.cree_le < now - DRAFT_LIFE:
        raise NotFound(GONE)
    try:
        return row, _opened(row.scelle, draft_id, secret)
    except LockerError:
        raise NotFound(GONE) from None


def _sealed(releve: Releve, draft_id: UUID, secret: bytes) -> bytes:
    sheet = releve.sheet
    content = {
        "kind": sheet.kind, "rows": sheet.rows, "others": sheet.others, "day_zero": sheet.day_zero,
        "sha256": releve.sha256, "correspondance": as_json(releve.correspondance),
    }  # fmt: skip
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return lock(secret, draft_id.bytes, zlib.compress(text, 1))


def _opened(box: bytes, draft_id: UUID, secret: bytes) -> Releve:
    content: dict[str, Any] = json.loads(zlib.decompress(unlock(secret, draft_id.bytes, box)))
    rows_read = tuple(tuple(row) for row in content["rows"])
    sheet = Sheet(content["kind"], rows_read, content["others"], content["day_zero"])
    return Releve(sheet, content["sha256"], from_json(content["correspondance"]))
