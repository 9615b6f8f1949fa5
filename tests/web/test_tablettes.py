"""Tablets declared lost, what they announced and never sent, and what the coordination takes again."""

import base64
import json
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.counts import Counter
from asv.db.engine import Bases
from asv.db.fiches import colleagues
from asv.db.synchronisation import Quarantaine
from asv.domain.indicateurs import INDICATEURS
from asv.domain.periodes import parse_periode
from asv.sealing import ServerKey
from asv.usecases.corrections import ajustements
from asv.usecases.entree import who
from asv.usecases.synchronisation import Batch, Reception, import_queue, places_of, receive, replay
from asv.web.entry import COOKIE
from asv.web.site import csrf_token
from tests.support.database import TODAY, World
from tests.support.saisies import KEYS, NOW, TABLET, Keys, atelier, clear, contact, count, rows, sealed, seance, send
from tests.support.site import ORIGIN, Client

PATH = "/api/synchronisation"
EMPTY = {"appareil": str(TABLET), "elements": []}


async def declare_lost(client: Client, world: World) -> None:
    await client.get(f"/api/terrain?appareil={TABLET}", world.mediateur)
    answer = await client.post("/tablettes", world.coordinateur, appareil=str(TABLET), etat="perdue")
    assert answer.status_code == 303


async def test_a_lost_tablet_gets_no_key_and_what_it_sends_is_kept_for_a_person(  # T01, S42
    client: Client, world: World, admin: AsyncEngine
):
    await declare_lost(client, world)
    there = clear("seance", seance(world))
    answer = await client.send(
        PATH, world.mediateur, EMPTY | {"elements": [there, clear("contact", contact(there["id"]))]}
    )

    assert (await client.get(f"/api/terrain?appareil={TABLET}", world.mediateur)).status_code == 403
    assert answer.status_code == 403
    assert "perdue" in answer.json()["erreur"]
    kept = await rows(admin, world, "quarantaine")
    assert [(row["motif"], row["champ"], row["contenu"]) for row in kept] == [
        ("needs_coordinator", "appareil", None)
    ] * 2
    assert all(row["scelle"] for row in kept)
    assert await count(admin, world, "seance") == 0
    assert "tablette_perdue_refusee" in {row["evenement"] for row in await rows(admin, world, "journal")}


async def test_what_was_sealed_on_a_lost_tablet_waits_too_when_another_carries_it(
    client: Client, bases: Bases, world: World, admin: AsyncEngine
):
    await declare_lost(client, world)
    blob = sealed(clear("seance", seance(world)), world.mediateur.id)
    async with bases.session(world.mediatrice.token, read_only=False) as session, session.begin():
        acteur = await who(session)
        places = await places_of(session, acteur.territoire_id, NOW)
        answer = await receive(session, acteur, Batch(uuid4(), [blob]), keyring=KEYS, places=places, now=NOW)

    assert [(v.issue, v.champ) for v in answer.verdicts] == [("needs_coordinator", "appareil")]


async def test_a_tablet_found_again_is_received(client: Client, world: World):
    await declare_lost(client, world)
    await client.post("/tablettes", world.administrateur, appareil=str(TABLET), etat="retrouvee")

    assert (await client.send(PATH, world.mediateur, EMPTY)).status_code == 200


async def test_the_list_shows_who_held_each_tablet_and_what_it_still_holds(client: Client, world: World):
    await client.send(PATH, world.mediateur, EMPTY | {"en_attente": [str(uuid4()), str(uuid4())]})
    page = (await client.get("/tablettes", world.coordinateur)).text

    assert str(TABLET)[:8] in page
    assert "2 saisies" in page
    assert (await client.get("/tablettes", world.mediateur)).status_code == 403


async def test_a_queue_that_was_announced_and_vanished_is_counted(client: Client, world: World):  # S13
    items = [clear("seance", seance(world)) for _ in range(3)]
    ids = [item["id"] for item in items]

    async def missing(elements: list, held: list, appareil: str = str(TABLET)) -> int:
        body = {"appareil": appareil, "elements": elements, "en_attente": held}
        return (await client.send(PATH, world.mediateur, body)).json()["manquantes"]

    assert await missing([], ids) == 0
    assert await missing(items[:1], ids) == 0
    assert await missing([], []) == 2
    assert await missing(items[1:2], []) == 1
    assert await missing([], ids[2:]) == 0
    assert (await client.send(PATH, world.mediateur, EMPTY)).json()["manquantes"] is None


