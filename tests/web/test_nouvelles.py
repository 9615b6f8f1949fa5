"""The inbox, the « vu », the rhythm of the mails, and the link that stops them without logging in."""

import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action
from asv.db.engine import loader_session
from asv.db.notifications import Abonnement
from asv.domain.courrier import stop_token
from tests.support.courrier import SECRET, Poste
from tests.support.database import World
from tests.support.dossiers import action_of, keep
from tests.support.site import Client

PAGE = {"accept": "text/html"}


@pytest.fixture
async def action(world: World, admin: AsyncEngine) -> Action:
    row, _ = action_of(world)
    await keep(admin, row)
    return row


def plain(page: str) -> str:
    return page.replace("\u202f", " ").replace("\u00a0", " ")


async def test_each_role_reads_its_own_news_and_opens_them_in_one_tap(
    client: Client, poste: Poste, world: World, action: Action
):
    for who in world.people:
        found = await poste.drop(who, action_id=action.id)
        page = plain((await client.get("/notifications", who, headers=PAGE)).text)

        assert "la date du 9 octobre 2026 (Place, Avion) est annulée" in page
        assert "Non lue" in page
        assert re.search(r'Nouvelles <span class="unread">1<', page)
        opened = await client.post(f"/notifications/{found}/ouvrir", who)
        expected = "/ma-journee" if who.role == "mediateur" else f"/actions/{action.id}"
        assert (opened.status_code, opened.headers["location"]) == (303, expected)
        assert "unread" not in (await client.get("/notifications", who, headers=PAGE)).text


async def test_nobody_opens_or_answers_what_was_told_to_another(client: Client, poste: Poste, world: World):
    found = await poste.drop(world.associee, accuse_avant=datetime.now(UTC))

    for move in ("ouvrir", "vu"):
        assert (await client.post(f"/notifications/{found}/{move}", world.partenaire)).status_code == 404
    assert [one.accusee_le for one in await poste.letters()] == [None]


async def test_a_cancellation_asks_for_vu_and_keeps_asking_once_read(client: Client, poste: Poste, world: World):
    await poste.drop(world.associee, accuse_avant=datetime.now(UTC) + timedelta(hours=48))

    await client.post("/notifications/lues", world.associee)
    page = (await client.get("/notifications", world.associee)).text
    assert "Dites que vous avez vu" in page
    (found,) = await poste.letters()
    assert (await client.post(f"/notifications/{found.id}/vu", world.associee)).status_code == 303

    assert "Dites que vous avez vu" not in (await client.get("/notifications", world.associee)).text
    (kept,) = await poste.letters()
    await client.post(f"/notifications/{found.id}/vu", world.associee)
    (again,) = await poste.letters()
    assert kept.accusee_le is not None
    assert kept.accusee_le == again.accusee_le


async def test_what_asks_for_no_answer_takes_none(client: Client, poste: Poste, world: World):
    found = await poste.drop(world.associee)

    assert (await client.post(f"/notifications/{found}/vu", world.associee)).status_code == 404


async def test_a_mail_of_which_nobody_knows_whether_it_left_is_told_in_the_inbox(
    client: Client, poste: Poste, world: World
):
    await poste.drop(world.associee, courrier="incertain")

    assert "peut-être parti, peut-être pas" in (await client.get("/notifications", world.associee)).text


async def test_the_rhythm_is_chosen_and_the_page_says_when_no_mail_leaves(
    client: Client, admin: AsyncEngine, world: World
):
    page = (await client.get("/notifications/reglages", world.associee)).text
    assert "n’envoie aucun courriel" in page
    assert re.search(r'value="immediat"[^>]*checked', page)

    for rythme in ("quotidien", "jamais", "quotidien"):
        assert (await client.post("/notifications/reglages", world.associee, rythme=rythme)).status_code == 303

    page = (await client.get("/notifications/reglages", world.associee)).text
    assert re.search(r'value="quotidien"[^>]*checked', page)
    assert (await client.post("/notifications/reglages", world.associee, rythme="chaque heure")).status_code == 400


async def test_the_link_of_a_mail_stops_them_without_logging_in_and_asks_first(
    client: Client, poste: Poste, world: World, admin: AsyncEngine
):
    await poste.drop(world.associee)
    await poste.send()
    ((_, mail),) = poste.boite.received
    path = httpx.URL(mail["List-Unsubscribe"].strip("<>")).path

    asked = await client.get(path)
    assert "Ne plus recevoir de courriel" in asked.text
    assert await _rythme(admin, world) == "immediat"  # a program that follows links stops nothing
    done = await client.post(path)
    assert "Vous ne recevrez plus de courriel" in done.text
    assert "restent dans l’application" in done.text
    assert await _rythme(admin, world) == "jamais"
    assert (await client.post(path)).status_code == 200


async def test_a_mail_program_stops_them_in_one_click_even_where_somebody_is_logged_in(
    client: Client, poste: Poste, world: World, admin: AsyncEngine
):
    await poste.drop(world.associee)
    await poste.send()
    path = f"/courriels/arret/{stop_token(SECRET, world.associee.id)}"

    done = await client.http.post(
        path,
        files={"List-Unsubscribe": (None, "One-Click")},
        headers={"cookie": f"__Host-sid={world.partenaire.token}"},
    )

    assert done.status_code == 200
    assert await _rythme(admin, world) == "jamais"


async def test_an_unknown_link_stops_nothing(client: Client):
    assert (await client.get("/courriels/arret/inconnu")).status_code == 404
    assert (await client.post("/courriels/arret/inconnu")).status_code == 404


async def _rythme(admin: AsyncEngine, world: World) -> str | None:
    async with loader_session(admin) as session:
        return await session.scalar(select(Abonnement.rythme).where(Abonnement.compte_id == world.associee.id))


async def test_the_porteur_and_the_coordination_read_who_said_vu_and_who_is_late_never_by_name(
    client: Client, poste: Poste, world: World, action: Action
):
    late, told = datetime.now(UTC) - timedelta(hours=1), {"action_id": action.id, "cle": "annulation:1"}
    await poste.drop(world.associee, accuse_avant=late, accusee_le=late, **told)
    await poste.drop(world.mediateur, accuse_avant=late, accusee_le=late, **told)
    await poste.drop(world.mediatrice, accuse_avant=late, **told)

    for who in (world.partenaire, world.coordinateur):
        page = plain((await client.get(f"/actions/{action.id}/accuses", who)).text)
        rows = re.findall(r'<th scope="row">([^<]+)</th>.*?class="badge \w+">([^<]+)<', page, re.DOTALL)
        assert rows == [("CPAM", "Vu"), ("Médiateur ou médiatrice santé", "En retard")]
        assert "1 sur 2" in page
        assert "Personne mediateur" not in page.replace("Personne " + who.role, "")
    assert (await client.get(f"/actions/{action.id}/accuses", world.associee)).status_code == 403
    assert (await client.get(f"/actions/{action.id}/accuses", world.mediateur)).status_code == 403
