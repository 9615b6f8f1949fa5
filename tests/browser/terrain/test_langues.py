"""A question turned towards the person: her language, her side of the table, and the answer back in the form."""

import pytest
from playwright.sync_api import expect

from asv.domain.suivis.codes import draw_code
from tests.browser.terrain.suivis import present

BROUGHT = "async () => (await (await import('/static/js/store.js')).read('reference', 'traductions')) !== undefined"
TWO_FIRST = (
    "() => [...document.querySelectorAll('.card-answer')].slice(0, 2).map((one) => one.getBoundingClientRect().x)"
)


@pytest.fixture
def carnet(carnet):
    carnet.start()
    carnet.page.wait_for_function(BROUGHT)
    carnet.cut()
    carnet.press("nouveau")
    return carnet


def turn(carnet, question, langue):
    carnet.page.locator(f"[data-asv-question={question}] [data-asv-action=tourner]").tap()
    expect(carnet.screen("langues")).to_be_visible()
    carnet.page.locator(f"[data-asv-langues] [lang={langue}]").tap()


def face(carnet):
    return carnet.page.locator("[data-asv-carte]")


def test_a_person_answers_in_arabic_and_the_form_has_her_answers(carnet):
    turn(carnet, "sexe", "ar")
    face(carnet).get_by_text("امرأة", exact=True).tap()
    turn(carnet, "tranche_age", "ar")
    face(carnet).get_by_text("من 25 إلى 49 سنة").tap()
    turn(carnet, "frein", "ar")
    face(carnet).get_by_text("رُفض استقبالي").tap()
    carnet.press("enregistrer")
    carnet.restore()
    carnet.sync()

    assert carnet.last_contact("sexe, tranche_age, freins") == ["F", "A25_49", ["REFUS_SOINS"]]


def test_arabic_runs_from_right_to_left_and_polish_from_left_to_right(carnet):
    turn(carnet, "tranche_age", "ar")
    expect(face(carnet)).to_have_attribute("dir", "rtl")
    first, second = carnet.page.evaluate(TWO_FIRST)
    assert first > second

    carnet.page.locator("[data-asv-langues] [lang=pl]").tap()
    expect(face(carnet)).to_have_attribute("dir", "ltr")
    first, second = carnet.page.evaluate(TWO_FIRST)
    assert first < second


@pytest.mark.parametrize("langue", ["fr", "ar", "en", "uk", "ro", "tr", "pl"])
def test_every_card_has_its_title_its_pictograms_and_two_ways_not_to_answer(carnet, langue):
    for question, least in (("sexe", 5), ("tranche_age", 12), ("frein", 14)):
        turn(carnet, question, langue)
        expect(face(carnet)).to_have_attribute("lang", langue)
        answers = face(carnet).locator(".card-answer")
        assert answers.count() == least
        assert face(carnet).locator("h2").text_content().strip()
        drawn = answers.locator("use").evaluate_all(
            "(uses) => uses.map((u) => !!document.querySelector(u.href.baseVal))"
        )
        assert all(drawn)
        carnet.press("retour")


def test_the_next_question_keeps_the_language_and_the_card_may_be_turned_upside_down(carnet):
    turn(carnet, "sexe", "tr")
    carnet.press("renverser")
    assert face(carnet).evaluate("(one) => getComputedStyle(one).rotate") == "180deg"
    carnet.press("retour")

    carnet.page.locator("[data-asv-question=tranche_age] [data-asv-action=tourner]").tap()

    expect(face(carnet)).to_have_attribute("lang", "tr")


def test_refusing_on_the_card_is_refusing_in_the_form(carnet):
    turn(carnet, "sexe", "en")
    face(carnet).get_by_text("I prefer not to answer").tap()

    expect(carnet.page.locator("input[name=sexe][value=REFUS]")).to_be_checked()


def test_the_mediator_is_told_that_nobody_read_the_translation_over(carnet):
    warning = carnet.page.locator("[data-asv-si=carte-non-relue]")
    turn(carnet, "sexe", "ro")
    expect(warning).to_be_visible()
    carnet.page.locator("[data-asv-langues] [lang=fr]").tap()
    expect(warning).to_be_hidden()


def test_the_language_of_a_person_is_written_nowhere(carnet):
    turn(carnet, "sexe", "uk")
    face(carnet).get_by_text("Жінка").tap()
    carnet.press("enregistrer")

    kept = carnet.page.evaluate("""async () => {
      const { recall } = await import("/static/js/vault.js");
      return JSON.stringify([await recall("recents"), await recall("brouillon"), await recall("seance")]);
    }""")

    assert '"uk"' not in kept


def test_the_agreement_to_a_suivi_is_given_on_a_card(carnet):
    carnet.press("abandonner")
    present(carnet, draw_code())
    carnet.press("ouvrir")
    form = carnet.screen("ouvrir-suivi")
    for question, words in (("information", "Am înțeles"), ("accord", "Da, sunt de acord")):
        form.locator(f"[data-asv-question={question}] [data-asv-action=tourner]").tap()
        carnet.page.locator("[data-asv-langues] [lang=ro]").tap()
        expect(face(carnet).locator("h2")).not_to_be_empty()
        face(carnet).get_by_text(words).tap()

    expect(form.locator("input[name=information]")).to_be_checked()
    expect(form.locator("[data-asv-question=sexe]")).to_be_visible()
