"""The partner's pages: who sees an action, who is invited, who is turned away."""

from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from tests.support.database import World, make_world
from tests.support.site import Client
from tests.web.steps import (
    announced,
    day,
    draft,
    invited,
    sheet,
)


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


@pytest.fixture(scope="module")
async def elsewhere(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


async def test_a_draft_is_hidden_from_a_structure_that_is_not_invited(client: Client, world: World):
    path = await draft(client, world, titre="Projet encore secret")

    for who in (world.associee, world.mediateur, world.financeur):
        answer = await client.get(path, who)
        assert answer.status_code == 404
        assert "Projet encore secret" not in answer.text
    assert "Projet encore secret" not in (await client.get("/actions", world.associee)).text


async def test_an_invited_structure_finds_the_invitation_first_and_answers(client: Client, world: World):
    path = await draft(client, world, titre="Village santé à préparer")
    await invited(client, world, path)

    page = (await client.get("/actions", world.associee)).text
    assert page.index("On vous invite") < page.index("Village santé à préparer") < page.index("Portées par votre")

    answer = await client.post(
        f"{path}/reponse", world.associee, reponse="acceptee", moyens="MY_AGENT", apport="Deux h"
    )
    assert answer.headers["location"] == f"{path}?fait=invitation-acceptee"
    page = (await client.get(path, world.partenaire)).text
    assert "Temps d’agent" in page
    assert "Participe" in page

    answer = await client.post(f"{path}/reponse", world.associee, reponse="declinee")
    assert answer.headers["location"] == f"{path}?fait=invitation-declinee"
    assert "A décliné" in (await client.get(path, world.partenaire)).text


async def test_a_faulty_answer_or_invitation_comes_back_with_what_was_typed(client: Client, world: World):
    path = await draft(client, world)
    answer = await client.post(
        f"{path}/invitations", world.partenaire, role="RO_HOTE", apport="Une salle", moyens="MY_LOCAL"
    )
    assert answer.status_code == 400
    assert 'href="#invitation-structure"' in answer.text
    assert 'value="MY_LOCAL" checked' in answer.text

    await invited(client, world, path)
    answer = await client.post(f"{path}/reponse", world.associee, reponse="acceptee", apport="samira@exemple.fr")
    assert answer.status_code == 400
    assert "Retirez l’adresse électronique" in answer.text
    assert "samira@exemple.fr" in answer.text


async def test_a_partner_changes_nothing_of_an_action_carried_by_another(client: Client, world: World):
    path = await announced(client, world)

    assert (await client.get(f"{path}/modifier", world.associee)).status_code == 403
    for step, fields in {
        "/dates": day(world),
        "/modifier": sheet(world) | {"version": "2"},
        "/passer": {"version": "2", "vers": "AE_ANNULEE", "motif": "AN_METEO"},
        "/completer": {"version": "2"},
        "/besoins": {"besoin": "frein:FIN_RAC"},
        f"/besoins/{uuid4()}/retirer": {},
        "/invitations": {"structure": str(world.associee.structure_id), "role": "RO_HOTE"},
        f"/dates/{uuid4()}/annuler": {"motif": "AN_METEO"},
    }.items():
        assert (await client.post(f"{path}{step}", world.associee, **fields)).status_code == 403, step
    assert "Modifier la fiche" not in (await client.get(path, world.associee)).text


async def test_an_action_of_another_territoire_does_not_exist(client: Client, world: World, elsewhere: World):
    path = await announced(client, world)

    for who in (elsewhere.partenaire, elsewhere.coordinateur, elsewhere.mediateur, elsewhere.financeur):
        assert (await client.get(path, who)).status_code == 404
    assert (await client.post(f"{path}/dates", elsewhere.coordinateur, **day(elsewhere))).status_code == 404
    assert (await client.post(f"{path}/reponse", elsewhere.partenaire, reponse="acceptee")).status_code == 404


async def test_mediators_and_funders_read_the_sheet_and_write_nothing(client: Client, world: World):
    path = await announced(client, world)

    for who in (world.mediateur, world.financeur):
        page = (await client.get(path, who)).text
        assert "<form" not in page.partition("<main")[2]
        assert (await client.get("/actions", who)).status_code == 403
        assert (await client.post("/actions", who, **sheet(world))).status_code == 403


async def test_the_administrator_and_the_visitor_are_turned_away(client: Client, world: World):
    path = await announced(client, world)

    for page in ("/actions", "/actions/nouvelle", path):
        assert (await client.get(page, world.administrateur)).status_code == 403
        assert (await client.get(page)).status_code == 401
