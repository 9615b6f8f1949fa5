"""Who sees which rows: the application's filter first, row-level security second, each proved alone."""

import asyncio

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from asv.db.actions import Action
from asv.db.comptes import Compte
from asv.db.contacts import Contact
from asv.db.engine import Bases, acteur_of, loader_session
from asv.db.scope import RULES, switched_off_for_mutation_test, visible
from asv.db.structures import Structure
from tests.db.rows import FIRST, one_row_of_each
from tests.support.database import Persona, World, make_world


@pytest.fixture
async def two_worlds(admin: AsyncEngine, bases: Bases) -> tuple[World, World]:
    worlds = (await make_world(admin, bases), await make_world(admin, bases))
    async with loader_session(admin) as session, session.begin():
        for world in worlds:
            rows = one_row_of_each(world)
            for kind in FIRST:
                session.add_all(row for row in rows if isinstance(row, kind))
                await session.flush()
            session.add_all(row for row in rows if not isinstance(row, FIRST))
            await session.flush()
    return worlds


async def keys_seen(bases: Bases, who: Persona, table: type) -> set[tuple] | None:
    """Primary keys of the rows that this person gets of a table; None when the database refuses the question."""
    columns = list(table.__table__.primary_key)
    async with bases.session(who.token, read_only=True) as session:
        acteur = await acteur_of(session)
        try:
            found = await session.execute(select(*columns).where(visible(table, acteur)))
        except DBAPIError as error:
            if "permission denied" not in str(error):
                raise
            return None
        return {tuple(row) for row in found}


async def test_without_the_applications_filters_nobody_sees_one_row_more(bases: Bases, two_worlds: tuple[World, World]):
    world, _ = two_worlds

    for who in world.people:
        for table in RULES:
            with_filters = await keys_seen(bases, who, table)
            with switched_off_for_mutation_test():
                without = await keys_seen(bases, who, table)

            assert (without or set()) == (with_filters or set()), (who.role, table.__name__)
            assert all(key[0] == world.territoire_id for key in without or ())


async def test_the_mutation_test_has_teeth(bases: Bases, two_worlds: tuple[World, World]):
    world, _ = two_worlds

    assert len(await keys_seen(bases, world.coordinateur, Contact)) == 2
    assert len(await keys_seen(bases, world.mediateur, Contact)) == 1
    assert await keys_seen(bases, world.administrateur, Contact) is None
    assert await keys_seen(bases, world.partenaire, Contact) is None
    assert len(await keys_seen(bases, world.partenaire, Action)) == 1
    assert await keys_seen(bases, world.associee, Action) == set()
    assert len(await keys_seen(bases, world.associee, Structure)) == 2


async def test_a_wrong_policy_would_be_noticed(admin: AsyncEngine, bases: Bases, two_worlds: tuple[World, World]):
    world, _ = two_worlds
    async with admin.begin() as connection:
        await connection.execute(text("CREATE POLICY oubli ON asv.contact FOR SELECT TO asv_mediateur USING (true)"))
    try:
        with switched_off_for_mutation_test():
            seen = await keys_seen(bases, world.mediateur, Contact)
    finally:
        async with admin.begin() as connection:
            await connection.execute(text("DROP POLICY oubli ON asv.contact"))

    assert {key[0] for key in seen} > {world.territoire_id}


async def test_four_hundred_people_at_once_on_five_connections_never_see_each_other(
    bases: Bases, two_worlds: tuple[World, World]
):
    people = [(world, who) for world in two_worlds for who in (world.mediateur, world.mediatrice, world.coordinateur)]

    five = create_async_engine(bases.web.url, pool_size=5, max_overflow=0, pool_timeout=120)  # all wait their turn

    async def look(world: World, who: Persona) -> bool:
        async with Bases(five, bases.portier).session(who.token, read_only=True) as session:
            acteur = await acteur_of(session)
            rows = (await session.execute(select(Contact.territoire_id, Contact.mediateur_id))).all()
            own = {world.mediateur.id, world.mediatrice.id} if who is world.coordinateur else {who.id}
            return acteur.compte_id == who.id and {tuple(r) for r in rows} == {(world.territoire_id, a) for a in own}

    looks = await asyncio.gather(*(look(*people[rank % len(people)]) for rank in range(400)))
    await five.dispose()

    assert len(looks) == 400
    assert all(looks)


async def test_a_connection_given_back_remembers_nobody(bases: Bases, world: World):
    async with bases.session(world.coordinateur.token, read_only=True) as session:
        await acteur_of(session)

    async with bases.web.connect() as connection:
        left = await connection.execute(text("SELECT current_user, coalesce(current_setting('app.token', true), '')"))

        assert tuple(left.one()) == ("asv_web", "")


async def test_a_session_of_a_closed_account_is_dead_at_once(admin: AsyncEngine, bases: Bases, world: World):
    async with loader_session(admin) as session, session.begin():
        compte = await session.get_one(Compte, (world.territoire_id, world.mediateur.id))
        compte.actif = False

    async with bases.session(world.mediateur.token, read_only=True) as session:
        assert await acteur_of(session) is None
