"""The pages of the bourse de moyens: publish, find what is free, reserve, answer, be told what is left."""

import re
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from tests.support.database import Persona, World, make_world
from tests.support.moyens import dated_action
from tests.support.site import Client
from tests.web.steps import here, path_of, soon, today

HOSTILE = """<script>alert(1)</script>"><img src=x onerror=alert(1)>'{{7*7}}"""


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


def offer(world: World, **changes) -> dict[str, object]:
    fields = {"sens": "offre", "code": "MY_LOCAL", "libelle": "Salle du rez-de-chaussée", "quantite": "1"}
    period = {"debut": today().isoformat(), "fin": (today() + timedelta(days=200)).isoformat()}
    return fields | period | {"endroit": ":".join(here(world)), "valeur": "45,50"} | changes


async def publish(client: Client, world: World, who: Persona | None = None, **changes) -> str:
    return path_of(await client.post("/moyens", who or world.associee, **offer(world, **changes)))


async def test_an_offer_is_published_and_read_by_the_other_structures(client: Client, world: World):
    path = await publish(client, world, description="De plain-pied, 40 places.")

    page = (await client.get(path, world.partenaire)).text
    assert "Salle du rez-de-chaussée" in page
    assert "45,50 € par demi-journée" in page
    assert "Libre" in page
    assert "Modifier" not in page
    assert path in (await client.get("/moyens", world.partenaire)).text
    assert path in (await client.get("/moyens?code=MY_LOCAL", world.coordinateur)).text
    assert path not in (await client.get("/moyens?code=MY_CONSO", world.coordinateur)).text


async def test_what_is_wrong_comes_back_with_what_was_typed(client: Client, world: World):
    answer = await client.post("/moyens", world.associee, **offer(world, quantite="deux", fin="", libelle="Ma salle"))

    assert answer.status_code == 400
    assert "un nombre entier" in answer.text
    assert "Indiquez le dernier jour." in answer.text
    assert 'value="Ma salle"' in answer.text


async def test_a_list_of_persons_is_refused_with_the_way_out(client: Client, world: World):
    asked = offer(world, sens="demande", code="MY_FICHIER", libelle="Transmettre le fichier des assurés")

    answer = await client.post("/moyens", world.partenaire, **asked)

    assert answer.status_code == 400
    assert "envoie elle-même l’invitation" in answer.text


async def test_a_hostile_text_is_shown_as_text(client: Client, world: World):
    path = await publish(client, world, libelle=HOSTILE[:100])

    page = (await client.get(path, world.partenaire)).text
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;" in page


async def test_another_structure_changes_nothing_of_an_offer(client: Client, world: World):
    path = await publish(client, world)

    assert (await client.get(f"{path}/modifier", world.partenaire)).status_code == 403
    assert (await client.post(f"{path}/etat", world.partenaire, etat="ferme", version="1")).status_code == 403
    assert (await client.get("/moyens", world.mediateur)).status_code == 403
    assert (await client.get("/moyens", world.financeur)).status_code == 403


async def test_a_change_made_meanwhile_is_not_overwritten(client: Client, world: World):
    path = await publish(client, world)
    path_of(await client.post(f"{path}/modifier", world.associee, **offer(world, libelle="Salle du bas", version="1")))

    late = await client.post(f"{path}/modifier", world.associee, **offer(world, libelle="Grande salle", version="1"))

    assert late.status_code == 409
    assert 'value="Grande salle"' in late.text
    assert "Salle du bas" in (await client.get(path, world.associee)).text


async def test_a_room_is_found_near_reserved_and_answered(client: Client, admin: AsyncEngine, world: World):
    path = await publish(client, world, libelle="Salle du canal", is_sur_accord="oui")
    moyen = path.rsplit("/", 1)[1]
    action, days = await dated_action(admin, world, soon(), 2)
    near = f"jour={soon()}&creneaux=matin&endroit={':'.join(here(world))}&km=5&code=MY_LOCAL"
    assert "Salle du canal" in (await client.get(f"/moyens/libres?{near}", world.partenaire)).text

    tab = f"/actions/{action}/moyens"
    assert "Demander" in (await client.get(f"{tab}?date={days[0]}&code=MY_LOCAL", world.partenaire)).text
    answer = await client.post(tab, world.partenaire, moyen=moyen, date=str(days[0]), quantite="1")
    assert answer.headers["location"] == f"{tab}?fait=moyen-demandee"

    late = await client.post(tab, world.partenaire, moyen=moyen, date=str(days[1]), quantite="1")
    assert late.status_code == 409
    assert "n’est pas libre" in late.text
    assert "Salle du canal" not in (await client.get(f"/moyens/libres?{near}", world.partenaire)).text

    owner = (await client.get("/moyens/reservations", world.associee)).text
    assert "Votre réponse est attendue" in owner
    row = re.search(r"/moyens/reservations/[0-9a-f-]{36}", owner)[0]
    assert (await client.post(row, world.associee, etat="reservee")).status_code == 303
    assert "45,50 €" in (await client.get(tab, world.partenaire)).text

    freed = await client.post(row, world.partenaire, etat="liberee", retour="action")
    assert freed.headers["location"] == f"{tab}?fait=moyen-liberee"
    assert "Salle du canal" in (await client.get(f"/moyens/libres?{near}", world.partenaire)).text


async def test_a_request_is_said_met(client: Client, world: World):
    path = await publish(client, world, world.partenaire, sens="demande", libelle="Une salle pour l’atelier")
    assert "Ce qui pourrait répondre" in (await client.get(path, world.partenaire)).text

    path_of(await client.post(f"{path}/etat", world.partenaire, etat="pourvu", version="1"))

    assert "Pourvue" in (await client.get(path, world.partenaire)).text
    assert path not in (await client.get("/moyens", world.associee)).text
    assert path in (await client.get("/moyens?miens=oui", world.partenaire)).text


async def test_who_finds_nothing_asks_for_what_he_looked_for(client: Client, world: World):
    endroit = ":".join(here(world))
    search = f"/moyens/libres?code=MY_GARDE&jour={soon()}&creneaux=soir&endroit={endroit}&km=2"

    page = (await client.get(search, world.partenaire)).text
    form = (await client.get(re.search(r'/moyens/nouveau[^"]+code=MY_GARDE[^"]+', page)[0].replace("&amp;", "&"),
                             world.partenaire)).text  # fmt: skip

    assert '<option value="MY_GARDE" selected>' in form
    assert f'<option value="{endroit}" selected>' in form
    assert f'value="{soon()}"' in form
