"""The page of evolutions: closed periods, and the reason when they cannot be compared."""

from tests.support.database import World
from tests.support.site import Client


async def test_a_territoire_without_a_closed_period_is_told_to_come_back(client: Client, world: World):
    answer = await client.get("/diagnostic/evolution", world.coordinateur)

    assert answer.status_code == 200
    assert "revenez après la clôture" in answer.text


async def test_a_funder_is_offered_years_only(client: Client, world: World):
    for pas in ("", "trimestre"):
        answer = await client.get(f"/diagnostic/evolution?pas={pas}", world.financeur)
        assert answer.status_code == 200
        assert "Par année" in answer.text
        assert "Par trimestre" not in answer.text


async def test_a_partner_reads_no_evolution(client: Client, world: World):
    assert (await client.get("/diagnostic/evolution", world.partenaire)).status_code == 403
