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


def test_a_signal_is_counted_in_closed_lists_and_received_once(carnet):
    carnet.start()
    carnet.cut()
    carnet.bring("signal")
    assert carnet.page.locator("[data-asv-ecran=signal] :is(textarea, input[type=text])").count() == 0
    carnet.tap("signal", "SG_REFUS")
    carnet.tap("service", "O_DENT")
    for _ in range(4):
        carnet.page.locator('[data-asv-compte=situations] [data-asv-pas="1"]').tap()
    carnet.page.locator("[data-asv-ecran=signal] [data-asv-action=enregistrer]").tap()
    carnet.expect_said("Signal enregistré et scellé.")

    carnet.restore()
    carnet.expect_waiting(0)

    kept = "SELECT code, service, commune, situations, texte FROM asv.signal ORDER BY recu_le DESC LIMIT 1"
    assert list(carnet.site.rows(kept)[0]) == ["SG_REFUS", "O_DENT", "62510", 4, None]


def test_an_atelier_may_be_taken_back_while_it_has_not_left(carnet):
    carnet.start()
    before = carnet.site.rows("SELECT count(*) FROM asv.atelier")
    carnet.cut()
    carnet.bring("atelier")
    carnet.tap("theme", "NUTRI")
    carnet.page.locator('[data-asv-compte=total] [data-asv-pas="5"]').tap()
    for group in ("sexe", "tranche_age", "residence"):
        carnet.page.locator(f"[data-asv-repartition={group}] [data-asv-pas=reste]").last.tap()
    carnet.page.locator("[data-asv-ecran=atelier] [data-asv-action=enregistrer]").tap()
    carnet.expect_said("Atelier enregistré")
    carnet.expect_waiting(1)

    carnet.press("annuler")

    carnet.expect_said("annulée")
    carnet.expect_waiting(0)
    carnet.restore()
    assert carnet.site.rows("SELECT count(*) FROM asv.atelier") == before
