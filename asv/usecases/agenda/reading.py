"""Dates read for a calendar, whoever reads them: each with the one that replaces it."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import DateAction
from asv.db.agenda import agenda_dates, nearest_first, suites_of
from asv.db.scope import opened_to_all
from asv.domain.actions import REPORTEE
from asv.domain.agenda import DateAgenda, Suite, suite_of
from asv.domain.flux import AHEAD, BEHIND

LONGEST_FEED = 2000


async def read_around(
    session: AsyncSession, seen: ColumnElement[bool], today: date, *conditions: ColumnElement[bool],
    most: int = LONGEST_FEED,
) -> list[DateAgenda]:  # fmt: skip
    """What a calendar that follows them holds: the dates around today; when there are too many, the nearest."""
    around = DateAction.jour.between(today - BEHIND, today + AHEAD)
    asked = nearest_first(agenda_dates(seen, opened_to_all()).where(around, *conditions), today)
    found = await _read(session, seen, asked.limit(most))
    return sorted(found, key=lambda line: (line.jour, line.debut, line.id))


async def read_dates(
    session: AsyncSession, seen: ColumnElement[bool], *conditions: ColumnElement[bool], most: int
) -> list[DateAgenda]:
    """The dates of the actions seen, in order, at most so many."""
    return await _read(session, seen, agenda_dates(seen, opened_to_all()).where(*conditions).limit(most))


async def _read(session: AsyncSession, seen: ColumnElement[bool], asked: Select[Any]) -> list[DateAgenda]:
    rows = [dict(row) for row in (await session.execute(asked)).mappings()]
    moved = {row["action_id"] for row in rows if row["etat"] == REPORTEE}
    suites = await _suites(session, seen, moved) if moved else {}
    return [
        DateAgenda(**row | {"publics": tuple(row["publics"]), "suite": suite_of(row["id"], suites)}) for row in rows
    ]


async def _suites(session: AsyncSession, seen: ColumnElement[bool], actions: set[UUID]) -> dict[UUID, Suite]:
    found: Any = await session.execute(suites_of(seen, actions))
    return {replaced: Suite(*facts) for replaced, *facts in found}
