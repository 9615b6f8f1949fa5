"""S13, S18, S39 and S42 on the server: what it may not take alone is kept sealed, counted, and taken later."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.support.database import Persona, World
from tests.support.process import RunningSite
from tests.support.releases import Changes, make_release
from tests.support.saisies import clear, contact, count, rows, salutation, seance
from tests.support.server import SealedTablet

HELD = 40
FORMER: Changes = {
    "asv/usecases/synchronisation/genres.py": (
        r'"contact": \{1: parse_contact_1, 2: parse_contact\}', '"contact": {1: parse_contact_1}'
    ),
}  # fmt: skip
"""The release that did not know contacts of version 2 yet."""


@dataclass
class Office:
    """A mediator's tablet and the coordination's screen, on one territoire."""

    site: RunningSite
    keyring: Any
    world: World
    tablet: SealedTablet
    coordination: SealedTablet

    def sealed_tablet(self, who: Persona, site: RunningSite | None = None) -> SealedTablet:
        return SealedTablet(site or self.site, who, self.keyring)

    async def take_again(self, row: Any) -> None:
        fields = {"element": str(row["element_id"]), "empreinte": row["empreinte"].hex()}
        await submit(self.coordination, "/a-traiter/reprendre", **fields)

    async def declare(self, etat: str) -> None:
        await submit(self.coordination, "/tablettes", appareil=str(self.tablet.appareil), etat=etat)


@pytest.fixture
async def office(served: RunningSite, keyring, world: World):
    tablet, screen = (SealedTablet(served, who, keyring) for who in (world.mediateur, world.coordinateur))
    screen.http.headers["content-type"] = "application/x-www-form-urlencoded"
    async with tablet, screen:
        yield Office(served, keyring, world, tablet, screen)


def day(world: World, number: int) -> list[dict]:
    there = clear("seance", seance(world))
    return [there, *(clear("contact", salutation(there["id"])) for _ in range(number))]


async def submit(person: SealedTablet, path: str, **fields: str) -> None:
    """A form of the site, with its token, as its button sends it."""
    page = await person.http.get(path.rsplit("/", 1)[0] if path.count("/") > 1 else path)
    token = page.text.split('name="_csrf_token" value="')[1].split('"')[0]
    answer = await person.http.post(path, data={"_csrf_token": token} | fields)
    assert answer.status_code == 303, answer.text


async def close_account(admin: AsyncEngine, who: Persona) -> None:
    async with admin.begin() as connection:
        await connection.execute(text("UPDATE sec.compte SET actif = false WHERE id = :id"), {"id": who.id})


# S13


async def test_a_queue_that_was_announced_and_vanished_is_counted_at_the_next_login(office: Office, measured: dict):
    world, tablet = office.world, office.tablet
    items = [tablet.seal(item) for item in day(world, HELD)]
    said = await tablet.hand_over(items[:5], en_attente=[item["id"] for item in items])
    assert (said.status_code, said.json()["manquantes"]) == (200, 0)

    async with office.sealed_tablet(world.mediateur) as emptied:  # the browser lost its store, number included
        back = await emptied.hand_over([], en_attente=[])
    assert back.json()["manquantes"] == HELD + 1 - 5
    async with office.sealed_tablet(world.mediatrice) as other:
        assert (await other.hand_over([], en_attente=[])).json()["manquantes"] == 0

    await tablet.hand_over(items[5:], en_attente=[])  # it was in a drawer after all
    async with office.sealed_tablet(world.mediateur) as emptied:
        assert (await emptied.hand_over([], en_attente=[])).json()["manquantes"] == 0
    measured |= {"announced": HELD + 1, "sent": 5, "said_missing": HELD + 1 - 5}


# S18


async def test_what_somebody_wrote_before_leaving_is_kept_sealed_and_taken_by_the_coordination(
    office: Office, admin: AsyncEngine
):
    world, tablet = office.world, office.tablet
    items = [tablet.seal(item, world.mediatrice) for item in day(world, 3)]
    await close_account(admin, world.mediatrice)

    answer = await tablet.hand_over(items)

    assert {verdict["verdict"] for verdict in answer.json()["verdicts"]} == {"needs_coordinator"}
    kept = await rows(admin, world, "quarantaine")
    assert {(row["auteur_id"], bool(row["scelle"]), row["contenu"]) for row in kept} == {
        (world.mediatrice.id, True, None)
    }
    for row in kept:
        await office.take_again(row)
    assert {row["mediateur_id"] for row in await rows(admin, world, "seance")} == {world.mediatrice.id}
    assert await count(admin, world, "contact") == 3


@pytest.mark.parametrize("who", ["partenaire", "coordinateur", "financeur"])
async def test_a_role_that_may_not_send_is_refused_and_nothing_is_answered_for(
    office: Office, admin: AsyncEngine, who: str
):
    world = office.world
    async with office.sealed_tablet(getattr(world, who)) as stranger:
        answer = await stranger.send(day(world, 2))

    assert answer.status_code == 403
    assert "verdicts" not in answer.json()
    assert await count(admin, world, "reception") == await count(admin, world, "quarantaine") == 0


# S42


async def test_a_tablet_declared_lost_is_turned_away_and_what_it_holds_waits_for_a_person(
    office: Office, admin: AsyncEngine
):
    world, tablet = office.world, office.tablet
    assert set(await tablet.issues(day(world, 1))) == {"stored"}
    before = await count(admin, world, "contact")
    await office.declare("perdue")
    stolen = [tablet.seal(item) for item in day(world, 4)]

    answer = await tablet.hand_over(stolen)
    keys = await tablet.http.get(f"/api/terrain?appareil={tablet.appareil}")

    assert (answer.status_code, keys.status_code) == (403, 403)
    assert "cle_auteur" not in keys.text
    assert await count(admin, world, "contact") == before
    kept = await rows(admin, world, "quarantaine")
    assert [(row["motif"], bool(row["scelle"])) for row in kept] == [("needs_coordinator", True)] * 5
    async with office.sealed_tablet(world.mediatrice) as colleague:
        carried = await colleague.hand_over(stolen)
        assert {verdict["verdict"] for verdict in carried.json()["verdicts"]} == {"needs_coordinator"}
    await office.declare("retrouvee")
    assert set(await tablet.issues([])) == set()
    assert {v["verdict"] for v in (await tablet.hand_over(stolen)).json()["verdicts"]} == {"stored"}
    assert await count(admin, world, "contact") == before + 4


# S39


async def test_a_server_put_back_one_release_keeps_what_it_cannot_read_until_the_next(
    office: Office, admin: AsyncEngine, tmp_path: Path
):
    world, tablet, served = office.world, office.tablet, office.site
    there = clear("seance", seance(world))
    old = [clear("contact", contact(there["id"])) for _ in range(5)]
    new = [clear("contact", contact(there["id"], accompagnants=2), version=2) for _ in range(5)]
    source = make_release(tmp_path / "source", FORMER)
    former = RunningSite(tmp_path / "site", served.command, environment=served.environment, source=source)
    await asyncio.to_thread(former.start)
    async with office.sealed_tablet(world.mediateur, former) as rolled_back:
        rolled_back.appareil = tablet.appareil
        found = await rolled_back.issues([there, *old, *new])
    former.stop()
    assert found == ["stored"] * 6 + ["needs_coordinator"] * 5

    again = await tablet.issues([there, *old, *new])

    assert again == ["already_stored"] * 6 + ["stored"] * 5
    assert await count(admin, world, "contact") == 10
    for row in await rows(admin, world, "quarantaine"):
        await office.take_again(row)
    assert await count(admin, world, "contact") == 10


@pytest.mark.parametrize("version", [1, 2])
async def test_every_version_of_a_payload_since_the_first_is_taken(office: Office, version: int):
    world, tablet = office.world, office.tablet
    there = clear("seance", seance(world))

    assert await tablet.issues([there, clear("contact", contact(there["id"]), version=version)]) == ["stored"] * 2
    assert await tablet.issues([clear("contact", contact(there["id"]), uuid4(), 3)]) == ["needs_coordinator"]
