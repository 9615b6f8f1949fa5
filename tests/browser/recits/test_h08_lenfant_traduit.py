"""H08: a child translates; the mediator stops and calls an interpreter."""

from playwright.sync_api import expect


def test_the_interpreter_is_kept_the_child_before_too_and_no_sensitive_theme_is_offered(carnet):
    carnet.start()
    carnet.cut()
    carnet.press("nouveau")
    carnet.tap("sexe", "F")
    carnet.page.get_by_text("Autres précisions").tap()
    former = carnet.page.locator("label:has(input[name=langue_avant])")

    # her daughter of about ten translates; then an interpreter does, by telephone, for twenty minutes
    carnet.tap("langue", "LG_PROCHE_MINEUR")
    expect(former).to_be_hidden()
    carnet.tap("langue", "LG_INT_TEL")
    expect(former).to_be_visible()
    expect(former).to_have_text("Un enfant a d’abord traduit")
    expect(former.locator("input")).to_be_checked()
    carnet.tap("interpretariat_minutes", "20")

    # without a suivi, no sensitive theme is offered; the first level that is not stays
    offered = {one.get_attribute("value") for one in carnet.page.locator("input[name=themes]").all()}
    assert not offered & {"MENTALE", "SEXUELLE", "VIOLENCES", "MEN_SOUFFRANCE"}
    carnet.page.get_by_text("Tous les thèmes").tap()
    carnet.tap("themes", "ACCES")
    carnet.press("enregistrer")
    expect(carnet.screen("seance")).to_be_visible()

    carnet.restore()
    carnet.expect_waiting(0)
    assert carnet.last_contact("langue, langue_avant, interpretariat_minutes, themes") == [
        "LG_INT_TEL", "LG_PROCHE_MINEUR", 20, ["ACCES"],
    ]  # fmt: skip


def test_a_slip_of_the_finger_accuses_nobody(carnet):
    carnet.start()
    carnet.press("nouveau")
    carnet.page.get_by_text("Autres précisions").tap()
    carnet.tap("langue", "LG_PROCHE_MINEUR")
    carnet.tap("langue", "LG_FR_SIMPLE")

    carnet.tap("langue_avant", "LG_PROCHE_MINEUR")
    carnet.press("enregistrer")
    expect(carnet.screen("seance")).to_be_visible()

    carnet.sync()
    assert carnet.last_contact("langue, langue_avant, interpretariat_minutes") == ["LG_FR_SIMPLE", None, None]
