"""The page of a difficulty at like ages: from crossed tables only, for the coordination."""

from tests.support.database import World
from tests.support.site import Client

PAGE = "/diagnostic/ages-semblables"


async def test_without_crossed_tables_the_coordinator_is_sent_to_prepare_them(client: Client, world: World):
    answer = await client.get(PAGE, world.coordinateur)

    assert answer.status_code == 200
    assert 'href="/diagnostic/croisements?annee=2025"' in answer.text
    assert "qui n’existent pas encore" in answer.text


async def test_a_year_that_is_not_closed_is_refused_with_the_way_out(client: Client, world: World):
    answer = await client.get(f"{PAGE}?annee=2026", world.coordinateur)

    assert answer.status_code == 400
    assert "choisissez dans la liste" in answer.text


async def test_a_funder_does_not_read_it(client: Client, world: World):
    assert (await client.get(PAGE, world.financeur)).status_code == 403
