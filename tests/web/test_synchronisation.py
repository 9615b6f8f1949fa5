"""The address of the tablets: who may send, what the page of the protocol promises, what a tablet fetches first."""

import asyncio
import base64
import json
import re
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from litestar import Request
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.app import create_app
from asv.db.engine import Bases
from asv.domain import nomenclatures
from asv.domain.ateliers import parse_atelier
from asv.domain.saisie import Places
from asv.sealing import author_key
from asv.usecases.synchronisation import Unreadable
from asv.usecases.synchronisation.genres import PARSERS
from asv.web.entry import COOKIE
from asv.web.synchronisation.body import BodyRefused, parse_batch, read_body
from asv.web.synchronisation.description import EXAMPLE, GENRES, VERSIONS
from tests.support.database import CALL, TODAY, World, make_world
from tests.support.saisies import NOW, TABLET, atelier, clear, contact, count, sealed, seance
from tests.support.site import ORIGIN, Client, make_site

PATH = "/api/synchronisation"
PAGE = (Path(__file__).parents[2] / "docs" / "synchronisation.md").read_text(encoding="utf-8")
EMPTY = {"appareil": str(TABLET), "elements": []}


@pytest.fixture
async def on_the_day(bases: Bases, shared_dir: Path):
    """The site on the day of the examples."""
    app = create_app(make_site(bases, shared_dir / "keys", clock=lambda: NOW), ["asv.test"])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=ORIGIN) as http:
        yield Client(http)


async def test_the_examples_of_the_page_are_answered_as_it_says(on_the_day: Client, bases: Bases, admin: AsyncEngine):
    world = await make_world(admin, bases, CALL)
    sent, answered, sent_after, answered_after = (
        json.loads(e) for e in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    )

    first = (await on_the_day.send(PATH, world.mediateur, sent)).json()
    then = (await on_the_day.send(PATH, world.mediateur, sent_after)).json()

    assert first["verdicts"] == answered["verdicts"]
    assert then["verdicts"] == answered_after["verdicts"]
    assert then["sequence"] > first["sequence"] > 0


@pytest.mark.parametrize("genre", GENRES)
def test_the_page_lists_the_fields_that_the_domain_reads(genre):
    section = re.search(rf"### `{genre}`\n(.*?)\n###", PAGE, re.DOTALL)[1]
    listed = dict(re.findall(r"^\| `(\w+)` \|.*\| (oui)? ?\|$", section, re.MULTILINE))

    assert {nom: bool(required) for nom, required in listed.items()} == {
        nom: champ.is_required for nom, champ in GENRES[genre].items()
    }


async def test_openapi_describes_every_genre_and_every_field(client: Client):
    operation = (await client.get("/schema/openapi.json")).json()["paths"][PATH]["post"]
    body = operation["requestBody"]["content"]["application/json"]["schema"]
    items = {
        (item["properties"]["genre"]["const"], item["properties"]["version"]["const"]): item["properties"]["contenu"]
        for item in body["properties"]["elements"]["items"]["oneOf"]
        if "genre" in item["properties"]
    }

    described = {(g, version): champs for g, versions in VERSIONS.items() for version, champs in versions.items()}
    assert items.keys() == described.keys()
    for key, champs in described.items():
        assert items[key]["properties"].keys() == {*champs, "nomenclature"}
        assert items[key]["additionalProperties"] is False
    assert {"200", "400", "401", "403", "413", "415", "503"} <= operation["responses"].keys()


def test_what_is_described_is_what_is_read():
    assert {genre: {*versions} for genre, versions in VERSIONS.items()} == {g: {*v} for g, v in PARSERS.items()}


def test_the_example_of_openapi_is_a_good_one():
    batch = parse_batch(json.dumps(EXAMPLE).encode())
    (element,) = batch.elements

    places = Places({"62498": frozenset()})
    assert parse_atelier(element["contenu"], today=date(2026, 5, 13), places=places).total == 9


async def test_without_a_session_nothing_is_taken_and_the_answer_is_json(client: Client, world: World):
    answer = await client.send(PATH, None, EMPTY)

    assert answer.status_code == 401
    assert answer.json()["erreur"]


async def test_only_mediators_send_and_fetch(client: Client, world: World):
    for persona in world.people:
        expected = 200 if persona.role == "mediateur" else 403
        assert (await client.send(PATH, persona, EMPTY)).status_code == expected
        assert (await client.get(f"/api/terrain?appareil={TABLET}", persona)).status_code == expected


@pytest.mark.parametrize("origin", ["https://ailleurs.test", "null", "", None])
async def test_an_envoi_from_elsewhere_is_refused(client: Client, world: World, admin: AsyncEngine, origin: str | None):
    headers = {"cookie": f"{COOKIE}={world.mediateur.token}"} | ({} if origin is None else {"origin": origin})
    body = EMPTY | {"elements": [clear("seance", seance(world))]}
    answer = await client.http.post(PATH, json=body, headers=headers)

    assert answer.status_code == 403
    assert await count(admin, world, "reception") == 0


