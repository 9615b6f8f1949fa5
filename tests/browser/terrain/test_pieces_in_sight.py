"""The map, the cards in other languages and the screens under a card, under the rules of access."""

import pytest

from asv.domain.suivis.codes import draw_code
from tests.browser.terrain.suivis import choose, open_suivi
from tests.browser.terrain.test_carte import ask_where_the_person_lives
from tests.browser.terrain.test_langues import turn
from tests.browser.terrain.test_touch_and_sight import AXE, OVERFLOW, RULES, RUN_AXE, SMALL, unfold


def screens_of(carnet):
    carnet.start()
    ask_where_the_person_lives(carnet)
    yield "carte"
    carnet.press("retour")
    for question in ("sexe", "tranche_age", "frein"):
        turn(carnet, question, "ar")
        yield f"carte en arabe : {question}"
        carnet.press("retour")
    carnet.go()
    carnet.page.locator("[data-asv-piece=suivi][data-asv-action=presenter]").tap()
    carnet.page.locator("[data-asv-ecran=carte-lue]").wait_for()
    yield "carte de suivi"
    open_suivi(carnet, draw_code(), age="A12_14")
    unfold(carnet)
    yield "ouvrir un suivi"
    carnet.press("revenir")
    carnet.press("demander-retrait")
    yield "carte présentée"
    carnet.press("etape")
    for nature in ("demarche", "droit", "residence"):
        choose(carnet, "nature", nature)
        yield f"étape : {nature}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_of_a_piece_breaks_a_rule_of_access(carnet, scheme):
    carnet.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")

    found = {}
    for name in screens_of(carnet):
        carnet.page.evaluate("() => window.scrollTo(0, 0)")
        carnet.page.evaluate(AXE)
        found[name] = carnet.page.evaluate(RUN_AXE, RULES)

    assert not any(found.values()), found


def test_every_target_of_a_piece_is_at_least_fifty_six_pixels_high_and_wide(carnet):
    found = {name: carnet.page.evaluate(SMALL, 56) for name in screens_of(carnet)}

    assert not any(found.values()), found


def test_no_screen_of_a_piece_scrolls_sideways_on_a_narrow_phone(carnet):
    carnet.page.set_viewport_size({"width": 320, "height": 640})

    found = {name: carnet.page.evaluate(OVERFLOW) for name in screens_of(carnet)}

    assert not any(found.values()), found
