"""S05 and S06: the browser is killed while it sends, or in the middle of a form."""

import asyncio
import random

from playwright.sync_api import expect

from tests.browser.faults.conftest import kill_browser
from tests.support.counts import counted
from tests.support.network import Exchange, carry, on_sync

POINTS = counted(3, 50)
RECORDS = 100
BEGUN = """async () => {
  const { recall } = await import("/static/js/vault.js");
  const has = (draft) => draft?.values.some(([, value]) => value === "OFF_DEPART");
  while (!has(await recall("brouillon"))) await new Promise((resolve) => setTimeout(resolve, 20));
}"""


def killing(folder, draw):
    """Kill the browser somewhere in a sending: before the server hears of it, before, within or after the answer."""
    share, late = draw.choice((None, 0.0, draw.random(), 1.0)), draw.uniform(0, 0.12)

    async def fault(exchange: Exchange) -> None:
        if share is not None:
            answer = await exchange.ask()
            await exchange.give(answer[: round(share * len(answer))])
        await asyncio.sleep(late)
        kill_browser(folder)

    return fault


def test_a_browser_killed_at_random_points_of_a_sending_neither_loses_nor_doubles(
    far_on_disk, network, tmp_path, measured
):
    draw, sent = random.Random(5), []
    for _ in range(POINTS):
        with far_on_disk(tmp_path) as carnet:
            carnet.prepare()
            if sent:
                carnet.expect_waiting(0, timeout=60_000)
            if not carnet.screen("seance").is_visible():
                carnet.open_seance().sync()
            carnet.cut()
            carnet.seal(RECORDS)
            sent += carnet.queue()
            network.fault = on_sync(killing(tmp_path, draw))
            with carnet.context.expect_event("close", timeout=60_000):
                carnet.restore()
        network.fault = carry
    with far_on_disk(tmp_path) as carnet:
        carnet.prepare()
        carnet.expect_waiting(0, timeout=60_000)
        kept = "SELECT count(*) FROM asv.{} WHERE {} = ANY($1::uuid[])"
        assert carnet.site.rows(kept.format("contact", "id"), sent) == [(POINTS * RECORDS,)]
        assert carnet.site.rows(kept.format("reception", "id"), sent) == [(POINTS * RECORDS,)]
        assert carnet.site.rows(kept.format("quarantaine", "element_id"), sent) == [(0,)]
    assert len(set(sent)) == POINTS * RECORDS
    measured |= {"points": POINTS, "records": len(sent), "lost": 0, "doubles": 0}


def test_a_browser_killed_in_the_middle_of_a_form_offers_it_again_and_nothing_else(far_on_disk, tmp_path):
    with far_on_disk(tmp_path) as carnet:
        carnet.start()
        carnet.press("nouveau")
        carnet.tap("sexe", "F")
        carnet.tap("frein", "OFFRE")
        carnet.tap("frein-detail", "OFF_DEPART")
        carnet.page.evaluate(BEGUN)
        carnet.cut()
        with carnet.context.expect_event("close"):
            kill_browser(tmp_path)

    with far_on_disk(tmp_path) as again:
        again.context.set_offline(True)
        again.go()
        expect(again.screen("seance")).to_be_visible()
        again.press("reprendre")
        expect(again.screen("contact")).to_be_visible()
        for name, value in (("sexe", "F"), ("frein-detail", "OFF_DEPART")):
            expect(again.page.locator(f"input[name={name}][value={value}]")).to_be_checked()
        again.press("enregistrer")
        again.expect_waiting(1)
