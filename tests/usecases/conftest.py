import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.domain.suivis.codes import draw_code
from tests.support.database import World, make_world
from tests.support.saisies import (
    atelier,
    clear,
    contact,
    seance,
)
from tests.usecases.bureau import Desk


@pytest.fixture
async def other_world(admin, bases):
    """A second territoire, to show that nothing passes from one to the other."""
    return await make_world(admin, bases)


@pytest.fixture
async def desk(bases: Bases, world: World, admin: AsyncEngine) -> Desk:
    there = clear("seance", seance(world))
    group = clear("atelier", atelier(world))
    items = {"seance": there, "contact": clear("contact", contact(there["id"])), "atelier": group}
    desk = Desk(bases, world, admin, items)
    await desk.receive(*items.values())
    return desk


@pytest.fixture
def code() -> str:
    return draw_code()
