"""S26 and R10: whatever the body, an answer in French and never a fault of the server; memory stays where it was."""

import asyncio
import json
import random
import time
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.domain.errors import Refused
from asv.domain.saisie import InvalidField, Places
from asv.usecases.synchronisation.genres import parser_of
from asv.usecases.synchronisation.opening import open_batch
from asv.web.synchronisation.body import LIMIT_BYTES, LIMIT_ITEMS, BodyRefused, parse_batch
from tests.support.counts import counted
from tests.support.database import TODAY, World
from tests.support.hostile import Hostile
from tests.support.process import RunningSite
from tests.support.saisies import KEYS, TABLET, atelier, clear, contact, count, sealed, seance
from tests.support.server import Tablet, in_parallel

FUZZED, POSTED = counted(10_000, 100_000), counted(500, 2000)
GENEROUS_SECONDS = 5  # the scenario says one; other tests share this machine


def resident_bytes(pid: int | str = "self") -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096


def samples(world: World) -> list[dict]:
    there = clear("seance", seance(world))
    return [there, clear("contact", contact(there["id"])), clear("atelier", atelier(world)), clear("signal", {"a": 1})]


def read(body: bytes, places: Places) -> str:
    """The whole way of a body short of the database; only refusals may come out."""
    try:
        batch = parse_batch(body)
    except (Refused, BodyRefused):
        return "refused"
    for element in open_batch(batch, TABLET, KEYS):
        parser = parser_of(element.genre or "", element.version)
        if element.issue is None and parser is not None:
            try:
                parser(element.contenu, today=TODAY, places=places)
            except InvalidField as refusal:
                element.refuse(refusal)
        json.dumps([element.verdict.id, element.champ, element.raison]).encode()
    return "read"


def test_a_great_many_hostile_bodies_raise_nothing_and_leave_no_memory(world: World, measured: dict):
    commune, qpv = world.cellules[0]
    places = Places({commune: frozenset({qpv})})
    items = samples(world)
    hostile = Hostile(26, [*items, sealed(items[0], TABLET)])
    for _ in range(5000):
        read(hostile.body(), places)
    before = resident_bytes()

    outcomes = [read(hostile.body(), places) for _ in range(FUZZED)]

    assert outcomes.count("read") > FUZZED / 5 < outcomes.count("refused")
    assert resident_bytes() < 1.1 * before
    measured |= {"bodies": FUZZED, "memory_ratio": round(resident_bytes() / before, 3)}


async def test_hostile_bodies_over_the_network_are_answered_quickly_without_a_fault_and_without_memory(
    served: RunningSite, world: World, measured: dict
):
    hostile = Hostile(27, samples(world))
    slowest = 0.0

    async with Tablet(served, world.mediateur) as tablet:

        async def post(body: bytes) -> int:
            nonlocal slowest
            start = time.perf_counter()
            answer = await tablet.post(body)
            slowest = max(slowest, time.perf_counter() - start)
            assert answer.json()
            return answer.status_code

        await in_parallel(post, [hostile.body() for _ in range(500)], most=4)
        before = resident_bytes(served.process.pid)
        statuses = await in_parallel(post, [hostile.body() for _ in range(POSTED)], most=4)

    assert set(statuses) == {200, 400}
    assert slowest < GENEROUS_SECONDS
    after = resident_bytes(served.process.pid)
    assert after < 1.1 * before
    measured |= {"posted": POSTED, "slowest_s": round(slowest, 2), "memory_ratio": round(after / before, 3)}


HUGE = {
    "ten megabytes of text": b'{"appareil": "' + b"x" * 10_000_000 + b'"}',
    "nested a hundred thousand times": b"[" * 100_000,
    "objects nested as deep": b'{"a":' * 50_000,
    "an integer of a million digits": b'{"appareil": ' + b"9" * 1_000_000 + b"}",
    "cut in the middle of a character": '{"appareil": "é'.encode()[:-1],
    "a key twice": b'{"appareil": "a", "appareil": "b", "elements": []}',
    "in UTF-16": '{"appareil": "a", "elements": []}'.encode("utf-16"),
    "not a number": b'{"appareil": NaN, "elements": []}',
    "nothing": b"",
    "a number": b"3",
    "a list": b"[]",
    "one key too many": json.dumps({"appareil": str(TABLET), "elements": [], "role": "coordinateur"}).encode(),
    "no list of items": json.dumps({"appareil": str(TABLET), "elements": {}}).encode(),
    "no appareil": json.dumps({"appareil": None, "elements": []}).encode(),
    "201 items": json.dumps({"appareil": str(TABLET), "elements": [{}] * (LIMIT_ITEMS + 1)}).encode(),
}


@pytest.mark.parametrize("name", HUGE)
async def test_a_monstrous_body_is_refused_quickly_in_french(served: RunningSite, world: World, name: str):
    async with Tablet(served, world.mediateur) as tablet:
        start = time.perf_counter()
        answer = await tablet.post(HUGE[name])
        elapsed = time.perf_counter() - start

    is_large = name in {"ten megabytes of text", "201 items"}
    assert answer.status_code == (413 if is_large else 400)
    assert answer.json()["erreur"].endswith((".", "?"))
    assert elapsed < GENEROUS_SECONDS
    if is_large:
        assert (answer.json()["limite_octets"], answer.json()["limite_elements"]) == (LIMIT_BYTES, LIMIT_ITEMS)


async def test_a_body_that_lies_about_its_length_is_held_to_the_limit(served: RunningSite, world: World):
    async def endless():
        for _ in range(40):
            yield b" " * 65_536

    async with Tablet(served, world.mediateur) as tablet:
        answer = await tablet.http.post("/api/synchronisation", content=endless())

    assert answer.status_code == 413


async def test_other_types_of_content_are_refused(served: RunningSite, world: World, admin: AsyncEngine):
    body = json.dumps({"appareil": str(TABLET), "elements": [clear("seance", seance(world))]}).encode()
    refused = [
        {"content-type": "text/plain"}, {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "application/json; charset=latin-1"}, {"content-encoding": "gzip"}, {"content-type": ""},
    ]  # fmt: skip
    async with Tablet(served, world.mediateur) as tablet:
        for headers in refused:
            assert (await tablet.post(body, **headers)).status_code == 415
        assert (await tablet.post(body, **{"content-type": "application/json; charset=UTF-8"})).status_code == 200

    assert await count(admin, world, "seance") == 1


async def test_the_server_still_answers_others_while_it_is_fed_monsters(served: RunningSite, world: World):
    draw = random.Random(28)
    async with Tablet(served, world.mediateur) as tablet:
        monsters = asyncio.gather(*(tablet.post(HUGE[draw.choice([*HUGE])]) for _ in range(60)))
        good = [await tablet.issues([clear("seance", seance(world))]) for _ in range(20)]
        await monsters

    assert good == [["stored"]] * 20
