"""The administrator of the database: able to create roles, and no superuser."""

import tempfile
from pathlib import Path

from sqlalchemy import text

from asv.db import schema
from asv.db.embedded import EmbeddedServer, embedded_server
from asv.db.engine import loader_session, make_engine, normalise
from asv.deployment import open_bases, set_passwords

CREATE = ("CREATE ROLE gerante LOGIN CREATEROLE", "CREATE DATABASE essai OWNER gerante")


async def set_up(server: EmbeddedServer) -> str:
    engine = make_engine(normalise(server.url(database="postgres"))).execution_options(isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        for statement in CREATE:
            await connection.execute(text(statement))
    await engine.dispose()
    return server.url(user="gerante", database="essai")


async def test_an_administrator_without_superuser_rights_migrates_loads_and_lets_the_site_in():
    with tempfile.TemporaryDirectory(prefix="asv-gerante-", ignore_cleanup_errors=True) as folder:
        keys = Path(folder) / "cles"
        with embedded_server(Path(folder) / "base") as server:
            url = normalise(await set_up(server))
            engine = make_engine(url)
            await schema.migrate(engine)
            await set_passwords(engine, keys)
            async with loader_session(engine) as session, session.begin():
                await session.execute(text("INSERT INTO asv.epci VALUES ('200000001', 'Essai', 'essai', 'CC')"))
            async with engine.connect() as connection:
                await connection.run_sync(schema.check)
            async with open_bases(url, keys) as bases, bases.session(None, read_only=True) as visitor:
                seen = await visitor.scalar(text("SELECT nom FROM asv.epci"))
            await engine.dispose()

    assert seen == "Essai"
