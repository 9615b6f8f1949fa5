"""H06: a mother and three children, of whom one needs a dentist."""

from playwright.sync_api import expect

LINKS = """SELECT column_name FROM information_schema.columns WHERE table_schema = 'asv' AND table_name = 'contact'
           AND column_name ~ '(famille_id|foyer|menage|parent|lien)'"""


def test_two_persons_of_a_family_are_two_contacts_that_nothing_ties(carnet):
    carnet.start()
    before = carnet.received()
    carnet.cut()

    # the mother: the language, where she lives, two children beside who need nothing
    carnet.press("nouveau")
    carnet.tap("sexe", "F")
    carnet.tap("tranche_age", "A25_49")
    carnet.tap("residence", "ZR_HORS_QPV")
    carnet.tap("frein", "FINANCIER")
    carnet.tap("themes", "ACC_DROITS")
    carnet.page.get_by_text("Autres précisions").tap()
    carnet.tap("langue", "LG_FR_SIMPLE")
    carnet.tap("accompagnants", "2")
    carnet.press("famille")

    # the child: home and language are already there, nothing else is
    carnet.expect_said("Contact enregistré")
    expect(carnet.page.locator("input[name=residence][value=ZR_HORS_QPV]")).to_be_checked()
    expect(carnet.page.locator("input[name=langue][value=LG_FR_SIMPLE]")).to_be_checked()
    expect(carnet.page.locator("input[name=accompagnants][value='2']")).not_to_be_checked()
    expect(carnet.page.locator("input[name=sexe][value=ND]")).to_be_checked()
    carnet.tap("sexe", "H")
    carnet.tap("tranche_age", "A06_11")
    carnet.page.get_by_text("Tous les thèmes").tap()
    carnet.tap("themes", "DENT_MT")
    carnet.page.get_by_text("Autres précisions").tap()
    carnet.tap("publics", "ENFANT")
    carnet.press("enregistrer")
    expect(carnet.screen("seance")).to_be_visible()

    # two contacts, not four, not one; no link of household exists anywhere
    carnet.restore()
    carnet.expect_waiting(0)
    assert carnet.received() == before + 2
    columns = "sexe, tranche_age, themes, publics, langue, zone_residence, commune_residence, accompagnants"
    rows = carnet.site.rows(
        f"SELECT {columns} FROM asv.contact WHERE nature = 'contact' ORDER BY recu_le DESC, tranche_age LIMIT 2"  # noqa: S608
    )
    assert sorted(rows) == [
        ("F", "A25_49", ["ACC_DROITS"], [], "LG_FR_SIMPLE", "ZR_HORS_QPV", "62510", 2),
        ("H", "A06_11", ["DENT_MT"], ["ENFANT"], "LG_FR_SIMPLE", "ZR_HORS_QPV", "62510", None),
    ]
    assert carnet.site.rows(LINKS) == []
