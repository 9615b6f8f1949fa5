"""H01: a permanence without network, a contact in thirty seconds."""

from playwright.sync_api import expect

COUNTED = "SELECT count(*), count(*) FILTER (WHERE premiere_fois = 'OUI') FROM asv.contact WHERE nature = 'contact'"


def test_nadia_logs_a_woman_whose_doctor_retired_in_ten_taps_without_network(carnet):
    # Nadia holds her permanence at the CCAS of Liévin, the tablet has no network
    carnet.start()
    before = carnet.site.rows(COUNTED)[0]
    carnet.cut()
    carnet.taps = 0

    # a woman of about 55 has no doctor since hers retired
    carnet.press("nouveau")
    carnet.tap("sexe", "F")
    carnet.tap("tranche_age", "A50_59")
    carnet.tap("frein", "OFFRE")
    carnet.tap("frein-detail", "OFF_DEPART")
    carnet.tap("interventions", "PRISE_RDV")
    carnet.tap("orientation", "O_CDS")
    carnet.tap("force_orientation", "TO_ACTIVE")
    carnet.page.locator("[data-asv-action=terminer][data-asv-avec=OUI]").tap()
    carnet.taps += 1

    # ten taps at most, no free field; the séance comes back and shows nothing of the contact
    expect(carnet.screen("seance")).to_be_visible()
    assert carnet.taps <= 10
    assert carnet.page.locator("[data-asv-formulaire=contact] :is(textarea, input[type=text])").count() == 0
    assert "Départ du praticien" not in carnet.screen("seance").inner_text()
    carnet.expect_waiting(1)

    # the network returns: the counter falls to 0, the server has one contact, one estimated person
    carnet.restore()
    carnet.expect_waiting(0)
    after = carnet.site.rows(COUNTED)[0]
    assert [now - then for now, then in zip(after, before, strict=True)] == [1, 1]
    assert carnet.last_contact("commune_lieu, commune_residence, qpv_lieu = qpv_residence") == ["62510", "62510", True]
    assert carnet.last_contact("creneau IN ('matin', 'apres_midi', 'soir')") == [True]
