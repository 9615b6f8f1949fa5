"""The coordination's pages: a file, what it means, what it would give, the import, its undoing; and who is refused."""

import re
from datetime import date, datetime, timedelta

import httpx
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.contacts import Contact
from asv.db.engine import Bases, loader_session
from asv.domain.periodes import FRANCE
from asv.spreadsheets.cells import MOST_BYTES
from asv.spreadsheets.reading import read_sheet
from asv.web.entry import COOKIE
from asv.web.site import csrf_token
from tests.support import releves
from tests.support.database import Persona, World, make_world
from tests.support.site import ORIGIN, Client

DAY = datetime.now(FRANCE).date() - timedelta(days=3)


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


async def upload(client: Client, who: Persona | None, data: bytes, **fields: str) -> httpx.Response:
    token = {"_csrf_token": csrf_token(who.token)} if who else {}
    return await client.http.post(
        "/reprise", data=token | fields, files={"fichier": ("Relevé de Mme Zzcanari.xlsx", data)},
        headers={"origin": ORIGIN} | ({"cookie": f"{COOKIE}={who.token}"} if who else {}),
    )  # fmt: skip


async def log(admin: AsyncEngine, world: World, frein: str = "Financier", day: date = DAY, **more: str) -> bytes:
    async with admin.connect() as connection:
        commune = await connection.scalar(
            text("SELECT nom FROM asv.commune WHERE code = :code"), {"code": world.cellules[0][0]}
        )
    cells = dict.fromkeys(releves.ENTETES, "") | {
        "Date": day, "Moment": "matin", "Commune": commune, "Lieu": "CCAS", "Mode": "Permanence", "Sexe": "F",
        "Frein": frein, "Nom": "Zzcanari",
    } | more  # fmt: skip
    return releves.xlsx([tuple(cells), tuple(cells.values())])


async def draft_of(client: Client, world: World, data: bytes) -> str:
    answer = await upload(client, world.coordinateur, data)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def form_of(page: str) -> dict[str, str]:
    """Every choice of the page as it stands."""
    fields = {}
    for name, body in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        fields[name] = chosen[1] if chosen else ""
    return fields


async def test_a_file_is_brought_looked_at_imported_and_undone(client: Client, admin: AsyncEngine, world: World):
    who = world.coordinateur
    path = await draft_of(client, world, await log(admin, world, day=DAY - timedelta(days=1)))

    page = (await client.get(path, who)).text
    assert "1 ligne lue, 1 prête, 0 point à corriger" in page
    assert "J. Nom\u202f: elle nomme une personne" in page
    assert "Zzcanari" not in page
    assert "Freins financiers" in page

    done = await client.post(f"{path}/importer", who)
    assert done.headers["location"] == "/reprise?fait=reprise-faite"
    listed = (await client.get("/reprise", who)).text
    undo = re.search(r'action="(/reprise/importations/[^"]+)"', listed)[1]
    assert (await client.post(undo, who)).headers["location"] == "/reprise?fait=reprise-annulee"
    assert "Annulé" in (await client.get("/reprise", who)).text
    async with loader_session(admin) as session:
        assert await session.scalar(select(func.count()).where(Contact.territoire_id == world.territoire_id)) == 0


async def test_an_unknown_word_is_chosen_on_the_page(client: Client, admin: AsyncEngine, world: World):
    who = world.coordinateur
    path = await draft_of(client, world, await log(admin, world, "Mutuelle trop chère"))

    page = (await client.get(path, who)).text
    assert "Mutuelle trop chère" in page
    assert "/importer" not in page
    assert (await client.post(f"{path}/importer", who)).status_code == 400
    fields = form_of(page) | {"valeur.freins.mutuelle trop chere": "FIN_SANS_COMPL"}
    assert (await client.post(path, who, **fields)).headers["location"] == f"{path}#apercu"

    page = (await client.get(path, who)).text
    assert "Pas de complémentaire" in page
    assert "/importer" in page


async def test_what_the_file_does_not_say_is_said_once(client: Client, world: World, admin: AsyncEngine):
    who = world.coordinateur
    path = await draft_of(client, world, await log(admin, world, Moment=""))

    page = (await client.get(path, who)).text
    assert "Il manque ici" in page.replace("\u00a0", " ").replace("\u202f", " ")
    await client.post(path, who, **form_of(page) | {"defaut_creneau": "soir"})

    assert ", soir, " in (await client.get(path, who)).text


