"""The places of structures in an action, after the invitation."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action, Participation
from asv.db.engine import Bases, acteur_of
from asv.db.scope import switched_off_for_mutation_test, visible
from asv.domain.periodes import FRANCE
from tests.support.database import World
from tests.support.dossiers import action_of, keep
from tests.support.saisies import rows
from tests.support.site import Client
from tests.web.steps import path_of

TODAY = datetime.now(FRANCE).date()


@pytest.fixture
async def action(world: World, admin: AsyncEngine) -> Action:
    action, dates = action_of(world, TODAY + timedelta(days=20))
    await keep(admin, action, *dates)
    return action


async def invite(client: Client, world: World, action: Action, role: str = "RO_HOTE") -> None:
    fields = {"structure": str(world.associee.structure_id), "role": role, "moyens": ["MY_LOCAL"]}
    path_of(await client.post(f"/actions/{action.id}/invitations", world.partenaire, **fields))


async def place(admin: AsyncEngine, world: World) -> dict:
    (found,) = await rows(admin, world, "participation")
    return found


def path(world: World, action: Action, what: str) -> str:
    return f"/actions/{action.id}/membres/{world.associee.structure_id}/{what}"


async def test_an_invitation_and_its_answer_are_told(client: Client, world: World, admin: AsyncEngine, action: Action):
    await invite(client, world, action)
    path_of(await client.post(f"/actions/{action.id}/reponse", world.associee, reponse="acceptee", moyens=["MY_LOCAL"]))

    told = {
        (row["compte_id"], row["genre"], row["details"]["structure"])
        for row in await rows(admin, world, "notification")
    }
    assert told == {
        (world.associee.id, "invitation", "Centre social"), (world.partenaire.id, "reponse", "CPAM"),
    }  # fmt: skip


async def test_the_role_changes_while_nobody_answered_and_no_later(
    client: Client, world: World, admin: AsyncEngine, action: Action
):
    await invite(client, world, action)
    path_of(await client.post(path(world, action, "role"), world.partenaire, role="RO_EXPERT"))
    assert (await place(admin, world))["role"] == "RO_EXPERT"

    path_of(await client.post(f"/actions/{action.id}/reponse", world.associee, reponse="acceptee"))
    late = await client.post(path(world, action, "role"), world.partenaire, role="RO_RELAIS")

    assert (late.status_code, (await place(admin, world))["role"]) == (409, "RO_EXPERT")


@pytest.mark.parametrize("answered", [False, True])
async def test_a_place_is_taken_back_and_may_be_offered_again(
    client: Client,
    world: World,
    admin: AsyncEngine,
    action: Action,
    answered: bool,  # noqa: FBT001
):
    await invite(client, world, action)
    if answered:
        path_of(await client.post(f"/actions/{action.id}/reponse", world.associee, reponse="acceptee"))

    path_of(await client.post(path(world, action, "retirer"), world.partenaire))

    assert (await place(admin, world))["reponse"] == "retiree"
    refused = await client.post(f"/actions/{action.id}/reponse", world.associee, reponse="acceptee")
    assert (refused.status_code, "retirée" in refused.text) == (409, True)
    assert (await client.get(f"/actions/{action.id}/echanges", world.associee)).status_code == 403
    await invite(client, world, action, "RO_RELAIS")
    assert ((await place(admin, world))["reponse"], (await place(admin, world))["role"]) == ("attendue", "RO_RELAIS")


async def test_the_contact_is_a_function_and_the_convention_a_day(
    client: Client, world: World, admin: AsyncEngine, action: Action
):
    await invite(client, world, action)
    path_of(await client.post(f"/actions/{action.id}/reponse", world.associee, reponse="acceptee"))
    signed = (TODAY - timedelta(days=3)).isoformat()

    path_of(
        await client.post(
            path(world, action, "contact"), world.associee, fonction="Chargée de prévention", convention=signed
        )
    )

    page = (await client.get(f"/actions/{action.id}", world.partenaire)).text
    assert "Chargée de prévention" in page
    assert "convention signée le" in page
    wrong = await client.post(path(world, action, "contact"), world.associee, fonction="06 12 34 56 78")
    assert (wrong.status_code, "téléphone" in wrong.text) == (400, True)
    late = await client.post(
        path(world, action, "contact"), world.associee, convention=(TODAY + timedelta(days=9)).isoformat()
    )
    assert (late.status_code, "pas à venir" in late.text) == (400, True)


async def test_a_structure_writes_nothing_on_the_place_of_another(client: Client, world: World, action: Action):
    await invite(client, world, action)

    assert (await client.post(path(world, action, "contact"), world.partenaire, fonction="Accueil")).status_code == 403
    for what in ("role", "retirer"):
        assert (await client.post(path(world, action, what), world.associee)).status_code == 403


@pytest.mark.parametrize("line", ["the application", "the database"])
async def test_a_structure_whose_invitation_was_taken_back_no_longer_reads_the_draft(
    client: Client, world: World, admin: AsyncEngine, bases: Bases, line: str
):
    draft, _ = action_of(world, TODAY)
    draft.etat = "AE_MONTAGE"
    await keep(admin, draft)
    await invite(client, world, draft)
    seen = select(Action.id).where(Action.id == draft.id)

    async def reads() -> bool:
        async with bases.session(world.associee.token, read_only=False) as session, session.begin():
            if line == "the database":
                with switched_off_for_mutation_test():
                    return await session.scalar(seen) is not None
            return await session.scalar(seen.where(visible(Action, await acteur_of(session)))) is not None

    assert await reads()
    path_of(await client.post(path(world, draft, "retirer"), world.partenaire))
    assert not await reads()


async def test_the_database_keeps_a_place_taken_back(
    client: Client, world: World, admin: AsyncEngine, bases: Bases, action: Action
):
    await invite(client, world, action)
    path_of(await client.post(path(world, action, "retirer"), world.partenaire))

    async with bases.session(world.associee.token, read_only=False) as session, session.begin():
        again = update(Participation).where(Participation.action_id == action.id).values(reponse="acceptee")
        assert (await session.execute(again.returning(Participation.role))).all() == []
