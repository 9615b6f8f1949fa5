"""The worker keeps a fixed list of public files, whole or not at all; the page may do no more than it must (T21)."""

import re
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from asv.web import pwa

KEPT = """async () => {
  const names = await caches.keys();
  const kept = {};
  for (const name of names) {
    const requests = await (await caches.open(name)).keys();
    kept[name] = requests.map(({ url }) => new URL(url).pathname).sort();
  }
  return kept;
}"""
RETIRED = b"""self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", () => self.registration.unregister());"""
REGISTER = "() => import('/static/js/register-sw.js')"
UPDATE = """async () => {
  const registration = await navigator.serviceWorker.getRegistration("/terrain");
  await registration.update().catch(() => {});
  const next = registration.installing ?? registration.waiting;
  if (!next) return "none";
  while (next.state === "installing") await new Promise((resolve) => setTimeout(resolve, 20));
  return next.state;
}"""


@pytest.fixture
def relay(site):
    """The site behind an address of its own, where what passes can be altered: `alter[path] = function of bytes`."""
    alter = {}

    class Relay(BaseHTTPRequestHandler):
        def do_GET(self):
            try:
                with urllib.request.urlopen(site.url + self.path) as answer:  # noqa: S310 - our own site
                    status, headers, body = answer.status, answer.headers, answer.read()
            except urllib.error.HTTPError as refusal:
                status, headers, body = refusal.code, refusal.headers, refusal.read()
            body = alter.get(self.path, lambda content: content)(body)
            self.send_response(status)
            for name in ("Content-Type", "Content-Security-Policy", "Cache-Control"):
                if name in headers:
                    self.send_header(name, headers[name])
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Relay)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", alter
    server.shutdown()
    server.server_close()


def install(page, url):
    page.goto(f"{url}/")
    page.evaluate(REGISTER)
    page.evaluate("""async () => {
      const found = () => navigator.serviceWorker.getRegistration("/terrain");
      while (!(await found())?.active) await new Promise((resolve) => setTimeout(resolve, 20));
    }""")


def next_release(content):
    return content.replace(pwa.release_id(is_demo=True).encode(), b"f00dcafef00d", 1)


def test_the_tablet_keeps_the_list_and_nothing_else(carnet):
    carnet.start()
    carnet.contact(sexe="F")
    carnet.bring("etat")
    carnet.page.reload()

    kept = carnet.page.evaluate(KEPT)

    files = (*pwa.shell_list(is_demo=True), *pwa.pieces_list())
    assert kept == {f"asv-terrain-{pwa.release_id(is_demo=True)}": sorted(file.path for file in files)}


def test_an_altered_file_makes_the_new_release_fail_and_the_former_one_stays(tablet, relay):
    url, alter = relay
    install(tablet, url)
    former = tablet.evaluate(KEPT)
    alter["/service-worker.js"] = next_release
    alter["/static/js/seal.js"] = lambda content: content + b"\n// stolen"

    assert tablet.evaluate(UPDATE) == "redundant"

    assert tablet.evaluate(KEPT) == former
    tablet.context.set_offline(True)
    tablet.goto(f"{url}/terrain")
    expect(tablet.locator("[data-asv-ecran=enrolement]")).to_be_visible()


def test_a_new_release_waits_for_a_yes_and_only_then_drops_the_former(tablet, relay):
    url, alter = relay
    install(tablet, url)
    tablet.goto(f"{url}/terrain")
    alter["/service-worker.js"] = next_release

    assert tablet.evaluate(UPDATE) == "installed"

    assert set(tablet.evaluate(KEPT)) == {f"asv-terrain-{pwa.release_id(is_demo=True)}", "asv-terrain-f00dcafef00d"}
    with tablet.expect_navigation():
        tablet.get_by_role("button", name="Mettre à jour").tap()
    expect(tablet.locator("[data-asv-ecran=enrolement]")).to_be_visible()
    assert set(tablet.evaluate(KEPT)) == {"asv-terrain-f00dcafef00d"}


def test_a_worker_can_be_retired_from_the_server(tablet, relay):
    url, alter = relay
    install(tablet, url)
    alter["/service-worker.js"] = lambda _: RETIRED

    tablet.evaluate(UPDATE)

    assert (
        tablet.evaluate("""async () => {
      const found = () => navigator.serviceWorker.getRegistration("/terrain");
      for (let tries = 0; tries < 200 && (await found()); tries += 1) await new Promise((done) => setTimeout(done, 20));
      return Boolean(await found());
    }""")
        is False
    )


def test_a_form_is_not_interrupted_by_a_new_release(carnet):
    carnet.start()
    carnet.press("nouveau")
    carnet.tap("sexe", "F")

    carnet.page.evaluate("() => navigator.serviceWorker.dispatchEvent(new Event('controllerchange'))")

    carnet.tap("tranche_age", "A25_49")
    expect(carnet.page.locator("input[name=sexe][value=F]")).to_be_checked()
    carnet.press("enregistrer")
    carnet.expect_said("enregistré")


def test_no_script_of_the_page_may_write_markup(carnet):
    carnet.prepare()

    tried = carnet.page.evaluate("""() => {
      try { document.body.innerHTML = "<b>x</b>"; return "written"; } catch { return "refused"; }
    }""")

    assert tried == "refused"


def test_a_whole_tour_breaks_no_rule_and_asks_one_host_only(carnet):
    complaints, hosts = [], set()
    carnet.page.on("console", lambda message: complaints.append(message.text))
    carnet.page.on("pageerror", lambda error: complaints.append(str(error)))
    carnet.page.on("request", lambda request: hosts.add(re.match(r"\w+:(//[^/]+)?", request.url)[0]))

    carnet.start()
    carnet.greet().contact(sexe="F", frein="OFFRE").sync()
    carnet.bring("etat")
    for action in ("exporter", "retour", "voiler", "devoiler", "fermer"):
        carnet.press(action)

    assert [text for text in complaints if re.search("Security Policy|TrustedHTML|TrustedScript|Error:", text)] == []
    assert hosts <= {carnet.site.url, "blob:"}
