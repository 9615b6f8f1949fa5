"""A public figure quartier by quartier, beside what is published for the commune and the intercommunalité."""

import csv
import io
import re
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from tests.support.database import CALL, World, make_world
from tests.support.publications import as_csv, as_zip, c2s
from tests.support.site import Client
from tests.web.steps import path_of
from tests.web.test_contexte import taken, words

C2S = "/contexte/series/qpv2024_taux_c2s/quartiers"


@pytest.fixture
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


@pytest.fixture
async def call(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases, CALL)


async def bring(client: Client, world: World, year: int, counts: dict[str, tuple[str, ...]]) -> None:
    path_of(await taken(client, world, as_zip({f"data_CNAM{year}.csv": as_csv(c2s(counts))})))


async def test_the_commune_and_the_intercommunalite_of_the_same_year_are_lines_across_each_quartier(
    client: Client, world: World
):
    commune, qpv = world.cellules[0]
    await bring(client, world, 2025, {qpv: ("1000", "150", "50")})
    await bring(client, world, 2025, {commune: ("1000", "100", "20")})
    await bring(client, world, 2025, {world.territoire_id: ("1000", "80", "20")})
    answer = await client.get(C2S, world.coordinateur)
    svg = await client.get(f"{C2S}/svg", world.coordinateur)
    rows = list(
        csv.DictReader(io.StringIO((await client.get(f"{C2S}/csv", world.coordinateur)).text[1:]), delimiter=";")
    )

    (panel,) = re.findall(r"<desc[^>]*>([^<]*)</desc>", answer.text)
    assert re.fullmatch(r"20 ; .+ 12 ; .+ 10", panel)
    assert answer.text.count('stroke-dasharray="3 2"') == 1
    assert "le trait en tirets, celui de l’intercommunalité" in words(answer)
    assert [(row["code_lieu"], row["valeur"]) for row in rows] == [
        (qpv, "20,0000"), (commune, "12,0000"), (world.territoire_id, "10,0000"),
    ]  # fmt: skip
    written = " ".join(one.text or "" for one in ET.fromstring(svg.text).iter())  # noqa: S314 - ours
    assert "quartier par quartier. Insee et Cnam ; 1er janvier 2025 ; QPV 2024" in written
    assert (await client.get(f"{C2S}/png", world.coordinateur)).content.startswith(b"\x89PNG")
    assert "Ce qui n’est pas montré" not in words(answer)


async def test_another_year_is_not_drawn_beside_and_the_page_and_the_image_say_why(client: Client, world: World):
    commune, qpv = world.cellules[0]
    await bring(client, world, 2025, {qpv: ("1000", "150", "50")})
    await bring(client, world, 2024, {commune: ("1000", "100", "20")})
    answer = await client.get(C2S, world.coordinateur)
    svg = await client.get(f"{C2S}/svg", world.coordinateur)

    reason = "celui de la commune de 2024 : deux années ne se mettent pas côte à côte"
    assert reason in words(answer)
    assert re.findall(r"<desc[^>]*>([^<]*)</desc>", answer.text) == ["20"]
    assert "deux années" in svg.text


async def test_the_explorer_leads_to_the_public_figures_of_a_quartier_and_says_why_a_share_has_no_outside_reference(
    client: Client, call: World
):
    answer = await client.get("/diagnostic/explorer?lieu=QN06202M", call.coordinateur)

    assert "Population municipale : 1 575 habitants, millésime : recensement 2020" in words(answer)
    assert "Une moyenne nationale ne leur servirait pas de repère" in words(answer)
    (path,) = set(re.findall(r'href="(/contexte/series/qpv2024_population/quartiers)"', answer.text))
    page = await client.get(path, call.coordinateur)
    assert page.text.count('class="figure-svg"') == page.text.count("<figcaption>") == 22
    assert "n’a pas de mesure pareille" in words(page)


async def test_a_figure_that_nobody_dated_is_shown_without_reference(client: Client, call: World):
    page = words(await client.get("/contexte/series/qpv2024_taux_pauvrete/quartiers", call.coordinateur))

    assert "n’est pas daté par le producteur" in page
    assert "apporter le fichier daté du producteur" in page
    assert "le trait plein" not in page


@pytest.mark.parametrize(("path", "code"), [
    ("/contexte/series/qpv2024_population/quartiers/pdf", 404), ("/contexte/series/inconnue/quartiers", 404),
    ("/contexte/series/qpv2015_population/quartiers", 400),
])  # fmt: skip
async def test_what_is_not_there_is_refused_with_what_is(client: Client, call: World, path: str, code: int):
    answer = await client.get(path, call.coordinateur)

    assert answer.status_code == code
    assert re.search("choisissez png|apporter le fichier|Seules les séries des QPV 2024", words(answer))
