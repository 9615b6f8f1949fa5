"""The camera beside a code field: it fills the field, it is closed at once, and nothing depends on it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from asv.domain.suivis.codes import draw_code, format_code
from tests.support.process import RunningSite, launch_options

FAKE_CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
READER = """(() => {
  window.BarcodeDetector = class {
    static getSupportedFormats() { return Promise.resolve(["qr_code"]); }
    async detect(video) {
      return video.videoWidth ? [{ rawValue: "https://ailleurs.example" }, { rawValue: "ASV:CODE" }] : [];
    }
  };
})()"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """The browser of Debian reads no QR: its reader is a stand-in, its camera the fake device of Chromium."""
    options = launch_options()
    started = browser.browser_type.launch(**options | {"args": [*options["args"], *FAKE_CAMERA]})
    context = started.new_context(locale="fr-FR", permissions=["camera"])
    context.set_default_timeout(15_000)
    yield context.new_page()
    started.close()


def test_a_card_before_the_camera_fills_the_field_and_the_camera_closes(page: Page, site: RunningSite):
    code = draw_code()
    page.add_init_script(READER.replace("CODE", code))
    site.enter(page, "mediateur")
    page.goto(f"{site.url}/suivis")

    page.get_by_role("button", name="Scanner la carte").click()

    expect(page.get_by_label("Code de la carte")).to_have_value(format_code(code))
    expect(page.locator("video")).to_be_hidden()
    expect(page.get_by_role("button", name="Scanner la carte")).to_be_visible()
    assert page.evaluate("document.querySelector('video').srcObject") is None


def test_without_a_reader_of_qr_the_code_is_typed(page: Page, site: RunningSite):
    site.enter(page, "mediateur")
    page.goto(f"{site.url}/suivis")

    expect(page.get_by_label("Code de la carte")).to_be_visible()
    expect(page.get_by_role("button", name="Scanner la carte")).to_be_hidden()
