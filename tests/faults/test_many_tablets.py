"""S28: a whole town comes back online at the same minute."""

import asyncio
import statistics
import time
from itertools import chain

from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases, loader_session
from asv.domain.acteurs import Role
from tests.support.counts import IS_FULL, counted
from tests.support.database import Persona, World, _person
from tests.support.process import RunningSite
from tests.support.saisies import clear, count, rows, seance
from tests.support.server import Insisting, Tablet, batches_of

TABLETS = counted(10, 50)
ITEMS = 200
LONGEST_PAGE_SECONDS = 2 if IS_FULL else 6  # other tests share the machine in the ordinary run


async def team(admin: AsyncEngine, bases: Bases, world: World) -> list[Persona]:
    async with loader_session(admin) as session:
        return [await _person(session, bases, world.territoire_id, Role.MEDIATEUR) for _ in range(TABLETS)]


async def empty_queue(site: RunningSite, persona: Persona, world: World) -> Insisting:
    there = clear("seance", seance(world))
    async with Tablet(site, persona) as tablet:
        sender = Insisting(tablet, pause=0.2)
        await sender.deliver([there])
        for batch in batches_of(there, 1, ITEMS - 1):
            await sender.deliver(batch)
    return sender


async def test_fifty_tablets_at_once_are_all_acknowledged_and_the_site_goes_on(
    served: RunningSite, bases: Bases, world: World, admin: AsyncEngine, measured: dict
):
    people = await team(admin, bases, world)
    pages: list[float] = []
    async with Tablet(served, world.partenaire) as reader:
        start = time.monotonic()
        storm = asyncio.gather(*(empty_queue(served, one, world) for one in people))
        while not storm.done() or len(pages) < 100:
            before = time.monotonic()
            answer = await reader.http.get("/actions")
            pages.append(time.monotonic() - before)
            assert answer.status_code == 200
        lasted = time.monotonic() - start
        senders = await storm

    refused = [failure for sender in senders for failure in sender.failures]
    received = await rows(admin, world, "reception")
    acknowledged = set(chain.from_iterable(sender.acknowledged for sender in senders))
    assert {str(row["id"]) for row in received} == acknowledged
    assert len(received) == TABLETS * ITEMS
    assert await count(admin, world, "contact") == TABLETS * (ITEMS - 1)
    assert set(refused) <= {"429", "503"}
    p99 = statistics.quantiles(pages, n=100)[98]
    assert p99 < LONGEST_PAGE_SECONDS
    measured |= {"tablets": TABLETS, "items": len(received), "seconds_in_all": round(lasted, 1), "busy": len(refused),
                 "page_p99_s": round(p99, 3), "page_median_s": round(statistics.median(pages), 3)}  # fmt: skip
