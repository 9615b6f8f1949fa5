"""S03 and S22: whole batches replayed, in any order, with holes: the final state is that of one ordered delivery."""

import hashlib
import random

from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from tests.support.counts import counted
from tests.support.database import World
from tests.support.etat import left_by
from tests.support.saisies import atelier, clear, contact, issues, salutation, seance, send
from tests.support.server import in_parallel

PERMUTATIONS = counted(40, 500)


def chain(world: World) -> list[dict]:
    """Twenty operations of a day: three séances and what refers to them, ateliers, a refused item, one of tomorrow."""
    first, second, third = (clear("seance", seance(world, creneau=c)) for c in ("matin", "apres_midi", "soir"))
    return [
        first, *(clear("contact", contact(first["id"], duree_minutes=5 + n)) for n in range(5)),
        clear("contact", salutation(first["id"])), clear("atelier", atelier(world)),
        second, *(clear("contact", contact(second["id"], duree_minutes=10 + n)) for n in range(5)),
        third, *(clear("contact", contact(third["id"], sexe=sexe)) for sexe in ("F", "H", "REFUS")),
        clear("atelier", atelier(world, total=3)), clear("genre_de_demain", {"texte": "S1"}),
    ]  # fmt: skip


async def state(admin: AsyncEngine, world: World, operations: list[dict]) -> str:
    """A hash of everything these operations left, their identifiers replaced by their ranks."""
    names = {operation["id"]: f"#{rank}" for rank, operation in enumerate(operations)}
    return hashlib.sha256(repr(await left_by(admin, world, names)).encode()).hexdigest()


async def test_any_order_any_cut_and_any_replay_end_in_the_state_of_one_ordered_delivery(
    bases: Bases, world: World, admin: AsyncEngine, measured: dict
):
    ordered = chain(world)
    await send(bases, world.mediateur, ordered)
    expected = await state(admin, world, ordered)

    async def deliver(seed: int) -> tuple[int, str, set[str]]:
        draw, operations = random.Random(seed), chain(world)
        waiting = draw.sample(operations, len(operations))
        while waiting:
            size = draw.randint(1, 20)
            part, waiting = waiting[:size], waiting[size:]
            await send(bases, world.mediateur, part + draw.sample(operations, 2) * draw.randint(0, 1))
        replay = await send(bases, world.mediateur, draw.sample(operations, len(operations)))
        return seed, await state(admin, world, operations), set(issues(replay))

    ends = await in_parallel(deliver, range(PERMUTATIONS), most=4)
    assert len(ordered) == 20
    assert [seed for seed, end, _ in ends if end != expected] == []
    assert {frozenset(last) for _, _, last in ends} == {frozenset({"already_stored", "rejected", "needs_coordinator"})}
    measured |= {"permutations": PERMUTATIONS, "operations": 20, "other_ends": 0}
