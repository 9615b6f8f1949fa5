"""Séries of context as the coordination reads them, and the files that it brings."""

import re

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.web.entry import COOKIE
from asv.web.site import csrf_token
from tests.support.database import CALL, Persona, World, make_world
from tests.support.publications import apl, as_csv, as_xlsx, as_zip, c2s, demographie
from tests.support.site import ORIGIN, Client
from tests.web.steps import path_of


@pytest.fixture
async def call(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases, CALL)


@pytest.fixture
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


def words(answer: httpx.Response) -> str:
    """The text of a page with plain spaces and no tag."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text.replace("\N{NARROW NO-BREAK SPACE}", " ")))


async def upload(client: Client, who: Persona, data: bytes) -> httpx.Response:
    return await client.http.post(
        "/contexte/import", data={"_csrf_token": csrf_token(who.token)}, files={"fichier": ("a.zip", data)},
        headers={"cookie": f"{COOKIE}={who.token}", "origin": ORIGIN},
    )  # fmt: skip


def c2s_file(world: World, *counts: str, year: int = 2025) -> bytes:
    return as_zip({f"data_CNAM{year}_QP24.csv": as_csv(c2s({world.qpv[0]: counts}))})


async def taken(client: Client, world: World, data: bytes, **fields: object) -> httpx.Response:
    path = path_of(await upload(client, world.coordinateur, data))
    return await client.post(f"{path}/importer", world.coordinateur, **({"lot": "0"} | fields))


async def test_a_file_is_brought_looked_at_taken_read_and_undone(client: Client, world: World):
    path = path_of(await upload(client, world.coordinateur, c2s_file(world, "877", "132", "39")))
    look = words(await client.get(path, world.coordinateur))
    assert "Régime général et C2S dans les quartiers, 2025 QPV 2024" in look
    assert "6 chiffres pour vos lieux" in look
    assert "Rien n’est encore enregistré" in look

    path_of(await client.post(f"{path}/importer", world.coordinateur, lot="0"))
    page = words(await client.get("/contexte/series/qpv2024_taux_c2s", world.coordinateur))
    assert "19,5" in page
    assert "Insee et Cnam ; 1er janvier 2025 ; QPV 2024 ; Licence Ouverte 2.0." in page

    listed = await client.get("/contexte/import", world.coordinateur)
    undo = re.search(r'action="(/contexte/importations/[^"]+)"', listed.text)[1]
    path_of(await client.post(undo, world.coordinateur))
    assert (await client.get("/contexte/series/qpv2024_taux_c2s", world.coordinateur)).status_code == 404


async def test_a_refusal_shows_the_file_again_with_what_was_typed(client: Client, world: World):
    data = as_csv(demographie({world.qpv[0]: ("1 575", "52,3", "36,1", "33,7", "20,1", "s")}))
    path = path_of(await upload(client, world.coordinateur, data))

    without = await client.post(f"{path}/importer", world.coordinateur, lot="0")
    wrong = await client.post(f"{path}/importer", world.coordinateur, lot="0", annee_0="22")
    right = await client.post(f"{path}/importer", world.coordinateur, lot="0", annee_0="2022")

    assert (without.status_code, wrong.status_code, right.status_code) == (400, 400, 303)
    assert "Ce fichier ne dit pas son millésime" in words(without)
    assert "quatre chiffres" in words(wrong)
    assert 'value="22"' in wrong.text


async def test_a_doubtful_cell_is_shown_with_its_line_and_can_be_left_aside(client: Client, world: World):
    path = path_of(await upload(client, world.coordinateur, c2s_file(world, "877", "13O", "39")))

    look = words(await client.get(path, world.coordinateur))
    refused = await client.post(f"{path}/importer", world.coordinateur, lot="0")
    done = await client.post(f"{path}/importer", world.coordinateur, lot="0", ecarter="oui")

    assert "Ligne 2, colonne « C_C2SNP » : « 13O » n’est pas un nombre." in look
    assert refused.status_code == 400
    assert done.status_code == 303


async def test_places_that_would_lose_their_figures_are_named_and_a_box_must_be_ticked(client: Client, world: World):
    whole = as_csv(c2s(dict.fromkeys(world.qpv, ("877", "132", "39"))))
    path = path_of(await upload(client, world.coordinateur, whole))
    path_of(await client.post(f"{path}/importer", world.coordinateur, lot="0", annee_0="2025"))
    part = as_csv(c2s({world.qpv[0]: ("900", "180", "45")}))
    path = path_of(await upload(client, world.coordinateur, part))

    unknown = words(await client.get(path, world.coordinateur))
    refused = await client.post(f"{path}/importer", world.coordinateur, lot="0", annee_0="2025")
    done = await client.post(f"{path}/importer", world.coordinateur, lot="0", annee_0="2025", retirer="0")

    assert (
        "J’accepte que ces lieux" not in unknown
    )  # the file prints no year: what it replaces is known once it is typed
    assert refused.status_code == 400
    assert "1 lieu aurait des chiffres de moins." in words(refused)
    assert f"ce qui est en place : Quartier {world.qpv[1][2:-1]}." in words(refused)
    assert "J’accepte que ces lieux perdent leurs chiffres" in words(refused)
    assert done.status_code == 303


async def test_several_sheets_are_ticked_one_by_one(client: Client, world: World):
    commune = world.cellules[0][0]
    book = as_xlsx({"APL 2023": apl(2023, {commune: 2.96}), "APL 2024": apl(2024, {commune: 2.44})})
    path = path_of(await upload(client, world.coordinateur, book))

    path_of(await client.post(f"{path}/importer", world.coordinateur, lot=["0", "1"]))
    drawn = await client.get("/contexte/series/apl_medecins_generalistes", world.coordinateur)
    page = words(drawn)

    assert drawn.text.count('class="figure-svg"') == 1
    assert "Pas de courbe d’évolution" not in page
    assert "Écart" in page
    assert "3,0 2,4 −0,6" in page  # as written: the difference of 2.96 and 2.44 would read −0,5


async def test_vintages_that_do_not_compare_are_shown_apart_with_the_reason(client: Client, world: World):
    await taken(client, world, c2s_file(world, "877", "132", "39", year=2024))
    await taken(client, world, c2s_file(world, "900", "180", "45"))

    refused = await client.get("/contexte/series/qpv2024_taux_c2s", world.coordinateur)
    page = words(refused)

    assert "figure-svg" not in refused.text
    assert "Pas de courbe d’évolution." in page
    assert "deux millésimes ne doivent pas servir à mesurer des évolutions" in page
    assert "1er janvier 2024" in page
    assert "Écart" not in page


async def test_figures_of_2015_stand_apart_and_say_so_on_every_line(client: Client, call: World):
    listed = await client.get("/contexte", call.coordinateur)
    page = words(await client.get("/contexte/series/qpv2015_taux_c2s_sans_participation", call.coordinateur))

    today, _, older = listed.text.partition("Quartiers dans leur périmètre de 2015")
    assert "qpv2015_" not in today
    assert "qpv2024_" not in older
    assert "Périmètre de 2015 : ne vaut pas pour le quartier de 2024" in page
    assert page.count("(QPV 2015)") >= 22


async def test_a_figure_of_a_commune_says_that_it_is_not_that_of_its_quartiers(client: Client, call: World):
    page = words(await client.get("/contexte/series/apl_medecins_generalistes", call.coordinateur))

    assert "Valeur de la commune entière, non de ses quartiers." in page
    assert "Lens 5,9" in page


async def test_the_list_names_the_files_that_are_still_missing(client: Client, call: World):
    page = words(await client.get("/contexte", call.coordinateur))

    assert "Fichiers qui manquent encore" in page
    assert "Régime général et C2S dans les quartiers" in page.partition("manquent encore")[2]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"PAR1" + b"\0" * 100])
async def test_a_file_that_is_not_read_says_why_and_what_to_do(client: Client, world: World, data: bytes):
    answer = await upload(client, world.coordinateur, data)

    assert answer.status_code == 400
    assert "1 point à corriger" in words(answer)
    assert re.search(r"[Tt]éléchargez-le|choisissez celui des données", words(answer))


async def test_a_file_without_any_known_figure_is_said_so(client: Client, world: World):
    path = path_of(await upload(client, world.coordinateur, as_csv([["Nom", "Âge"], ["x", "3"]])))

    page = words(await client.get(path, world.coordinateur))

    assert "Aucun jeu de chiffres connu dans ce fichier" in page
    assert "Enregistrer ce qui est coché" not in page


async def test_a_funder_reads_and_does_not_bring(client: Client, world: World):
    listed = await client.get("/contexte", world.financeur)

    assert listed.status_code == 200
    assert "/contexte/import" not in listed.text
    assert (await client.get("/contexte/import", world.financeur)).status_code == 403


async def test_a_draft_left_is_forgotten(client: Client, world: World):
    path = path_of(await upload(client, world.coordinateur, c2s_file(world, "877", "132", "39")))

    path_of(await client.post(f"{path}/abandonner", world.coordinateur))

    assert (await client.get(path, world.coordinateur)).status_code == 404


async def test_a_quartier_is_shown_with_its_figures_and_those_of_its_communes_apart(client: Client, call: World):
    page = words(await client.get("/contexte/lieux?lieu=QN06202M", call.coordinateur))

    own, _, beside = page.partition("Angres, commune entière")
    assert "Population municipale (habitants) 1 575 recensement 2020" in own
    assert "Accessibilité potentielle localisée" not in own
    assert beside.startswith(" Valeur de la commune entière, non de ses quartiers.")
    assert "Accessibilité potentielle localisée" in beside


async def test_a_quartier_of_2015_is_marked_and_has_none_of_the_figures_of_2024(client: Client, call: World):
    page = words(await client.get("/contexte/lieux?lieu=QP062002", call.coordinateur))

    assert "Périmètre de 2015 : ne vaut pas pour le quartier de 2024" in page
    assert "(QPV 2015)" in page
    assert "recensement 2020" not in page


@pytest.mark.parametrize("code", ["", "75056", "QN99999M", "x" * 300])
async def test_a_place_of_elsewhere_is_refused_with_where_to_choose(client: Client, call: World, code: str):
    answer = await client.get(f"/contexte/lieux?lieu={code}", call.coordinateur)

    assert answer.status_code == 404
    assert "choisissez-en un dans la liste" in words(answer)


async def test_what_a_file_says_is_shown_as_text_and_never_as_markup(client: Client, world: World):
    trap = "<script>alert(1)</script>"
    rows = [["CODGEO", trap, "C", "C_C2SNP"], [world.qpv[0], trap, trap, "3"]]

    path = path_of(await upload(client, world.coordinateur, as_zip({f"{trap}.csv".replace("/", ""): as_csv(rows)})))
    page = (await client.get(path, world.coordinateur)).text

    assert page.count("&lt;script&gt;") == 4  # twice the name of the table, a doubtful cell, a column left aside
    assert "<script>alert" not in page


async def test_the_page_says_where_to_look_for_a_file(client: Client, world: World):
    page = words(await client.get("/contexte/import", world.coordinateur))

    assert "Régime général et C2S dans les quartiers (insee.fr/fr/statistiques/8736902)" in page


async def test_a_quartier_that_lies_in_two_agglomerations_is_marked_wherever_it_is_read(client: Client, call: World):
    table = words(await client.get("/contexte/series/qpv2024_population", call.coordinateur))
    alone = words(await client.get("/contexte/lieux?lieu=QN06216M", call.coordinateur))

    assert table.count("(en partie hors du territoire)") == 4  # QN06216M, QN06243M, QN06245M, QN06247M
    assert "Quartier entier : ses habitants d’une autre agglomération comptent aussi." in alone
