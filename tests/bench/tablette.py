"""A tablet under measure: Chromium at 820 by 1180, touch, its processor slowed down on demand."""

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.support.process import RunningSite, launch_options

READY = """() => {
  const note = () => {
    const shown = document.querySelector('[data-asv-ecran="seance"]:not([hidden])');
    if (shown && !window.asvReady) requestAnimationFrame(() => { window.asvReady = performance.now(); });
  };
  new MutationObserver(note).observe(document, { subtree: true, childList: true, attributes: true });
}"""
QUEUE = """async (number) => {
  const { recall } = await import("/static/js/vault.js");
  const { record } = await import("/static/js/record.js");
  const { id, contenu } = await recall("seance");
  const greeting = { seance: id, nature: "salutation", nomenclature: contenu.nomenclature };
  for (let n = 0; n < number; n += 1) await record("contact", greeting);
}"""
# From the finger's touch to the first frame where what READ gives has changed.
ANSWERED = """() => {
  const read = READ;
  const before = read();
  let start = 0;
  window.asvTime = 0;
  addEventListener("pointerdown", () => { start = performance.now(); }, { capture: true, once: true });
  const look = () => {
    if (start && read() !== before) window.asvTime = performance.now() - start;
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


@contextmanager
def tablet(site: RunningSite) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        context = browser.new_context(
            viewport={"width": 820, "height": 1180}, has_touch=True, locale="fr-FR", timezone_id="Europe/Paris"
        )
        context.add_init_script(f"({READY})()")
        yield context.new_page()
        browser.close()


def prepare(page: Page, site: RunningSite) -> None:
    """Log in, install the worker, open a séance, then cut the network."""
    site.enter(page, "mediateur")
    page.evaluate("""async () => {
      while (!(await navigator.serviceWorker.getRegistration("/terrain"))?.active)
        await new Promise((resolve) => setTimeout(resolve, 50));
    }""")
    page.goto(f"{site.url}/terrain")
    page.locator('label:visible:has(input[name="mode"][value="PERMANENCE"])').tap()
    page.select_option("#commune", label="Liévin")
    page.select_option("#qpv", index=1)
    page.locator('label:visible:has(input[name="lieu_type"][value="MAIRIE_CCAS"])').tap()
    page.locator("[data-asv-action=ouvrir]").tap()
    page.locator("[data-asv-ecran=seance]").wait_for()
    page.context.set_offline(True)


def slow_down(page: Page, rate: int) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})


def ready(page: Page) -> float:
    """Milliseconds from the navigation to the first frame that shows where one is."""
    page.reload()
    page.wait_for_function("() => window.asvReady")
    return float(page.evaluate("() => window.asvReady"))


def answer(page: Page, touch: Callable[[], Any], read: str) -> float:
    """Milliseconds from a touch to the frame where what `read`, a function of the page, gives has changed."""
    page.evaluate(ANSWERED.replace("READ", read))
    touch()
    page.wait_for_function("() => window.asvTime")
    return float(page.evaluate("() => window.asvTime"))


def summary(values: list[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    return statistics.median(values), statistics.quantiles(values, n=20, method="inclusive")[18]
