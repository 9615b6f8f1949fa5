"""Read in the rain, tapped in gloves, used without a mouse: the notebook's screens under the rules of access."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

AXE = (Path(__file__).parents[2] / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN_AXE = """async (tags) => {
  const { violations } = await axe.run(document, { runOnly: tags });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`));
}"""
SMALL = """(least) => [...document.querySelectorAll("button, .choice, summary, select, a, input[type=date]")]
  .filter((one) => one.checkVisibility() && !one.closest("p"))
  .map((one) => ({ box: one.getBoundingClientRect(), name: one.textContent.trim().slice(0, 40) || one.id }))
  .filter(({ box }) => box.width && (box.height < least || box.width < least))
  .map(({ box, name }) => `${name} ${Math.round(box.width)}x${Math.round(box.height)}`)"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUSED = "() => [document.activeElement.name, document.activeElement.value, document.activeElement.textContent.trim()]"


def screens_of(carnet):
    """Walk through every screen, everything unfolded."""
    carnet.go()
    yield "enrolement"
    carnet.prepare()
    unfold(carnet)
    yield "ouverture"
    carnet.open_seance()
    carnet.greet()
    yield "seance"
    carnet.page.locator(".urgence button").tap()
    yield "numeros"
    carnet.press("fermer-urgence")
    for piece in ("atelier", "signal"):
        carnet.bring(piece)
        unfold(carnet)
        yield piece
        carnet.press("abandonner")
    carnet.press("nouveau")
    carnet.tap("frein", "OFFRE")
    carnet.tap("orientation", "O_MG")
    carnet.tap("residence", "ZR_QPV")
    unfold(carnet)
    carnet.tap("langue", "LG_PROCHE_MINEUR")
    carnet.tap("langue", "LG_INT_TEL")
    yield "contact"
    carnet.bring("etat")
    yield "etat"


def unfold(carnet):
    carnet.page.evaluate("() => { for (const one of document.querySelectorAll('details')) one.open = true; }")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_breaks_a_rule_of_access(carnet, scheme):
    carnet.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    carnet.page.set_viewport_size({"width": 820, "height": 9000})  # so that no bar covers half an answer

    found = {}
    for name in screens_of(carnet):
        carnet.page.evaluate(AXE)
        found[name] = carnet.page.evaluate(RUN_AXE, RULES)

    assert not any(found.values()), found


def test_every_target_is_at_least_fifty_six_pixels_high_and_wide(carnet):
    found = {name: carnet.page.evaluate(SMALL, 56) for name in screens_of(carnet)}

    assert not any(found.values()), found


def test_no_screen_scrolls_sideways_on_a_narrow_phone(carnet):
    carnet.page.set_viewport_size({"width": 320, "height": 640})

    found = {name: carnet.page.evaluate(OVERFLOW) for name in screens_of(carnet)}

    assert not any(found.values()), found


def test_a_contact_is_logged_with_the_keyboard_alone(carnet):
    carnet.start()
    keyboard = carnet.page.keyboard
    carnet.page.locator("[data-asv-ecran=seance] h1").focus()

    def tab_to(wanted):
        for _ in range(80):
            keyboard.press("Tab")
            if wanted in carnet.page.evaluate(FOCUSED):
                return
        pytest.fail(f"{wanted} was not reached")

    for _ in range(4):  # +1, +5, +10, then the contact
        keyboard.press("Tab")
    assert "Nouveau contact" in carnet.page.evaluate(FOCUSED)[2]
    keyboard.press("Enter")
    expect(carnet.screen("contact")).to_be_visible()
    tab_to("sexe")
    keyboard.press("ArrowUp")
    expect(carnet.page.locator("input[name=sexe]:focus")).to_be_checked()
    tab_to("Enregistrer")
    keyboard.press("Enter")

    carnet.expect_said("Contact enregistré")


def test_the_save_button_is_in_sight_from_the_first_question_to_the_last(carnet):
    carnet.start()
    carnet.press("nouveau")
    save = carnet.page.locator("[data-asv-action=enregistrer]")

    for legend in carnet.page.locator("[data-asv-formulaire=contact] legend:visible").all():
        legend.scroll_into_view_if_needed()
        expect(save).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [820, 320])
def test_nothing_moves_under_the_finger_once_the_screen_is_shown(carnet, width):
    carnet.page.set_viewport_size({"width": width, "height": 1180})
    carnet.watch_moves("ouverture")

    with carnet.page.expect_response("**/api/terrain/annuaire"):
        carnet.prepare()
    carnet.expect_waiting(0)

    assert carnet.moved() == []
