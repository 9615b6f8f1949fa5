"""The demonstration year and bulk data, in databases of their own so that no other test meets them."""

import asyncio
import fcntl
from datetime import UTC, datetime
from itertools import count
from uuid import UUID

import pytest
from sqlalchemy import func, select, text

from asv.db.bulk import table_of
from asv.db.comptes import Compte
from asv.db.contacts import Contact
from asv.db.engine import acteur_of, loader_session, make_engine, normalise
from asv.db.scope import rows
from asv.deployment import open_bases
from asv.domain.acteurs import Role
from asv.domain.errors import Refused
from asv.domain.synthese import DEMONSTRATION, Genre, Synthese, bulk_volume
from asv.usecases.comptes import enter_demo
from asv.usecases.demonstration import CALL, WRITTEN, load_demo, read_territoire, seed
from tests.support.database import TEMPLATE, TODAY

NUMBERS = count(1)


def silent(what, done, total):
    pass


@pytest.fixture
async def url(cluster, database_url, shared_dir, worker_id):
    """The address of a fresh copy of the template: the CALL is open there, and empty."""
    name = f"asv_demonstration_{worker_id}_{next(NUMBERS)}"
    postgres = make_engine(normalise(cluster.url(database="postgres"))).execution_options(isolation_level="AUTOCOMMIT")
    with (shared_dir / "modele.lock").open("w") as lock:
        await asyncio.to_thread(fcntl.flock, lock, fcntl.LOCK_EX)
        async with postgres.connect() as connection:
            await connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}"))
    yield cluster.url(database=name)
    async with postgres.connect() as connection:
        await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    await postgres.dispose()


@pytest.fixture
async def engine(url):
    engine = make_engine(normalise(url))
    yield engine
    await engine.dispose()


async def counts(engine):
    async with loader_session(engine) as session:
        return {name: await session.scalar(select(func.count()).select_from(table_of(name))) for name in WRITTEN}


async def stored(engine, name, siren):
    table = table_of(name)
    async with loader_session(engine) as session:
        found = await session.execute(select(table).where(table.c.territoire_id == siren))
        return [dict(row) for row in found.mappings()]


def comparable(row):
    return {
        nom: UUID(bytes=value) if nom.endswith("_id") and isinstance(value, bytes) else value
        for nom, value in row.items()
    }


async def test_loading_the_demonstration_twice_keeps_the_rows_of_the_first_time(engine):
    first = await load_demo(engine, today=TODAY, step=silent)
    once = await counts(engine)
    second = await load_demo(engine, today=TODAY, step=silent)

    assert (first, second) == (True, False)
    assert once == await counts(engine)
    assert (once["contact"], once["seance"]) == (DEMONSTRATION.contacts, DEMONSTRATION.seances)


async def test_two_servers_that_start_together_load_it_once(engine):
    done = await asyncio.gather(*(load_demo(engine, today=TODAY, step=silent) for _ in range(2)))

    assert sorted(done) == [False, True]
    assert (await counts(engine))["contact"] == DEMONSTRATION.contacts


async def test_what_is_stored_is_what_was_drawn_in_every_column(engine):
    await seed(engine, contacts=300, territoires=1, years=1, seed=7, today=TODAY, step=silent)

    drawn = Synthese(await read_territoire(engine, CALL), TODAY, bulk_volume(300, 1), 7, genre=Genre.SYNTHESE)
    for bloc in (*drawn.decor(), *drawn.lot(0), *drawn.collectif()):
        kept = {
            tuple(row[key.name] for key in table_of(bloc.table).primary_key): row
            for row in await stored(engine, bloc.table, CALL)
        }
        assert len(kept) == len(bloc)
        for row in map(comparable, bloc.rows()):
            found = kept[tuple(row[key.name] for key in table_of(bloc.table).primary_key)]
            assert {nom: found[nom] for nom in row} == row


async def test_each_person_of_the_demonstration_enters_and_finds_something_to_do(engine, url, shared_dir):
    await load_demo(engine, today=TODAY, step=silent)

    entered = {}
    async with open_bases(normalise(url), shared_dir / "keys", size=2) as bases:
        for role, number in ((Role.MEDIATEUR, 8), (Role.PARTENAIRE, 4), (Role.COORDINATEUR, 2)):
            for rank in range(1, number + 1):
                async with bases.gate() as gate, gate.begin():
                    opened = await enter_demo(gate, role, rank, datetime.now(UTC))
                async with bases.session(opened.token, read_only=True) as session:
                    entered[role, rank] = acteur = await acteur_of(session)
                    if role is Role.MEDIATEUR:
                        own = (await session.scalars(rows(Contact, acteur).limit(2000))).all()
                        assert len(own) > 200
                        assert {contact.mediateur_id for contact in own} == {acteur.compte_id}

    assert len({acteur.compte_id for acteur in entered.values()}) == 14
    structures = [entered[Role.PARTENAIRE, rank].structure_id for rank in range(1, 5)]
    assert len(set(structures)) == 4


async def test_bulk_data_reach_the_exact_number_in_as_many_territoires(engine):
    told = []
    done = await seed(
        engine, contacts=2001, territoires=2, years=2, seed=1, today=TODAY, step=lambda *line: told.append(line)
    )

    assert done.territoires[0] == CALL
    assert done.rows == await counts(engine)
    assert [len(await stored(engine, "contact", siren)) for siren in done.territoires] == [1001, 1000]
    assert told[-1] == ("contacts", 2001, 2001)
    assert str(done).startswith("2\u202f001 contacts, ")


async def test_a_second_seed_adds_other_territoires_and_the_demonstration_stays_beside(engine):
    await load_demo(engine, today=TODAY, step=silent)
    first = await seed(engine, contacts=50, territoires=1, years=1, seed=1, today=TODAY, step=silent)
    second = await seed(engine, contacts=50, territoires=1, years=1, seed=1, today=TODAY, step=silent)

    assert (first.territoires, CALL in second.territoires) == ((CALL,), False)
    assert (await counts(engine))["contact"] == DEMONSTRATION.contacts + 100
    async with loader_session(engine) as session:
        first_mediateur = select(Compte.email).where(Compte.role == "mediateur").order_by(Compte.email).limit(1)
        assert await session.scalar(first_mediateur) == "mediateur1@demo.exemple"


@pytest.mark.parametrize("asked", [(0, 1, 1, 1), (10, 0, 1, 1), (10, 1, 0, 1), (10, 1, 1, -1), (10, 100_000, 1, 1)])
async def test_an_impossible_seed_is_refused_and_writes_nothing(engine, asked):
    contacts, territoires, years, seed_asked = asked

    with pytest.raises(Refused):
        await seed(
            engine, contacts=contacts, territoires=territoires, years=years, seed=seed_asked, today=TODAY, step=silent
        )

    assert set((await counts(engine)).values()) == {0}
