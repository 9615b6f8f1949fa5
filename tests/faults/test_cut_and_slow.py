"""S35: a request or an answer cut anywhere, a client that sends one byte now and then: nothing half-stored, no harm."""

import asyncio
import json
import random
import time
from itertools import chain

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.support.counts import IS_FULL, counted
from tests.support.database import World
from tests.support.network import Fault, between, byte_by_byte, cut_gzip, cut_request, on_sync
from tests.support.process import RunningSite
from tests.support.saisies import TABLET, clear, contact, count, rows, seance
from tests.support.server import PATH, Tablet, in_parallel

CUTS = counted(60, 1000)
LONGEST_SECONDS = 60


async def test_a_request_cut_anywhere_stores_nothing_and_its_resending_stores_all(
    served: RunningSite, world: World, admin: AsyncEngine, measured: dict
):
    there = clear("seance", seance(world))
    batches = [[clear("contact", contact(there["id"])) for _ in range(3)] for _ in range(CUTS)]
    async with Tablet(served, world.mediateur) as tablet:
        await tablet.issues([there])
        with between(served.port) as network:
            network.fault = on_sync(cut_request(random.Random(35)))
            async with Tablet(served, world.mediateur, network.url) as far:

                async def cut(batch: list) -> None:
                    with pytest.raises((httpx.NetworkError, httpx.RemoteProtocolError)):
                        await far.send(batch)

                await in_parallel(cut, batches, most=12)
        assert await count(admin, world, "reception") == 1
        again = await in_parallel(tablet.issues, batches, most=4)

    assert set(chain.from_iterable(again)) == {"stored"}
    assert await count(admin, world, "contact") == 3 * CUTS
    measured |= {"cuts": CUTS, "half_stored": 0}


@pytest.mark.parametrize(("fault", "is_received"), [(byte_by_byte, True), (cut_gzip, False)])
async def test_an_answer_in_crumbs_is_read_and_one_cut_under_gzip_is_not(
    served: RunningSite, world: World, admin: AsyncEngine, fault: Fault, *, is_received: bool
):
    items = [clear("seance", seance(world)) for _ in range(5)]
    with between(served.port) as network:
        network.fault = on_sync(fault, first=1)
        async with Tablet(served, world.mediateur, network.url) as tablet:
            if is_received:
                assert await tablet.issues(items) == ["stored"] * 5
            else:
                with pytest.raises((httpx.DecodingError, ValueError)):
                    (await tablet.send(items)).json()
            assert await tablet.issues(items) == ["already_stored"] * 5
    assert len(await rows(admin, world, "seance")) == 5


def beginning(tablet: Tablet, part: str) -> bytes:
    """A request that its client will finish in hours; one more `1` is always a right continuation."""
    whole = tablet.http.build_request("POST", PATH, json={"appareil": str(TABLET), "elements": []})
    kept = [(name, value) for name, value in whole.headers.raw if name.lower() != b"content-length"]
    head = b"".join(name + b": " + value + b"\r\n" for name, value in kept)
    line = b"POST " + PATH.encode() + b" HTTP/1.1\r\n"
    return {"head": line + b"x-lent: ", "body": line + head + b"content-length: 90000\r\n\r\n", "line": b"POST /"}[part]


@pytest.mark.skipif(not IS_FULL, reason="waits for the minute that a slow client is given")
@pytest.mark.parametrize("part", ["line", "head", "body"])
async def test_a_client_of_one_byte_a_second_is_dropped_within_a_minute_without_harm_to_others(
    served: RunningSite, world: World, measured: dict, part: str
):
    async with Tablet(served, world.mediateur) as tablet:
        lines = [await asyncio.open_connection("127.0.0.1", served.port) for _ in range(40)]
        start, slowest = time.monotonic(), 0.0
        for _, writer in lines:
            writer.write(beginning(tablet, part))
        ends = asyncio.gather(*(reader.read() for reader, _ in lines), return_exceptions=True)
        while not ends.done():
            before = time.monotonic()
            assert await tablet.issues([clear("seance", seance(world))]) == ["stored"]
            slowest = max(slowest, time.monotonic() - before)
            for _, writer in lines:
                writer.write(b"1")
            await asyncio.wait({ends}, timeout=1)
            assert time.monotonic() - start < LONGEST_SECONDS + 10
        for _, writer in lines:
            writer.close()
    assert slowest < 1
    measured |= {"part": part, "dropped_after_s": round(time.monotonic() - start, 1), "slowest_other_s": slowest}


async def test_an_answer_that_nobody_reads_holds_up_nobody(served: RunningSite, world: World):
    items = [clear("seance", seance(world)) for _ in range(200)]
    body = json.dumps({"appareil": str(TABLET), "elements": items}).encode()
    async with Tablet(served, world.mediateur) as tablet:
        head = beginning(tablet, "body").partition(b"content-length")[0]
        deaf = [await asyncio.open_connection("127.0.0.1", served.port) for _ in range(20)]
        for _, writer in deaf:
            writer.write(head + f"content-length: {len(body)}\r\n\r\n".encode() + body)
        assert set(await tablet.issues(items)) <= {"stored", "already_stored"}
        assert await tablet.issues([clear("seance", seance(world))]) == ["stored"]
        for _, writer in deaf:
            writer.transport.abort()
