"""The names a tablet offers when a séance opens: colleagues, and the structures that lend a place."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.fiches import colleagues
from asv.db.scope import visible
from asv.db.structures import Structure, hosts_of
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Forbidden


async def directory_of(session: AsyncSession, acteur: Acteur) -> dict[str, Any]:
    """Colleagues at work, without the asker, and structures with their commune, each in the order of names."""
    if acteur.role is not Role.MEDIATEUR:
        raise Forbidden("Seul un médiateur ouvre une séance : demandez-lui.")
    others = await session.execute(colleagues())
    hosts = await session.execute(hosts_of(visible(Structure, acteur)))
    return {
        "collegues": [{"id": str(id_), "nom": nom} for id_, nom in others if id_ != acteur.compte_id],
        "structures": [{"id": str(id_), "nom": nom, "commune": commune} for id_, nom, commune in hosts],
    }
