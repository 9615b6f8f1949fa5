"""The public agenda and the files that calendars read: announced dates open to all, without login."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import true
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, DateAction, concerns
from asv.db.agenda import AS_VISITEUR, agenda_quartiers
from asv.db.scope import opened_to_all, visible
from asv.domain.acteurs import Acteur
from asv.domain.agenda import DateAgenda
from asv.domain.errors import NotFound
from asv.domain.flux import READERS
from asv.domain.periodes import Periode
from asv.usecases.agenda.reading import read_around, read_dates

LONGEST = 200
_CODE = re.compile(r"[A-Z0-9]{0,24}")
UNKNOWN = "Cette date n’est pas dans l’agenda : elle n’est pas ouverte aux habitants, ou son adresse est mal écrite."
Quartiers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Agenda:
    """The dates asked for, in order, and the quartiers one may ask for. `is_cut`: there were more."""

    dates: list[DateAgenda]
    quartiers: Quartiers
    is_cut: bool = False

    def quartier_nom(self, code: str) -> str:
        """Name of a quartier offered, or nothing."""
        return dict(self.quartiers).get(code, "")


async def public_agenda(
    session: AsyncSession, today: date, quartier: str = "", mois: Periode | None = None, most: int = LONGEST
) -> Agenda:
    """The dates to come of the actions opened to all, of a quartier (an unknown one is forgotten) and of a month.

    It is read as a visitor, whoever asks: the same page for all, and neither description nor means can slip in.
    """
    await session.execute(AS_VISITEUR)
    opened = opened_to_all()
    quartiers = [(code, nom) for code, nom in await session.execute(agenda_quartiers(opened, today))]
    conditions = [DateAction.jour >= today, concerns(quartier) if quartier in dict(quartiers) else true()]
    if mois is not None:
        conditions.append(DateAction.jour.between(mois.debut, mois.fin))
    found = await read_dates(session, opened, *conditions, most=most + 1)
    return Agenda(found[:most], quartiers, len(found) > most)


async def public_date(session: AsyncSession, date_id: UUID, today: date) -> tuple[DateAgenda, list[DateAgenda]]:
    """One date of the public agenda, and those to come of the same action; raises NotFound for all others."""
    await session.execute(AS_VISITEUR)
    opened = opened_to_all()
    found = await read_dates(session, opened, DateAction.id == date_id, most=1)
    if not found:
        raise NotFound(UNKNOWN)
    others = DateAction.action_id == found[0].action_id, DateAction.id != date_id, DateAction.jour >= today
    return found[0], await read_dates(session, opened, *others, most=LONGEST)


async def public_feed(session: AsyncSession, today: date, quartier: str, territoire: str) -> list[DateAgenda]:
    """What the public feed holds: the recent dates, cancelled ones among them, and those to come."""
    if not _CODE.fullmatch(quartier + territoire):
        return []
    await session.execute(AS_VISITEUR)
    where = concerns(quartier) if quartier else true()
    of = Action.territoire_id == territoire if territoire else true()
    return await read_around(session, opened_to_all(), today, where, of)


async def date_to_keep(session: AsyncSession, acteur: Acteur | None, date_id: UUID) -> DateAgenda:
    """One date for the reader's own calendar: of any action that he may see, or open to all."""
    if acteur is not None and acteur.role in READERS:
        seen = visible(Action, acteur) & visible(DateAction, acteur)
        if mine := await read_dates(session, seen, DateAction.id == date_id, most=1):
            return mine[0]
    await session.execute(AS_VISITEUR)
    found = await read_dates(session, opened_to_all(), DateAction.id == date_id, most=1)
    if not found:
        raise NotFound(UNKNOWN)
    return found[0]
