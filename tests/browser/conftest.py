"""A real Chromium, one context a test: nothing passes from one to the next.

The browser's driver keeps a loop running in its process, so these tests have a run of their own (`make test`).
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.support.process import launch_options

expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong
TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}
DESKTOP = {"viewport": {"width": 1366, "height": 768}}
PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Any]:
    """Opens a page of a given size in a context of its own; no request may leave the site."""
    contexts = []

    def open_one(**options: Any) -> Page:
        context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris", **(options or DESKTOP))
        context.set_default_timeout(30_000)
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: Any) -> Page:
    return open_page(**DESKTOP)


@pytest.fixture
def tablet(open_page: Any) -> Page:
    return open_page(**TABLET)
