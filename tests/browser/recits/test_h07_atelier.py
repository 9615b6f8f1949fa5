"""H07: an atelier of fourteen people, counted by its margins."""

from playwright.sync_api import expect


def count(carnet, group, code, number):
    """Type one count of a distribution, or tap its « plus » when it is small."""
    row = carnet.page.locator(f'[data-asv-repartition={group}] .count:has(input[data-asv-code="{code}"])')
    for _ in range(number):
        row.locator('[data-asv-pas="1"]').tap()


def total(carnet, name, number):
    row = carnet.page.locator(f"[data-asv-compte={name}] .count")
    for step in (5, 1):
        button = row.locator(f'[data-asv-pas="{step}"]')
        while step <= number and button.count():
            button.tap()
            number -= step


def left(carnet, group):
    return carnet.page.locator(f"[data-asv-repartition={group}] [data-asv-reste]")


def test_karim_counts_fourteen_people_and_invents_nobody(carnet):
    carnet.prepare(2).open_seance("PERMANENCE_PARTENAIRE").sync()
    contacts = "SELECT count(*) FROM asv.contact"
    before = carnet.site.rows(contacts)[0][0]
    carnet.cut()
    carnet.bring("atelier")
    carnet.tap("theme", "MEN_BIENETRE")
    total(carnet, "total", 14)
    total(carnet, "deja_rencontres", 5)
    count(carnet, "sexe", "F", 11)
    expect(left(carnet, "sexe")).to_have_text("Reste 3 personnes à répartir.")
    save = carnet.page.locator("[data-asv-ecran=atelier] [data-asv-action=enregistrer]")

    # refused as long as each distribution does not give 14
    save.tap()
    carnet.expect_said("Chaque répartition doit donner le total")
    expect(carnet.screen("atelier")).to_be_visible()
    carnet.expect_waiting(0)

    # what is left goes where it is sent, in one tap
    rest = '[data-asv-repartition={}] .count:has(input[data-asv-code="{}"]) [data-asv-pas=reste]'
    carnet.page.locator(rest.format("sexe", "H")).tap()
    expect(left(carnet, "sexe")).to_have_text("Le compte est bon.")
    for code, number in {"A25_49": 4, "A50_59": 7, "A60_64": 2}.items():
        count(carnet, "tranche_age", code, number)
    carnet.page.locator(rest.format("tranche_age", "NC")).tap()
    count(carnet, "residence", "QPV", 9)
    count(carnet, "residence", "HORS_QPV", 2)
    carnet.page.locator(rest.format("residence", "NC")).tap()
    save.tap()
    carnet.expect_said("Atelier enregistré et scellé.")

    carnet.restore()
    carnet.expect_waiting(0)
    kept = carnet.site.rows(
        "SELECT total, sexe, tranche_age, residence, deja_rencontres, theme, type_action "
        "FROM asv.atelier ORDER BY recu_le DESC LIMIT 1"
    )[0]
    said = [repr(value) for value in kept]
    assert (kept[0], kept[4], kept[5], kept[6]) == (14, 5, "MEN_BIENETRE", "AC_ATELIER")
    for words in ('"F": 11', '"H": 3'):
        assert words in said[1]
    for words in ('"A25_49": 4', '"A50_59": 7', '"A60_64": 2', '"NC": 1'):
        assert words in said[2]
    for words in ('"QPV": 9', '"HORS_QPV": 2', '"NC": 3'):
        assert words in said[3]
    assert carnet.site.rows(contacts)[0][0] == before
    columns = {name for (name,) in carnet.site.rows(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'asv' AND table_name = 'atelier'"
    )}  # fmt: skip
    assert not {"sexe_age", "participants", "emargement"} & columns
