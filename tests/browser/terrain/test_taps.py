"""How many taps a record costs, counted by real fingers on glass: from the open séance and back to it."""

from playwright.sync_api import expect

TOUCHES = """() => {
  window.asvTouches = 0;
  window.asvKeys = 0;
  addEventListener("pointerdown", () => { window.asvTouches += 1; }, true);
  addEventListener("keydown", () => { window.asvKeys += 1; }, true);
}"""


def counted(carnet):
    """Count in the page itself, so that no gesture of the helpers is forgotten."""
    carnet.page.evaluate(TOUCHES)
    return lambda: tuple(carnet.page.evaluate("() => [window.asvTouches, window.asvKeys]"))


def begin(carnet, sexe):
    carnet.page.locator(f"[data-asv-action=nouveau-contact][data-asv-avec={sexe}]").tap()
    expect(carnet.screen("contact")).to_be_visible()


def finish(carnet, premiere_fois):
    carnet.page.locator(f"[data-asv-action=terminer][data-asv-avec={premiere_fois}]").tap()
    expect(carnet.screen("seance")).to_be_visible()


def test_the_least_contact_takes_five_taps_and_no_key(carnet):
    carnet.start()
    touches = counted(carnet)

    begin(carnet, "F")
    carnet.tap("tranche_age", "A25_49")
    carnet.tap("frein", "FINANCIER")
    carnet.tap("interventions", "INFO_DROITS")
    finish(carnet, "OUI")

    assert touches() == (5, 0)
    carnet.sync()
    assert carnet.last_contact("sexe, tranche_age, freins, interventions, premiere_fois") == [
        "F", "A25_49", ["FINANCIER"], ["INFO_DROITS"], "OUI",
    ]  # fmt: skip
    assert carnet.last_contact("zone_residence, qpv_residence = qpv_lieu") == ["ZR_QPV", True]


def test_a_full_contact_takes_ten_taps_and_no_key_the_first_time_of_the_day(carnet):
    carnet.start()
    touches = counted(carnet)

    begin(carnet, "H")
    carnet.tap("tranche_age", "A50_59")
    carnet.tap("frein", "OFFRE")
    carnet.tap("frein-detail", "OFF_DEPART")
    carnet.tap("themes", "ACC_MT")
    carnet.tap("interventions", "PRISE_RDV")
    carnet.tap("orientation", "O_CDS")
    carnet.tap("force_orientation", "TO_ACTIVE")
    finish(carnet, "NON")

    assert touches() == (9, 0)
    carnet.sync()
    columns = "sexe, tranche_age, zone_residence, freins, themes, interventions, orientation, force_orientation"
    assert carnet.last_contact(f"{columns}, premiere_fois") == [
        "H", "A50_59", "ZR_QPV", ["OFF_DEPART"], ["ACC_MT"], ["PRISE_RDV"], "O_CDS", "TO_ACTIVE", "NON",
    ]  # fmt: skip


def test_a_full_contact_from_elsewhere_still_takes_ten_taps(carnet):
    carnet.start()
    touches = counted(carnet)

    begin(carnet, "F")
    carnet.tap("tranche_age", "A65_74")
    carnet.tap("residence", "ZR_HORS_CALL")
    carnet.tap("frein", "MOBILITE")
    carnet.tap("frein-detail", "MOB_ACCOMP")
    carnet.tap("themes", "VACC")
    carnet.tap("interventions", "ACCOMP_PHYS")
    carnet.tap("orientation", "O_MG")
    carnet.tap("force_orientation", "TO_ACCOMPAGNEE")
    finish(carnet, "OUI")

    assert touches() == (10, 0)


