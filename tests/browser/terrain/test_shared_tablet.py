"""One tablet, two mediators: each record goes to the one who wrote it, whoever sends it (T05)."""

from playwright.sync_api import expect

SYNC = "**/api/synchronisation"


def counts(site):
    return dict(site.rows("SELECT mediateur_id, count(*) FROM asv.contact WHERE nature = 'contact' GROUP BY 1"))


def test_a_colleague_sends_the_records_of_another_without_reading_them(carnet):
    carnet.start()
    before = counts(carnet.site)
    first = carnet.page.locator("[data-asv-valeur=mediateur]").first.text_content()
    carnet.page.route(SYNC, lambda route: route.abort())
    for _ in range(3):
        carnet.contact(sexe="F", tranche_age="A75P")

    carnet.site.enter(carnet.page, "mediateur", 2)
    carnet.go()

    expect(carnet.screen("ouverture")).to_be_visible()
    carnet.expect_waiting(3)
    assert first not in carnet.page.content()
    assert carnet.page.locator("input[value=A75P]:checked").count() == 0
    carnet.open_seance()
    carnet.contact(sexe="H").contact(sexe="H")
    carnet.page.unroute(SYNC)
    carnet.sync()
    after = counts(carnet.site)
    assert sorted(number - before.get(who, 0) for who, number in after.items() if number != before.get(who, 0)) == [
        2,
        3,
    ]
