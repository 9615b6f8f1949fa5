"""A secret address: made once however often its form is sent, shown to the session that made it, taken back."""

import hashlib
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.app import create_app
from asv.db.comptes import SessionOuverte
from asv.db.engine import Bases
from asv.usecases.comptes import hash_token
from tests.support.database import World
from tests.support.dossiers import keep
from tests.support.saisies import rows
from tests.support.site import ORIGIN, Client, make_site
from tests.web.calendriers import Clock, is_one_and_the_same, make, shown, wrongs


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def site(bases: Bases, shared_dir: Path, clock: Clock) -> AsyncIterator[Client]:
    app = create_app(make_site(bases, shared_dir / "keys", clock=clock), ["asv.test"])
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        yield Client(http)


async def test_the_address_is_shown_once_and_only_its_hash_is_kept(site: Client, world: World, admin: AsyncEngine):
    path = await make(site, world.partenaire)

    token = path.removeprefix("/ical/").removesuffix(".ics")
    (kept,) = await rows(admin, world, "flux")
    again = (await site.get("/agenda/abonnements", world.partenaire)).text
    assert len(token) == 43
    assert kept["jeton_hash"] == hashlib.sha256(token.encode()).digest()
    assert token not in str(kept)
    assert token not in again
    assert "Révoquer" in again


async def test_a_form_sent_twice_makes_one_address_and_its_page_may_be_reloaded(site: Client, world: World):
    form = {"nature": "personnel", "element": uuid4()}

    first, second = [await site.post("/agenda/abonnements", world.mediateur, **form) for _ in range(2)]

    where = first.headers["location"]
    assert second.headers["location"] == where
    pages = [await site.get(where, world.mediateur) for _ in range(2)]
    assert shown(pages[0]) == shown(pages[1]) != ""
    assert pages[1].text.count("Révoquer<span") == 1
    assert (await site.get(shown(pages[0]))).status_code == 200


async def test_an_address_is_shown_to_the_session_that_made_it_and_for_ten_minutes(
    site: Client, world: World, admin: AsyncEngine, clock: Clock
):
    later = datetime.now(UTC) + timedelta(hours=1)
    await keep(admin, SessionOuverte(territoire_id=world.territoire_id, compte_id=world.mediateur.id, repos_le=later,
                                     expire_le=later, token_hash=hash_token("une autre tablette")))  # fmt: skip

    answer = await site.post("/agenda/abonnements", world.mediateur, nature="personnel", element=uuid4())
    where = answer.headers["location"]

    assert shown(await site.get(where, world.mediateur))
    elsewhere = await site.get(where, replace(world.mediateur, token="une autre tablette"))
    assert elsewhere.status_code == 200
    assert not shown(elsewhere)
    assert not shown(await site.get(where, world.mediatrice))
    clock.now += timedelta(minutes=10)
    assert not shown(await site.get(where, world.mediateur))


async def test_taken_back_it_answers_like_one_that_never_was(site: Client, world: World):
    path = await make(site, world.partenaire)
    (form,) = re.findall(r"/agenda/abonnements/[\w-]+/revoquer",
                         (await site.get("/agenda/abonnements", world.partenaire)).text)  # fmt: skip

    assert (await site.post(form, world.partenaire)).status_code == 303

    assert is_one_and_the_same(await wrongs(site, path))
    assert "Révoquée" in (await site.get("/agenda/abonnements", world.partenaire)).text


async def test_nobody_takes_back_the_address_of_another(site: Client, world: World):
    path = await make(site, world.partenaire)
    (form,) = re.findall(r"/agenda/abonnements/[\w-]+/revoquer",
                         (await site.get("/agenda/abonnements", world.partenaire)).text)  # fmt: skip

    assert (await site.post(form, world.associee)).status_code == 404
    assert (await site.get(path)).status_code == 200


async def test_the_eleventh_address_is_refused_until_one_is_taken_back(site: Client, world: World):
    for _ in range(10):
        await make(site, world.partenaire)

    answer = await site.post("/agenda/abonnements", world.partenaire, nature="personnel", element=uuid4())

    assert answer.status_code == 400
    assert "révoquez celles qui ne servent plus" in answer.text


async def test_an_administrateur_has_no_calendar(site: Client, world: World):
    assert (await site.get("/agenda/abonnements", world.administrateur)).status_code == 403
