"""Offers of the bourse de moyens, and what is reserved of them."""

from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.db.moyens import Moyen, Occupation
from asv.domain.moyens import MoyenSaisi
from asv.usecases import moyens
from tests.support.database import Persona, World
from tests.support.moyens import dated_action
from tests.usecases.steps import entered

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SOON = date(2026, 12, 2)


def saisi(**changes) -> MoyenSaisi:
    values = {
        "sens": "offre", "code": "MY_LOCAL", "libelle": "Salle du rez-de-chaussée", "quantite": "1",
        "debut": "2026-11-01", "fin": "2027-06-30", "valeur": "45,50",
    }  # fmt: skip
    return MoyenSaisi(**values | changes)


async def offer(bases: Bases, who: Persona, **changes) -> UUID:
    async with entered(bases, who) as (session, acteur):
        return await moyens.publish(session, acteur, saisi(**changes), today=TODAY)


async def dated(admin: AsyncEngine, world: World, dates: int = 1) -> tuple[UUID, list[UUID]]:
    return await dated_action(admin, world, SOON, dates)


async def reserve(
    bases: Bases, who: Persona, action: UUID, moyen: UUID, day: UUID | None, *, quantite: int = 1
):  # fmt: skip
    async with entered(bases, who) as (session, acteur):
        return await moyens.reserve(session, acteur, action, moyen, date_id=day, quantite=quantite, now=NOW)


async def taken(bases: Bases, who: Persona, moyen: UUID) -> tuple[int, int]:
    """Half-days taken of a moyen, and units counted as used up."""
    async with entered(bases, who) as (session, _):
        count = await session.scalar(select(func.count()).where(Occupation.moyen_id == moyen))
        return count, await session.scalar(select(Moyen.pris).where(Moyen.id == moyen))
