"""Dates read for a calendar: when there are too many, the nearest are kept, past ones last among equals."""

from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.agenda import AS_VISITEUR
from asv.db.engine import Bases
from asv.db.scope import opened_to_all
from asv.domain.flux import AHEAD, BEHIND
from asv.usecases.agenda.reading import read_around
from tests.support.database import World
from tests.support.dossiers import action_of, keep

TODAY = date(2031, 5, 12)


async def kept(bases: Bases, most: int) -> list[int]:
    """Days from today of the dates kept, in their order."""
    async with bases.session(None, read_only=True) as session:
        await session.execute(AS_VISITEUR)
        found = await read_around(session, opened_to_all(), TODAY, most=most)
    return [(line.jour - TODAY).days for line in found]


async def test_the_dates_around_today_are_kept_the_nearest_first_and_told_in_order(
    world: World, admin: AsyncEngine, bases: Bases
):
    days = [-BEHIND.days - 1, -BEHIND.days, -2, 0, 2, 9, AHEAD.days, AHEAD.days + 1]
    action, dates = action_of(world, *(TODAY + timedelta(days=day) for day in days))
    await keep(admin, action, *dates)

    assert await kept(bases, 100) == days[1:-1]
    assert await kept(bases, 3) == [-2, 0, 2]
    assert await kept(bases, 2) == [0, 2]
