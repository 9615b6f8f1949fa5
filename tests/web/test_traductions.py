"""The cards in several languages: the field reads them, the coordination puts them right, the tablets take them."""

import pytest

from tests.support.database import make_world

CARDS = "/api/traductions"


def words(answer, langue):
    return next(one for one in answer.json()["langues"] if one["code"] == langue)


async def test_a_tablet_takes_seven_languages_once_and_then_only_what_changed(client, world):
    first = await client.get(CARDS, world.mediateur)
    again = await client.get(CARDS, world.mediateur, headers={"if-none-match": first.headers["etag"]})

    assert [one["code"] for one in first.json()["langues"]] == ["fr", "ar", "en", "uk", "ro", "tr", "pl"]
    assert (words(first, "ar")["sens"], words(first, "ar")["relue"]) == ("rtl", False)
    assert (again.status_code, again.content) == (304, b"")


async def test_a_label_put_right_reaches_the_tablets_of_its_territoire_and_no_other(client, world, admin, bases):
    other_world = await make_world(admin, bases)
    before = await client.get(CARDS, world.mediateur)

    saved = await client.post("/traductions", world.coordinateur, langue="uk", cle="question.sexe", texte="Ви – ")
    after = await client.get(CARDS, world.mediateur, headers={"if-none-match": before.headers["etag"]})
    elsewhere = await client.get(CARDS, other_world.mediateur)

    assert saved.headers["location"] == "/traductions?langue=uk&fait=traduction-corrigee"
    assert words(after, "uk")["textes"]["question.sexe"] == "Ви –"
    assert words(elsewhere, "uk")["textes"]["question.sexe"] == "Ви"


async def test_a_confirmed_label_is_said_read_over(client, world):
    page = await client.get("/traductions?langue=pl", world.coordinateur)
    assert "0 sur 40 relues" in page.text

    await client.post("/traductions", world.coordinateur, langue="pl", cle="SEXE_GENRE.F", texte="Kobieta")

    assert "1 sur 40 relues" in (await client.get("/traductions?langue=pl", world.coordinateur)).text


@pytest.mark.parametrize("texte", ["", "a" * 241, "Kobieta \u202e", "zadzwoń: 06 12 34 56 78"])
async def test_a_text_that_cannot_be_shown_is_refused_beside_its_label(client, world, texte):
    refused = await client.post("/traductions", world.coordinateur, langue="pl", cle="SEXE_GENRE.F", texte=texte)

    assert refused.status_code == 400
    assert 'aria-invalid="true"' in refused.text


@pytest.mark.parametrize(("langue", "cle"), [("xx", "SEXE_GENRE.F"), ("pl", "inconnue")])
async def test_a_label_that_does_not_exist_is_not_made(client, world, langue, cle):
    refused = await client.post("/traductions", world.coordinateur, langue=langue, cle=cle, texte="x")

    assert refused.status_code == 404


async def test_the_mediator_reads_the_page_and_may_not_write(client, world):
    page = await client.get("/traductions?langue=ar", world.mediatrice)
    refused = await client.post("/traductions", world.mediatrice, langue="ar", cle="SEXE_GENRE.F", texte="x")

    assert 'lang="ar" dir="rtl"' in page.text
    assert "<button" not in page.text.split("<main")[1].split("</main")[0]
    assert refused.status_code == 403