async def test_a_browser_that_lost_everything_comes_back_as_a_new_tablet_and_is_told_too(client: Client, world: World):
    before, after = str(uuid4()), str(uuid4())
    body = {"appareil": before, "elements": [], "en_attente": [str(uuid4())]}
    await client.send(PATH, world.mediateur, body)
    again = {"appareil": after, "elements": [], "en_attente": []}

    assert (await client.send(PATH, world.mediateur, again)).json()["manquantes"] == 1
    assert (await client.send(PATH, world.mediatrice, again | {"appareil": str(uuid4())})).json()["manquantes"] == 0


async def test_an_announcement_is_a_list_of_identifiers(client: Client, world: World):
    for wrong in ("x", [1], ["pas un identifiant"], [str(uuid4())] * 5001):
        assert (await client.send(PATH, world.mediateur, EMPTY | {"en_attente": wrong})).status_code == 400


def reception(bases: Bases, keys: Keys = KEYS) -> Reception:
    return Reception(bases, keys, NOW)


async def test_a_late_item_of_a_closed_quarter_is_taken_by_the_coordination_and_leaves_a_dated_trace(
    bases: Bases, world: World, admin: AsyncEngine
):
    there = clear("seance", seance(world, date="2026-09-25"))
    late = sealed(clear("contact", contact(there["id"])), world.mediateur.id)
    answer = await send(bases, world.mediateur, [sealed(there, world.mediateur.id), late])
    assert [(v.issue, v.champ) for v in answer.verdicts] == [("needs_coordinator", "date"), ("parked", "seance")]

    (kept,) = [row for row in await rows(admin, world, "quarantaine") if row["motif"] == "needs_coordinator"]
    async with bases.session(world.coordinateur.token, read_only=False) as session, session.begin():
        acteur = await who(session)
        verdict = await replay(session, acteur, reception(bases), kept["element_id"], kept["empreinte"])

    assert verdict.issue == "stored"
    (stored,) = await rows(admin, world, "seance")
    assert (stored["mediateur_id"], stored["date_seance"].isoformat()) == (world.mediateur.id, "2026-09-25")
    (met,) = await rows(admin, world, "contact")
    (trace,) = await rows(admin, world, "correction")
    assert (trace["is_ajustement"], trace["auteur_id"]) == (True, world.coordinateur.id)
    assert (trace["genre"], trace["objet_id"]) == ("contact", met["id"])


async def test_what_is_admitted_into_a_closed_quarter_moves_none_of_its_figures(bases: Bases, world: World):
    there = clear("seance", seance(world, date="2026-09-25"))
    late = [there, clear("contact", contact(there["id"])), clear("atelier", atelier(world, date="2026-09-25"))]
    before = await figures(bases, world)
    await send(bases, world.mediateur, [sealed(item, world.mediateur.id) for item in late])

    async with bases.session(world.coordinateur.token, read_only=False) as session, session.begin():
        acteur = await who(session)
        for kept in (await session.scalars(select(Quarantaine).where(Quarantaine.motif == "needs_coordinator"))).all():
            verdict = await replay(session, acteur, reception(bases), kept.element_id, kept.empreinte)
            assert verdict.issue == "stored"
        beside = await ajustements(session, acteur)

    assert await figures(bases, world) == before
    assert [(one.periode.code, one.nombre) for one in beside] == [("2026-T3", 2)]


async def figures(bases: Bases, world: World) -> dict[str, object]:
    """Every indicateur of the third quarter."""
    async with bases.session(world.coordinateur.token, read_only=True) as session:
        acteur = await who(session)
        counter = Counter(session, acteur, parse_periode("2026-T3"), TODAY)
        return {code: await counter.count(indicateur) for code, indicateur in INDICATEURS.items()}