def test_what_was_used_last_comes_first_and_saves_taps(carnet):
    carnet.start()
    carnet.press("nouveau")
    carnet.tap("residence", "ZR_QPV")
    area = carnet.page.locator('#residence-qpv option[value^="62498 "]').first.get_attribute("value")
    carnet.page.select_option("#residence-qpv", value=area)
    carnet.tap("frein", "OFFRE")
    carnet.tap("frein-detail", "OFF_DEPART")
    carnet.press("enregistrer")
    expect(carnet.screen("seance")).to_be_visible()
    touches = counted(carnet)

    begin(carnet, "F")
    carnet.tap("residence", f"ZR_QPV {area}")
    carnet.tap("frein", "OFF_DEPART")
    finish(carnet, "NON")

    assert touches() == (4, 0)
    carnet.sync()
    assert carnet.last_contact("zone_residence, commune_residence, qpv_residence") == ["ZR_QPV", *area.split()]
    assert carnet.last_contact("freins, familles_frein") == [["OFF_DEPART"], ["OFFRE"]]


def test_another_person_in_the_same_situation_takes_four_taps(carnet):
    carnet.start()
    carnet.contact(
        sexe="F", tranche_age="A25_49", frein="ADMIN", frein__detail="ADM_DOSSIER", interventions="AIDE_ADMIN",
        orientation="O_CCAS", force_orientation="TO_RECOMMANDEE", premiere_fois="OUI",
    ).sync()  # fmt: skip
    touches = counted(carnet)

    carnet.page.locator("[data-asv-action=pareil]").tap()
    expect(carnet.page.locator("input[name=sexe][value=ND]")).to_be_checked()
    expect(carnet.page.locator("input[name=premiere_fois][value=ND]")).to_be_checked()
    carnet.tap("sexe", "H")
    carnet.tap("tranche_age", "A18_24")
    finish(carnet, "NON")

    assert touches() == (4, 0)
    carnet.sync()
    columns = "sexe, tranche_age, freins, interventions, orientation, force_orientation, premiere_fois"
    assert carnet.last_contact(columns) == [
        "H", "A18_24", ["ADM_DOSSIER"], ["AIDE_ADMIN"], "O_CCAS", "TO_RECOMMANDEE", "NON",
    ]  # fmt: skip


def test_a_headcount_is_one_tap_one_record_and_may_be_taken_back(carnet):
    carnet.start()
    greeted = "SELECT coalesce(sum(nombre), 0) FROM asv.contact WHERE nature = 'salutation'"
    before = carnet.site.rows(greeted)[0][0]
    carnet.cut()

    for number in ("10", "5", "10"):
        carnet.page.locator(f"[data-asv-action=bonjours][data-asv-avec='{number}']").tap()
    expect(carnet.page.locator("[data-asv-valeur=bonjours]")).to_have_text("25")
    carnet.press("annuler")

    expect(carnet.page.locator("[data-asv-valeur=bonjours]")).to_have_text("15")
    carnet.expect_waiting(2)
    carnet.restore()
    carnet.expect_waiting(0)
    assert carnet.site.rows(greeted)[0][0] == before + 15


def test_the_numbers_are_one_tap_away_and_leave_one_bare_mark_an_opening(carnet):
    carnet.start()
    before = carnet.received("urgence")
    carnet.press("nouveau")
    carnet.tap("sexe", "F")

    for _ in range(2):
        carnet.page.locator(".urgence button").tap()
        expect(carnet.page.locator("dialog[open] strong")).to_have_text(["15", "3114", "119", "3919"])
        carnet.page.locator("[data-asv-action=fermer-urgence]").tap()

    expect(carnet.page.locator("input[name=sexe][value=F]")).to_be_checked()
    carnet.press("abandonner")
    carnet.sync()
    assert carnet.received("urgence") == before + 2
    said = "sexe, tranche_age, freins, themes, interventions, langue, orientation, publics"
    marks = carnet.site.rows(f"SELECT {said} FROM asv.contact WHERE nature = 'urgence'")  # noqa: S608
    assert {tuple(map(str, mark)) for mark in marks} == {
        ("ND", "ND", "['ND']", "[]", "[]", "None", "None", "[]"),
    } or all(mark[0] == "ND" and not mark[3] and mark[5] is None for mark in marks)
