"""The site's own processes carry the mail: two at once send each mail once, and stop without cutting one."""

import asyncio
import signal

from sqlalchemy.ext.asyncio import AsyncEngine

from tests.support.cluster import OwnCluster
from tests.support.courrier import Boite, Horloge, Poste
from tests.support.database import World

PATIENCE_SECONDS = 60


async def test_two_workers_of_a_site_send_each_mail_once_and_stop_in_peace(
    own_cluster: OwnCluster, own_world: World, own_admin: AsyncEngine, boite: Boite, horloge: Horloge
):
    outbox = Poste(None, own_admin, own_world, boite, horloge)
    for who in own_world.people:
        await outbox.drop(who)
    mails = {"ASV_SMTP_URL": boite.url, "ASV_PUBLIC_URL": "https://asv.exemple.fr", "ASV_WORKERS": "2"}
    site = await asyncio.to_thread(own_cluster.site, **mails)
    try:
        await asyncio.wait_for(all_gone(outbox), PATIENCE_SECONDS)
    finally:
        code = await asyncio.to_thread(site.stop, signal.SIGTERM)

    assert code == 0
    assert boite.told() == sorted(who.email for who in own_world.people)
    ((_, mail), *_) = boite.received
    assert mail["From"].addresses[0].addr_spec == "ne-pas-repondre@asv.exemple.fr"
    assert "https://asv.exemple.fr/notifications" in mail.get_content()


async def all_gone(outbox: Poste) -> None:
    while set(await outbox.states()) != {"parti"}:
        pass  # asking the database again is the pause
