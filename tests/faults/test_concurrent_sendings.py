"""S02 and S29: the same items at the same instant, on several connections and processes."""

import random

from sqlalchemy.ext.asyncio import AsyncEngine

from tests.support.database import World
from tests.support.process import RunningSite
from tests.support.saisies import atelier, clear, contact, count, seance
from tests.support.server import Tablet, in_parallel

PAIRS = 200
WRITERS = 16
ROUNDS = 12


async def test_identical_items_posted_twice_at_the_same_instant_give_one_row_and_two_successes(
    served: RunningSite, served_beside: RunningSite, world: World, admin: AsyncEngine
):
    items = [clear("atelier", atelier(world)) for _ in range(PAIRS)]
    async with Tablet(served, world.mediateur) as one, Tablet(served_beside, world.mediateur) as other:
        twice = [(tablet, item) for item in items for tablet in (one, other)]
        verdicts = await in_parallel(lambda pair: pair[0].issues([pair[1]]), twice, most=16)

    flat = [verdict for (verdict,) in verdicts]
    assert (flat.count("stored"), flat.count("already_stored"), len(flat)) == (PAIRS, PAIRS, 2 * PAIRS)
    assert await count(admin, world, "atelier") == PAIRS


async def test_sixteen_writers_who_send_the_same_items_in_any_order_never_see_a_fault(
    served: RunningSite, served_beside: RunningSite, world: World, admin: AsyncEngine
):
    draw = random.Random(2)
    seances = [clear("seance", seance(world)) for _ in range(4)]
    items = [*seances, *(clear("contact", contact(draw.choice(seances)["id"])) for _ in range(36))]
    others = [clear("contact", contact(draw.choice(seances)["id"], sexe="H"), item["id"]) for item in items[4:14]]
    async with Tablet(served, world.mediateur) as one, Tablet(served_beside, world.mediateur) as other:

        async def write(rank: int) -> list[str]:
            order = draw.sample(items + others, len(items + others))
            tablet = (one, other)[rank % 2]
            return [issue for at in range(0, len(order), 17) for issue in await tablet.issues(order[at : at + 17])]

        answers = await in_parallel(write, range(WRITERS * ROUNDS), most=WRITERS)
        assert set(await one.issues(items[:4])) == {"already_stored"}

    assert {issue for answer in answers for issue in answer} <= {"stored", "already_stored", "conflict", "parked"}
    assert await count(admin, world, "reception") == len(items)
    assert (await count(admin, world, "seance"), await count(admin, world, "contact")) == (4, 36)
