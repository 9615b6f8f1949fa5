"""S01: the answer is lost after the commit. F3 of the fault list: stored, told « failed », for ever in the queue."""

import random
from itertools import chain

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.support.counts import counted
from tests.support.database import World
from tests.support.network import between, lose_answer, on_sync
from tests.support.process import RunningSite
from tests.support.saisies import clear, contact, rows, seance
from tests.support.server import Tablet, in_parallel

DROPS = counted(120, 1000)


async def test_after_many_lost_answers_each_item_is_there_once_and_the_next_sending_says_so(
    served: RunningSite, world: World, admin: AsyncEngine, measured: dict
):
    there = clear("seance", seance(world))
    batches = [[clear("contact", contact(there["id"])) for _ in range(1 + rank % 3)] for rank in range(DROPS)]

    async with Tablet(served, world.mediateur) as tablet:
        assert await tablet.issues([there]) == ["stored"]
        with between(served.port) as network:
            network.fault = on_sync(lose_answer(random.Random(1)))
            async with Tablet(served, world.mediateur, network.url) as far:

                async def lose(batch: list) -> None:
                    with pytest.raises((httpx.NetworkError, httpx.RemoteProtocolError)):
                        await far.send(batch)

                await in_parallel(lose, batches, most=12)
        before = {row["id"]: row["sequence"] for row in await rows(admin, world, "reception")}
        whole = list(chain.from_iterable(batches))
        again = await in_parallel(tablet.issues, [whole[i : i + 200] for i in range(0, len(whole), 200)], most=4)

    sent = {item["id"] for item in whole}
    assert set(chain.from_iterable(again)) == {"already_stored"}
    assert {str(row["id"]) for row in await rows(admin, world, "contact")} == sent
    assert {row["id"]: row["sequence"] for row in await rows(admin, world, "reception")} == before
    measured |= {"drops": DROPS, "items": len(sent), "rows": len(before) - 1}
