"""The public agenda: announced dates open to all, and nothing else."""

import re
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases, acteur_of
from asv.usecases.agenda import public_agenda
from tests.support.database import World, make_world
from tests.support.site import Client
from tests.web.steps import announced, at, cancelled, dated, day, draft, here, other_qpv, path_of, sheet, soon, today


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


async def visit(client: Client, titre: str, **asked: str) -> str:
    """What a visitor reads of an action in the agenda; nothing if it is not there."""
    page = (await client.get("/", params=asked)).text
    found = [row for row in re.findall(r'<li class="visit">.*?</li>', page, re.DOTALL) if titre in row]
    return found[0] if found else ""


async def test_an_announced_action_open_to_all_is_read_without_login(client: Client, world: World):
    await announced(client, world, titre="Dépistage ouvert")

    row = await visit(client, "Dépistage ouvert")

    assert "de 9\N{NO-BREAK SPACE}h à 12\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}30" in row
    assert "Halle du marché" in row
    assert "Centre social" in row
    assert "badge" not in row


async def test_neither_description_nor_means_leave_the_house(client: Client, world: World):
    told = {"titre": "Discrète", "description": "Réservé aux structures : budget serré."}
    path = await announced(client, world, apport="Cinq cents", **told)
    await client.post(f"{path}/reponse", world.associee, reponse="acceptee", moyens="MY_BUDGET", apport="Cinq cents")

    page, row = (await client.get("/")).text, await visit(client, "Discrète")

    assert "Centre social" in row
    assert "budget serré" not in page
    assert "Cinq cents" not in page
    assert "CPAM" not in row
    assert "Budget" not in row


async def test_what_is_not_announced_or_not_open_is_not_there(client: Client, world: World):
    await draft(client, world, titre="Sans date")
    await dated(client, world, titre="En montage")
    await announced(client, world, titre="Entre professionnels", is_publique="", publics="SENIOR")

    for titre in ("Sans date", "En montage", "Entre professionnels"):
        assert await visit(client, titre) == ""


async def test_a_cancelled_date_is_said_cancelled(client: Client, world: World):
    await cancelled(client, world, titre="Bus annulé")

    assert "Annulée" in await visit(client, "Bus annulé")


async def test_an_action_closed_to_the_public_afterwards_leaves_the_agenda(client: Client, world: World):
    path = await announced(client, world, titre="Finalement fermée")
    assert await visit(client, "Finalement fermée")

    version = await at(client, world, path)
    closed = sheet(world, titre="Finalement fermée", is_publique="", publics="SENIOR", version=version)
    path_of(await client.post(f"{path}/modifier", world.partenaire, **closed))
    assert await visit(client, "Finalement fermée") == ""


async def test_the_agenda_is_narrowed_to_one_quartier(client: Client, world: World):
    (_, qpv), other = here(world), other_qpv(world)
    await announced(client, world, titre="Dans mon quartier")

    assert await visit(client, "Dans mon quartier", quartier=qpv)
    assert await visit(client, "Dans mon quartier", quartier=other) == ""
    assert await visit(client, "Dans mon quartier", quartier="QN00000M")


async def test_the_quartiers_offered_are_those_of_territoires_that_announce_something(client: Client, world: World):
    await announced(client, world)

    page = (await client.get("/")).text

    assert all(f'<option value="{code}">' in page for code in world.qpv)


async def test_what_is_behind_is_no_longer_announced(client: Client, bases: Bases, world: World):
    path = await announced(client, world, titre="Bientôt passée")
    await client.post(f"{path}/dates", world.partenaire, **day(world, jour=(soon() + timedelta(days=5)).isoformat()))

    async with bases.session(None, read_only=True) as session:
        on_the_day = await public_agenda(session, soon(), "")
        after = await public_agenda(session, soon() + timedelta(days=1), "")

    assert [line.titre for line in on_the_day.dates].count("Bientôt passée") == 2
    assert [line.titre for line in after.dates].count("Bientôt passée") == 1


async def test_the_page_is_the_same_for_everybody_the_administrator_included(client: Client, world: World):
    await announced(client, world, titre="Pour tout le monde")
    await dated(client, world, titre="Encore en montage")

    for who in world.people:
        page = (await client.get("/", who)).text
        assert "Pour tout le monde" in page
        assert "Encore en montage" not in page


async def test_the_agenda_lays_down_the_rights_of_its_reader(bases: Bases, world: World):
    async with bases.session(world.coordinateur.token, read_only=True) as session:
        await acteur_of(session)
        await public_agenda(session, today(), "")
        role = (await session.connection()).exec_driver_sql

        assert (await role("SELECT current_user")).scalar_one() == "asv_visiteur"
