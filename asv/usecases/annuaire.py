"""The names a tablet offers: colleagues, and the structures that lend a place or receive a person."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.fiches import colleagues
from asv.db.scope import visible
from asv.db.structures import Structure, hosts_of
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Forbidden
from asv.domain.structures import ACCESSIBILITES, LANGUES_PARLEES, answered_by, names_of


async def directory_of(session: AsyncSession, acteur: Acteur) -> dict[str, Any]:
    """Colleagues at work, without the asker, and structures with how they welcome, each in the order of names."""
    if acteur.role is not Role.MEDIATEUR:
        raise Forbidden("Seul un médiateur ouvre une séance : demandez-lui.")
    others = await session.execute(colleagues())
    hosts = await session.scalars(hosts_of(visible(Structure, acteur)))
    return {
        "collegues": [{"id": str(id_), "nom": nom} for id_, nom in others if id_ != acteur.compte_id],
        "structures": [_shown(structure) for structure in hosts],
    }


def _shown(structure: Structure) -> dict[str, Any]:
    """One sheet, for a tablet: what is empty is left out, so that the whole stays small."""
    more = {
        "offre": structure.offre, "horaires": structure.horaires,
        "langues": names_of(structure.langues, LANGUES_PARLEES),
        "acces": names_of(structure.accessibilites, ACCESSIBILITES), "vers": list(answered_by(structure.type)),
    }  # fmt: skip
    shown = {"id": str(structure.id), "nom": structure.nom, "commune": structure.commune}
    return shown | {nom: value for nom, value in more.items() if value}
