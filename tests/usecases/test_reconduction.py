"""An action is taken up for another year once, whoever asks at the same instant."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action
from asv.db.engine import Bases, acteur_of, loader_session
from asv.domain.errors import Conflict
from asv.usecases.actions.bilan import reconduct
from tests.support.database import World
from tests.support.plantees import plant, sheet


async def test_two_people_who_take_up_an_action_at_the_same_instant_make_one_copy(
    admin: AsyncEngine, bases: Bases, world: World
):
    parent = await plant(admin, world, etat="AE_RECONDUITE", decision="reconduire", objectif="Revenir")
    together = asyncio.Barrier(2)

    async def ask() -> UUID:
        async with bases.session(world.coordinateur.token, read_only=False) as session, session.begin():
            acteur = await acteur_of(session)
            await together.wait()
            return await reconduct(session, acteur, parent, version=1, now=datetime.now(UTC))

    made = await asyncio.gather(ask(), ask(), return_exceptions=True)

    assert [type(one) for one in made if isinstance(one, Exception)] == [Conflict]
    async with loader_session(admin) as session:
        assert await session.scalar(select(func.count()).where(Action.parent_id == parent)) == 1


async def test_the_database_refuses_a_second_copy_by_itself(admin: AsyncEngine, world: World):
    parent = await plant(admin, world, etat="AE_RECONDUITE")
    copies = [Action(**sheet(world, world.partenaire, parent_id=parent)) for _ in range(2)]

    with pytest.raises(Exception, match="ix_action_territoire_id_parent_id"):
        async with loader_session(admin) as session, session.begin():
            session.add_all(copies)
