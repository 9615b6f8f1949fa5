"""Finding a suivi one may open, and knowing whether its card is on the table."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.fiches import shown_to, suivi_of
from asv.db.suivis import Suivi
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Forbidden, NotFound

ONLY_MEDIATEURS = "Un suivi ne s’ouvre qu’aux médiateurs, avec la carte de la personne."
UNKNOWN = "Ce suivi ne vous est pas ouvert. Demandez à la personne de montrer sa carte."
READ_ONLY = (
    "Prenez d’abord le relais, ou demandez à la personne de montrer sa carte : vous pouvez seulement lire ce suivi."
)
CARD_NEEDED = "Demandez d’abord à la personne de montrer sa carte : elle n’a pas été montrée dans les huit heures."


async def find_suivi(session: AsyncSession, acteur: Acteur, suivi_id: UUID) -> Suivi:
    """The suivi when this mediator may open it; otherwise nothing tells whether it exists."""
    if acteur.role is not Role.MEDIATEUR:
        raise Forbidden(ONLY_MEDIATEURS)
    suivi = await session.scalar(suivi_of(acteur, suivi_id))
    if suivi is None:
        raise NotFound(UNKNOWN)
    return suivi


async def find_to_write(session: AsyncSession, acteur: Acteur, suivi_id: UUID) -> Suivi:
    """The suivi when this mediator may write: the référent, or whoever was shown the card; asked only, he reads."""
    suivi = await find_suivi(session, acteur, suivi_id)
    if suivi.mediateur_id != acteur.compte_id and not await is_shown(session, acteur, suivi_id):
        raise Forbidden(READ_ONLY)
    return suivi


async def is_shown(session: AsyncSession, acteur: Acteur, suivi_id: UUID) -> bool:
    """Whether the card was shown to this mediator within the access time."""
    return await session.scalar(shown_to(acteur, suivi_id)) is not None


async def check_shown(session: AsyncSession, acteur: Acteur, suivi_id: UUID) -> None:
    """Refuse what is only done with the person and her card there."""
    if not await is_shown(session, acteur, suivi_id):
        raise Forbidden(CARD_NEEDED)
