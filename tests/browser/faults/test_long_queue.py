"""S27: a long outage. Thousands of records leave in right-sized requests while the mediator goes on working."""

import json

from playwright.sync_api import expect

from tests.support.counts import IS_FULL, counted

QUEUED = counted(800, 5000)
LONGEST_SECONDS = 180
INPUT_MS = 100 if IS_FULL else 300  # other tests share the machine in the ordinary run
# From the finger on a choice to the picture after it: what the person waits for.
TAP_AND_PAINT = """async (taps) => {
  const took = [];
  const labels = [...document.querySelectorAll("[data-asv-ecran=contact] input[type=radio]")]
    .filter((one) => one.closest("label")?.checkVisibility()).map((one) => one.closest("label"));
  for (let n = 0; n < taps; n += 1) {
    const start = performance.now();
    labels[n % labels.length].click();
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    took.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return took.sort((one, other) => one - other);
}"""


def test_a_long_queue_leaves_in_chunks_while_the_form_answers_at_once(far, network, measured):
    far.start()
    before = far.received("salutation")
    far.cut()
    far.seal(QUEUED)
    far.expect_waiting(QUEUED)
    already = len(network.sendings)
    far.press("nouveau")
    expect(far.screen("contact")).to_be_visible()
    far.restore()
    began = len(network.sendings)
    took = far.page.evaluate(TAP_AND_PAINT, counted(60, 300))
    far.expect_waiting(0, timeout=LONGEST_SECONDS * 1000)

    sizes = [len(sending.batch["elements"]) for sending in network.sendings[already:]]
    octets = [len(sending.request) for sending in network.sendings[already:]]
    lasted = network.sendings[-1].began - network.sendings[already].began
    assert (began, sum(sizes), max(sizes)) == (already, QUEUED, 200)
    assert max(octets) <= 1024 * 1024
    assert far.received("salutation") == before + QUEUED
    p95 = took[int(len(took) * 0.95)]
    assert p95 < INPUT_MS
    assert lasted < LONGEST_SECONDS
    measured |= {"queued": QUEUED, "seconds_to_drain": round(lasted, 1), "requests": len(sizes),
                 "largest_bytes": max(octets), "input_p95_ms": round(p95), "input_max_ms": round(took[-1])}  # fmt: skip


def test_a_server_with_a_smaller_limit_is_told_less_at_a_time(far):
    """413 with another limit than ours: the batch is halved until it passes."""
    far.start()
    before = far.received("salutation")
    far.cut()
    far.seal(50)

    def limited(route):
        number = len(json.loads(route.request.post_data)["elements"])
        route.fulfill(status=413, json={"erreur": "trop"}) if number > 10 else route.continue_()

    far.page.route("**/api/synchronisation", limited)
    far.restore()

    far.expect_waiting(0)
    assert far.received("salutation") == before + 50
