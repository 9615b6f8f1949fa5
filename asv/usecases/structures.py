"""The directory of structures."""

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.scope import rows
from asv.db.structures import Structure
from asv.domain.acteurs import Acteur


async def list_structures(session: AsyncSession, acteur: Acteur) -> list[Structure]:
    query = rows(Structure, acteur).order_by(Structure.nom_tri, Structure.id)
    return list((await session.scalars(query)).all())
