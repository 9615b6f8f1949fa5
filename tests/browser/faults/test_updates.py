"""S15 and S39: a new release arrives during a form and over a full queue; the queue of the former release leaves."""

import hashlib
import re
from uuid import uuid4

from playwright.sync_api import expect

from tests.browser.terrain.test_service_worker import UPDATE
from tests.support.counts import counted
from tests.support.network import Exchange, Fault, altered, bad_gateway, carry, on_sync

QUEUED = counted(100, 500)
RELEASE = re.compile(rb'(?<=^const RELEASE = ")[0-9a-f]{12}')
MARK = b"<!-- another release -->"
KEPT = "async () => (await caches.keys()).filter((name) => name.startsWith('asv-terrain-')).sort()"
# What release N-1 laid down, written as it did, on a tablet that never saw the new one.
FORMER_QUEUE = """async ([rows, settings]) => {
  const request = indexedDB.open("asv-terrain", 1);
  const db = await new Promise((resolve) => {
    request.onupgradeneeded = () => {
      const file = request.result.createObjectStore("file", { autoIncrement: true });
      file.createIndex("id", "id", { unique: true });
      request.result.createObjectStore("coffre");
      request.result.createObjectStore("reference");
    };
    request.onsuccess = () => resolve(request.result);
  });
  const transaction = db.transaction(["file", "reference"], "readwrite", { durability: "strict" });
  const bytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  for (const [id, scelle, tente] of rows) {
    transaction.objectStore("file").add(tente ? { id, scelle: bytes(scelle), tente } : { id, scelle: bytes(scelle) });
  }
  transaction.objectStore("reference").put(settings.appareil, "appareil");
  await new Promise((resolve) => { transaction.oncomplete = resolve; });
  db.close();
}"""


def next_release(network) -> Fault:
    """The same site with another page, and the worker that names it."""
    pages: dict[bytes, bytes] = {}

    def page(body: bytes) -> bytes:
        pages[body] = body.replace(b"</body>", MARK + b"</body>")
        return pages[body]

    def worker(body: bytes) -> bytes:
        (former,) = pages
        names = (hashlib.sha256(text).hexdigest().encode() for text in (former, pages[former]))
        return RELEASE.sub(b"f00dcafef00d", body.replace(*names))

    async def fault(exchange: Exchange) -> None:
        if not pages:
            asked = b"GET /terrain HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n"
            page((await Exchange(asked, exchange.back, exchange.port).ask()).partition(b"\r\n\r\n")[2])
        is_worker = exchange.request.startswith(b"GET /service-worker.js ")
        await (altered("/service-worker.js", worker) if is_worker else altered("/terrain", page))(exchange)

    return lambda exchange: bad_gateway(exchange) if exchange.is_sync else fault(exchange)


def test_a_new_release_over_a_full_queue_loses_nothing_and_interrupts_no_form(far, network, measured):
    far.start()
    before = far.received("salutation"), far.received()
    network.fault = on_sync(bad_gateway)
    far.seal(QUEUED)
    waiting = far.queue()
    writing = type(far)(far.context.new_page(), far.site, network).go()
    writing.press("nouveau")
    writing.tap("sexe", "F")
    network.fault = next_release(network)

    assert far.page.evaluate(UPDATE) == "installed"
    far.page.bring_to_front()
    with far.page.expect_navigation():
        far.page.get_by_role("button", name="Mettre à jour").tap()

    expect(far.screen("seance")).to_be_visible()
    assert far.page.evaluate(KEPT) == ["asv-terrain-f00dcafef00d"]
    assert MARK.decode() in far.page.content()
    assert far.queue() == waiting
    writing.page.bring_to_front()
    expect(writing.page.locator("input[name=sexe][value=F]")).to_be_checked()
    writing.tap("tranche_age", "A25_49")
    writing.press("enregistrer")
    writing.expect_waiting(QUEUED + 1)
    writing.page.close()
    far.context.set_offline(True)
    far.page.reload()
    expect(far.screen("seance")).to_be_visible()
    far.bring("etat")
    expect(far.screen("etat")).to_be_visible()
    network.fault = carry
    far.context.set_offline(False)
    far.expect_waiting(0, timeout=60_000)
    assert (far.received("salutation"), far.received()) == (before[0] + QUEUED, before[1] + 1)
    measured |= {"queued": QUEUED, "lost": 0}


def test_a_queue_laid_down_by_the_former_release_leaves_whole(far, second_far, network, measured):
    """Its rows, its shelves and its envelopes are those of release 1, some of them tried already."""
    far.start()
    before = far.received("salutation")
    far.cut()
    far.seal(QUEUED)
    rows = far.page.evaluate("""async () => {
      const { rows, element } = await import("/static/js/outbox.js");
      return (await rows()).map((row, rank) => [row.id, element(row).scelle, rank % 7 ? 0 : 1]);
    }""")
    settings = {"appareil": str(uuid4())}
    second_far.page.goto(f"{second_far.site.url}/healthz")
    second_far.page.evaluate(FORMER_QUEUE, [rows, settings])

    second_far.prepare(2)

    second_far.expect_waiting(0, timeout=60_000)
    assert far.received("salutation") == before + QUEUED
    far.restore()
    far.expect_waiting(0, timeout=60_000)
    assert far.received("salutation") == before + QUEUED
    measured |= {"queued": QUEUED, "lost": 0, "doubles": 0}
