"""The map in the hand, without network: a finger on a quartier answers the question, and no point is kept anywhere."""

import json
import re

import pytest
from playwright.sync_api import expect

from asv.reference.quartiers import read_map

MAP = read_map("246200364")
GRANDE_RESIDENCE, ON_ITS_LIMIT = "QN06225M", "limit"
# Where a finger must fall for a point of the plan, whatever the window over it.
FIND = """async ([code, kind]) => {
  const { decode, distance, isInside, locate } = await import("/static/js/geometrie.js");
  const { read } = await import("/static/js/store.js");
  const plan = decode((await read("reference", "quartiers")).contenu);
  const quartier = plan.qpv.find((one) => one.code === code);
  if (kind === "limit") return quartier.rings[0][0];
  const [west, north, east, south] = quartier.box;
  let best = [0, 0, 0];
  for (let x = west; x < east; x += 10) for (let y = north; y < south; y += 10) {
    const deep = isInside(quartier.rings, x, y) ? distance(quartier.rings, x, y) : 0;
    if (deep > best[2] && locate(plan, x, y).communes.length === 1) best = [x, y, deep];
  }
  return best.slice(0, 2);
}"""
UNDER = """([x, y]) => {
  const svg = document.querySelector('[data-asv-ecran="carte"] svg');
  const { left, top } = svg.getBoundingClientRect();
  const [vx, vy, vw] = svg.getAttribute("viewBox").split(" ").map(Number);
  const scale = svg.clientWidth / vw;
  return [left + (x - vx) * scale, top + (y - vy) * scale];
}"""
COORDINATES = re.compile(r"\b(2\.[5-9]\d{2,}|50\.[3-6]\d{2,}|viewBox)")


@pytest.fixture
def carnet(carnet):
    carnet.start()
    carnet.page.wait_for_function(
        "async () => (await (await import('/static/js/store.js')).read('reference', 'quartiers')) !== undefined"
    )
    carnet.cut()
    return carnet


def touch(carnet, code, kind="middle"):
    expect(carnet.page.locator("[data-asv-ecran=carte] path").first).to_be_attached()
    point = carnet.page.evaluate(FIND, [code, kind])
    carnet.page.touchscreen.tap(*carnet.page.evaluate(UNDER, point))


def ask_where_the_person_lives(carnet):
    carnet.press("nouveau")
    carnet.screen("contact").locator("[data-asv-action=montrer]").tap()
    expect(carnet.screen("carte")).to_be_visible()


def answer(carnet):
    return carnet.page.locator("[data-asv-reponse] button")


def last_residence(carnet):
    carnet.restore()
    carnet.sync()
    return carnet.last_contact("zone_residence, commune_residence, qpv_residence")


def test_a_finger_on_a_quartier_answers_where_the_person_lives(carnet):
    ask_where_the_person_lives(carnet)
    touch(carnet, GRANDE_RESIDENCE)
    expect(answer(carnet).first).to_contain_text("Grande Résidence")
    answer(carnet).first.tap()

    expect(carnet.screen("contact")).to_be_visible()
    carnet.press("enregistrer")
    zone, commune, qpv = last_residence(carnet)

    assert (zone, qpv) == ("ZR_QPV", GRANDE_RESIDENCE)
    assert commune in {"62498", "62523", "62842"}


def test_on_a_limit_the_map_says_that_it_does_not_know(carnet):
    ask_where_the_person_lives(carnet)
    touch(carnet, GRANDE_RESIDENCE, ON_ITS_LIMIT)
    expect(answer(carnet).first).to_contain_text("limite incertaine")
    answer(carnet).first.tap()
    carnet.press("enregistrer")

    zone, commune, qpv = last_residence(carnet)

    assert (zone, qpv) == ("ZR_INCERTAIN", None)
    assert commune in {"62498", "62523", "62842"}


def test_the_corner_of_the_map_is_outside_the_agglomeration(carnet):
    ask_where_the_person_lives(carnet)
    box = carnet.page.locator("[data-asv-ecran=carte] svg").bounding_box()
    carnet.page.touchscreen.tap(box["x"] + 4, box["y"] + box["height"] - 4)
    answer(carnet).first.tap()
    carnet.press("enregistrer")

    assert last_residence(carnet) == ["ZR_HORS_CALL", None, None]


def test_the_map_also_says_where_the_seance_takes_place(carnet):
    carnet.press("fermer")
    carnet.page.locator("[data-asv-lieu] summary").first.tap()
    carnet.screen("ouverture").locator("[data-asv-action=montrer]").tap()
    touch(carnet, GRANDE_RESIDENCE)
    answer(carnet).first.tap()

    expect(carnet.page.locator("#qpv")).to_have_value(GRANDE_RESIDENCE)


def test_the_list_beside_the_map_says_the_same_without_touching_it(carnet):
    ask_where_the_person_lives(carnet)
    carnet.page.select_option("#carte-commune", label="Lens")
    carnet.page.select_option("#carte-qpv", GRANDE_RESIDENCE)
    carnet.press("choisir")

    expect(carnet.page.locator("#residence-qpv")).to_have_value(f"62498 {GRANDE_RESIDENCE}")


def test_arrows_and_enter_are_enough(carnet):
    ask_where_the_person_lives(carnet)
    keyboard = carnet.page.keyboard
    carnet.page.locator("[data-asv-ecran=carte] svg").focus()
    before = carnet.page.locator("[data-asv-ecran=carte] svg").get_attribute("viewBox")
    for key in ("+", "ArrowRight", "ArrowDown"):
        keyboard.press(key)
    assert carnet.page.locator("[data-asv-ecran=carte] svg").get_attribute("viewBox") != before
    keyboard.press("Enter")

    answer(carnet).first.focus()
    keyboard.press("Enter")

    expect(carnet.page.locator("input[name=residence]:focus")).to_be_checked()


def test_two_fingers_and_buttons_bring_the_map_nearer(carnet):
    ask_where_the_person_lives(carnet)
    svg = carnet.page.locator("[data-asv-ecran=carte] svg")

    def width():
        return float(svg.get_attribute("viewBox").split()[2])

    whole = width()
    carnet.press("plus")
    assert width() == pytest.approx(whole / 2)
    box = svg.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touches = carnet.context.new_cdp_session(carnet.page)
    for kind, gap in (("touchStart", 40), ("touchMove", 80), ("touchMove", 120)):
        points = [{"x": x - gap, "y": y, "id": 0}, {"x": x + gap, "y": y, "id": 1}]
        touches.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touches.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    assert width() < whole / 3


def test_no_point_stays_on_the_tablet_nor_leaves_it(carnet):
    asked = []
    carnet.page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    ask_where_the_person_lives(carnet)
    touch(carnet, GRANDE_RESIDENCE)
    answer(carnet).first.tap()
    carnet.press("enregistrer")

    kept = carnet.page.evaluate("""async () => {
      const { transact } = await import("/static/js/store.js");
      const all = (shelf) => transact(shelf, "readonly", (store) => store.getAllKeys());
      const screen = document.querySelector('[data-asv-ecran="carte"]');
      return [await all("coffre"), await all("reference"), screen.outerHTML, location.href];
    }""")
    carnet.restore()
    carnet.sync()

    assert COORDINATES.findall(json.dumps([kept, asked])) == []
    assert "<path" not in kept[2]
