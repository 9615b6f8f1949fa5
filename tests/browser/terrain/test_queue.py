"""The queue: nothing shown as saved is ever lost, nothing is stored twice, and no one entry blocks the rest."""

import json
from itertools import count

import psutil
import pytest
from playwright.sync_api import expect

SYNC = "**/api/synchronisation"
# Chromium measures the room left once per database and half-minute, so the refusal itself is what we arrange.
NO_ROOM = """() => {
  IDBObjectStore.prototype.add = () => { throw new DOMException("full", "QuotaExceededError"); };
}"""


def answer_with(page, **answer):
    page.route(SYNC, lambda route: route.fulfill(**answer))


def ids_of(route):
    return [element["id"] for element in route.request.post_data_json["elements"]]


def test_the_page_of_a_captive_portal_is_no_receipt(carnet):
    carnet.start()
    answer_with(carnet.page, status=200, content_type="text/html", body="<h1>Bienvenue sur le WiFi</h1>")
    carnet.greet(2)

    carnet.press("synchroniser")

    carnet.expect_said("ne répond pas")
    carnet.expect_waiting(2)
    carnet.page.unroute(SYNC)
    carnet.sync()


@pytest.mark.parametrize(
    "verdicts", [None, [], [{"id": "somebody-else", "verdict": "stored"}], [{"verdict": "stored"}]]
)
def test_an_answer_that_does_not_name_the_records_is_no_receipt(carnet, verdicts):
    carnet.start()
    answer_with(carnet.page, status=200, json={"verdicts": verdicts, "sequence": 1})
    carnet.greet()

    carnet.press("synchroniser")

    carnet.expect_said("ne répond pas")
    carnet.expect_waiting(1)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 413, 422, 429, 500, 503])
def test_no_refusal_of_the_server_removes_a_record(carnet, status):
    carnet.start()
    answer_with(carnet.page, status=status, json={})
    carnet.greet(2)

    carnet.press("synchroniser")

    carnet.expect_said("restent gardées")
    carnet.expect_waiting(2)


def test_a_session_that_ended_asks_to_log_in_and_loses_nothing(carnet):
    carnet.start()
    carnet.greet(2)
    carnet.context.clear_cookies()

    carnet.press("synchroniser")

    carnet.expect_said("Reconnectez-vous")
    expect(carnet.page.locator("[data-asv-si=connexion] a")).to_have_attribute("href", "/connexion?suite=/terrain")
    carnet.greet()
    carnet.expect_waiting(3)
    carnet.site.enter(carnet.page, "mediateur")
    carnet.go()
    carnet.expect_waiting(0)


def test_a_receipt_lost_on_the_way_makes_no_second_record(carnet):
    carnet.start()
    before = carnet.received("salutation")
    carnet.greet(3)
    losses = count()

    def lose(route):
        if next(losses) < 2:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    carnet.page.route(SYNC, lose)
    carnet.press("synchroniser")

    carnet.expect_waiting(0)
    assert carnet.received("salutation") == before + 3


def test_one_entry_the_server_chokes_on_does_not_hold_back_the_others(carnet):
    carnet.start()
    before = carnet.received("salutation")
    carnet.cut()
    carnet.greet(7)
    bad = carnet.page.evaluate("async () => (await (await import('/static/js/outbox.js')).rows())[3].id")
    carnet.page.route(SYNC, lambda route: route.fulfill(status=500) if bad in ids_of(route) else route.continue_())

    carnet.restore()

    carnet.expect_waiting(1)
    assert carnet.received("salutation") == before + 6


