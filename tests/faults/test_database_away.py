"""S08: PostgreSQL is killed or frozen in the middle of batches: told quickly, healed alone, nothing lost."""

import asyncio
import time
from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import make_engine, normalise
from tests.support.cluster import OwnCluster
from tests.support.counts import IS_FULL, counted
from tests.support.database import World
from tests.support.process import RunningSite
from tests.support.saisies import atelier, clear, rows, seance
from tests.support.server import Insisting, Tablet, batches_of, until

KILLS = counted(1, 5)
BATCHES = counted(12, 60)
LONGEST_SECONDS = 5


async def refusals(tablet: Tablet, number: int) -> list[tuple[int, str | None, float]]:
    """Status, Retry-After and time taken of some sendings and pages asked together."""

    async def one(rank: int) -> tuple[int, str | None, float]:
        start = time.monotonic()
        if rank % 2:
            answer = await tablet.send([])
        else:
            answer = await tablet.http.get("/ma-journee")
        return answer.status_code, answer.headers.get("retry-after"), time.monotonic() - start

    return list(await asyncio.gather(*map(one, range(number))))


async def test_a_database_killed_in_the_middle_of_batches_is_told_at_once_and_nothing_is_lost(
    own_cluster: OwnCluster, own_site: RunningSite, own_world: World, measured: dict
):
    there, slowest = clear("seance", seance(own_world)), 0.0
    async with Tablet(own_site, own_world.mediateur) as tablet:
        await tablet.issues([there])
        sender = Insisting(tablet)
        for _ in range(KILLS):
            goal = sender.goal(60)
            waiting = asyncio.gather(*(sender.deliver(batch) for batch in batches_of(there, BATCHES)))
            await goal.wait()
            await asyncio.to_thread(own_cluster.kill)
            told = await refusals(tablet, 30)
            assert {(status, after) for status, after, _ in told} == {(503, "5")}
            slowest = max(slowest, *(took for _, _, took in told))
            await asyncio.to_thread(own_cluster.start)
            await waiting  # the pool heals without the site being started again
        assert {status for status, _, _ in await refusals(tablet, 30)} == {200}

    stored = await contacts_of(own_cluster, own_world)
    assert stored == sender.acknowledged
    assert len(stored) == KILLS * BATCHES * 20
    assert slowest < LONGEST_SECONDS
    measured |= {"kills": KILLS, "items": len(stored), "slowest_refusal_s": round(slowest, 2)}


async def contacts_of(cluster: OwnCluster, world: World) -> set[str]:
    """Asked over a new connection: the one of before the kill is dead."""
    engine = make_engine(normalise(cluster.url))
    found = [str(row["id"]) for row in await rows(engine, world, "contact")]
    await engine.dispose()
    assert len(found) == len(set(found))
    return set(found)


async def test_a_frozen_database_is_told_within_seconds_and_serves_again_once_thawed(
    own_cluster: OwnCluster, own_site: RunningSite, own_world: World, own_admin: AsyncEngine, measured: dict
):
    batch = [clear("seance", seance(own_world)) for _ in range(20)]
    async with Tablet(own_site, own_world.mediateur) as tablet:
        assert {status for status, _, _ in await refusals(tablet, 30)} == {200}
        with own_cluster.frozen():
            told = await refusals(tablet, 30)
        await asyncio.wait_for(Insisting(tablet).deliver(batch), 60)

    assert {(status, after) for status, after, _ in told} == {(503, "5")}
    slowest = max(took for _, _, took in told)
    assert slowest < LONGEST_SECONDS
    assert len(await rows(own_admin, own_world, "seance")) == 20
    measured |= {"slowest_refusal_s": round(slowest, 2)}


@pytest.mark.skipif(not IS_FULL, reason="waits for the half-minute that a statement is given")
async def test_a_batch_that_was_under_way_when_the_database_froze_is_answered_too(
    own_cluster: OwnCluster, own_site: RunningSite, own_world: World, own_admin: AsyncEngine, measured: dict
):
    there = clear("seance", seance(own_world))
    async with Tablet(own_site, own_world.mediateur) as tablet, own_admin.connect() as holder:
        await tablet.issues([there])
        await holder.execute(text("LOCK TABLE asv.atelier IN ACCESS EXCLUSIVE MODE"))
        start = time.monotonic()
        under_way = asyncio.create_task(tablet.send([clear("atelier", atelier(own_world))]))
        await until(partial(holder.scalar, text("SELECT count(*) FROM pg_locks WHERE NOT granted")))
        with own_cluster.frozen():
            answer = await under_way
        took = time.monotonic() - start
        await holder.rollback()

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    measured |= {"answered_after_s": round(took, 1)}
