"""H03: the person refuses every question."""

from playwright.sync_api import expect


def test_a_man_who_wants_no_form_is_a_contact_and_no_reproach(carnet):
    carnet.start()
    before = carnet.received()
    carnet.cut()
    carnet.press("nouveau")
    carnet.taps = 0

    carnet.press("refus")
    carnet.press("enregistrer")

    # two taps; nothing blames, nothing asks again, no suivi is offered
    assert carnet.taps == 2
    expect(carnet.screen("seance")).to_be_visible()
    carnet.expect_said("Contact enregistré et scellé.")
    said = carnet.page.locator("body").inner_text().lower()
    assert not [word for word in ("incomplet", "manqu", "obligatoire", "ouvrir un suivi") if word in said]

    # the server has one contact, refused and not « non communiqué »
    carnet.restore()
    carnet.expect_waiting(0)
    assert carnet.received() == before + 1
    assert carnet.last_contact("sexe, tranche_age, zone_residence, premiere_fois, freins, suivi_id") == [
        "REFUS", "REFUS", "REFUS", "REFUS", ["REFUS"], None,
    ]  # fmt: skip