def test_a_record_to_correct_leaves_the_tablet_and_its_reason_is_shown(carnet):
    carnet.start()
    reason = "Cette valeur n’est plus dans la liste."

    def reject(route):
        verdicts = [{"id": one, "verdict": "rejected", "champ": "sexe", "raison": reason} for one in ids_of(route)]
        route.fulfill(json={"verdicts": verdicts, "sequence": 1})

    carnet.page.route(SYNC, reject)
    carnet.greet(2)
    carnet.press("synchroniser")

    carnet.expect_waiting(0)
    carnet.bring("etat")
    told = carnet.page.locator("[data-asv-bilan] li").filter(has_text="à corriger")
    expect(told).to_have_text(f"2 fiches à corriger : {reason}")


def test_a_long_queue_leaves_in_batches_of_two_hundred_at_most(carnet):
    carnet.start()
    before = carnet.received("salutation")
    carnet.cut()
    seal = """async () => {
      const { recall } = await import("/static/js/vault.js");
      const { record } = await import("/static/js/record.js");
      const { id, contenu } = await recall("seance");
      for (let n = 0; n < 450; n += 1) {
        await record("contact", { seance: id, nature: "salutation", nomenclature: contenu.nomenclature });
      }
    }"""
    carnet.page.evaluate(seal)
    carnet.expect_waiting(450)
    sizes = []
    carnet.page.on("request", lambda request: "synchronisation" in request.url and sizes.append(request.post_data))

    carnet.restore()

    carnet.expect_waiting(0)
    lengths = [len(json.loads(body)["elements"]) for body in sizes]
    assert [length for length in lengths if length] == [200, 200, 50]  # one of none may say what the tablet holds
    assert max(map(len, sizes)) < 1_000_000
    assert carnet.received("salutation") == before + 450


def test_two_windows_of_a_tablet_send_one_at_a_time_and_show_one_count(carnet):
    carnet.start()
    before = carnet.received("salutation")
    other = type(carnet)(carnet.context.new_page(), carnet.site).go()
    carnet.page.bring_to_front()
    carnet.cut()
    carnet.greet(20)
    other.expect_waiting(20)
    under_way, most = set(), []
    for page in (carnet.page, other.page):
        page.on(
            "request", lambda one: "synchronisation" in one.url and (under_way.add(one), most.append(len(under_way)))
        )
        page.on("requestfinished", lambda one: under_way.discard(one))  # noqa: PLW0108 - Playwright wants a Python function

    carnet.restore()

    carnet.expect_waiting(0)
    other.expect_waiting(0)
    assert max(most) == 1
    assert carnet.received("salutation") == before + 20


def test_a_full_disk_says_so_and_the_answers_stay_on_the_screen(carnet):
    carnet.start()
    carnet.page.evaluate(NO_ROOM)
    carnet.press("nouveau")
    carnet.tap("sexe", "F")

    carnet.press("enregistrer")

    carnet.expect_said("n’a plus de place")
    expect(carnet.page.locator("input[name=sexe][value=F]")).to_be_checked()
    carnet.expect_waiting(0)


def test_a_hundred_connections_closed_by_the_browser_lose_nothing(carnet):
    carnet.start()
    carnet.cut()
    carnet.page.evaluate("""() => {
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
    }""")

    carnet.greet(30)

    assert carnet.page.evaluate("globalThis.forcedCloses") >= 100
    carnet.expect_waiting(30)


def kill(folder):
    """Stop the browser of this profile at once, as a battery pulled out would."""
    for process in psutil.process_iter(["cmdline"]):
        if f"--user-data-dir={folder}" in (process.info["cmdline"] or []):
            process.kill()


@pytest.mark.parametrize("moment", ["request", "response"])
def test_a_browser_killed_while_sending_neither_loses_nor_doubles(on_disk, tmp_path, moment):
    with on_disk(tmp_path) as carnet:
        carnet.start()
        before = carnet.received("salutation")
        carnet.cut()
        carnet.greet(12)
        carnet.page.on(moment, lambda seen: "synchronisation" in seen.url and kill(tmp_path))
        with carnet.context.expect_event("close"):
            carnet.restore()

    with on_disk(tmp_path) as again:
        again.prepare()
        again.expect_waiting(0)
        assert again.received("salutation") == before + 12
