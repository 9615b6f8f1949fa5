"""S01: the answer is lost after the commit. F3 of the fault list: stored, told « failed », for ever in the queue."""

import asyncio
import random
from itertools import chain

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.support.database import World
from tests.support.process import RunningSite
from tests.support.saisies import clear, contact, rows, seance
from tests.support.server import Tablet, in_parallel, losing_answers

DROPS = 1000


async def test_after_a_thousand_lost_answers_each_item_is_there_once_and_the_next_sending_says_so(
    served: RunningSite, world: World, admin: AsyncEngine
):
    there = clear("seance", seance(world))
    batches = [[clear("contact", contact(there["id"])) for _ in range(1 + rank % 3)] for rank in range(DROPS)]

    async with Tablet(served, world.mediateur) as tablet:
        assert await tablet.issues([there]) == ["stored"]
        async with losing_answers(served, random.Random(1)) as network, Tablet(served, world.mediateur, network) as far:

            async def lose(batch: list) -> None:
                with pytest.raises(httpx.TransportError):
                    await far.send(batch)

            await in_parallel(lose, batches, most=12)
        whole = list(chain.from_iterable(batches))
        again = await in_parallel(tablet.issues, [whole[i : i + 200] for i in range(0, len(whole), 200)], most=4)

    sent = {item["id"] for item in whole}
    assert set(chain.from_iterable(again)) == {"already_stored"}
    assert {str(row["id"]) for row in await rows(admin, world, "contact")} == sent
    assert len(await rows(admin, world, "reception")) == len(sent) + 1


async def test_a_request_cut_in_the_middle_stores_nothing(served: RunningSite, world: World, admin: AsyncEngine):
    async with Tablet(served, world.mediateur) as tablet:
        whole = tablet.http.build_request("POST", "/api/synchronisation", json={"elements": []})
        head = b"POST /api/synchronisation HTTP/1.1\r\n" + b"".join(
            name + b": " + value + b"\r\n" for name, value in whole.headers.raw if name.lower() != b"content-length"
        )
        for sent in (b"", b'{"appareil"', b'{"appareil": "x", "elements": ['):
            _, writer = await asyncio.open_connection("127.0.0.1", served.port)
            writer.write(head + b"content-length: 5000\r\n\r\n" + sent)
            await writer.drain()
            writer.close()
            await writer.wait_closed()

        assert await tablet.issues([clear("seance", seance(world))]) == ["stored"]
    assert len(await rows(admin, world, "reception")) == 1
