"""The page that compares the quartiers: closed periods only, no hidden figure, a way out of each refusal."""

import csv
import io
import re
from html import escape

from sqlalchemy.ext.asyncio import AsyncEngine

from tests.support.database import World
from tests.support.site import Client
from tests.web.test_croisements import YEAR, fill


async def test_the_team_compares_on_the_last_closed_period_and_is_told_when_it_cannot(client: Client, world: World):
    answer = await client.get("/diagnostic/comparer", world.coordinateur)

    assert answer.status_code == 200
    assert "il n’y a rien à quoi comparer les quartiers" in answer.text
    assert 'value="2026"' not in answer.text


async def test_a_running_period_is_refused_with_the_way_out(client: Client, world: World):
    answer = await client.get("/diagnostic/comparer?periode=2026", world.coordinateur)

    assert answer.status_code == 400
    assert "Choisissez une période close" in answer.text


async def test_a_funder_is_offered_closed_years_and_no_theme(client: Client, world: World):
    answer = await client.get("/diagnostic/comparer", world.financeur)

    assert re.findall(r'<option value="(20[^"]*)"', answer.text) == ["2025", "2024", "2023"]
    assert "Freins cités" in answer.text
    assert "Thèmes abordés" not in answer.text


async def test_a_share_that_no_quartier_has_says_to_choose_in_the_list(client: Client, world: World):
    for part in ("M07.ADMIN", "M06.VIOLENCES", "M01.M01", "x"):
        answer = await client.get(f"/diagnostic/comparer?part={part}", world.coordinateur)
        assert answer.status_code == 404
        assert "choisissez dans la liste" in answer.text


async def test_a_partner_does_not_compare(client: Client, world: World):
    assert (await client.get("/diagnostic/comparer", world.partenaire)).status_code == 403


async def test_the_figures_of_the_page_are_taken_away_with_a_reason_in_place_of_the_hidden_ones(
    client: Client, admin: AsyncEngine, world: World
):
    await fill(admin, world, 400)
    asked = f"periode={YEAR}&part=G08F.F"
    page = await client.get(f"/diagnostic/comparer?{asked}", world.coordinateur)
    answer = await client.get(f"/diagnostic/comparer/csv?{asked}", world.coordinateur)

    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
    assert answer.headers["content-disposition"].endswith(f'-{YEAR}-g08f-f.csv"')
    assert rows[0]["code_lieu"] == "TERRITOIRE"
    assert "Environ 7 contacts sur 10" in page.text
    assert 0.6 < float(rows[0]["part"].replace(",", ".")) < 0.75
    for row in rows[1:]:
        assert escape(row["lieu"]) in page.text
        assert row["entonnoir"] in page.text
        assert (row["effectif"] == "") is (row["statut"] != "publie")
