"""The shared calendar: what each one sees, by month, week and list, and through filters."""

import re
from datetime import time, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases, loader_session
from asv.web.filters import date_longue
from tests.support.database import Persona, World, make_world
from tests.support.plantees import here, plant, soon, today
from tests.support.site import Client

EVENTS = re.compile(r'class="event ([a-z]*)" href="/actions/([^"]+)"><strong>[^<]*</strong> (.*?)</a>', re.DOTALL)
TAGS = re.compile(r"<[^>]+>")


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


@pytest.fixture
async def fresh(admin: AsyncEngine, bases: Bases) -> World:
    """A territoire of its own, for what looks at all the dates of a day or at those beside."""
    return await make_world(admin, bases)


async def page_of(client: Client, who: Persona, **asked: str) -> str:
    """The month of the tests, or what is asked for."""
    answer = await client.get("/calendrier", who, params={"mois": f"{soon():%Y-%m}"} | asked)
    assert answer.status_code == 200
    return answer.text


async def shown(client: Client, who: Persona, **asked: str) -> dict[UUID, tuple[str, str]]:
    """Tone and words of each action of the month of the tests."""
    page = await page_of(client, who, **asked)
    return {UUID(key): (ton, TAGS.sub("", words)) for ton, key, words in EVENTS.findall(page)}


async def test_everybody_at_work_reads_the_calendar(admin, client: Client, world: World):
    key = await plant(admin, world, titre="Forum santé", theme="DENT", jours=[soon()])

    for who in (world.mediateur, world.partenaire, world.associee, world.coordinateur, world.financeur):
        assert (await shown(client, who))[key] == ("", "Forum santé")
    assert (await client.get("/calendrier", world.administrateur)).status_code == 403
    assert (await client.get("/calendrier")).status_code == 401


async def test_a_draft_is_in_the_calendar_of_those_who_prepare_it_and_says_so(admin, client: Client, world: World):
    key = await plant(admin, world, titre="Projet", theme="VUE", etat="AE_MONTAGE", jours=[soon(11)])

    for who in (world.partenaire, world.coordinateur):
        assert (await shown(client, who))[key] == ("warning", "Projet (en montage)")
    for who in (world.associee, world.mediateur, world.financeur):
        assert key not in await shown(client, who)


async def test_a_cancelled_date_stays_struck_and_said_cancelled(admin, client: Client, world: World):
    key = await plant(admin, world, titre="Bus dentaire", jours=[soon(12)], etats=["AE_ANNULEE"])

    assert (await shown(client, world.mediateur, mois=f"{soon(12):%Y-%m}"))[key] == ("alert", "Bus dentaire (annulée)")
    assert "<s>Bus dentaire</s>" in await page_of(client, world.mediateur, mois=f"{soon(12):%Y-%m}")


async def test_a_postponed_date_tells_its_new_day(admin, client: Client, fresh: World):
    key = await plant(admin, fresh, titre="Marche", jours=[soon(3)], etats=["AE_REPORTEE"])
    commune, qpv = here(fresh)
    async with loader_session(admin) as session, session.begin():
        await session.execute(
            text(
                "INSERT INTO asv.date_action (territoire_id, id, action_id, porteur_id, jour, debut, fin, lieu, "
                "commune, qpv, etat, remplace_id) SELECT territoire_id, :id, action_id, porteur_id, :jour, :debut, "
                "fin, lieu, :commune, :qpv, 'AE_PROGRAMMEE', id FROM asv.date_action WHERE action_id = :action"
            ),
            {"id": uuid4(), "jour": soon(40), "debut": time(10), "commune": commune, "qpv": qpv, "action": key},
        )

    ton, words = (await shown(client, fresh.mediateur, mois=f"{soon(3):%Y-%m}"))[key]

    assert ton == "alert"
    assert f"reportée au {date_longue(soon(40), jour_semaine=True)}" in words


async def test_the_calendar_is_narrowed_by_quartier_theme_porteur_and_public(admin, client: Client, fresh: World):
    (_, qpv), other = here(fresh), next(code for code in fresh.qpv if code != here(fresh)[1])
    for_some = await plant(admin, fresh, titre="Ici", theme="DEP_SEIN", publics=["SENIOR"], jours=[soon()])
    for_all = await plant(admin, fresh, titre="Pour tous", theme="DENT", jours=[soon()])

    async def both(**asked: str) -> tuple[bool, bool]:
        found = await shown(client, fresh.mediateur, **asked)
        return for_some in found, for_all in found

    assert await both(qpv=qpv) == (True, True)
    assert await both(qpv=other) == (False, False)
    assert await both(theme="CANCER") == (True, False)
    assert await both(theme="DENT") == (False, True)
    assert await both(porteur=str(fresh.partenaire.structure_id)) == (True, True)
    assert await both(public="SENIOR") == (True, False)
    assert await both(public="TOUS") == (False, True)
    assert await both(qpv=qpv, theme="CANCER", public="SENIOR") == (True, False)


async def test_a_date_outside_any_quartier_concerns_those_its_action_is_meant_for(admin, client: Client, fresh: World):
    other = next(code for code in fresh.qpv if code != here(fresh)[1])
    key = await plant(admin, fresh, titre="À la gare", jours=[soon()], date_qpv=None, qpv=[other])

    assert key in await shown(client, fresh.partenaire, qpv=other)
    assert key not in await shown(client, fresh.partenaire, qpv=here(fresh)[1])


