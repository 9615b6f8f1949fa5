"""A card on the table, without network: steps noted under its code, and a tablet that keeps neither code nor suivi."""

from playwright.sync_api import expect

from asv.domain.suivis.codes import draw_code, format_code
from tests.browser.terrain.suivis import choose, close_card, note_step, open_suivi, present
from tests.browser.terrain.test_nothing_readable import canaries, traces

TO_LOOK_AT = "async () => (await (await import('/static/js/bilan.js')).stored()).lignes.map((one) => one.verdict)"


def rows(carnet, query):
    return [tuple(row) for row in carnet.site.rows(query)]


def newest(carnet, table, columns, condition="true", order="recue_le"):
    """The row of a table that came last."""
    return rows(carnet, f"SELECT {columns} FROM {table} WHERE {condition} ORDER BY {order} DESC LIMIT 1")[0]  # noqa: S608


def test_a_suivi_opened_and_followed_without_network_is_whole_at_the_server(carnet):
    code = draw_code()
    carnet.start()
    carnet.cut()
    open_suivi(carnet, code)
    carnet.press("enregistrer-ouverture")
    expect(carnet.screen("suivi")).to_be_visible()
    note_step(carnet, "demarche", objet_demarche="D_C2S_DEP", delai_demarche="30")
    note_step(carnet, "droit", objet_droit="C2S", apres="EN_COURS")
    note_step(carnet, "orientation", objet_orientation="O_CPAM", force="TO_ACTIVE")
    close_card(carnet)
    carnet.restore()
    carnet.sync()

    assert newest(carnet, "asv.demarche", "code, delai_jours") == ("D_C2S_DEP", 30)
    assert newest(carnet, "asv.etape", "objet, apres", "nature = 'droit'") == ("C2S", "EN_COURS")
    assert newest(carnet, "asv.orientation", "type, force") == ("O_CPAM", "TO_ACTIVE")
    assert len({newest(carnet, f"asv.{table}", "suivi_id") for table in ("demarche", "etape", "orientation")}) == 1


def test_an_orientation_proposes_the_structures_that_answer_first(carnet):
    """Even without network: the directory is the tablet's own copy."""
    carnet.start()
    carnet.cut()
    open_suivi(carnet, draw_code())
    carnet.press("enregistrer-ouverture")
    carnet.press("etape")
    choose(carnet, "nature", "orientation")
    choose(carnet, "objet_orientation", "O_CCAS")
    expect(carnet.page.locator("#structure option").nth(1)).to_contain_text("CCAS")
    carnet.page.select_option("#structure", index=1)
    choose(carnet, "force", "TO_INFO")
    carnet.press("noter")
    expect(carnet.screen("suivi")).to_be_visible()
    close_card(carnet)
    carnet.restore()
    carnet.sync()

    chosen = newest(carnet, "asv.orientation", "structure_id")[0]
    assert "CCAS" in rows(carnet, f"SELECT nom FROM asv.structure WHERE id = '{chosen}'")[0][0]  # noqa: S608


EVERY_NATURE = [
    ("demarche", {"objet_demarche": "D_MT"}),
    ("orientation", {"objet_orientation": "O_MG", "force": "TO_INFO", "delai_orientation": "15"}),
    ("droit", {"objet_droit": "AMO", "apres": "OUVERT", "avant": "EN_COURS"}),
    ("besoin", {"objet_besoin": "B_DENT", "origine": "REPERE"}),
    ("autonomie", {"objet_autonomie": "AD_RDV", "niveau": "AUT_2"}),
    ("residence", {"residence": "ZR_HORS_CALL"}),
    ("rencontre", {}),
    ("relance", {"objet_relance": "APPEL"}),
]


def test_every_nature_of_step_is_taken_by_the_server(carnet):
    carnet.start()
    open_suivi(carnet, draw_code())
    carnet.press("enregistrer-ouverture")
    for nature, answers in EVERY_NATURE:
        note_step(carnet, nature, **answers)
    close_card(carnet)
    carnet.sync()

    suivi = newest(carnet, "asv.orientation", "suivi_id")[0]
    kept = rows(carnet, f"SELECT nature FROM asv.etape WHERE suivi_id = '{suivi}' AND etat = 'appliquee'")  # noqa: S608
    assert {nature for nature, _ in EVERY_NATURE} - {"demarche", "orientation"} <= {nature for (nature,) in kept}
    assert newest(carnet, "asv.suivi", "zone_residence", f"id = '{suivi}'", "ouvert_le") == ("ZR_HORS_CALL",)
    assert carnet.page.evaluate(TO_LOOK_AT) == []