async def test_no_other_method_answers(client: Client, world: World):
    headers = {"cookie": f"{COOKIE}={world.mediateur.token}", "origin": ORIGIN}
    for method in ("GET", "PUT", "PATCH", "DELETE", "TRACE"):
        assert (await client.http.request(method, PATH, headers=headers)).status_code == 405


def request_of(*messages: dict) -> Request:
    """A request whose body comes in these pieces, then nothing more."""
    coming = list(messages)

    async def receive() -> dict:
        return coming.pop(0) if coming else await asyncio.Future()

    return Request({"type": "http", "headers": [(b"content-type", b"application/json")]}, receive)


async def test_a_body_that_comes_too_slowly_is_given_up():
    slow = request_of({"type": "http.request", "body": b"{", "more_body": True})

    with pytest.raises(BodyRefused) as caught:
        await read_body(slow, longest_seconds=0.01)
    assert caught.value.status_code == 408


async def test_a_tablet_that_leaves_in_the_middle_stores_nothing():
    gone = request_of({"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"})

    with pytest.raises(Unreadable):
        await read_body(gone)


async def test_an_answer_is_kept_by_no_cache(client: Client, world: World):
    assert (await client.send(PATH, world.mediateur, EMPTY)).headers["cache-control"] == "no-store"


async def test_forbidden_fields_change_nothing_wherever_they_stand(client: Client, world: World, admin: AsyncEngine):
    forbidden = {
        "role": "coordinateur", "territoire_id": CALL, "territoire": CALL, "auteur": str(uuid4()),
        "mediateur_id": str(uuid4()),
        "auteur_id": str(uuid4()), "sequence": 1, "etat": "stored", "recue_le": "2020-01-01", "valide": True,
        "suivi_id": str(uuid4()), "is_bref": False,
    }  # fmt: skip
    there = clear("seance", seance(world))
    for champ, value in forbidden.items():
        whole = await client.send(PATH, world.mediateur, EMPTY | {champ: value})
        inside = [
            there | {champ: value}, clear("seance", seance(world) | {champ: value}),
            clear("contact", contact(there["id"]) | {champ: value}), clear("atelier", atelier(world) | {champ: value}),
        ]  # fmt: skip
        each = (await client.send(PATH, world.mediateur, EMPTY | {"elements": inside})).json()["verdicts"]
        assert whole.status_code == 400
        assert [(verdict["verdict"], verdict["champ"]) for verdict in each] == [("rejected", champ)] * 4

    assert [await count(admin, world, table) for table in ("reception", "seance", "contact", "atelier")] == [0] * 4


async def test_a_tablet_fetches_what_it_needs_to_seal_and_its_envoi_is_believed(client: Client, world: World):
    fetched = (await client.get(f"/api/terrain?appareil={TABLET}", world.mediateur)).json()

    assert (UUID(fetched["auteur"]), UUID(fetched["appareil"])) == (world.mediateur.id, TABLET)
    assert fetched["territoire"] == world.territoire_id
    assert len(base64.b64decode(fetched["cle_serveur"])) == 65
    parts = {(commune["code"], qpv) for commune in fetched["communes"] for qpv in commune["qpv"]}
    assert parts == set(world.cellules)
    assert {qpv["code"] for qpv in fetched["qpv"]} == set(world.qpv)


async def test_the_key_of_an_auteur_is_that_of_one_person_on_one_appareil(
    client: Client, world: World, bases: Bases, shared_dir: Path
):
    async def key(persona, appareil) -> bytes:
        answer = await client.get(f"/api/terrain?appareil={appareil}", persona)
        return base64.b64decode(answer.json()["cle_auteur"])

    keyring, other = make_site(bases, shared_dir / "keys").keyring, uuid4()
    mine = await key(world.mediateur, TABLET)

    assert mine == author_key(keyring.auteur_secret, world.mediateur.id, TABLET)
    assert len({mine, await key(world.mediatrice, TABLET), await key(world.mediateur, other)}) == 3
    envoi = EMPTY | {"elements": [sealed(clear("seance", seance(world)), world.mediateur.id, keyring)]}
    assert (await client.send(PATH, world.mediateur, envoi)).json()["verdicts"][0]["verdict"] == "stored"


@pytest.mark.parametrize("appareil", ["", "7", "../..", "7ab1e700"])
async def test_a_tablet_without_an_identifier_gets_no_key(client: Client, world: World, appareil: str):
    assert (await client.get(f"/api/terrain?appareil={appareil}", world.mediateur)).status_code == 400


async def test_the_lists_are_public_and_fetched_again_only_when_they_change(client: Client):
    answer = await client.get("/nomenclatures.json")
    tag = answer.headers["etag"]

    assert answer.content == nomenclatures.as_bytes(TODAY)
    assert answer.json()["version"] == nomenclatures.VERSION
    assert answer.headers["content-type"].startswith("application/json")
    assert {"public", "must-revalidate"} <= set(answer.headers["cache-control"].split(", "))
    for known in (tag, f"W/{tag}", f'"autre", {tag}', "*"):
        again = await client.get("/nomenclatures.json", headers={"if-none-match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert (await client.get("/nomenclatures.json", headers={"if-none-match": '"autre"'})).status_code == 200
