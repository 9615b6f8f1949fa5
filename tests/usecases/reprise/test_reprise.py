"""A former log on a real database: all or nothing, once, undone as a whole, and no figure that moves."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.contacts import Contact
from asv.db.engine import Bases, acteur_of, loader_session
from asv.db.importations import Brouillon, Importation
from asv.db.journal import Journal
from asv.db.seances import Seance
from asv.domain.errors import Conflict, Forbidden, NotFound, Refused
from asv.domain.reprise import FileRefused
from asv.usecases import reprise
from asv.usecases.comptes import prolong
from asv.usecases.diagnostic import read_diagnostic
from tests.support import releves
from tests.support.database import Persona, World

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SECRET = b"le jeton d'une session"
CANARY = "Zzcanari"


async def place(admin: AsyncEngine, world: World) -> tuple[str, str]:
    commune, qpv = world.cellules[0]
    query = text("SELECT (SELECT nom FROM asv.commune WHERE code = :c), (SELECT nom FROM asv.qpv WHERE code = :q)")
    async with admin.connect() as connection:
        return tuple((await connection.execute(query, {"c": commune, "q": qpv})).one())


async def log(admin: AsyncEngine, world: World, *days: date, **more: object) -> bytes:
    """A log of one contact a day, with a name that must never be kept."""
    commune, quartier = await place(admin, world)
    lines = [releves.ENTETES]
    for day in days or (date(2026, 10, 12),):
        line = dict.fromkeys(releves.ENTETES) | {
            "Date": day, "Moment": "matin", "Commune": commune, "Quartier": quartier, "Lieu": "CCAS",
            "Mode": "Permanence", "Sexe": "F", "Âge": 34, "Frein": "Financier", "Nom": CANARY,
        } | more  # fmt: skip
        lines.append(tuple(line.values()))
    return releves.xlsx(lines)


async def importing(bases: Bases, who: Persona, data: bytes, now: datetime = NOW, **changes) -> Importation:
    releve = await reprise.read_file(data)
    releve = replace(releve, correspondance=replace(releve.correspondance, **changes))
    async with bases.session(who.token, read_only=False) as session, session.begin():
        return await reprise.store(session, await acteur_of(session), releve, now)


async def undoing(bases: Bases, who: Persona, importation: Importation, now: datetime = NOW) -> None:
    async with bases.session(who.token, read_only=False) as session, session.begin():
        await reprise.undo(session, await acteur_of(session), importation.id, now)


async def kept(admin: AsyncEngine, world: World, table: type) -> list:
    async with loader_session(admin) as session, session.begin():
        return list(await session.scalars(select(table).where(table.territoire_id == world.territoire_id)))


async def test_a_log_becomes_the_seances_and_contacts_it_stands_for(admin: AsyncEngine, bases: Bases, world: World):
    commune, qpv = world.cellules[0]

    done = await importing(bases, world.coordinateur, await log(admin, world, date(2026, 10, 12), date(2026, 10, 13)))

    contacts, seances = await kept(admin, world, Contact), await kept(admin, world, Seance)
    assert {(c.date_contact, c.sexe, c.tranche_age, c.commune_lieu, c.qpv_lieu) for c in contacts} == {
        (date(2026, 10, day), "F", "A25_49", commune, qpv) for day in (12, 13)
    }
    assert {c.familles_frein[0] for c in contacts} == {"FINANCIER"}
    assert {c.seance_id for c in contacts} == {s.id for s in seances}
    assert {row.importation_id for row in (*contacts, *seances)} == {done.id}
    assert {row.mediateur_id for row in (*contacts, *seances)} == {world.coordinateur.id}
    assert (done.lignes, done.premier_jour, done.dernier_jour) == (2, date(2026, 10, 12), date(2026, 10, 13))
    assert done.fichier == "reprise-2026-11-23.xlsx"


async def test_a_log_may_be_that_of_a_mediator_who_then_reads_it(admin: AsyncEngine, bases: Bases, world: World):
    await importing(bases, world.coordinateur, await log(admin, world), mediateur=str(world.mediatrice.id))

    assert [c.mediateur_id for c in await kept(admin, world, Contact)] == [world.mediatrice.id]
    async with bases.session(world.mediatrice.token, read_only=True) as session:
        assert len((await session.scalars(select(Contact))).all()) == 1


async def test_somebody_who_is_no_mediator_cannot_be_given_a_log(admin: AsyncEngine, bases: Bases, world: World):
    with pytest.raises(Refused):
        await importing(bases, world.coordinateur, await log(admin, world), mediateur=str(world.financeur.id))


async def test_one_faulty_line_and_nothing_is_stored(admin: AsyncEngine, bases: Bases, world: World):
    data = await log(admin, world, date(2026, 10, 12), date(2027, 1, 1))

    with pytest.raises(Refused):
        await importing(bases, world.coordinateur, data)

    assert await kept(admin, world, Contact) == await kept(admin, world, Importation) == []


async def test_faulty_lines_may_be_left_out_by_choice(admin: AsyncEngine, bases: Bases, world: World):
    data = await log(admin, world, date(2026, 10, 12), date(2027, 1, 1))

    done = await importing(bases, world.coordinateur, data, ecarter=True)

    assert done.lignes == len(await kept(admin, world, Contact)) == 1


async def test_the_same_file_twice_is_refused_and_can_come_back_once_undone(
    admin: AsyncEngine, bases: Bases, world: World
):
    data = await log(admin, world)
    first = await importing(bases, world.coordinateur, data)

    saved_again = await log(admin, world)
    for same in (data, saved_again):
        with pytest.raises(Conflict):
            await importing(bases, world.coordinateur, same)
    await undoing(bases, world.coordinateur, first)
    await importing(bases, world.coordinateur, data)

    assert len(await kept(admin, world, Contact)) == 1


async def test_an_import_is_undone_as_a_whole_and_leaves_what_tablets_sent(
    admin: AsyncEngine, bases: Bases, world: World
):
    other = await importing(bases, world.coordinateur, await log(admin, world, date(2026, 10, 20)))
    done = await importing(bases, world.coordinateur, await log(admin, world))

    await undoing(bases, world.coordinateur, done)

    assert {row.importation_id for row in await kept(admin, world, Contact)} == {other.id}
    assert {row.importation_id for row in await kept(admin, world, Seance)} == {other.id}
    with pytest.raises(NotFound):
        await undoing(bases, world.coordinateur, done)


async def test_only_the_coordination_imports_and_undoes(admin: AsyncEngine, bases: Bases, world: World):
    data = await log(admin, world)
    done = await importing(bases, world.coordinateur, data)

    for who in (world.mediateur, world.financeur, world.administrateur):
        with pytest.raises(Forbidden):
            await importing(bases, who, data)
        with pytest.raises(Forbidden):
            await undoing(bases, who, done)


async def test_another_territoire_cannot_undo_it(admin: AsyncEngine, bases: Bases, world: World, other_world: World):
    done = await importing(bases, world.coordinateur, await log(admin, world))

    with pytest.raises(NotFound):
        await undoing(bases, other_world.coordinateur, done)


async def test_nothing_that_names_a_person_is_kept(admin: AsyncEngine, bases: Bases, world: World):
    data = await log(admin, world)
    await importing(bases, world.coordinateur, data)
    async with bases.session(world.coordinateur.token, read_only=False) as session, session.begin():
        await reprise.open_draft(session, await acteur_of(session), data, secret=SECRET, now=NOW)

    async with admin.connect() as connection:
        tables = (await connection.execute(text(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('asv', 'sec')"
        ))).scalars().all()  # fmt: skip
        for table in tables:
            found = await connection.scalar(
                text(f"SELECT count(*) FROM {table} t WHERE to_jsonb(t)::text ILIKE :c"),  # noqa: S608 - pg_tables
                {"c": f"%{CANARY}%"},
            )
            assert found == 0, table


async def test_importing_and_undoing_are_in_the_journal(admin: AsyncEngine, bases: Bases, world: World):
    done = await importing(bases, world.coordinateur, await log(admin, world))
    await undoing(bases, world.coordinateur, done)

    lines = [(line.evenement, line.objet) for line in await kept(admin, world, Journal)]
    assert sorted(lines) == [("importation", str(done.id)), ("importation_annulee", str(done.id))]


async def test_a_closed_period_is_taken_over_once_and_then_its_figures_stay(
    admin: AsyncEngine, bases: Bases, world: World
):
    asked = {"periodes_closes": True}
    with pytest.raises(Refused):
        await importing(bases, world.coordinateur, await log(admin, world, date(2025, 5, 12)))

    first = await importing(bases, world.coordinateur, await log(admin, world, date(2025, 5, 12)), **asked)
    await importing(
        bases, world.coordinateur, await log(admin, world, date(2025, 9, 1)), **asked
    )  # same week: the rest
    later = NOW + timedelta(days=8)
    with pytest.raises(Refused):
        await importing(bases, world.coordinateur, await log(admin, world, date(2025, 6, 1)), now=later, **asked)
    with pytest.raises(Conflict):
        await undoing(bases, world.coordinateur, first, now=later)

    assert len(await kept(admin, world, Contact)) == 2


async def test_an_import_of_an_open_quarter_is_undone_even_later(admin: AsyncEngine, bases: Bases, world: World):
    done = await importing(bases, world.coordinateur, await log(admin, world))

    await undoing(bases, world.coordinateur, done, now=NOW + timedelta(days=20))

    assert await kept(admin, world, Contact) == []


async def test_who_reads_from_outside_waits_while_a_period_is_being_taken_over(
    admin: AsyncEngine, bases: Bases, world: World
):
    await importing(bases, world.coordinateur, await log(admin, world, date(2025, 5, 12)), periodes_closes=True)

    async def read(year: str, day: date) -> None:
        async with bases.session(world.financeur.token, read_only=True) as session:
            await read_diagnostic(session, await acteur_of(session), year, day)

    with pytest.raises(Conflict):
        await read("2025", NOW.date())
    await read("2024", NOW.date())
    await read("2025", NOW.date() + timedelta(days=8))


async def test_a_draft_opens_with_the_session_that_sealed_it_and_no_other(
    admin: AsyncEngine, bases: Bases, world: World
):
    async with bases.session(world.coordinateur.token, read_only=False) as session, session.begin():
        acteur = await acteur_of(session)
        draft = await reprise.open_draft(session, acteur, await log(admin, world), secret=SECRET, now=NOW)

        opened = await reprise.read_draft(session, acteur, draft, secret=SECRET, now=NOW)
        assert opened.sheet.rows[1][0] == "d2026-10-12"
        for wrong in ({"secret": b"un autre jeton", "now": NOW}, {"secret": SECRET, "now": NOW + timedelta(hours=2)}):
            with pytest.raises(NotFound):
                await reprise.read_draft(session, acteur, draft, **wrong)


async def test_a_draft_is_thrown_away_after_an_hour_by_whoever_comes_next(
    admin: AsyncEngine, bases: Bases, world: World
):
    async with bases.session(world.coordinateur.token, read_only=False) as session, session.begin():
        acteur = await acteur_of(session)
        early = datetime.now(UTC) - timedelta(hours=2)
        await reprise.open_draft(session, acteur, await log(admin, world), secret=SECRET, now=early)

    async with bases.gate() as gate, gate.begin():
        await prolong(gate, world.mediateur.token, datetime.now(UTC))

    assert await kept(admin, world, Brouillon) == []


async def test_a_bomb_is_refused_in_a_sentence(world: World):
    with pytest.raises(FileRefused) as refusal:
        await reprise.read_file(releves.with_entry(releves.xlsx([("Date",)]), "xl/a.xml", b" " * 30_000_000))

    assert "démesurément" in refusal.value.message


async def test_five_thousand_lines_are_imported_and_undone_in_a_few_seconds(
    admin: AsyncEngine, bases: Bases, world: World
):
    days = [date(2026, 10, 1) + timedelta(days=n % 28) for n in range(5000)]
    data = await log(admin, world, *days)
    start = datetime.now(UTC)

    done = await importing(bases, world.coordinateur, data)
    async with loader_session(admin) as session:
        count = await session.scalar(select(func.count()).where(Contact.importation_id == done.id))
    await undoing(bases, world.coordinateur, done)

    assert count == 5000
    assert datetime.now(UTC) - start < timedelta(seconds=15)
