"""« Ma journée »: what the server has of a mediator's day, and what it could not take."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.quarantaine import ateliers_of_day, open_items, seances_of_day
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Forbidden
from asv.domain.periodes import day_of
from asv.domain.saisie import is_doubtful


@dataclass(frozen=True, slots=True)
class SeanceDuJour:
    """`contacts`, `brefs` (part of them) and `salutations` are those of this mediator, rows of his own."""

    id: UUID
    creneau: str
    commune: str
    qpv: str | None
    lieu_type: str
    mode: str
    contacts: int
    brefs: int
    salutations: int
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class AtelierDuJour:
    id: UUID
    creneau: str
    commune: str
    theme: str
    total: int


@dataclass(frozen=True, slots=True)
class EnAttente:
    """An item kept aside: why, and which field to look at."""

    id: UUID
    genre: str | None
    motif: str
    champ: str | None
    raison: str
    recue_le: datetime


@dataclass(frozen=True, slots=True)
class Journee:
    jour: date
    seances: tuple[SeanceDuJour, ...]
    ateliers: tuple[AtelierDuJour, ...]
    en_attente: tuple[EnAttente, ...]


async def recent_of(session: AsyncSession, acteur: Acteur, day: date) -> Journee:
    """The séances and ateliers of a day, as received, and every item of this mediator that still waits."""
    if acteur.role is not Role.MEDIATEUR:
        raise Forbidden("« Ma journée » est la page des médiateurs.")
    seances = [
        SeanceDuJour(
            id=row.id, creneau=row.creneau, commune=row.commune, qpv=row.qpv, lieu_type=row.lieu_type, mode=row.mode,
            contacts=row.contacts, brefs=row.brefs, salutations=row.salutations,
            is_doubtful=is_doubtful(row.date_seance, day_of(row.recue_le)),
        )
        for row in await session.execute(seances_of_day(acteur, day))
    ]  # fmt: skip
    ateliers = [
        AtelierDuJour(row.id, row.creneau, row.commune, row.theme, row.total)
        for row in await session.execute(ateliers_of_day(acteur, day))
    ]
    waiting = [
        EnAttente(q.element_id, q.genre, q.motif, q.champ, q.raison, q.recue_le)
        for q in await session.scalars(open_items(acteur))
    ]
    return Journee(day, tuple(seances), tuple(ateliers), tuple(waiting))
