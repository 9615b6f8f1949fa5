"""The dictionary as anybody reads it: whole, plain, and the same in the page and in the data."""

import re
from html import unescape

from asv.domain.dictionnaire import DICTIONNAIRE
from tests.support.database import World
from tests.support.site import Client


async def test_a_visitor_reads_every_definition_without_login(client: Client):
    answer = await client.get("/definitions")

    assert answer.status_code == 200
    assert re.findall(r'<details class="declaration" id="([^"]+)"', answer.text) == list(DICTIONNAIRE)
    assert "Aucun classement de quartiers" in answer.text


async def test_what_is_not_counted_says_what_it_waits_for(client: Client):
    page = unescape((await client.get("/definitions")).text)
    one = page[page.index('id="M10"') : page.index('id="M11"')]

    assert "pas encore compté" in one
    assert "Ce qui manque" in one
    assert "question du renoncement" in one


async def test_the_data_say_what_the_page_says(client: Client):
    data = (await client.get("/definitions.json")).json()

    assert [one["code"] for one in data] == list(DICTIONNAIRE)
    (found,) = [one for one in data if one["code"] == "M15"]
    assert found["denominateur"] == DICTIONNAIRE["M15"].denominateur
    assert found["etat"] == "calculé sur des chiffres du diagnostic"
    assert found["niveaux"] == ["territoire"]


async def test_the_diagnostic_leads_to_the_definitions(client: Client, world: World):
    assert 'href="/definitions"' in (await client.get("/diagnostic", world.coordinateur)).text