def test_a_step_under_a_card_the_server_does_not_know_yet_waits_and_says_so(carnet):
    carnet.start()
    present(carnet, draw_code())
    note_step(carnet, "rencontre")
    close_card(carnet)
    carnet.sync()

    assert carnet.page.evaluate(TO_LOOK_AT) == ["parked"]
    carnet.page.locator("[data-asv-connexion]").tap()
    expect(carnet.page.locator("[data-asv-bilan]")).to_contain_text("attend")


def test_a_contact_is_noted_under_the_code_of_the_card(carnet):
    code = draw_code()
    carnet.start()
    open_suivi(carnet, code)
    carnet.press("enregistrer-ouverture")
    carnet.press("contact")
    expect(carnet.page.locator("[data-asv-si=sous-code]")).to_be_visible()
    carnet.tap("sexe", "H")
    carnet.press("enregistrer")
    carnet.sync()

    assert carnet.last_contact("suivi_id") != [None]
    carnet.contact(sexe="F")
    carnet.sync()
    assert carnet.last_contact("suivi_id, sexe") == [None, "F"]


def test_nothing_is_asked_before_the_agreement(carnet):
    carnet.start()
    present(carnet, draw_code())
    carnet.press("ouvrir")

    expect(carnet.page.locator("[data-asv-ecran=ouvrir-suivi] [data-asv-question=sexe]")).to_be_hidden()
    choose(carnet, "accord", "NON")
    carnet.press("enregistrer-ouverture")

    carnet.expect_said("Sans accord, pas de suivi")
    carnet.expect_waiting(0)


def test_a_minor_needs_the_agreement_of_the_parent(carnet):
    carnet.start()
    open_suivi(carnet, draw_code(), age="A15_17")
    choose(carnet, "representant", "NON")
    carnet.press("enregistrer-ouverture")
    carnet.expect_said("il faut aussi l’accord de son représentant")

    choose(carnet, "representant", "OUI")
    carnet.press("enregistrer-ouverture")

    expect(carnet.screen("suivi")).to_be_visible()


RETIRED = "SELECT count(*) FROM asv.carte WHERE etat = 'retiree' AND suivi_id IS NULL"


def test_a_withdrawal_asks_once_more_then_erases_the_suivi_at_the_server(carnet):
    code = draw_code()
    carnet.start()
    before = rows(carnet, RETIRED)
    open_suivi(carnet, code)
    carnet.press("enregistrer-ouverture")
    carnet.press("demander-retrait")
    carnet.press("garder")
    carnet.press("demander-retrait")
    carnet.press("retirer")
    carnet.expect_said("Retrait noté")
    close_card(carnet)
    carnet.sync()

    assert rows(carnet, RETIRED) == [(before[0][0] + 1,)]


def test_a_sign_badly_read_is_caught_before_anything_is_noted(carnet):
    code = draw_code()
    wrong = code[:3] + ("2" if code[3] != "2" else "3") + code[4:]
    carnet.start()

    present(carnet, wrong)

    carnet.expect_said("relisez la carte")
    expect(carnet.screen("carte-lue")).to_be_visible()


def test_big_keys_type_a_code(carnet):
    code = draw_code()
    carnet.start()
    carnet.page.locator("[data-asv-action=presenter]").tap()
    for sign in "Z" + code:
        carnet.page.locator("[data-asv-clavier] button", has_text=sign).first.tap()
    carnet.page.locator("#code-carte").fill(carnet.page.locator("#code-carte").input_value()[1:])
    carnet.press("lire")

    expect(carnet.page.locator("[data-asv-valeur=fin-de-code]")).to_have_text(code[-2:])


def test_without_a_reader_of_qr_the_tablet_says_to_type(carnet):
    carnet.start()
    carnet.page.evaluate("delete window.BarcodeDetector")
    carnet.page.locator("[data-asv-action=presenter]").tap()

    expect(carnet.page.locator("[data-asv-si=sans-camera]")).to_be_visible()
    expect(carnet.page.locator("[data-asv-action=scanner]")).to_be_hidden()


def test_the_tablet_keeps_neither_code_nor_suivi(on_disk, tmp_path):
    code = draw_code()
    with on_disk(tmp_path / "stolen") as carnet:
        carnet.start()
        carnet.cut()
        open_suivi(carnet, code)
        carnet.press("enregistrer-ouverture")
        note_step(carnet, "demarche", objet_demarche="D_C2S_DEP")
        carnet.press("contact")
        carnet.tap("sexe", "H")
        carnet.press("enregistrer")
        expect(carnet.screen("seance")).to_be_visible()
        assert code not in carnet.page.content() + carnet.page.locator("#code-carte").input_value()
        said = [(code,), (format_code(code),), (code.lower(),), ("objet", "D_C2S_DEP"), ("niveau", "AUT_1")]
        patterns = [one for words in said for one in canaries(*words)]
        assert traces(tmp_path / "stolen", patterns) == set()

    assert traces(tmp_path / "stolen", patterns) == set()
