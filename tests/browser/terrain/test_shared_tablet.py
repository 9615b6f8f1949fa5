"""One tablet, two mediators: each record goes to the one who wrote it, whoever sends it (T05)."""

from playwright.sync_api import expect

SYNC = "**/api/synchronisation"


CHECKED = "[data-asv-formulaire=contact] input:checked"


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
    named = carnet.page.get_by_text(first, exact=True).and_(carnet.page.locator(":not(#collegue option)"))
    assert named.count() == 0  # a name among the colleagues one may go with, nothing more
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


def test_a_colleague_finds_neither_the_last_situation_nor_the_last_values_of_another(carnet):
    carnet.start()
    carnet.contact(
        sexe="F", frein="OFFRE", frein__detail="OFF_DEPART", themes="DENT", interventions="ECOUTE", orientation="O_FS"
    )
    expect(carnet.page.locator("[data-asv-action=pareil]")).to_be_visible()

    carnet.site.enter(carnet.page, "mediateur", 2)
    carnet.go().open_seance()

    expect(carnet.page.locator("[data-asv-valeur=contacts]")).to_have_text("0")
    expect(carnet.page.locator("[data-asv-action=pareil]")).to_be_hidden()
    expect(carnet.page.locator("[data-asv-action=annuler]")).to_be_hidden()
    carnet.press("nouveau")
    assert carnet.page.locator("input[name=frein][value=OFF_DEPART]").count() == 0
    first = carnet.page.locator("[data-asv-question=orientation] [data-asv-part=usuels] input").first
    expect(first).to_have_attribute("value", "O_MG")
    chosen = {(one.get_attribute("name"), one.get_attribute("value")) for one in carnet.page.locator(CHECKED).all()}
    assert {value for _, value in chosen} == {"ND", "MEME", ""}
