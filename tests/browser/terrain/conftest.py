"""A tablet in the hand: Chromium, 820 by 1180, touch; and the gestures of a mediator on the notebook's page.

The application is the real one, in its own process: see tests/support/process.py.
"""

import re
from contextlib import contextmanager, suppress

import pytest
from playwright.sync_api import Error, expect

from tests.support.process import launch_options

TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True, "locale": "fr-FR"}
SYNC = "**/api/synchronisation"
INSTALLED = """async () => {
  for (let tries = 0; tries < 200; tries += 1) {
    const registration = await navigator.serviceWorker.getRegistration("/terrain");
    if (registration?.active) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}"""

WATCH_MOVES = """(shown) => {
  globalThis.moved = [];
  const name = ({ node, previousRect, currentRect }) => `${node?.nodeName} ${previousRect.y} → ${currentRect.y}`;
  const since = () => performance.getEntriesByName(shown)[0]?.startTime ?? Infinity;
  const add = (list) => {
    for (const one of list.getEntries()) if (one.startTime > since()) moved.push(...one.sources.map(name));
  };
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
  new MutationObserver(() => document.body?.dataset.asvActif === shown && performance.mark(shown))
    .observe(document, { attributes: true, subtree: true, attributeFilter: ["data-asv-actif"] });
}"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Carnet:
    """The notebook as the mediator meets it. Every tap is counted."""

    def __init__(self, page, site):
        self.page, self.site, self.taps = page, site, 0
        self.context = page.context

    def prepare(self, n=1):
        """Log in once with the network and install the page, as on a first morning."""
        self.site.enter(self.page, "mediateur", n)
        assert self.page.evaluate(INSTALLED)
        return self.go()

    def go(self):
        self.page.goto(f"{self.site.url}/terrain")
        expect(self.page.locator("[data-asv-ecran=chargement]")).to_be_hidden()
        return self

    def screen(self, name):
        return self.page.locator(f"[data-asv-ecran={name}]")

    def tap(self, name, value):
        self.taps += 1
        shown = self.page.locator(f'label:visible:has(input[name="{name}"][value="{value}"])')
        shown.first.tap()

    def press(self, action):
        self.taps += 1
        self.page.locator(f"[data-asv-action={action}]:visible").first.tap()

    def bring(self, piece):
        """Open a piece of the notebook by its button."""
        self.taps += 1
        self.page.locator(f"[data-asv-piece={piece}][data-asv-action=montrer]:visible").first.tap()
        expect(self.screen(piece)).to_be_visible()

    def open_seance(self, mode="PERMANENCE"):
        """Open a séance at Liévin, in its first quartier, or at the last place when there is one."""
        self.tap("mode", mode)
        if self.page.locator("#commune").is_visible():
            self.page.select_option("#commune", label="Liévin")
            self.page.select_option("#qpv", index=1)
            self.tap("lieu_type", "MAIRIE_CCAS")
        self.press("ouvrir")
        expect(self.screen("seance")).to_be_visible()
        return self

    def start(self, n=1):
        return self.prepare(n).open_seance().sync()

    def watch_moves(self, shown):
        """Note, from the next page on, what moves by itself once the screen `shown` was first shown."""
        self.page.add_init_script(f"({WATCH_MOVES})('{shown}')")

    def moved(self):
        self.page.evaluate(DRAWN)
        assert self.page.evaluate("performance.getEntriesByType('mark').length")
        return self.page.evaluate("globalThis.moved")

    def cut(self):
        self.context.set_offline(True)
        expect(self.page.locator("[data-asv-connexion]")).to_contain_text("Hors ligne")

    def restore(self):
        self.context.set_offline(False)

    def greet(self, times=1):
        counter = self.page.locator("[data-asv-ecran=seance] [data-asv-valeur=bonjours]")
        before = int(counter.text_content())
        for _ in range(times):
            self.press("bonjour")
        expect(counter).to_have_text(str(before + times))
        return self

    def contact(self, **answers):
        """Log one contact, tapping `name=value` in order, and come back to the séance."""
        self.press("nouveau")
        for name, value in answers.items():
            self.tap(name.replace("__", "-"), value)
        self.press("enregistrer")
        expect(self.screen("seance")).to_be_visible()
        return self

    def sync(self):
        self.press("synchroniser")
        self.expect_waiting(0)
        return self

    def expect_waiting(self, number, timeout=60_000):
        waiting = self.page.locator("[data-asv-connexion] [data-asv-valeur=attente]")
        expect(waiting).to_have_text(re.compile(rf"^{number} fiche"), timeout=timeout)

    def expect_said(self, words):
        expect(self.page.locator("[data-asv-annonce]")).to_contain_text(words)

    def received(self, nature="contact"):
        return self.site.rows(f"SELECT count(*) FROM asv.contact WHERE nature = '{nature}'")[0][0]  # noqa: S608

    def last_contact(self, columns):
        found = self.site.rows(
            f"SELECT {columns} FROM asv.contact WHERE nature = 'contact' ORDER BY recu_le DESC LIMIT 1"  # noqa: S608
        )
        return list(found[0])


@pytest.fixture
def carnet(tablet, site):
    return Carnet(tablet, site)


@pytest.fixture
def second_tablet(open_page, site):
    """A tablet on the table beside the first, with a storage of its own."""
    return Carnet(open_page(**TABLET), site)


@pytest.fixture
def on_disk(browser, site):
    """Open a tablet whose profile is a folder, so that it may be read, killed and started again."""

    @contextmanager
    def opened(folder):
        context = browser.browser_type.launch_persistent_context(folder, **launch_options(), **TABLET)
        yield Carnet(context.pages[0], site)
        with suppress(Error):  # a test may have killed it
            context.close()

    return opened
