"""S02 and S29: the same items at the same instant, on several connections and processes."""

import asyncio
import random
import time

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.usecases.synchronisation import with_retries
from tests.support.counts import counted
from tests.support.database import World
from tests.support.process import RunningSite
from tests.support.saisies import atelier, clear, contact, count, seance
from tests.support.server import Tablet, in_parallel

PAIRS = 200
WRITERS = 16
SECONDS = counted(2, 60)


async def test_identical_items_posted_twice_at_the_same_instant_give_one_row_and_two_successes(
    served: RunningSite, served_beside: RunningSite, world: World, admin: AsyncEngine, measured: dict
):
    items = [clear("atelier", atelier(world)) for _ in range(PAIRS)]
    async with Tablet(served, world.mediateur) as one, Tablet(served_beside, world.mediateur) as other:
        twice = [(tablet, item) for item in items for tablet in (one, other)]
        verdicts = await in_parallel(lambda pair: pair[0].issues([pair[1]]), twice, most=16)

    flat = [verdict for (verdict,) in verdicts]
    assert (flat.count("stored"), flat.count("already_stored"), len(flat)) == (PAIRS, PAIRS, 2 * PAIRS)
    assert await count(admin, world, "atelier") == PAIRS
    measured |= {"pairs": PAIRS, "successes": len(flat), "rows": PAIRS}


async def test_sixteen_writers_who_send_the_same_items_in_any_order_never_see_a_fault(
    served: RunningSite, served_beside: RunningSite, world: World, admin: AsyncEngine, measured: dict
):
    draw = random.Random(2)
    seances = [clear("seance", seance(world)) for _ in range(4)]
    items = [*seances, *(clear("contact", contact(draw.choice(seances)["id"])) for _ in range(36))]
    others = [clear("contact", contact(draw.choice(seances)["id"], sexe="H"), item["id"]) for item in items[4:14]]
    async with Tablet(served, world.mediateur) as one, Tablet(served_beside, world.mediateur) as other:

        async def write(rank: int) -> list[str]:
            found, tablet, until = [], (one, other)[rank % 2], time.monotonic() + SECONDS
            while time.monotonic() < until:
                order = draw.sample(items + others, len(items + others))
                for at in range(0, len(order), 17):
                    found += await tablet.issues(order[at : at + 17])
            return found

        answers = await in_parallel(write, range(WRITERS), most=WRITERS)
        assert set(await one.issues(items[:4])) == {"already_stored"}

    assert {issue for answer in answers for issue in answer} <= {"stored", "already_stored", "conflict", "parked"}
    assert await count(admin, world, "reception") == len(items)
    assert (await count(admin, world, "seance"), await count(admin, world, "contact")) == (4, 36)
    measured |= {"writers": WRITERS, "seconds_of_writing": SECONDS, "verdicts": sum(map(len, answers)), "faults": 0}


async def test_a_transaction_undone_by_a_deadlock_is_tried_again_and_passes(admin: AsyncEngine):
    both_hold_one = asyncio.Barrier(2)
    tries: list[int] = []

    async def crossing(first: int, second: int) -> str:
        is_first_try = True

        async def transaction(one_by_one: bool) -> str:  # noqa: FBT001
            nonlocal is_first_try
            tries.append(first)
            async with admin.begin() as connection:
                await connection.execute(select(func.pg_advisory_xact_lock(29, first)))
                if is_first_try:
                    is_first_try = False
                    await both_hold_one.wait()
                await connection.execute(select(func.pg_advisory_xact_lock(29, second)))
            return "passed"

        return await with_retries(transaction)

    assert await asyncio.gather(crossing(1, 2), crossing(2, 1)) == ["passed", "passed"]
    assert len(tries) == 3