async def test_filters_nobody_offers_are_forgotten(client: Client, world: World):
    everything = await shown(client, world.mediateur)

    for asked in ({"qpv": "QN00000M"}, {"porteur": "' OR 1=1 --"}, {"theme": "\0"}, {"public": "ND"}, {"vue": "an"}):
        assert await shown(client, world.mediateur, **asked) == everything


@pytest.mark.parametrize("vue", ["mois", "liste", "semaine"])
async def test_turning_the_page_keeps_the_filters_and_the_layout(client: Client, world: World, vue: str):
    page = (
        await client.get("/calendrier", world.mediateur, params={"mois": "2026-11", "theme": "DENT", "vue": vue})
    ).text

    assert '<option value="DENT" selected>' in page
    beside = re.findall(r'href="(/calendrier\?[^"]+)" rel="(?:prev|next)"', page)
    assert len(beside) == 2
    assert all("theme=DENT" in address for address in beside)
    assert all((f"vue={vue}" in address) == (vue != "mois") for address in beside)


@pytest.mark.parametrize("vue", ["mois", "liste", "semaine"])
@pytest.mark.parametrize("mois", ["2000-01", "2100-12", "2024-02"])
async def test_the_first_and_last_months_have_no_page_beyond(client: Client, world: World, mois: str, vue: str):
    answer = await client.get("/calendrier", world.mediateur, params={"mois": mois, "vue": vue})

    assert answer.status_code == 200
    if vue != "semaine":
        assert ('rel="prev"' in answer.text, 'rel="next"' in answer.text) == (mois != "2000-01", mois != "2100-12")


@pytest.mark.parametrize("mois", ["abc", "2026", "2026-T2", "1999-12", "2026-13", "2026-11\0"])
async def test_what_is_not_a_month_is_refused_in_french(client: Client, world: World, mois: str):
    answer = await client.get("/calendrier", world.mediateur, params={"mois": mois})

    assert answer.status_code == 400
    assert "2026-05" in answer.text


@pytest.mark.parametrize("semaine", ["abc", "2026-W54", "2026-W00", "0001-W01", "9999-W52", "2026-W1"])
async def test_what_is_not_a_week_is_refused_in_french(client: Client, world: World, semaine: str):
    answer = await client.get("/calendrier", world.mediateur, params={"vue": "semaine", "semaine": semaine})

    assert answer.status_code == 400
    assert "2026-W21" in answer.text


async def test_the_week_and_the_list_say_where_and_who(admin, client: Client, fresh: World):
    await plant(admin, fresh, titre="Café santé", theme="DENT", jours=[soon()])

    for asked in ({"vue": "liste"}, {"vue": "semaine", "semaine": "{}-W{:02d}".format(*soon().isocalendar()[:2])}):
        page = await page_of(client, fresh.mediateur, **asked)
        assert "Café santé" in page
        assert "Halle, " in page
        assert "Centre social" in page


async def test_a_full_day_shows_its_first_dates_and_sends_to_its_week(admin, client: Client, fresh: World):
    for rank in range(6):
        await plant(admin, fresh, titre=f"Action {rank}", theme="DENT", jours=[soon()])

    page = await page_of(client, fresh.mediateur)

    assert len(await shown(client, fresh.mediateur)) == 3
    assert "3 autres" in page
    assert f"#jour-{soon().isoformat()}" in page


@pytest.mark.parametrize(("theme", "days"), [("DEP_COLO", 14), ("DEP_COLO", 30), ("DENT", 14)])
async def test_two_actions_in_each_others_way_are_underlined_by_the_rule_of_the_desk(
    admin, client: Client, fresh: World, theme: str, days: int
):
    is_crossed = (theme, days) == ("DEP_COLO", 14)
    await plant(admin, fresh, titre="Première", theme="DEP_COLO", jours=[soon()])
    await plant(admin, fresh, titre="Seconde", theme=theme, porteur=fresh.associee, jours=[soon() + timedelta(days)])

    page = await page_of(client, fresh.mediateur)

    assert ('<span class="crossed">Première</span>' in page) == is_crossed
    assert ("doublon potentiel" in page) == is_crossed


async def test_a_draft_that_the_reader_may_not_see_underlines_nothing(admin, client: Client, fresh: World):
    await plant(admin, fresh, titre="Première", jours=[soon()])
    await plant(admin, fresh, titre="Secrète", etat="AE_MONTAGE", porteur=fresh.associee, jours=[soon(14)])

    assert "doublon potentiel" not in await page_of(client, fresh.mediateur)
    assert "doublon potentiel" in await page_of(client, fresh.coordinateur)


async def test_the_campaigns_of_the_month_stand_in_the_margin(client: Client, world: World):
    page = (await client.get("/calendrier", world.mediateur, params={"mois": f"{today().year}-10"})).text

    assert "Octobre rose" in page
    assert "theme=CANCER" in page


async def test_nothing_of_another_territoire_is_in_the_calendar(admin, client: Client, world: World, fresh: World):
    key = await plant(admin, fresh, titre="Chez les voisins", jours=[soon()])

    assert key not in await shown(client, world.coordinateur)
    assert key in await shown(client, fresh.coordinateur)
