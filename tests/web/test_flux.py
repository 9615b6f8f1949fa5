"""Calendars followed by a secret address: read without login, their person's rights only, dead at once (threat T08)."""

import logging
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import vobject
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.app import create_app
from asv.db.actions import Participation
from asv.db.engine import Bases
from asv.documents.agenda import ALLOWED
from asv.web.agenda.essais import MOST_REMEMBERED, MOST_WRONG, STOPPED_FOR, Masked, WrongTokens
from tests.support.database import World, make_world
from tests.support.dossiers import action_of, keep
from tests.support.saisies import rows
from tests.support.site import ORIGIN, Client, make_site
from tests.web.calendriers import Clock, is_one_and_the_same, make, wrongs

SOON = date(2026, 5, 12)
CANARY = "CANARI"
FOLLOWERS = ("mediateur", "partenaire", "coordinateur", "financeur")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def site(bases: Bases, shared_dir: Path, clock: Clock) -> AsyncIterator[Client]:
    app = create_app(make_site(bases, shared_dir / "keys", clock=clock), ["asv.test"])
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        yield Client(http)


async def events(site: Client, path: str) -> list:
    answer = await site.get(path)
    assert answer.status_code == 200, answer.text
    return getattr(vobject.readOne(answer.text), "vevent_list", [])


async def titles(site: Client, path: str) -> list[str]:
    return [event.summary.value for event in await events(site, path)]


def seeded(world: World, titre: str, **changes):
    action, dates = action_of(world, SOON, **changes)
    action.titre = titre
    return action, dates


async def test_it_is_read_without_a_session_and_kept_by_nobody_on_the_way(site: Client, world: World):
    answer = await site.get(await make(site, world.partenaire))

    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert "noindex" in answer.headers["x-robots-tag"]
    assert "etag" not in answer.headers


@pytest.mark.parametrize("role", FOLLOWERS)
async def test_whoever_follows_it_holds_titles_places_and_hours_alone(
    site: Client, world: World, admin: AsyncEngine, role: str
):
    told = {"description": f"{CANARY} description", "objectif": f"{CANARY} objectif", "defraiement": CANARY}
    private, private_dates = seeded(world, f"{CANARY} titre fermé", is_publique=False, **told)
    opened, opened_dates = seeded(world, "Dépistage ouvert", **told)
    permanence, permanence_dates = seeded(world, f"{CANARY} permanence")
    permanence.type = "AC_PERM"
    await keep(admin, private, opened, permanence, *private_dates, *opened_dates, *permanence_dates)
    answer = await site.get(await make(site, getattr(world, role)))

    found = vobject.readOne(answer.text).vevent_list
    assert {event.summary.value for event in found} == {"Action de santé", "Dépistage ouvert", "Permanence"}
    assert {child.name for event in found for child in event.getChildren()} <= ALLOWED
    assert CANARY not in answer.text
    assert all(persona.email not in answer.text for persona in world.people)


async def test_a_structure_follows_what_it_carries_shares_or_hosts(site: Client, world: World, admin: AsyncEngine):
    carried, carried_dates = seeded(world, "Portée")
    shared, shared_dates = seeded(world, "Partagée")
    hosted, hosted_dates = seeded(world, "Accueillie")
    declined, declined_dates = seeded(world, "Déclinée")
    theirs = world.associee.structure_id
    hosted_dates[0].hote_id = theirs
    places = [
        Participation(
            territoire_id=world.territoire_id, action_id=action.id, structure_id=theirs, porteur_id=action.porteur_id,
            role="RO_HOTE", reponse=reponse,
        )
        for action, reponse in ((shared, "acceptee"), (declined, "declinee"))
    ]  # fmt: skip
    await keep(admin, carried, shared, hosted, declined, *carried_dates, *shared_dates, *hosted_dates,
               *declined_dates, *places)  # fmt: skip

    assert sorted(await titles(site, await make(site, world.associee, "structure"))) == ["Accueillie", "Partagée"]
    assert len(await titles(site, await make(site, world.associee))) == 4


async def test_what_a_person_may_not_read_is_not_in_his_calendar(site: Client, world: World, admin: AsyncEngine):
    prepared, dates = seeded(world, "En montage", is_publique=False)
    prepared.etat = "AE_MONTAGE"
    await keep(admin, prepared, *dates)

    assert await titles(site, await make(site, world.partenaire)) == ["En montage : Action de santé"]
    assert await titles(site, await make(site, world.associee)) == []
    assert await titles(site, await make(site, world.mediateur)) == []


