"""Numbers and addresses that no page writes: refused with a sentence, never a breakdown."""

from uuid import uuid4

import pytest

from tests.support.database import World
from tests.support.site import Client

VERSIONED = (
    "/actions/{id}/completer", "/actions/{id}/modifier", "/actions/{id}/passer", "/actions/{id}/controle",
    "/moyens/{id}/modifier", "/moyens/{id}/etat", "/structures/{id}/modifier", "/engagements/{id}/modifier",
    "/actions/{id}/dates/{id}/deplacer",
)  # fmt: skip


@pytest.mark.parametrize("path", VERSIONED)
@pytest.mark.parametrize("version", ["99999999999", "9" * 900, "-1", "un"])
async def test_a_version_that_no_row_can_have_is_refused(client: Client, world: World, path: str, version: str):
    answer = await client.post(path.format(id=uuid4()), world.coordinateur, version=version)

    assert answer.status_code in {400, 404}


@pytest.mark.parametrize("address", [
    "/agenda/flux.ics?quartier=%00", "/agenda/flux.ics?territoire=%00", "/agenda/flux.ics?quartier=%27%3B--",
])  # fmt: skip
async def test_a_public_calendar_of_no_place_is_empty(client: Client, address: str):
    answer = await client.get(address)

    assert answer.status_code == 200
    assert "BEGIN:VEVENT" not in answer.text


@pytest.mark.parametrize("du", ["9999-12-31", "0001-01-01"])
async def test_a_map_of_the_end_of_time_is_empty_and_not_broken(client: Client, world: World, du: str):
    assert (await client.get("/calendrier/carte", world.partenaire, params={"du": du})).status_code == 200
