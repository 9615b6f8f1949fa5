"""The shared calendar: what each one sees, month by month, and through filters."""

import re
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from tests.support.database import Persona, World, make_world
from tests.support.site import Client
from tests.web.steps import announced, cancelled, dated, here, invited, other_qpv, sheet, soon

EVENTS = re.compile(r'class="event ([a-z]*)" href="/actions/([^"]+)"><strong>[^<]*</strong> ([^<]*)')


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


async def shown(client: Client, who: Persona, **asked: str) -> dict[str, tuple[str, str]]:
    """Tone and words of each action of the month of the tests."""
    answer = await client.get("/calendrier", who, params={"mois": f"{soon():%Y-%m}"} | asked)
    assert answer.status_code == 200
    return {f"/actions/{UUID(key)}": (ton, words) for ton, key, words in EVENTS.findall(answer.text)}


async def test_everybody_at_work_reads_the_calendar(client: Client, world: World):
    path = await announced(client, world, titre="Forum santé")

    for who in (world.mediateur, world.partenaire, world.associee, world.coordinateur, world.financeur):
        assert (await shown(client, who))[path] == ("", "Forum santé")
    assert (await client.get("/calendrier", world.administrateur)).status_code == 403
    assert (await client.get("/calendrier")).status_code == 401


async def test_a_draft_is_in_the_calendar_of_those_who_prepare_it_and_says_so(client: Client, world: World):
    path = await dated(client, world, titre="Projet")

    for who in (world.partenaire, world.coordinateur):
        assert (await shown(client, who))[path] == ("warning", "Projet (en montage)")
    for who in (world.associee, world.mediateur, world.financeur):
        assert path not in await shown(client, who)
    await invited(client, world, path)
    assert path in await shown(client, world.associee)


async def test_a_cancelled_date_stays_and_is_said_cancelled(client: Client, world: World):
    path = await cancelled(client, world, titre="Bus dentaire")

    assert (await shown(client, world.mediateur))[path] == ("alert", "Bus dentaire (annulée)")


async def test_the_calendar_is_narrowed_by_quartier_theme_porteur_and_public(client: Client, world: World):
    (_, qpv), other = here(world), other_qpv(world)
    for_some = await announced(client, world, titre="Ici", theme="DEP_SEIN", publics=["SENIOR"])
    for_all = await announced(client, world, titre="Pour tous", theme="DENT")

    async def both(**asked: str) -> tuple[bool, bool]:
        found = await shown(client, world.mediateur, **asked)
        return for_some in found, for_all in found

    assert await both(qpv=qpv) == (True, True)
    assert await both(qpv=other) == (False, False)
    assert await both(theme="CANCER") == (True, False)
    assert await both(theme="DENT") == (False, True)
    assert await both(porteur=str(world.partenaire.structure_id)) == (True, True)
    assert await both(public="SENIOR") == (True, False)
    assert await both(public="TOUS") == (False, True)
    assert await both(qpv=qpv, theme="CANCER", public="SENIOR") == (True, False)


async def test_a_date_outside_any_quartier_concerns_those_its_action_is_meant_for(client: Client, world: World):
    (commune, qpv), other = here(world), other_qpv(world)
    path = await dated(client, world, titre="À la gare", qpv=[other])
    outside = {"jour": soon().isoformat(), "debut": "14:00", "fin": "15:00", "lieu": "Gare", "endroit": commune}
    await client.post(f"{path}/dates", world.partenaire, **outside)

    assert path in await shown(client, world.partenaire, qpv=other)
    await client.post(f"{path}/modifier", world.partenaire, **sheet(world, titre="Ailleurs", qpv=[qpv], version="1"))
    assert path not in await shown(client, world.partenaire, qpv=other)


async def test_filters_nobody_offers_are_forgotten(client: Client, world: World):
    everything = await shown(client, world.mediateur)

    for asked in ({"qpv": "QN00000M"}, {"porteur": "' OR 1=1 --"}, {"theme": "\0"}, {"public": "ND"}):
        assert await shown(client, world.mediateur, **asked) == everything


async def test_turning_the_page_keeps_the_filters(client: Client, world: World):
    page = (await client.get("/calendrier", world.mediateur, params={"mois": "2026-11", "theme": "DENT"})).text

    assert "/calendrier?mois=2026-10&amp;theme=DENT" in page
    assert "/calendrier?mois=2026-12&amp;theme=DENT" in page
    assert '<option value="DENT" selected>' in page


@pytest.mark.parametrize("mois", ["2000-01", "2100-12", "2024-02"])
async def test_the_first_and_last_months_have_no_page_beyond(client: Client, world: World, mois: str):
    answer = await client.get("/calendrier", world.mediateur, params={"mois": mois})

    assert answer.status_code == 200
    assert ('rel="prev"' in answer.text, 'rel="next"' in answer.text) == (mois != "2000-01", mois != "2100-12")


@pytest.mark.parametrize("mois", ["abc", "2026", "2026-T2", "1999-12", "2026-13", "2026-11\0"])
async def test_what_is_not_a_month_is_refused_in_french(client: Client, world: World, mois: str):
    answer = await client.get("/calendrier", world.mediateur, params={"mois": mois})

    assert answer.status_code == 400
    assert "2026-05" in answer.text


async def test_nothing_of_another_territoire_is_in_the_calendar(client: Client, world: World, admin, bases):
    elsewhere = await make_world(admin, bases)
    path = await announced(client, elsewhere, titre="Chez les voisins")

    assert path not in await shown(client, world.coordinateur)
    assert path in await shown(client, elsewhere.coordinateur)
