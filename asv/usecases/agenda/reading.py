"""Dates read for a calendar, whoever reads them: each with the one that replaces it."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.agenda import agenda_dates, suites_of
from asv.db.scope import opened_to_all
from asv.domain.actions import REPORTEE
from asv.domain.agenda import DateAgenda, Suite, suite_of

LONGEST_FEED = 1000


async def read_dates(
    session: AsyncSession, seen: ColumnElement[bool], *conditions: ColumnElement[bool], most: int = LONGEST_FEED
) -> list[DateAgenda]:
    """The dates of the actions seen, in order, at most so many."""
    asked = agenda_dates(seen, opened_to_all()).where(*conditions).limit(most)
    rows = [dict(row) for row in (await session.execute(asked)).mappings()]
    moved = {row["action_id"] for row in rows if row["etat"] == REPORTEE}
    suites = await _suites(session, seen, moved) if moved else {}
    return [
        DateAgenda(**row | {"publics": tuple(row["publics"]), "suite": suite_of(row["id"], suites)}) for row in rows
    ]


async def _suites(session: AsyncSession, seen: ColumnElement[bool], actions: set[UUID]) -> dict[UUID, Suite]:
    found: Any = await session.execute(suites_of(seen, actions))
    return {replaced: Suite(*facts) for replaced, *facts in found}
