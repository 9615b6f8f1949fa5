"""The card of a duplicate: the dates of both actions, and no merging with what is called off."""

import re

from asv.web.filters import date_longue
from tests.support.database import World
from tests.support.site import Client
from tests.web.steps import announced, checked, day, draft, invited, passed, path_of, soon


async def test_the_card_gives_the_dates_of_both_and_merges_with_nothing_called_off(client: Client, world: World):
    other = await announced(client, world, titre="Octobre rose à la Halle")
    path = await draft(client, world, titre="Dépistage du centre social")
    path_of(await client.post(f"{path}/dates", world.partenaire, **day(world)))
    await invited(client, world, path)
    await checked(client, world, path)
    page = (await client.get(path, world.coordinateur)).text
    card = re.findall(r'href="(/alertes/[^"]+)">Décider<span[^>]*>[^<]*Doublon potentiel', page)[0]

    before = (await client.get(card, world.coordinateur)).text
    assert len(re.findall(rf"<p>Date[^<]*{date_longue(soon())}</p>", before)) == 2
    assert 'value="fusionner"' in before

    await passed(client, world.partenaire, other, "AE_ANNULEE", motif="AN_PRO")

    after = (await client.get(card, world.coordinateur)).text
    assert 'value="fusionner"' not in after
    assert 'value="maintenir"' in after
    refused = await client.post(card, world.coordinateur, geste="fusionner", raison="Une seule action.")
    assert refused.status_code == 400
