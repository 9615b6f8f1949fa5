"""What the tests of the rights by SQL share."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import DateAction, Participation
from asv.db.engine import loader_session
from asv.db.structures import Structure
from tests.support.database import Persona

REFUSED = "insufficient_privilege|row-level security|permission denied|violates"
Run = Callable[..., Awaitable[list[Any]]]


async def place(admin: AsyncEngine, action: UUID, porteur: Persona, guest: Persona, **changes: Any) -> None:
    async with loader_session(admin) as session, session.begin():
        values = {"role": "RO_HOTE", "reponse": "acceptee", "apport": "Nos deux salles"} | changes
        own = porteur.structure_id, guest.structure_id
        where = (await session.scalar(select(Structure.territoire_id).where(Structure.id == own[0]))) or ""
        session.add(
            Participation(territoire_id=where, action_id=action, porteur_id=own[0], structure_id=own[1], **values)
        )


async def day_of(admin: AsyncEngine, action: UUID) -> UUID:
    async with loader_session(admin) as session:
        return (await session.scalars(select(DateAction.id).where(DateAction.action_id == action))).one()
