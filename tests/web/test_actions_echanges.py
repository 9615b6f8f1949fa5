"""The thread of an action on its page: who reads, who is told, what is withdrawn."""

import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action, Participation
from asv.domain.periodes import FRANCE
from tests.support.database import World
from tests.support.dossiers import action_of, keep
from tests.support.saisies import rows
from tests.support.site import Client
from tests.web.steps import path_of

SOON = datetime.now(FRANCE).date() + timedelta(days=20)


@pytest.fixture
async def action(world: World, admin: AsyncEngine) -> Action:
    """An announced action of the centre social, in which the CPAM takes part."""
    action, dates = action_of(world, SOON)
    place = Participation(
        territoire_id=world.territoire_id, action_id=action.id, structure_id=world.associee.structure_id,
        porteur_id=action.porteur_id, role="RO_HOTE", reponse="acceptee",
    )  # fmt: skip
    await keep(admin, action, *dates, place)
    return action


async def write(client: Client, action: Action, who, texte: str, **more) -> str:
    return path_of(await client.post(f"/actions/{action.id}/echanges", who, texte=texte, **more))


async def test_both_sides_read_each_other_and_the_word_is_signed_by_the_structure(
    client: Client, world: World, action: Action
):
    await write(client, action, world.partenaire, "Il nous manque un barnum.")
    await write(client, action, world.associee, "Nous en avons un.")

    for who in (world.partenaire, world.associee, world.coordinateur):
        page = (await client.get(f"/actions/{action.id}/echanges", who)).text
        assert page.index("Il nous manque un barnum.") < page.index("Nous en avons un.")
        assert "<strong>Centre social</strong>" in page
        assert "<strong>CPAM</strong>" in page


async def test_the_tab_of_the_thread_is_shown_to_whoever_may_open_it_only(
    client: Client, world: World, admin: AsyncEngine, action: Action
):
    tab = f'href="/actions/{action.id}/echanges"'
    for path in ("", "/moyens", "/bilan"):
        assert tab in (await client.get(f"/actions/{action.id}{path}", world.associee)).text

    await client.post(f"/actions/{action.id}/reponse", world.associee, reponse="declinee")

    for path in ("", "/moyens", "/bilan"):
        page = await client.get(f"/actions/{action.id}{path}", world.associee)
        assert page.status_code == 200
        assert tab not in page.text


async def test_a_structure_called_is_told_once_and_not_the_author(
    client: Client, world: World, admin: AsyncEngine, action: Action
):
    await write(client, action, world.partenaire, "Pouvez-vous venir ?", mentions=[str(world.associee.structure_id)])

    (told,) = await rows(admin, world, "notification")
    assert (told["compte_id"], told["genre"]) == (world.associee.id, "mention")
    assert "Pouvez-vous" not in str(told["details"])


async def test_a_decision_is_told_to_every_structure_that_has_a_place(
    client: Client, world: World, admin: AsyncEngine, action: Action
):
    await write(client, action, world.coordinateur, "On garde le 12.", nature="decision")

    told = {row["compte_id"] for row in await rows(admin, world, "notification")}
    assert told == {world.partenaire.id, world.associee.id}
    refused = await client.post(f"/actions/{action.id}/echanges", world.associee, texte="Je décide", nature="decision")
    assert (refused.status_code, "Je décide" in refused.text) == (400, True)


async def test_a_withdrawn_word_keeps_its_place_without_its_text(client: Client, world: World, action: Action):
    path = f"/actions/{action.id}/echanges"
    await write(client, action, world.partenaire, "Une erreur.")
    page = (await client.get(path, world.partenaire)).text
    (form,) = re.findall(rf'action="({path}/[^"]+/retirer)"', page)
    assert (await client.post(form, world.associee)).status_code == 403

    path_of(await client.post(form, world.partenaire))

    page = (await client.get(path, world.associee)).text
    assert "Une erreur." not in page
    assert "Message retiré par son auteur" in page
    assert (await client.post(form, world.partenaire)).status_code == 409


async def test_a_name_is_asked_about_before_it_is_kept(client: Client, world: World, action: Action):
    path = f"/actions/{action.id}/echanges"
    asked = await client.post(path, world.partenaire, texte="Voyez avec Mme Lefebvre.")
    assert (asked.status_code, "J’ai relu" in asked.text) == (400, True)

    path_of(await client.post(path, world.partenaire, texte="Voyez avec Mme Lefebvre.", confirme="oui"))


async def test_whoever_has_no_place_reads_nothing(client: Client, world: World, admin: AsyncEngine):
    action, dates = action_of(world, SOON)
    await keep(admin, action, *dates)

    refused = await client.get(f"/actions/{action.id}/echanges", world.associee)

    assert (refused.status_code, "une place" in refused.text) == (403, True)
    for who in (world.mediateur, world.financeur):
        assert (await client.get(f"/actions/{action.id}/echanges", who)).status_code == 403
