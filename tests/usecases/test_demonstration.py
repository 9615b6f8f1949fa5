"""The demonstration year enters once."""

from sqlalchemy import func, select

from asv.db.comptes import Compte
from asv.db.contacts import Contact
from asv.db.engine import loader_session
from asv.db.seances import Seance
from asv.domain.acteurs import Role
from asv.usecases.demonstration import CALL, load_demo
from tests.support.database import TODAY


async def count(admin, table):
    async with loader_session(admin) as session:
        return await session.scalar(select(func.count()).select_from(table).where(table.territoire_id == CALL))


async def test_loading_the_demonstration_twice_keeps_the_rows_of_the_first_time(admin):
    first = await load_demo(admin, today=TODAY, step=lambda *_: None)
    once = [await count(admin, table) for table in (Compte, Seance, Contact)]
    second = await load_demo(admin, today=TODAY, step=lambda *_: None)
    twice = [await count(admin, table) for table in (Compte, Seance, Contact)]

    assert (first, second) == (True, False)
    assert once == twice
    assert once[1:] == [450, 6000]
