"""Screens that come at need: from the tablet itself, without network, under the page's own policy."""

from playwright.sync_api import expect


def test_a_piece_comes_without_network_and_breaks_no_policy(carnet):
    said = []
    carnet.page.on("console", lambda message: said.append(message.text))
    carnet.start()
    carnet.cut()

    carnet.page.locator("[data-asv-piece=atelier]:visible").tap()

    expect(carnet.screen("atelier")).to_be_visible()
    assert carnet.page.locator("[data-asv-ecran=atelier]").count() == 1
    assert not [line for line in said if "Trusted" in line or "Content Security" in line]


def test_a_piece_is_brought_once(carnet):
    carnet.start()

    for _ in range(2):
        carnet.page.locator("[data-asv-piece=atelier][data-asv-action=montrer]").tap()
        expect(carnet.screen("atelier")).to_be_visible()
        carnet.page.locator("[data-asv-ecran=atelier] [data-asv-action=abandonner]").tap()
        expect(carnet.screen("seance")).to_be_visible()

    assert carnet.page.locator("[data-asv-ecran=atelier]").count() == 1


def test_what_is_not_the_piece_is_not_believed(carnet):
    carnet.site.enter(carnet.page, "mediateur")
    carnet.page.route("**/service-worker.js", lambda route: route.abort())
    portal = "<!doctype html><title>Wifi</title><body><p>Payez ici</p>"
    carnet.page.route("**/terrain/pieces/atelier", lambda route: route.fulfill(body=portal, content_type="text/html"))
    carnet.go().open_seance()

    carnet.page.locator("[data-asv-piece=atelier]:visible").tap()

    carnet.expect_said("n’est pas encore sur la tablette")
    expect(carnet.page.get_by_text("Payez ici")).to_have_count(0)
    carnet.page.unroute("**/terrain/pieces/atelier")
    carnet.page.locator("[data-asv-piece=atelier]:visible").tap()
    expect(carnet.screen("atelier")).to_be_visible()
