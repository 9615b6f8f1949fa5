"""The tablet of tests/browser/terrain, with a network of ours between it and the site."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Error, expect

from tests.browser.terrain.conftest import TABLET, Carnet
from tests.support.counts import measured
from tests.support.network import Network, between
from tests.support.process import RunningSite, launch_options

__all__ = ["measured"]

SEAL = """async (number) => {
  const { recall } = await import("/static/js/vault.js");
  const { record } = await import("/static/js/record.js");
  const { id, contenu } = await recall("seance");
  const greeting = { seance: id, nature: "salutation", nomenclature: contenu.nomenclature };
  for (let n = 0; n < number; n += 1) await record("contact", greeting);
}"""


class FarCarnet(Carnet):
    """A notebook whose every request passes through `network`."""

    def __init__(self, page, site: RunningSite, network: Network) -> None:
        super().__init__(page, replace(site, port=network.here))
        self.network = network

    def seal(self, number: int) -> "FarCarnet":
        """As many records in the queue as if the mediator had tapped so often."""
        self.page.evaluate(SEAL, number)
        return self

    def queue(self) -> list[str]:
        """The identifiers that wait, in their order."""
        return self.page.evaluate("async () => (await (await import('/static/js/outbox.js')).rows()).map((r) => r.id)")

    def expect_state(self, words: str) -> None:
        expect(self.page.locator("[data-asv-connexion]")).to_contain_text(words)


@pytest.fixture
def network(site: RunningSite) -> Iterator[Network]:
    with between(site.port) as opened:
        yield opened


@pytest.fixture
def far(tablet, site: RunningSite, network: Network) -> FarCarnet:
    return FarCarnet(tablet, site, network)


@pytest.fixture
def second_far(open_page, site: RunningSite, network: Network) -> FarCarnet:
    """A tablet beside the first, with a storage of its own."""
    return FarCarnet(open_page(viewport=TABLET["viewport"], has_touch=True), site, network)


@pytest.fixture
def far_on_disk(browser, site: RunningSite, network: Network):
    """Open a tablet whose profile is a folder, so that it may be killed and started again."""

    @contextmanager
    def opened(folder: Path) -> Iterator[FarCarnet]:
        context = browser.browser_type.launch_persistent_context(folder, **launch_options(), **TABLET)
        context.set_default_timeout(30_000)
        yield FarCarnet(context.pages[0], site, network)
        with suppress(Error):  # a test may have killed it
            context.close()

    return opened


def processes_of(folder: Path) -> list[int]:
    """The browser of this profile."""
    mark = f"--user-data-dir={folder}"
    return [p.pid for p in psutil.process_iter(["cmdline"]) if mark in (p.info["cmdline"] or [])]


def kill_browser(folder: Path) -> None:
    """Stop the browser of this profile at once, as a battery pulled out would."""
    for pid in processes_of(folder):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
