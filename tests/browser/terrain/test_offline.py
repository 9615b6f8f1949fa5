"""A morning without network: the contact of thirty seconds, the reload, the return of the network."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

BEGUN = """async () => {
  const { recall } = await import("/static/js/vault.js");
  const has = (draft) => draft?.values.some(([, value]) => value === "OFF_DEPART");
  while (!has(await recall("brouillon"))) await new Promise((resolve) => setTimeout(resolve, 20));
}"""


def test_a_contact_takes_ten_taps_no_typing_and_no_network(carnet):
    carnet.start()
    before = carnet.received()
    carnet.cut()
    carnet.taps = 0

    carnet.contact(
        sexe="F", tranche_age="A50_59", frein="OFFRE", frein__detail="OFF_DEPART", interventions="PRISE_RDV",
        orientation="O_CDS", force_orientation="TO_ACTIVE", premiere_fois="OUI",
    )  # fmt: skip

    assert carnet.taps <= 10
    carnet.expect_waiting(1)
    carnet.restore()
    carnet.expect_waiting(0)
    assert carnet.received() == before + 1
    place, home = ("commune_lieu, qpv_lieu", "commune_residence, qpv_residence")
    assert carnet.last_contact(place) == carnet.last_contact(home)
    assert carnet.last_contact("commune_lieu")[0] == "62510"
    assert carnet.last_contact("sexe, tranche_age, zone_residence, orientation, force_orientation, premiere_fois") == [
        "F", "A50_59", "ZR_QPV", "O_CDS", "TO_ACTIVE", "OUI",
    ]  # fmt: skip
    freins, interventions, creneau = carnet.last_contact("freins, interventions, creneau")
    assert (freins, interventions) == (["OFF_DEPART"], ["PRISE_RDV"])
    assert creneau in {"matin", "apres_midi", "soir"}


def test_a_seance_opens_in_two_taps_where_the_last_one_was(carnet):
    carnet.start()
    carnet.press("fermer")
    expect(carnet.screen("ouverture")).to_be_visible()
    expect(carnet.page.locator("header [data-asv-valeur=seance-lieu]")).to_be_empty()
    expect(carnet.page.locator("[data-asv-lieu]")).to_contain_text("Liévin")
    carnet.taps = 0

    carnet.open_seance("RUE")

    assert carnet.taps == 2
    expect(carnet.page.locator("h1:visible")).to_have_text("Rue, espace public")


def test_the_page_the_seance_and_the_count_survive_a_reload_without_network(carnet):
    carnet.start()
    carnet.cut()
    carnet.greet(3).contact(sexe="H")

    carnet.page.reload()

    expect(carnet.screen("seance")).to_be_visible()
    expect(carnet.page.locator("[data-asv-valeur=bonjours]")).to_have_text("3")
    expect(carnet.page.locator("[data-asv-valeur=contacts]")).to_have_text("1")
    carnet.expect_waiting(4)
    carnet.restore()
    carnet.expect_waiting(0)


def test_ten_quick_taps_of_the_counter_are_ten_greetings(carnet):
    carnet.start()
    before = carnet.received("salutation")

    carnet.greet(10).sync()

    assert carnet.received("salutation") == before + 10


def test_nothing_of_the_last_person_is_left_on_the_screen(carnet):
    carnet.start()
    carnet.contact(sexe="F", tranche_age="A75P", frein="VIE", frein__detail="VIE_ISOLEMENT", premiere_fois="NON")

    carnet.press("nouveau")
    expect(carnet.screen("contact")).to_be_visible()

    chosen = carnet.page.locator("[data-asv-formulaire=contact] input:checked")
    left = {(one.get_attribute("name"), one.get_attribute("value")) for one in chosen.all()}
    assert left == {
        ("sexe", "ND"), ("tranche_age", "ND"), ("residence", "MEME"), ("frein", "ND"),
        ("orientation", ""), ("premiere_fois", "ND"), ("accompagnants", ""),
    }  # fmt: skip


def test_a_person_who_refuses_everything_is_logged_in_three_taps(carnet):
    carnet.start()
    carnet.taps = 0
    carnet.press("nouveau")

    carnet.press("refus")
    carnet.press("enregistrer")

    assert carnet.taps == 3
    carnet.sync()
    assert carnet.last_contact("sexe, tranche_age, zone_residence, premiere_fois") == ["REFUS"] * 4
    assert carnet.last_contact("freins") == [["REFUS"]]


def test_a_contact_may_be_saved_without_a_single_answer(carnet):
    carnet.start()

    carnet.contact().sync()

    assert carnet.last_contact("sexe, tranche_age, premiere_fois") == ["ND"] * 3


def test_a_person_from_another_quartier_is_placed_in_its_commune(carnet):
    carnet.start()
    carnet.press("nouveau")
    carnet.tap("residence", "ZR_QPV")
    carnet.press("enregistrer")
    expect(carnet.screen("contact")).to_be_visible()

    area = carnet.page.locator('#residence-qpv option[value^="62498 "]').first.get_attribute("value")
    carnet.page.select_option("#residence-qpv", value=area)
    carnet.press("enregistrer")

    expect(carnet.screen("seance")).to_be_visible()
    carnet.sync()
    assert carnet.last_contact("zone_residence, commune_residence, qpv_residence") == ["ZR_QPV", *area.split()]


def test_a_relative_keeps_home_and_language_and_nothing_else(carnet):
    carnet.start()
    carnet.press("nouveau")
    carnet.tap("sexe", "F")
    carnet.tap("residence", "ZR_HORS_CALL")
    carnet.press("famille")

    carnet.expect_said("Contact enregistré")
    expect(carnet.page.locator("input[name=residence][value=ZR_HORS_CALL]")).to_be_checked()
    expect(carnet.page.locator("input[name=sexe][value=ND]")).to_be_checked()


def test_the_last_record_is_taken_back_until_it_has_left(carnet):
    carnet.start()
    before = carnet.received("salutation")
    carnet.cut()
    carnet.greet(2)

    carnet.press("annuler")

    carnet.expect_said("annulée")
    carnet.expect_waiting(1)
    carnet.restore()
    carnet.expect_waiting(0)
    assert carnet.received("salutation") == before + 1
    expect(carnet.page.locator("[data-asv-action=annuler]")).to_be_hidden()


def test_a_killed_page_offers_the_form_that_was_begun(carnet):
    carnet.start()
    carnet.press("nouveau")
    carnet.tap("frein", "OFFRE")
    carnet.tap("frein-detail", "OFF_DEPART")
    carnet.page.evaluate(BEGUN)

    carnet.page.reload()
    carnet.press("reprendre")

    expect(carnet.page.locator("input[value=OFF_DEPART]")).to_be_checked()


def test_what_is_sensitive_is_not_offered(carnet):
    carnet.start()
    carnet.press("nouveau")
    expect(carnet.screen("contact")).to_be_visible()

    values = {one.get_attribute("value") for one in carnet.page.locator("[data-asv-formulaire=contact] input").all()}

    assert not values & {
        "SEXUELLE",
        "SEX_IVG",
        "VIOLENCES",
        "MENTALE",
        "MEN_SUICIDE",
        "FEMME_ENCEINTE",
        "HANDICAP",
        "GDV",
    }
    assert {"DENT", "MEN_BIENETRE", "ADD_TABAC", "SENIOR"} <= values


def test_one_tap_hides_the_screen_and_five_idle_minutes_empty_the_form(carnet):
    carnet.page.clock.install()
    carnet.start()
    carnet.press("nouveau")
    carnet.tap("sexe", "F")
    carnet.press("voiler")
    expect(carnet.page.get_by_text("Touchez l’écran pour reprendre")).to_be_visible()
    carnet.press("devoiler")
    expect(carnet.page.locator("input[name=sexe][value=F]")).to_be_checked()

    carnet.page.clock.run_for(5 * 60 * 1000 + 1000)

    expect(carnet.page.locator("[data-asv-voile]")).to_be_visible()
    carnet.press("devoiler")
    expect(carnet.screen("seance")).to_be_visible()
    expect(carnet.page.locator("[data-asv-action=reprendre]")).to_be_hidden()
    expect(carnet.page.locator("input[name=sexe]:checked")).to_have_attribute("value", "ND")


def test_two_idle_minutes_draw_the_veil_and_keep_the_answers(carnet):
    carnet.page.clock.install()
    carnet.start()
    carnet.press("nouveau")
    carnet.tap("sexe", "F")

    carnet.page.clock.run_for(2 * 60 * 1000 + 1000)

    expect(carnet.page.locator("[data-asv-voile]")).to_be_visible()
    carnet.press("devoiler")
    expect(carnet.page.locator("input[name=sexe][value=F]")).to_be_checked()


def test_the_veil_hides_the_emergency_panel_too(carnet):
    carnet.start()
    carnet.page.locator(".urgence button").tap()
    expect(carnet.page.locator("dialog[open]")).to_be_visible()

    carnet.page.locator("dialog[open] [data-asv-action=voiler]").tap()

    expect(carnet.page.locator("[data-asv-voile]")).to_be_visible()
    expect(carnet.page.locator("dialog[open]")).to_have_count(0)


def test_the_situation_of_the_last_person_goes_with_the_seance_and_is_never_listed(carnet):
    carnet.start()
    carnet.contact(sexe="F", tranche_age="A75P", frein="VIE", frein__detail="VIE_ISOLEMENT")
    expect(carnet.page.locator("[data-asv-action=pareil]")).to_be_visible()
    assert "Isolement" not in carnet.screen("seance").inner_text()

    carnet.press("fermer")
    carnet.open_seance()

    expect(carnet.page.locator("[data-asv-action=nouveau]").first).to_be_visible()
    expect(carnet.page.locator("[data-asv-action=pareil]")).to_be_hidden()


def test_a_seance_names_a_colleague_and_its_host(carnet):
    carnet.prepare()
    carnet.page.get_by_text("À deux, chez un partenaire").tap()
    colleague = carnet.page.locator("#collegue option").nth(1).get_attribute("value")
    host = carnet.page.locator("#structure_hote option").nth(1).get_attribute("value")
    carnet.page.select_option("#collegue", colleague)
    carnet.page.select_option("#structure_hote", host)

    carnet.open_seance().sync()

    kept = "SELECT mediateurs, structure_hote_id FROM asv.seance ORDER BY recue_le DESC LIMIT 1"
    mediateurs, structure = carnet.site.rows(kept)[0]
    assert ([str(one) for one in mediateurs], str(structure)) == ([colleague], host)


def test_the_emergency_numbers_are_on_every_screen(carnet):
    carnet.start()

    steps = (lambda: carnet.press("nouveau"), lambda: carnet.press("abandonner"), lambda: carnet.bring("etat"))
    for step in steps:
        step()
        numbers = carnet.page.locator(".urgence a:visible strong")
        assert numbers.all_text_contents() == ["15", "3114", "119", "3919"]
        expect(numbers.last).to_be_in_viewport()


def test_a_tablet_two_days_late_says_so_and_keeps_the_right_day(carnet):
    two_days = 2 * 24 * 3600 * 1000
    carnet.page.add_init_script(
        f"const real = Date.now; const Late = class extends Date {{ constructor(...a) {{ a.length ? super(...a) : "
        f"super(real() - {two_days}); }} static now() {{ return real() - {two_days}; }} }}; globalThis.Date = Late;"
    )

    carnet.start()

    expect(carnet.page.get_by_text(re.compile("n’est pas à l’heure"))).to_be_visible()
    opened = carnet.site.rows("SELECT date_seance FROM asv.seance ORDER BY recue_le DESC LIMIT 1")[0][0]
    assert str(opened) == str(datetime.now(ZoneInfo("Europe/Paris")).date())
