"""The mediator's own list: lines that say when, never who."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.fiches import asked_relais, colleagues, next_relances, own_open
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Forbidden
from asv.usecases.suivis.access import ONLY_MEDIATEURS


@dataclass(frozen=True, slots=True)
class LigneSuivi:
    """An open suivi: the month it opened, the last contact, the next relance."""

    id: UUID
    ouvert_le: date
    dernier_contact_le: date
    relance_le: date | None


@dataclass(frozen=True, slots=True)
class RelaisDemande:
    """A colleague asks me to go on with somebody."""

    suivi_id: UUID
    de: str
    propose_le: date


@dataclass(frozen=True, slots=True)
class ListeSuivis:
    suivis: tuple[LigneSuivi, ...]
    relais: tuple[RelaisDemande, ...]


async def list_suivis(session: AsyncSession, acteur: Acteur, today: date) -> ListeSuivis:
    """My open suivis and the relais asked of me. There is no search: a person is found by her card."""
    if acteur.role is not Role.MEDIATEUR:
        raise Forbidden(ONLY_MEDIATEURS)
    suivis = list(await session.scalars(own_open(acteur)))
    relances = {row[0]: row[1] for row in await session.execute(next_relances(acteur, [s.id for s in suivis], today))}
    names = {row[0]: row[1] for row in await session.execute(colleagues())}
    asked = [one for one in await session.scalars(asked_relais(acteur, today)) if one.vers_id == acteur.compte_id]
    return ListeSuivis(
        tuple(LigneSuivi(s.id, s.ouvert_le, s.dernier_contact_le, relances.get(s.id)) for s in suivis),
        tuple(RelaisDemande(r.suivi_id, names.get(r.de_id, "Un médiateur"), r.propose_le) for r in asked),
    )
