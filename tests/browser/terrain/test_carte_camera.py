"""A card read by the camera of the tablet, which closes at once."""

import pytest
from playwright.sync_api import expect

from asv.domain.suivis.codes import draw_code
from tests.browser.conftest import TABLET
from tests.browser.terrain.conftest import Carnet
from tests.browser.terrain.suivis import DETECTOR
from tests.support.process import launch_options

STREAMS = """() => {
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  window.streams = [];
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await ask(wanted);
    window.streams.push(stream);
    return stream;
  };
}"""
TRACKS = "() => window.streams.flatMap((stream) => stream.getTracks()).map((track) => track.readyState)"


@pytest.fixture
def with_camera(site, playwright_with_camera):
    """A tablet whose camera is Chromium's fake device; its reader of QR is a stand-in, Debian's browser has none."""
    context = playwright_with_camera.new_context(locale="fr-FR", permissions=["camera"], **TABLET)
    context.set_default_timeout(30_000)
    carnet = Carnet(context.new_page(), site)
    carnet.start()
    carnet.page.evaluate(STREAMS)
    yield carnet
    context.close()


def look_with_the_camera(carnet, seen):
    carnet.page.evaluate(DETECTOR, seen)
    carnet.page.locator("[data-asv-piece=suivi][data-asv-action=presenter]").tap()
    carnet.press("scanner")


def test_a_camera_reads_the_card_and_is_closed_at_once(with_camera):
    code = draw_code()

    look_with_the_camera(with_camera, f"ASV:{code}")

    expect(with_camera.page.locator("[data-asv-valeur=fin-de-code]")).to_have_text(code[-2:])
    assert with_camera.page.evaluate(TRACKS) == ["ended"]


def test_the_camera_closes_behind_the_veil(with_camera):
    look_with_the_camera(with_camera, "https://example.org")
    with_camera.page.wait_for_function(f"{TRACKS}.includes('live')")

    with_camera.press("voiler")

    with_camera.page.wait_for_function(f"{TRACKS}.every((state) => state === 'ended')")


@pytest.fixture
def playwright_with_camera(browser):
    options = launch_options()
    options["args"] = [*options.get("args", []), "--use-fake-device-for-media-stream"]
    opened = browser.browser_type.launch(**options)
    yield opened
    opened.close()
