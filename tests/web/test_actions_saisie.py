"""The partner's pages: what is typed comes back, is refused in French, and never replaces another's change unseen."""

import re
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from tests.support.database import World, make_world
from tests.support.site import Client
from tests.web.steps import (
    announced,
    at,
    complement,
    dated,
    day,
    draft,
    here,
    path_of,
    sheet,
    validated,
)

HOSTILE = """<script>alert(1)</script>"><img src=x onerror=alert(1)>'{{7*7}}"""


def folded(page: str) -> tuple[str, str]:
    """Whether the quartiers are open, and what stands on them."""
    return re.search(r"<details( open)?>\s*<summary>(.*?uartiers visés.*?)</summary>", page).groups("")


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


async def test_the_rest_of_the_sheet_comes_back_with_what_was_typed(client: Client, world: World):
    path = await draft(client, world)
    typed = complement(world, version=await at(client, world, path), effectif_attendu="beaucoup", aval_jours="")

    answer = await client.post(f"{path}/completer", world.partenaire, **typed)

    assert answer.status_code == 400
    assert 'value="beaucoup"' in answer.text
    for champ in ("effectif_attendu", "aval_jours"):
        assert f'href="#{champ}"' in answer.text


async def test_what_the_state_says_is_known_is_not_taken_away(client: Client, world: World):
    path = await announced(client, world)
    emptied = complement(
        world, version=await at(client, world, path), participation_prevue="", aval="", aval_jours="", communication=""
    )

    answer = await client.post(f"{path}/completer", world.partenaire, **emptied)

    assert answer.status_code == 400
    for words in ("Gardez le niveau", "Gardez qui reçoit", "Gardez le plan"):
        assert words in answer.text


async def test_a_faulty_sheet_comes_back_with_what_was_typed_and_every_refusal(client: Client, world: World):
    typed = sheet(world, titre="", theme="", description="Appeler Samira au 06 12 34 56 78", publics=["SENIOR"])

    answer = await client.post("/actions", world.partenaire, **typed)

    assert answer.status_code == 400
    assert "3 points à corriger" in answer.text
    for champ in ("titre", "theme", "description"):
        assert f'href="#{champ}"' in answer.text
        assert f'id="{champ}-erreur"' in answer.text
    assert "Appeler Samira au 06 12 34 56 78" in answer.text
    assert re.search(rf'value="{here(world)[1]}" checked', answer.text)
    assert 'value="SENIOR" checked' in answer.text
    assert '<option value="AC_DEPIST" selected>' in answer.text


async def test_the_quartiers_are_folded_under_their_names_and_open_when_one_must_be_chosen(
    client: Client, world: World
):
    new = (await client.get("/actions/nouvelle", world.partenaire)).text
    path = await draft(client, world)
    kept = (await client.get(f"{path}/modifier", world.partenaire)).text
    idea = await draft(client, world, qpv=[])
    lacking = (await client.get(f"{idea}/modifier", world.partenaire)).text
    faulty = (await client.post("/actions", world.partenaire, **sheet(world, qpv=["QN00000M"]))).text

    assert folded(new) == ("", "Choisir les quartiers visés")
    assert folded(kept) == ("", f"Quartiers visés\u202f: Quartier {here(world)[1][2:-1]}")
    assert folded(lacking)[0] == folded(faulty)[0] == " open"


async def test_a_faulty_date_comes_back_open_with_what_was_typed(client: Client, world: World):
    path = await dated(client, world)

    answer = await client.post(f"{path}/dates", world.partenaire, **day(world, fin="08:00", lieu="Parvis de l’église"))

    assert answer.status_code == 400
    assert 'href="#date-fin"' in answer.text
    assert "Parvis de l’église" in answer.text
    assert re.search(r"<details open>\s*<summary>Ajouter une date", answer.text)


async def test_somebody_elses_change_is_shown_before_it_is_replaced(client: Client, world: World):
    path = await draft(client, world, titre="Titre d’origine")
    first = sheet(world, titre="Titre de la coordination", version="2")
    path_of(await client.post(f"{path}/modifier", world.coordinateur, **first))

    second = sheet(world, titre="Titre du porteur", version="2")
    answer = await client.post(f"{path}/modifier", world.partenaire, **second)

    assert answer.status_code == 409
    assert "Titre du porteur" in answer.text
    assert 'name="version" value="3"' in answer.text
    assert "Titre de la coordination" in (await client.get(path, world.partenaire)).text
    path_of(await client.post(f"{path}/modifier", world.partenaire, **second | {"version": "3"}))
    assert "Titre du porteur" in (await client.get(path, world.partenaire)).text


async def test_an_announcement_of_a_version_already_changed_is_a_conflict(client: Client, world: World):
    path = await validated(client, world)
    path_of(await client.post(f"{path}/dates", world.partenaire, **day(world)))
    version = await at(client, world, path)
    path_of(await client.post(f"{path}/modifier", world.coordinateur, **sheet(world, version=version)))

    answer = await client.post(f"{path}/passer", world.partenaire, vers="AE_PROGRAMMEE", version=version)

    assert answer.status_code == 409
    assert "rechargez la page" in answer.text


async def test_what_is_typed_is_shown_as_text_and_never_as_markup(client: Client, world: World):
    path = await announced(
        client, world, HOSTILE, titre=HOSTILE[:110], description=HOSTILE, objectif=HOSTILE, besoin_texte=HOSTILE
    )
    await client.post(f"{path}/dates", world.partenaire, **day(world, lieu=HOSTILE))

    pages = [
        await client.get(path, world.associee),
        await client.get("/actions", world.partenaire),
        await client.get(f"{path}/modifier", world.partenaire),
        await client.get(f"{path}/completer", world.partenaire),
        await client.get("/calendrier", world.mediateur),
        await client.post(
            "/actions", world.partenaire, **sheet(world, titre=HOSTILE, type=HOSTILE[:70], qpv=[HOSTILE[:70]])
        ),
        await client.post(f"{path}/dates", world.partenaire, **day(world, lieu=HOSTILE, jour=HOSTILE[:70])),
    ]

    for page in pages:
        assert page.status_code in (200, 400)
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
    assert "{{7*7}}" in pages[0].text


@pytest.mark.parametrize("nul", ["a\0b", "\x1b[31m", "un\u202eneuf"])
async def test_a_text_with_hidden_signs_is_refused_and_breaks_nothing(client: Client, world: World, nul: str):
    assert (await client.post("/actions", world.partenaire, **sheet(world, titre=nul))).status_code == 400
    assert (await client.post("/actions", world.partenaire, **sheet(world, qpv=[nul], type=nul))).status_code == 400


async def test_a_form_with_a_field_nobody_asked_for_is_refused(client: Client, world: World):
    assert (await client.post("/actions", world.partenaire, **sheet(world, etat="AE_PROGRAMMEE"))).status_code == 400
    assert (await client.post("/actions", world.partenaire, **sheet(world, titre="x" * 2000))).status_code == 400


async def test_an_address_that_is_not_one_of_an_action_is_not_found(client: Client, world: World):
    assert (await client.get(f"/actions/{uuid4()}", world.partenaire)).status_code == 404
    assert (await client.get("/actions/nimporte", world.partenaire)).status_code == 404
