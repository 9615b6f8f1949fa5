"""S12, S13 and S14: no room left, storage not promised or emptied, connections that the browser closes."""

import json

import pytest
from playwright.sync_api import expect

from tests.support.network import Exchange, bad_gateway, carry, on_sync

CLOSES, RECORDS = 100, 20
ANNOUNCED = 230
ASKED = """globalThis.asked = 0;
const real = StorageManager.prototype.persist;
StorageManager.prototype.persist = function persist() { globalThis.asked += 1; return real.call(this); };"""
EIGHTY_PER_CENT = "StorageManager.prototype.estimate = async () => ({ usage: 800, quota: 1000 });"
FORCE_CLOSES = """() => {
  const real = IDBDatabase.prototype.transaction;
  let calls = 0;
  globalThis.forcedCloses = 0;
  IDBDatabase.prototype.transaction = function transaction(...given) {
    calls += 1;
    if (calls % 2) {
      globalThis.forcedCloses += 1;
      this.close();
    }
    return real.apply(this, given);
  };
}"""
FILL = """async () => {
  const { transact } = await import("/static/js/store.js");
  const refused = [];
  for (const size of [65536, 8192, 1024, 128, 16]) {
    for (let n = 0; n < 400 && refused.at(-1)?.[0] !== size; n += 1) {
      const bytes = crypto.getRandomValues(new Uint8Array(size));
      await transact("reference", "readwrite", (store) => store.put(bytes, `x${size}-${n}`))
        .catch((error) => refused.push([size, error.name]));
    }
  }
  return refused;
}"""


def test_a_disk_really_full_refuses_visibly_and_keeps_the_answers_and_the_queue(far):
    cdp = far.context.new_cdp_session(far.page)
    cdp.send("Storage.overrideQuotaForOrigin", {"origin": far.site.url, "quotaSize": 3_000_000})
    far.start()
    far.cut()
    far.greet(3)
    waiting = far.queue()
    refused = far.page.evaluate(FILL)
    assert {name for _, name in refused} == {"QuotaExceededError"}
    far.press("nouveau")
    far.tap("sexe", "F")

    far.press("enregistrer")

    far.expect_said("n’a plus de place")
    expect(far.page.locator("input[name=sexe][value=F]")).to_be_checked()
    assert far.queue() == waiting
    far.bring("etat")
    with far.page.expect_download() as download:
        far.press("exporter")
    exported = json.loads(download.value.path().read_text())
    assert [element["id"] for element in exported["elements"]] == waiting
    far.restore()
    far.expect_waiting(0)


def test_a_warning_comes_before_the_room_runs_out(far):
    far.context.add_init_script(EIGHTY_PER_CENT)
    far.start()

    far.greet()

    far.expect_said("presque pleine")
    far.bring("etat")
    expect(far.page.locator("[data-asv-si=presque-plein]:visible")).to_have_count(1)


def test_the_browser_is_asked_to_keep_the_storage_and_its_answer_is_shown(far):
    far.context.add_init_script(ASKED)
    far.prepare()

    assert far.page.evaluate("globalThis.asked") >= 1
    far.bring("etat")
    promised = far.page.evaluate("navigator.storage.persisted()")
    expect(far.page.locator("[data-asv-valeur=stockage]")).to_contain_text("Promise" if promised else "Non promise")


@pytest.mark.parametrize("work", ["greetings", "contacts"])
def test_a_hundred_connections_closed_by_the_browser_lose_nothing(far, measured, work):
    far.start()
    far.cut()
    far.page.evaluate(FORCE_CLOSES)

    number = 0
    while far.page.evaluate("globalThis.forcedCloses") < CLOSES or number < RECORDS:
        far.greet(5) if work == "greetings" else far.contact(sexe="F")
        number += 5 if work == "greetings" else 1

    far.expect_waiting(number)
    assert len(set(far.queue())) == number
    far.restore()
    far.expect_waiting(0)
    measured |= {"forced_closes": CLOSES, "records": number, "lost": 0}


def test_a_store_that_was_emptied_is_noticed_at_the_next_login_with_its_number(far, network, measured):
    far.start(3)
    far.cut()
    far.seal(ANNOUNCED)
    network.fault = on_sync(only_the_first_passes(len(network.sendings)))
    far.restore()
    far.expect_state("Serveur injoignable")
    left = len(far.queue())
    far.page.goto("about:blank")
    cdp = far.context.new_cdp_session(far.page)
    cdp.send("Storage.clearDataForOrigin", {"origin": far.site.url, "storageTypes": "indexeddb"})
    network.fault = carry
    far.watch_moves("ouverture")

    far.prepare(3)

    far.expect_said("à revoir")
    assert far.moved() == []
    far.bring("etat")
    expect(far.page.locator("[data-asv-bilan] li")).to_contain_text(str(left))
    measured |= {"announced": ANNOUNCED, "left": left, "said_missing": left}


def only_the_first_passes(already: int):
    """What the tablet says of its queue passes, and one batch perhaps; the others do not."""

    async def fault(exchange: Exchange) -> None:
        await (carry if exchange.number <= already or not exchange.batch["elements"] else bad_gateway)(exchange)

    return fault
