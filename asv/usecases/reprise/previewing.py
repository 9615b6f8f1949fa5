"""What an import would do: every line read under the correspondance, nothing stored."""

import asyncio
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.comptes import comptes_of
from asv.db.importations import quarters_with_rows
from asv.db.reception import communes_and_qpv
from asv.db.reference import communes_of
from asv.db.territoires import qpv_of
from asv.domain.acteurs import Acteur, Role
from asv.domain.periodes import GenrePeriode, day_of, periode_of
from asv.domain.reprise import FRESH, Apercu, Cloture, Correspondance, Lieux, as_json, convert, from_json, settle
from asv.domain.saisie import Places
from asv.usecases.reprise.drafts import Releve, change_draft, check_role, read_draft


async def lieux_of(session: AsyncSession, acteur: Acteur) -> Lieux:
    """The places a line may name: the communes of the territoire and every QPV that touches it."""
    communes = {c.code: c.nom for c in await session.scalars(communes_of(acteur.territoire_id))}
    qpv = {q.code: q.nom for q, _ in await session.execute(qpv_of(acteur.territoire_id, dans_contrat=None))}
    parts: dict[str, set[str]] = {code: set() for code in communes}
    for commune, part in await session.execute(communes_and_qpv(acteur.territoire_id)):
        parts[commune].update([part] if part else [])
    return Lieux(communes, qpv, Places({commune: frozenset(found) for commune, found in parts.items()}))


async def preview(session: AsyncSession, acteur: Acteur, releve: Releve, now: datetime) -> tuple[Apercu, Lieux]:
    """The séances and contacts a file stands for, and its errors cell by cell."""
    check_role(acteur)
    lieux = await lieux_of(session, acteur)
    known = [mediateur for mediateur, _ in await mediateurs_of(session, acteur)]
    releve = replace(releve, correspondance=settle(releve.correspondance, releve.colonnes, lieux, known))
    cloture = await _cloture(session, acteur, is_asked=releve.correspondance.periodes_closes, now=now)
    # Some tenths of a second of pure Python for 5 000 lines: in a thread, so that others are answered meanwhile.
    return await asyncio.to_thread(convert, releve.sheet, releve.correspondance, lieux, cloture), lieux


async def choose(
    session: AsyncSession, acteur: Acteur, draft_id: UUID, correspondance: Correspondance, *, secret: bytes,
    now: datetime,
) -> None:  # fmt: skip
    """Keep what the person chose for her file, once checked."""
    releve = await read_draft(session, acteur, draft_id, secret=secret, now=now)
    known = [mediateur for mediateur, _ in await mediateurs_of(session, acteur)]
    settled = settle(correspondance, releve.colonnes, await lieux_of(session, acteur), known)
    readable = from_json(as_json(settled))  # what could not be read back is refused before it is kept
    await change_draft(session, acteur, draft_id, replace(releve, correspondance=readable), secret=secret)


async def mediateurs_of(session: AsyncSession, acteur: Acteur) -> list[tuple[str, str]]:
    """The mediators of the territoire, to whom an import may be attributed: identifier and name."""
    found = await session.execute(comptes_of(acteur.territoire_id))
    return [(str(row.id), row.nom_affiche) for row in found if row.role == Role.MEDIATEUR and row.actif]


async def _cloture(session: AsyncSession, acteur: Acteur, *, is_asked: bool, now: datetime) -> Cloture:
    today = day_of(now)
    first_days = await session.scalars(quarters_with_rows(acteur.territoire_id, _start(today), now - FRESH))
    settled = tuple(periode_of(day, GenrePeriode.TRIMESTRE) for day in first_days)
    return Cloture(today, settled, is_asked)


def _start(today: date) -> date:
    return periode_of(today, GenrePeriode.TRIMESTRE).debut