async def test_a_rotation_loses_no_sealed_item_and_a_key_that_comes_back_opens_what_waited(
    bases: Bases, world: World, admin: AsyncEngine
):
    old, new = KEYS.server_key, ServerKey.generate()
    rotated = Keys(new, KEYS.auteur_secret, KEYS.carte_secret, (old,))
    forgot = Keys(new, KEYS.auteur_secret, KEYS.carte_secret)
    before, lost, after = (
        sealed(clear("seance", seance(world)), world.mediateur.id, keys) for keys in (KEYS, KEYS, rotated)
    )

    async def sent(keys: Keys, item: dict) -> str:
        async with bases.session(world.mediateur.token, read_only=False) as session, session.begin():
            acteur = await who(session)
            places = await places_of(session, acteur.territoire_id, NOW)
            answer = await receive(session, acteur, Batch(TABLET, [item]), keyring=keys, places=places, now=NOW)
        return answer.verdicts[0].issue

    assert await sent(rotated, before) == await sent(rotated, after) == "stored"
    assert await sent(forgot, lost) == "needs_coordinator"
    (kept,) = await rows(admin, world, "quarantaine")
    async with bases.session(world.coordinateur.token, read_only=False) as session, session.begin():
        acteur = await who(session)
        verdict = await replay(session, acteur, reception(bases, rotated), kept["element_id"], kept["empreinte"])
    assert verdict.issue == "stored"
    assert {row["mediateur_id"] for row in await rows(admin, world, "seance")} == {world.mediateur.id}


async def test_the_file_of_a_stuck_tablet_is_received_item_by_item_under_its_auteurs_and_twice_is_once(
    bases: Bases, world: World, admin: AsyncEngine
):
    there = clear("seance", seance(world))
    mine = [there, *(clear("contact", contact(there["id"])) for _ in range(250))]
    queue = [sealed(item, world.mediatrice.id) for item in mine]
    blob = base64.b64decode(queue[7]["scelle"])
    queue[7]["scelle"] = base64.b64encode(blob[:-1] + bytes([blob[-1] ^ 1])).decode()
    file = json.dumps({"appareil": str(TABLET), "elements": queue}).encode()

    async def brought() -> list[str]:
        async with bases.session(world.coordinateur.token, read_only=False) as session, session.begin():
            return [v.issue.value for v in await import_queue(session, await who(session), reception(bases), file)]

    first = await brought()
    assert (first.count("stored"), first[7]) == (250, "rejected")
    assert (await brought()).count("already_stored") == 250
    assert {row["mediateur_id"] for row in await rows(admin, world, "contact")} == {world.mediatrice.id}
    async with bases.gate() as gate:
        assert (
            await gate.scalar(text("SELECT count(*) FROM sec.session WHERE compte_id = :c"), {"c": world.mediateur.id})
            == 1
        )


async def test_an_imported_file_does_not_say_that_its_carrier_held_the_tablet(
    bases: Bases, world: World, admin: AsyncEngine
):
    async with bases.session(world.coordinateur.token, read_only=False) as session, session.begin():
        carrier = (await session.execute(colleagues())).first()
        author = world.mediateur if carrier and carrier[0] != world.mediateur.id else world.mediatrice
        await send(bases, author, [])
        file = json.dumps({"appareil": str(TABLET), "elements": [sealed(clear("seance", seance(world)), author.id)]})
        await import_queue(session, await who(session), reception(bases), file.encode())

    assert [row["compte_id"] for row in await rows(admin, world, "appareil")] == [author.id]


async def test_the_page_takes_again_imports_and_refuses_what_is_not_a_queue(
    client: Client, world: World, admin: AsyncEngine
):
    await declare_lost(client, world)
    item = clear("seance", seance(world))
    await client.send(PATH, world.mediateur, EMPTY | {"elements": [item]})
    (kept,) = await rows(admin, world, "quarantaine")
    page = (await client.get("/a-traiter", world.coordinateur)).text
    assert "Reprendre" in page
    form = {"element": str(kept["element_id"]), "empreinte": kept["empreinte"].hex()}
    assert (await client.post("/a-traiter/reprendre", world.coordinateur, **form)).status_code == 303
    assert [row["id"] for row in await rows(admin, world, "seance")] == [UUID(item["id"])]
    assert (await client.post("/a-traiter/reprendre", world.mediateur, **form)).status_code == 403


@pytest.mark.parametrize("content", [b"", b"{}", b'{"appareil": "x", "elements": []}', b'{"elements": [{"id": 1}]}'])
async def test_what_is_not_the_file_of_a_tablet_is_refused_with_the_way_out(
    client: Client, world: World, content: bytes
):
    answer = await client.http.post(
        "/a-traiter/file", data={"_csrf_token": csrf_token(world.coordinateur.token)},
        files={"fichier": ("file.json", content)},
        headers={"cookie": f"{COOKIE}={world.coordinateur.token}", "origin": ORIGIN},
    )  # fmt: skip

    assert answer.status_code == 400
    assert "n’est pas une file de tablette" in answer.text
