"""The second line: what PostgreSQL itself refuses."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases, acteur_of
from tests.support.database import World

# Tables that many territories share, and the receipts of alembic: they hold no row of anybody.
WITHOUT_ROW_SECURITY = {
    "asv.alembic_version", "asv.commune", "asv.epci", "asv.fichier_reference", "asv.nomenclature_version", "asv.qpv",
    "asv.qpv_commune", "asv.serie", "asv.serie_valeur",
}  # fmt: skip


async def test_every_table_closes_its_rows_or_stands_in_the_short_list(admin: AsyncEngine):
    query = """SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname IN ('asv', 'sec') AND c.relkind IN ('r', 'p', 'm', 'v')
                 AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"""
    async with admin.connect() as connection:
        opened = set((await connection.scalars(text(query))).all())

    assert opened == WITHOUT_ROW_SECURITY


async def test_no_table_belongs_to_a_role_that_can_log_in(admin: AsyncEngine):
    query = """SELECT DISTINCT r.rolname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               JOIN pg_roles r ON r.oid = c.relowner
               WHERE n.nspname IN ('asv', 'sec') AND c.relkind = 'r' AND c.relname <> 'alembic_version'
                 AND (r.rolcanlogin OR r.rolsuper OR r.rolbypassrls)"""
    async with admin.connect() as connection:
        assert (await connection.scalars(text(query))).all() == []


async def test_the_site_without_entering_is_refused_and_not_merely_shown_nothing(bases: Bases):
    async with bases.web.connect() as connection:
        with pytest.raises(DBAPIError, match="permission denied"):
            await connection.execute(text("SELECT count(*) FROM asv.contact"))


async def test_a_session_knows_its_person_and_a_dead_token_makes_a_visitor(bases: Bases, world: World):
    async with bases.session(world.mediateur.token, read_only=True) as session:
        acteur = await acteur_of(session)
    async with bases.session("jeton-inventé", read_only=True) as session:
        visitor = await acteur_of(session)

    assert acteur is not None
    assert (acteur.compte_id, acteur.territoire_id) == (world.mediateur.id, world.territoire_id)
    assert visitor is None


async def test_a_reading_session_cannot_write(bases: Bases, world: World):
    async with bases.session(world.coordinateur.token, read_only=True) as session:
        with pytest.raises(DBAPIError, match="read-only transaction"):
            await session.execute(text("UPDATE asv.territoire_qpv SET dans_contrat = false"))


async def test_injected_sql_that_takes_another_role_still_reads_nothing(bases: Bases, world: World):
    async with bases.session(world.mediateur.token, read_only=True) as session:
        await acteur_of(session)
        await session.execute(text("SELECT set_config('role', 'asv_administrateur', true)"))

        assert await session.scalar(text("SELECT count(*) FROM sec.compte")) == 0
