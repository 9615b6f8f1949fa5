"""The page that compares the quartiers: closed periods only, no hidden figure, a way out of each refusal."""

import re

from tests.support.database import World
from tests.support.site import Client


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
