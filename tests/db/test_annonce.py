"""Who knows of an action: a fact that the database keeps, and not the state of today."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action
from asv.db.engine import Bases, loader_session
from asv.db.scope import switched_off_for_mutation_test
from tests.db.test_scope import keys_seen
from tests.support.database import World
from tests.support.plantees import plant


async def test_a_draft_called_off_or_put_off_stays_its_porteurs_with_and_without_the_filters(
    admin: AsyncEngine, bases: Bases, world: World
):
    draft = await plant(admin, world, etat="AE_ANNULEE", annoncee_le=None, ouverte_le=None)
    put_off = await plant(admin, world, etat="AE_REPORTEE", annoncee_le=None, ouverte_le=None)
    known = await plant(admin, world, etat="AE_ANNULEE")
    here = world.territoire_id

    for who in (world.associee, world.mediateur, world.financeur):
        assert await keys_seen(bases, who, Action) == {(here, known)}
        with switched_off_for_mutation_test():
            assert await keys_seen(bases, who, Action) == {(here, known)}
    assert await keys_seen(bases, world.partenaire, Action) == {(here, draft), (here, put_off), (here, known)}


@pytest.mark.parametrize(
    ("etat", "annoncee", "ouverte"),
    [("AE_MONTAGE", False, False), ("AE_CONCERTATION", True, False), ("AE_VALIDEE", True, True)],
)
async def test_the_database_keeps_that_an_action_was_announced_whatever_comes_next(
    admin: AsyncEngine, world: World, etat: str, *, annoncee: bool, ouverte: bool
):
    action_id = await plant(admin, world, etat=etat)

    async with loader_session(admin) as session, session.begin():
        action = await session.get_one(Action, (world.territoire_id, action_id))
        action.etat = "AE_ANNULEE"
        await session.flush()
        await session.refresh(action)

        assert (action.annoncee_le is not None, action.ouverte_le is not None) == (annoncee, ouverte)