async def test_a_choice_nobody_was_offered_is_refused(client: Client, admin: AsyncEngine, world: World):
    path = await draft_of(client, world, await log(admin, world))
    fields = form_of((await client.get(path, world.coordinateur)).text)

    for wrong in (
        {"valeur.themes.x": "SEX_IVG"}, {"defaut_mode": "<script>"}, {"mediateur": str(world.financeur.id)},
        {f"valeur.freins.{'x' * 300}": "LANGUE"}, {"colonne_0": "sexe"}, {"colonne_9": "freins"},
    ):  # fmt: skip
        assert (await client.post(path, world.coordinateur, **fields | wrong)).status_code == 400, wrong
    assert (await client.get(path, world.coordinateur)).status_code == 200


async def test_a_file_left_aside_is_forgotten(client: Client, admin: AsyncEngine, world: World):
    path = await draft_of(client, world, await log(admin, world))

    assert (await client.post(f"{path}/abandonner", world.coordinateur)).status_code == 303
    assert (await client.get(path, world.coordinateur)).status_code == 404


async def test_the_draft_of_somebody_else_does_not_exist(
    client: Client, admin: AsyncEngine, bases: Bases, world: World
):
    other = await make_world(admin, bases)
    path = await draft_of(client, world, await log(admin, world))

    for verb in (client.get(path, other.coordinateur), client.post(path, other.coordinateur)):
        assert (await verb).status_code == 404


async def test_the_example_can_be_downloaded_read_and_looked_at(client: Client, world: World):
    answer = await client.get("/reprise/exemple.xlsx", world.coordinateur)

    assert answer.headers["content-disposition"] == 'attachment; filename="exemple-de-releve.xlsx"'
    assert len(read_sheet(answer.content).rows) > 50
    page = (await client.get(await draft_of(client, world, answer.content), world.coordinateur)).text
    assert "1 point à corriger" in page or "points à corriger" in page
    assert "jamais repris" not in page


async def test_a_file_that_harms_is_refused_on_the_page_in_a_sentence(client: Client, world: World):
    for data in (b"", b"\x00\x01\x02", releves.with_entry(releves.xlsx([("a",)]), "xl/a.xml", b" " * 30_000_000)):
        answer = await upload(client, world.coordinateur, data)

        assert answer.status_code == 400
        assert "Il y a 1 point à corriger" in answer.text


async def test_a_file_too_heavy_is_refused_before_it_is_read(client: Client, world: World):
    answer = await upload(client, world.coordinateur, b"x" * (MOST_BYTES + 100_000))

    assert answer.status_code == 413
    assert "2" in answer.text


async def test_an_upload_needs_the_form_token_and_the_coordination(client: Client, admin: AsyncEngine, world: World):
    data = await log(admin, world)
    headers = {"origin": ORIGIN, "cookie": f"{COOKIE}={world.coordinateur.token}"}

    without = await client.http.post("/reprise", files={"fichier": ("a.xlsx", data)}, headers=headers)
    stolen = await client.http.post(
        "/reprise", data={"_csrf_token": csrf_token("x")}, files={"fichier": ("a.xlsx", data)}, headers=headers
    )

    assert (without.status_code, stolen.status_code) == (403, 403)
    assert (await upload(client, None, data)).status_code == 401
    for who in (world.mediateur, world.financeur, world.administrateur):
        assert (await upload(client, who, data)).status_code == 403


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n"),
        ("multipart/form-data", b"x"), ("text/plain", b"x"), ("application/x-www-form-urlencoded", b"a=b"),
        ("multipart/form-data; boundary=x", b"--x\r\n" * 5000), ("multipart/form-data; boundary=x", b""),
    ],
)  # fmt: skip
async def test_a_body_that_is_no_upload_is_no_fault_of_ours(client: Client, world: World, kind: str, body: bytes):
    headers = {"origin": ORIGIN, "cookie": f"{COOKIE}={world.coordinateur.token}", "content-type": kind}

    answer = await client.http.post("/reprise", content=body, headers=headers)

    assert answer.status_code in (400, 403)


async def test_words_of_a_file_are_shown_as_words(client: Client, admin: AsyncEngine, world: World):
    path = await draft_of(client, world, await log(admin, world, "<img src=x onerror=alert(1)>"))

    page = (await client.get(path, world.coordinateur)).text
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
