"""Gestures on the tablet under a card: shown, opened, followed."""

from playwright.sync_api import expect

from asv.domain.suivis.codes import format_code

DETECTOR = """(code) => {
  window.BarcodeDetector = class {
    static getSupportedFormats() { return Promise.resolve(["qr_code"]); }
    async detect(video) { return video.videoWidth ? [{ rawValue: "https://example.org" }, { rawValue: code }] : []; }
  };
}"""


def present(carnet, code):
    if not carnet.screen("carte-lue").is_visible():
        carnet.page.locator("[data-asv-piece=suivi][data-asv-action=presenter]").tap()
    expect(carnet.screen("carte-lue")).to_be_visible()
    carnet.page.locator("#code-carte").fill(format_code(code).lower())
    carnet.press("lire")


def choose(carnet, name, value):
    carnet.page.locator(f'label:visible:has(input[name="{name}"][value="{value}"])').first.tap()


def open_suivi(carnet, code, age="A25_49"):
    present(carnet, code)
    carnet.press("ouvrir")
    choose(carnet, "accord", "OUI")
    choose(carnet, "sexe", "H")
    choose(carnet, "tranche_age", age)
    choose(carnet, "residence", "MEME")
    choose(carnet, "besoins_dits", "B_DROITS")
    carnet.page.select_option("#AUTONOMIE_DOMAINE-AD_DROITS", "AUT_1")


def note_step(carnet, nature, **answers):
    carnet.press("etape")
    choose(carnet, "nature", nature)
    for name, value in answers.items():
        choose(carnet, name, value)
    carnet.press("noter")
    expect(carnet.screen("suivi")).to_be_visible()


def close_card(carnet):
    carnet.page.locator("[data-asv-ecran=suivi] [data-asv-action=fermer]").tap()
    expect(carnet.screen("seance")).to_be_visible()
