"""Free texts in a real browser: the same answers as the server, words underlined as one types, nothing refused sent."""

import json
import random
import re

import pytest
from playwright.sync_api import Page, expect

from asv.detection import Fragment, reading
from asv.detection.folding import fold
from tests.browser.test_pages import AXE, RUN_AXE, TAGS
from tests.support.notes import FIRST, FOLDER, HELD_OUT, read_notes
from tests.support.process import RunningSite

ODD = (
    "06 ", "🙂 ", "É", "\u200b", "² ", "Жанна ", "فاطمة ", "\n", "Mme ", "- ", "12/03/85 ", "née le ", "½ ", "e\u0301 ",
    "ﬁn ", "１２ ", "rue ", "D’", "M. ", "٠٦ ", "FR51 ", "le ", "de ", "Rose ", "Pierre ", "1 85 05 62 498 001 ",
)  # fmt: skip
CASES = json.loads((FOLDER / "cas.json").read_text())
READ = """async (notes) => {
  const { fragmentsOf, load, verdictOf } = await import("/static/js/texte/reading.js");
  const lent = await load();
  return notes.map(([texte, usage]) => {
    const found = fragmentsOf(texte, usage, lent);
    return [verdictOf(found, usage), found.map(({ start, end, genre }) => [start, end, genre])];
  });
}"""
SLOWEST = """async (texte) => {
  const { fragmentsOf, load } = await import("/static/js/texte/reading.js");
  const lent = await load();
  const start = performance.now();
  fragmentsOf(texte, "note", lent);
  return performance.now() - start;
}"""


def fragments_by_rules(texte: str) -> list[Fragment]:
    """What the server’s rules find by themselves, before its two libraries add anything."""
    folded = fold(texte)
    return sorted(Fragment(*folded.at(start, end), genre) for start, end, genre in reading._read(folded))


@pytest.fixture
def form(page: Page, site: RunningSite) -> Page:
    site.enter(page, "partenaire")
    page.goto(f"{site.url}/actions/nouvelle")
    expect(page.locator("[data-asv-texte-libre=description]")).to_have_attribute("data-verdict", "clean")
    return page


def test_the_browser_gives_each_case_the_verdict_and_the_fragments_of_the_server(form: Page):
    answers = form.evaluate(READ, [[case["texte"], case["usage"]] for case in CASES])

    wrong = [
        (case["texte"], answer)
        for case, answer in zip(CASES, answers, strict=True)
        if answer != [case["verdict"], case["fragments"]]
    ]
    assert wrong == []


@pytest.mark.parametrize("file", [FIRST, HELD_OUT])
def test_the_browser_reads_every_note_as_the_server_does(form: Page, file: str):
    notes = read_notes(file)

    answers = form.evaluate(READ, [[note.texte, note.usage.value] for note in notes])

    expected = [[[one.start, one.end, one.genre.value] for one in note.found()] for note in notes]
    assert [found for _, found in answers] == expected


def test_the_browser_reads_texts_drawn_at_random_as_the_server_does(form: Page):
    drawn = random.Random(2026)
    words = [word for note in read_notes(FIRST) for word in re.findall(r"\S+\s*", note.texte)] + list(ODD)
    texts = ["".join(drawn.choices(words, k=drawn.randint(1, 12))) for _ in range(1_000)]

    answers = form.evaluate(READ, [[texte, "note"] for texte in texts])

    for texte, (_, found) in zip(texts, answers, strict=True):
        assert found == [[one.start, one.end, one.genre.value] for one in fragments_by_rules(texte)], texte


def test_a_long_hostile_text_does_not_stop_the_page(form: Page):
    assert all(form.evaluate(SLOWEST, (motif * 5_000)[:5_000]) < 1_000 for motif in ("06 ", "Mme ", "née a ", "a@a."))


def test_what_points_to_a_person_is_underlined_and_said_as_one_types(form: Page):
    form.locator("#description").fill("Voir Mme Kowalczyk au 06 39 98 01 12 avant le stand")
    box = form.locator("[data-asv-texte-libre=description]")

    expect(box.locator("mark")).to_have_text(["Mme Kowalczyk", "06 39 98 01 12"])
    expect(box.get_by_role("status")).to_contain_text("À retirer avant d’enregistrer : nom, téléphone.")

    form.locator("#description").fill("Stand commun au marché de Lens")
    expect(box.locator("mark")).to_have_count(0)
    expect(box.get_by_role("status")).to_be_empty()


def test_a_refused_text_does_not_leave_and_the_field_takes_the_focus(form: Page):
    form.locator("#titre").fill("Stand au marché")
    form.locator("#description").fill("Appeler le 06 39 98 01 12")
    sent = []
    form.on("request", lambda request: sent.append(request.method))

    form.get_by_role("button", name="Créer l’action").click()

    expect(form.locator("#description")).to_be_focused()
    assert "POST" not in sent
    assert form.url.endswith("/actions/nouvelle")


def test_a_probable_name_comes_back_once_with_a_box_and_passes_when_it_is_ticked(form: Page):
    form.locator("#titre").fill("Marche avec Josiane Bajoit")
    form.select_option("#type", index=1)
    form.select_option("#theme", index=1)
    form.get_by_role("button", name="Créer l’action").click()

    box = form.get_by_label("J’ai relu : ce n’est ni un nom de personne, ni une date de naissance")
    expect(box).not_to_be_checked()
    expect(form.locator("#titre-erreur")).to_contain_text("semble nommer une personne")
    box.check()
    form.get_by_role("button", name="Créer l’action").click()

    expect(form.get_by_role("heading", level=1)).to_have_text("Marche avec Josiane Bajoit")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_underlined_text_is_accessible(form: Page, scheme: str):
    form.emulate_media(color_scheme=scheme)
    form.locator("#description").fill("Voir Mme Kowalczyk au 06 39 98 01 12")
    expect(form.locator("[data-asv-texte-libre=description] mark")).to_have_count(2)

    form.evaluate(AXE)

    assert form.evaluate(RUN_AXE, TAGS) == []


def test_without_the_rules_the_field_works_and_the_server_answers(page: Page, site: RunningSite):
    page.route("**/static/mots.bin", lambda route: route.abort())
    site.enter(page, "partenaire")
    page.goto(f"{site.url}/actions/nouvelle")
    expect(page.locator("[data-asv-texte-libre]")).to_have_count(0)
    page.locator("#description").fill("Appeler le 06 39 98 01 12")

    page.get_by_role("button", name="Créer l’action").click()

    expect(page.locator("#description-erreur")).to_contain_text("Retirez le numéro de téléphone")
