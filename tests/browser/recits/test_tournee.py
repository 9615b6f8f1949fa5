"""A morning's tour without network: twenty contacts, an atelier and a step under a card in one go, received once."""

from playwright.sync_api import expect

from asv.domain.suivis.codes import draw_code
from tests.browser.terrain.suivis import close_card, note_step, open_suivi

PEOPLE = [
    {"tranche_age": age, "frein": frein, "interventions": intervention}
    for age in ("A18_24", "A25_49", "A50_59", "A65_74", "A75P")
    for frein, intervention in (
        ("FINANCIER", "INFO_DROITS"), ("ADMIN", "AIDE_ADMIN"),
        ("MOBILITE", "ACCOMP_PHYS"), ("AUCUN_FREIN", "INFO_SANTE"),
    )
]  # fmt: skip
KEPT = """SELECT (SELECT count(*) FROM asv.contact WHERE nature = 'contact'),
                 (SELECT count(*) FROM asv.contact WHERE nature = 'salutation'),
                 (SELECT count(*) FROM asv.atelier), (SELECT count(*) FROM asv.seance),
                 (SELECT count(*) FROM asv.suivi), (SELECT count(*) FROM asv.demarche)"""


def log_atelier(carnet):
    carnet.bring("atelier")
    carnet.tap("theme", "NUTRI")
    for _ in range(2):
        carnet.page.locator('[data-asv-compte=total] [data-asv-pas="5"]').tap()
    for group in ("sexe", "tranche_age", "residence"):
        carnet.page.locator(f"[data-asv-repartition={group}] [data-asv-pas=reste]").last.tap()
    carnet.page.locator("[data-asv-ecran=atelier] [data-asv-action=enregistrer]").tap()
    carnet.expect_said("Atelier enregistré")
    expect(carnet.screen("seance")).to_be_visible()


def test_a_tour_without_network_is_received_whole_and_once(carnet):
    carnet.prepare()
    before = carnet.site.rows(KEPT)[0]
    carnet.cut()
    carnet.open_seance("RUE")

    for n, person in enumerate(PEOPLE):
        carnet.page.locator(f"[data-asv-action=nouveau-contact][data-asv-avec={'FH'[n % 2]}]").tap()
        expect(carnet.screen("contact")).to_be_visible()
        for name, value in person.items():
            carnet.tap(name, value)
        carnet.page.locator(f"[data-asv-action=terminer][data-asv-avec={('OUI', 'NON')[n % 2]}]").tap()
        expect(carnet.screen("seance")).to_be_visible()
    carnet.greet(3)
    log_atelier(carnet)
    open_suivi(carnet, draw_code())
    carnet.press("enregistrer-ouverture")
    expect(carnet.screen("suivi")).to_be_visible()
    note_step(carnet, "demarche", objet_demarche="D_MT")
    close_card(carnet)
    carnet.expect_waiting(27)
    carnet.page.reload()
    expect(carnet.page.locator("[data-asv-valeur=contacts]")).to_have_text("20")
    carnet.restore()
    carnet.expect_waiting(0, timeout=60_000)

    # sent again by nobody, counted once
    carnet.page.reload()
    carnet.press("fermer")
    after = carnet.site.rows(KEPT)[0]
    assert [now - then for now, then in zip(after, before, strict=True)] == [20, 3, 1, 1, 1, 1]
    kept = carnet.site.rows(
        "SELECT tranche_age, freins[1], interventions[1] FROM asv.contact WHERE nature = 'contact' "
        "ORDER BY recu_le DESC LIMIT 20"
    )
    assert sorted(kept) == sorted(tuple(person.values()) for person in PEOPLE)
