"""What the functions of the base that pass over its rows allow, asked of each by somebody who should not get it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.domain.suivis.codes import draw_code
from asv.sealing import keyed_hash
from tests.support.database import Persona, World
from tests.support.saisies import clear, etape, issues, rows, send
from tests.support.suivis import Laid, lay

SINCE = date(2026, 1, 1)


@pytest.fixture
async def suivi(admin: AsyncEngine, world: World, carte_secret: bytes) -> Laid:
    return await lay(admin, world, carte_secret)


async def ask(bases: Bases, who: Persona, question: str, **values: object) -> list:
    async with bases.session(who.token, read_only=False) as session, session.begin():
        return list(await session.execute(text(question), values))


async def present(bases: Bases, who: Persona, suivi: Laid, secret: bytes, life: str = "8 hours") -> list:
    question = "SELECT suivi_id, etat FROM sec.present(ARRAY[CAST(:code AS bytea)], CAST(:life AS interval))"
    async with bases.session(who.token, read_only=False) as session, session.begin():
        statement = text(question.replace("CAST(:life AS interval)", f"interval '{life}'"))
        return list(await session.execute(statement, {"code": keyed_hash(secret, suivi.code)}))


async def test_two_suivis_merge_only_when_both_cards_were_shown(
    admin: AsyncEngine, bases: Bases, world: World, suivi: Laid, carte_secret: bytes
):
    other = await lay(admin, world, carte_secret)
    merge = "SELECT asv.fusionner_suivis(:kept, :gone, :since)"
    both = {"kept": suivi.id, "gone": other.id, "since": SINCE}

    none = await ask(bases, world.mediateur, merge, **both)
    await present(bases, world.mediateur, suivi, carte_secret)
    one = await ask(bases, world.mediateur, merge, **both)
    await present(bases, world.mediateur, other, carte_secret)
    itself = await ask(bases, world.mediateur, merge, kept=suivi.id, gone=suivi.id, since=SINCE)
    two = await ask(bases, world.mediateur, merge, **both)

    assert [found[0][0] for found in (none, one, itself, two)] == [False, False, False, True]


async def test_a_card_shown_for_no_time_opens_nothing_once_the_transaction_is_over(
    bases: Bases, world: World, suivi: Laid, carte_secret: bytes
):
    shown = await present(bases, world.mediatrice, suivi, carte_secret, "0")

    assert shown == [(suivi.id, "active")]
    assert await ask(bases, world.mediatrice, "SELECT id FROM asv.suivi WHERE id = :id", id=suivi.id) == []


async def test_an_access_lasts_a_day_of_work_at_most_and_leaves_no_trace_of_who_was_seen(
    admin: AsyncEngine, bases: Bases, world: World, suivi: Laid, carte_secret: bytes
):
    await present(bases, world.mediatrice, suivi, carte_secret, "100 years")
    lasts = "SELECT max(expire_le) - max(ouvert_le) FROM asv.acces WHERE suivi_id = :id"
    async with admin.begin() as connection:
        assert await connection.scalar(text(lasts), {"id": suivi.id}) == timedelta(hours=8)
        await connection.execute(text("UPDATE asv.acces SET expire_le = now() - interval '25 hours'"))

    await present(bases, world.mediatrice, suivi, carte_secret)

    assert len(await ask(bases, world.mediatrice, "SELECT id FROM asv.acces")) == 1


@pytest.mark.parametrize(
    "question", ["SELECT * FROM asv.contacts_du_suivi(:id)", "SELECT * FROM asv.contacts_montres(:id)"]
)
async def test_the_contacts_of_a_suivi_are_told_to_nobody_it_is_closed_to(
    bases: Bases, world: World, suivi: Laid, question: str
):
    assert await ask(bases, world.mediatrice, question, id=suivi.id) == []
    for who in (world.coordinateur, world.partenaire, world.administrateur, world.financeur):
        with pytest.raises(DBAPIError, match="permission denied"):
            await ask(bases, who, question, id=suivi.id)


async def test_only_mediators_show_cards_merge_erase_and_journal(bases: Bases, world: World, suivi: Laid):
    questions = (
        "SELECT * FROM sec.present(ARRAY[CAST(NULL AS bytea)], interval '1 hour') WHERE :id IS NOT NULL",
        "SELECT asv.fusionner_suivis(:id, :id, DATE '2026-01-01')", "SELECT asv.effacer_suivi(:id, ARRAY['x'])",
        "SELECT asv.noter_lecture(:id, 'suivi_lu')",
    )  # fmt: skip

    for who in (world.coordinateur, world.partenaire, world.administrateur, world.financeur):
        for question in questions:
            with pytest.raises(DBAPIError, match="permission denied"):
                await ask(bases, who, question.replace(":id", f"'{suivi.id}'::uuid"))


async def test_a_mediator_writing_to_the_base_himself_opens_no_suivi(
    bases: Bases, world: World, suivi: Laid, carte_secret: bytes
):
    curious = world.mediatrice
    mine = {"where": world.territoire_id, "suivi": suivi.id}
    relais = ("INSERT INTO asv.relais (territoire_id, id, suivi_id, de_id, vers_id, propose_le) "
              "VALUES (:where, gen_random_uuid(), :suivi, :de, :vers, current_date)")  # fmt: skip
    carte = "INSERT INTO asv.carte (territoire_id, empreinte, suivi_id) VALUES (:where, '\\x01', :suivi)"
    note = ("INSERT INTO asv.pense_bete (territoire_id, id, suivi_id, auteur_id, texte, ecrit_le, expire_le) "
            "VALUES (:where, gen_random_uuid(), :suivi, :de, 'x', current_date, current_date + 30)")  # fmt: skip
    attempts = (
        (relais, {"de": curious.id, "vers": curious.id}),
        (relais, {"de": curious.id, "vers": world.mediateur.id}),
        (carte, {}),
        (note, {"de": curious.id}),
    )

    for statement, values in attempts:
        with pytest.raises(DBAPIError, match="row-level security"):
            await ask(bases, curious, f"{statement} RETURNING 1", **mine, **values)
    assert await ask(bases, curious, "SELECT id FROM asv.suivi") == []


async def test_the_journal_takes_no_sentence_of_a_mediator(bases: Bases, world: World, suivi: Laid):
    with pytest.raises(DBAPIError, match="insufficient_privilege"):
        await ask(bases, world.mediateur, "SELECT asv.noter_lecture(:id, 'une phrase')", id=suivi.id)


async def test_a_waiting_item_leaves_only_when_it_became_a_row(
    admin: AsyncEngine, bases: Bases, world: World, carte_secret: bytes
):
    item = clear("suivi_etape", etape(draw_code()))
    assert issues(await send(bases, world.mediateur, [item])) == ["parked"]

    awaited = (
        "SELECT contenu FROM asv.attendues(ARRAY[]::text[], (SELECT array_agg(id::text) FROM asv.reception), true)"
    )
    assert all(row[0] is None for row in await ask(bases, world.mediateur, awaited))
    await ask(bases, world.mediatrice, "SELECT asv.sortir_d_attente(ARRAY[CAST(:id AS uuid)])", id=item["id"])

    assert [row["etat"] for row in await rows(admin, world, "reception")] == ["parked"]