async def test_nothing_of_another_territoire_is_there(site: Client, world: World, admin: AsyncEngine, bases: Bases):
    other = await make_world(admin, bases)
    action, dates = seeded(other, "Ailleurs")
    await keep(admin, action, *dates)

    assert await titles(site, await make(site, world.coordinateur)) == []


async def test_after_sixty_days_unread_or_six_months_it_is_dead(site: Client, world: World, clock: Clock):
    idle, read = await make(site, world.partenaire), await make(site, world.partenaire)
    clock.now += timedelta(days=59)
    assert (await site.get(read)).status_code == 200
    clock.now += timedelta(days=2)

    assert is_one_and_the_same(await wrongs(site, idle))
    for _ in range(2):
        assert (await site.get(read)).status_code == 200
        clock.now += timedelta(days=55)
    clock.now += timedelta(days=15)
    assert (await site.get(read)).status_code == 404


TODAY = "(now() AT TIME ZONE 'Europe/Paris')::date"


@pytest.mark.parametrize("change", ["actif = false", f"ouvert_au = {TODAY} - 1", f"ouvert_du = {TODAY} + 1"])
async def test_with_the_account_closed_the_calendar_is_dead_at_once(
    site: Client, world: World, admin: AsyncEngine, change: str
):
    path = await make(site, world.partenaire)
    assert (await site.get(path)).status_code == 200

    async with admin.begin() as connection:
        closing = text(f"UPDATE sec.compte SET {change} WHERE id = :id")  # noqa: S608 - our own words
        await connection.execute(closing, {"id": world.partenaire.id})

    assert is_one_and_the_same(await wrongs(site, path))


async def test_a_member_who_changes_structure_follows_the_new_one(site: Client, world: World, admin: AsyncEngine):
    action, dates = seeded(world, "De la première")
    await keep(admin, action, *dates)
    path = await make(site, world.partenaire, "structure")
    assert await titles(site, path) == ["De la première"]

    async with admin.begin() as connection:
        await connection.execute(
            text("UPDATE sec.compte SET structure_id = :s WHERE id = :id"),
            {"s": world.associee.structure_id, "id": world.partenaire.id},
        )

    assert await titles(site, path) == []


async def test_the_last_reading_is_told_to_its_person(site: Client, world: World, admin: AsyncEngine, clock: Clock):
    path = await make(site, world.partenaire)
    assert "Pas encore" in (await site.get("/agenda/abonnements", world.partenaire)).text

    await site.get(path)
    (first,) = await rows(admin, world, "flux")
    clock.now += timedelta(minutes=10)
    await site.get(path)

    (kept,) = await rows(admin, world, "flux")
    assert kept["vu_le"] == first["vu_le"] is not None
    assert "Pas encore" not in (await site.get("/agenda/abonnements", world.partenaire)).text


async def test_two_hundred_wrong_addresses_and_one_must_wait_but_a_right_one_passes(
    site: Client, world: World, clock: Clock
):
    right = await make(site, world.partenaire)
    told = [(await site.get(f"/ical/faux{n}.ics")).status_code for n in range(MOST_WRONG)]
    assert set(told) == {404}

    stopped = await site.get("/ical/encore.ics")
    assert stopped.status_code == 429
    assert stopped.headers["retry-after"] == "3600"
    assert (await site.get(right)).status_code == 200
    clock.now += STOPPED_FOR
    assert (await site.get("/ical/encore.ics")).status_code == 404


def test_the_memory_of_wrong_addresses_does_not_grow():
    known, now = WrongTokens(), datetime(2026, 5, 4, tzinfo=UTC)
    for n in range(MOST_REMEMBERED + 50):
        known.note(f"10.0.{n // 256}.{n % 256}", now)

    assert len(known) == MOST_REMEMBERED


def test_a_log_never_holds_a_secret_address():
    told = '%s - "%s %s HTTP/%s" %d'
    args = ("127.0.0.1:1", "GET", "/ical/abcDEF-_1.ics?x=1", "1.1", 200)
    record = logging.LogRecord("uvicorn.access", logging.INFO, "", 0, told, args, None)

    assert Masked().filter(record)

    assert record.getMessage() == '127.0.0.1:1 - "GET /ical/[…]?x=1 HTTP/1.1" 200'
