"""The bourse de moyens when everybody asks at the same instant: what is lent is lent once."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases, acteur_of, normalise
from asv.deployment import open_bases
from asv.domain.actions.passages import Demande
from asv.domain.errors import Conflict
from asv.usecases import moyens
from asv.usecases.actions.dates import cancel_date_of
from asv.usecases.actions.passages import pass_action
from tests.support.database import Persona, World
from tests.usecases.prets import NOW, dated, offer, taken
from tests.usecases.steps import entered

WRITERS = 16


@pytest.fixture
async def many(database_url: str, shared_dir) -> AsyncIterator[Bases]:
    """As many connections as there are writers: each waits in PostgreSQL, not in our pool."""
    async with open_bases(normalise(database_url), shared_dir / "keys", size=WRITERS) as opened:
        yield opened


async def all_at_once(many: Bases, who: Persona, action: UUID, moyen: UUID, days: list[UUID | None]) -> list[object]:
    """Every writer holds its connection open before the first one writes."""
    ready = asyncio.Barrier(len(days))

    async def one(day: UUID | None) -> object:
        async with many.session(who.token, read_only=False) as session, session.begin():
            acteur = await acteur_of(session)
            await ready.wait()
            return await moyens.reserve(session, acteur, action, moyen, date_id=day, quantite=1, now=NOW)

    return await asyncio.gather(*(one(day) for day in days), return_exceptions=True)


async def test_of_sixteen_writers_who_want_the_room_at_the_same_instant_one_has_it(
    admin: AsyncEngine, bases: Bases, many: Bases, world: World
):
    room = await offer(bases, world.associee)
    action, days = await dated(admin, world, dates=WRITERS)

    answers = await all_at_once(many, world.partenaire, action, room, days)

    refused = [answer for answer in answers if isinstance(answer, Conflict)]
    assert [answer for answer in answers if not isinstance(answer, Conflict)] == ["reservee"]
    assert len(refused) == WRITERS - 1
    said = (
        "« Salle du rez-de-chaussée » n’est pas libre le 2 décembre 2026 (matin). "
        "Mais le même moyen est libre le 2 décembre 2026, après-midi."
    )
    assert {answer.message for answer in refused} == {said}
    assert await taken(bases, world.partenaire, room) == (1, 0)


async def test_of_sixteen_writers_who_want_three_tents_three_have_one(
    admin: AsyncEngine, bases: Bases, many: Bases, world: World
):
    tents = await offer(bases, world.associee, code="MY_MATERIEL", libelle="Barnum", quantite="3")
    action, days = await dated(admin, world, dates=WRITERS)

    answers = await all_at_once(many, world.partenaire, action, tents, days)

    assert sum(answer == "reservee" for answer in answers) == 3
    assert sum(isinstance(answer, Conflict) for answer in answers) == WRITERS - 3
    assert await taken(bases, world.partenaire, tents) == (3, 0)


async def test_of_sixteen_writers_who_want_the_last_kit_one_has_it(
    admin: AsyncEngine, bases: Bases, many: Bases, world: World
):
    kits = await offer(bases, world.associee, code="MY_CONSO", libelle="Kits de dépistage", quantite="1")
    action, _ = await dated(admin, world)

    answers = await all_at_once(many, world.partenaire, action, kits, [None] * WRITERS)

    refused = [answer for answer in answers if isinstance(answer, Conflict)]
    assert (sum(answer == "reservee" for answer in answers), len(refused)) == (1, WRITERS - 1)
    assert {answer.message for answer in refused} == {
        "Il ne reste rien de « Kits de dépistage » : cherchez une autre offre, ou publiez une demande."
    }
    assert await taken(bases, world.partenaire, kits) == (0, 1)


async def booked_meanwhile(bases: Bases, who: Persona, cancel, *booking: UUID | None) -> None:
    """The booking is written and not committed when another person calls off; it commits a moment later."""
    action, moyen, day = booking
    async with bases.session(who.token, read_only=False) as session, session.begin():
        acteur = await acteur_of(session)
        await moyens.reserve(session, acteur, action, moyen, date_id=day, quantite=1, now=NOW)
        task = asyncio.create_task(cancel())
        await asyncio.wait([task], timeout=1)
    await task


async def test_a_date_cancelled_while_it_is_booked_keeps_nothing(admin: AsyncEngine, bases: Bases, world: World):
    room = await offer(bases, world.associee)
    action, days = await dated(admin, world)

    async def cancel() -> None:
        async with entered(bases, world.coordinateur) as (session, acteur):
            await cancel_date_of(session, acteur, action, days[0], motif="AN_METEO", now=NOW)

    await booked_meanwhile(bases, world.partenaire, cancel, action, room, days[0])

    assert await taken(bases, world.partenaire, room) == (0, 0)


async def test_an_action_called_off_while_it_books_a_stock_keeps_nothing(
    admin: AsyncEngine, bases: Bases, world: World
):
    kits = await offer(bases, world.associee, code="MY_CONSO", libelle="Kits", quantite="5")
    action, _ = await dated(admin, world)

    async def cancel() -> None:
        async with entered(bases, world.coordinateur) as (session, acteur):
            await pass_action(
                session, acteur, action, Demande("AE_ANNULEE", motif="AN_METEO"), version=1, now=NOW
            )  # fmt: skip

    await booked_meanwhile(bases, world.partenaire, cancel, action, kits, None)

    assert await taken(bases, world.partenaire, kits) == (0, 0)
