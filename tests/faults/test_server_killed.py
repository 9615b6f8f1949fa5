"""S07 and S09: the site's process is killed in the middle of a batch, or frozen for minutes; tablets only insist."""

import asyncio
import os
import random
import signal
import time

import httpx
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.support.cluster import OwnCluster, kill_process
from tests.support.counts import counted
from tests.support.database import World
from tests.support.network import between
from tests.support.process import RunningSite
from tests.support.saisies import clear, count, rows, seance
from tests.support.server import Insisting, Tablet, batches_of

KILLS = counted(3, 10)
BATCHES = counted(24, 80)
FROZEN_SECONDS = counted(2, 180)
READY_SECONDS = 5


async def test_a_server_killed_in_the_middle_of_batches_loses_nothing_it_acknowledged(
    own_cluster: OwnCluster, own_world: World, own_admin: AsyncEngine, measured: dict
):
    draw, there = random.Random(7), clear("seance", seance(own_world))
    site = await asyncio.to_thread(own_cluster.site)
    slowest = 0.0
    async with Tablet(site, own_world.mediateur) as tablet:
        await tablet.issues([there])
        sender = Insisting(tablet)
        for _ in range(KILLS):
            goal = sender.goal(draw.randrange(1, 20 * (BATCHES // KILLS)))
            waiting = asyncio.gather(*(sender.deliver(batch) for batch in batches_of(there, BATCHES // KILLS + 1)))
            await goal.wait()
            kill_process(site)
            before = set(sender.acknowledged)
            start = time.monotonic()
            await asyncio.to_thread(site.start)
            await ready(site)
            slowest = max(slowest, time.monotonic() - start)
            kept = {str(row["id"]) for row in await rows(own_admin, own_world, "contact")}
            assert before <= kept
            await waiting
    site.stop()

    stored = await rows(own_admin, own_world, "contact")
    assert {str(row["id"]) for row in stored} == sender.acknowledged
    assert len(stored) == len(sender.acknowledged) == 20 * KILLS * (BATCHES // KILLS + 1)
    assert slowest < counted(4 * READY_SECONDS, READY_SECONDS)
    measured |= {"kills": KILLS, "items": len(stored), "ready_s": round(slowest, 2), "refused": len(sender.failures)}


async def ready(site: RunningSite) -> None:
    async with httpx.AsyncClient(base_url=site.url) as http:
        while True:
            try:
                if (await http.get("/readyz")).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.01)


async def test_a_server_frozen_for_minutes_stores_once_what_was_sent_again_and_again(
    served: RunningSite, world: World, admin: AsyncEngine, measured: dict
):
    assert served.process is not None
    batch = [clear("seance", seance(world)) for _ in range(50)]
    with between(served.port) as network:
        async with Tablet(served, world.mediateur, network.url) as tablet:
            tablet.http.timeout = httpx.Timeout(0.3)
            sender = Insisting(tablet)
            os.kill(served.process.pid, signal.SIGSTOP)
            try:
                waiting = asyncio.create_task(sender.deliver(batch))
                until = time.monotonic() + FROZEN_SECONDS
                while time.monotonic() < until:
                    await asyncio.wait({waiting}, timeout=0.1)
            finally:
                os.kill(served.process.pid, signal.SIGCONT)
            await asyncio.wait_for(waiting, 60)
        most = network.most_under_way

    assert most == 1
    assert "ReadTimeout" in sender.failures
    assert await count(admin, world, "seance") == 50
    measured |= {"frozen_s": FROZEN_SECONDS, "sent_again": len(sender.failures), "rows": 50, "at_once": most}
