"""Who is there: the acteur of a session, asked of the database by its secret token."""

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.engine import acteur_of
from asv.db.schema import current_revision, head
from asv.domain.acteurs import Acteur


async def who(session: AsyncSession) -> Acteur | None:
    return await acteur_of(session)


async def is_ready(session: AsyncSession) -> bool:
    """Whether the database answers and its schema is the one this code expects."""
    return await current_revision(session) == head()
