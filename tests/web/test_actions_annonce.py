"""An action is known once it was announced, and not before: called off or put off, a draft stays a draft."""

from datetime import timedelta

import pytest

from tests.support.database import World
from tests.support.site import Client
from tests.web.steps import (
    announced,
    day,
    draft,
    invited,
    passed,
    soon,
    today,
)

TITRE = "Brouillon que personne n’annonce"
ASIDE = [
    ("AE_ANNULEE", {"motif": "AN_METEO"}),
    ("AE_REPORTEE", {"motif": "AN_METEO", "nouvelle_date": (today() + timedelta(days=30)).isoformat()}),
]


@pytest.mark.parametrize(("vers", "said"), ASIDE)
async def test_a_draft_called_off_or_put_off_is_read_by_nobody_else(
    client: Client, world: World, vers: str, said: dict[str, str]
):
    path = await draft(client, world, titre=TITRE)
    await client.post(f"{path}/dates", world.partenaire, **day(world))
    await passed(client, world.partenaire, path, vers, **said)

    assert f'value="{vers}"' not in (await client.get(path, world.partenaire)).text
    for who in (world.associee, world.mediateur, world.financeur):
        assert (await client.get(path, who)).status_code == 404
    pages = [(f"/calendrier?mois={soon():%Y-%m}", world.associee), ("/actions", world.associee), ("/agenda", None)]
    for page, who in pages:
        assert TITRE not in (await client.get(page, who)).text.replace("&#39;", "’"), page
    assert TITRE[:20] not in (await client.get("/agenda/flux.ics")).text


@pytest.mark.parametrize(("vers", "said"), ASIDE)
async def test_an_announced_action_called_off_or_put_off_stays_where_people_look_for_it(
    client: Client, world: World, vers: str, said: dict[str, str]
):
    path = await announced(client, world, titre="Bus dentaire")
    await passed(client, world.partenaire, path, vers, **said)

    for who in (world.associee, world.mediateur, world.financeur):
        assert (await client.get(path, who)).status_code == 200
    assert "Bus dentaire" in (await client.get("/agenda")).text


async def test_a_guest_who_declined_no_longer_reads_the_draft(client: Client, world: World):
    path = await draft(client, world)
    await invited(client, world, path)
    assert (await client.get(path, world.associee)).status_code == 200

    await client.post(f"{path}/reponse", world.associee, reponse="declinee")

    assert (await client.get(path, world.associee)).status_code == 404
