"""Sealed items: whose they are, whoever carries them, and what is kept of those that cannot be taken."""

import base64
import json
from uuid import UUID, uuid4

from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.comptes import Compte
from asv.db.engine import Bases
from asv.sealing import ServerKey
from asv.usecases.synchronisation import loads
from tests.support.database import World
from tests.support.saisies import (
    KEYS,
    Keys,
    atelier,
    clear,
    contact,
    count,
    issues,
    rows,
    sealed,
    seance,
    send,
)


async def test_a_sealed_item_is_stored_and_the_same_in_clear_is_already_there(bases: Bases, world: World):
    there = clear("seance", seance(world))

    assert issues(await send(bases, world.mediateur, [sealed(there, world.mediateur.id)])) == ["stored"]
    assert issues(await send(bases, world.mediateur, [there])) == ["already_stored"]


async def test_the_items_of_a_colleague_are_hers_whoever_carries_them(bases: Bases, world: World, admin: AsyncEngine):
    hers, his = clear("seance", seance(world)), clear("seance", seance(world, creneau="soir"))
    contacts = [clear("contact", contact(hers["id"])) for _ in range(3)]
    own = [clear("contact", contact(his["id"])) for _ in range(2)]
    carried = [sealed(item, world.mediatrice.id) for item in (hers, *contacts)]
    answer = await send(bases, world.mediateur, [*carried, *(sealed(i, world.mediateur.id) for i in (his, *own))])

    assert issues(answer) == ["stored"] * 7
    owners = [row["mediateur_id"] for row in await rows(admin, world, "contact")]
    assert (owners.count(world.mediatrice.id), owners.count(world.mediateur.id)) == (3, 2)
    async with bases.session(world.mediateur.token, read_only=True) as session:
        assert await session.scalar(text("SELECT count(*) FROM asv.contact")) == 2


async def test_what_is_kept_aside_for_a_colleague_is_out_of_the_carrier_s_sight(
    bases: Bases, world: World, admin: AsyncEngine
):
    early, wrong = clear("contact", contact(uuid4())), clear("atelier", atelier(world, total=3))
    batch = [sealed(early, world.mediatrice.id), sealed(wrong, world.mediatrice.id)]

    assert issues(await send(bases, world.mediateur, batch)) == ["parked", "rejected"]
    assert issues(await send(bases, world.mediateur, batch)) == ["parked", "rejected"]
    assert {row["auteur_id"] for row in await rows(admin, world, "quarantaine")} == {world.mediatrice.id}
    async with bases.session(world.mediateur.token, read_only=True) as session:
        assert await session.scalar(text("SELECT count(*) FROM asv.quarantaine")) == 0
    async with bases.session(world.mediatrice.token, read_only=True) as session:
        assert await session.scalar(text("SELECT count(*) FROM asv.quarantaine")) == 2


async def test_a_mark_that_is_not_its_auteur_s_is_refused(bases: Bases, world: World, admin: AsyncEngine):
    item, stranger = (
        clear("seance", seance(world)),
        Keys(KEYS.server_key, b"un autre secret, d'une autre base", KEYS.carte_secret),
    )
    forged = [
        sealed(item, world.mediatrice.id, mac=base64.b64encode(bytes(32)).decode()),
        sealed(item, world.mediateur.id, auteur=str(world.mediatrice.id)),
        sealed(item, world.mediateur.id, appareil=str(uuid4())),
        sealed(item, world.mediateur.id, contenu=json.dumps(seance(world, creneau="soir"))),
        sealed(item, world.mediateur.id, genre="atelier"),
        sealed(item, world.mediatrice.id, keys=stranger),
        sealed(item, world.mediateur.id, mac="pas du base64"),
        sealed(item, world.mediateur.id, mac=None),
        sealed(item, world.mediateur.id, role="coordinateur"),
        sealed(item, world.mediateur.id, contenu=seance(world)),
    ]
    answer = await send(bases, world.mediateur, forged)

    assert issues(answer) == ["rejected"] * len(forged)
    assert await count(admin, world, "seance") == 0
    kept = await rows(admin, world, "quarantaine")
    assert {(row["auteur_id"], row["contenu"]) for row in kept} == {(world.mediateur.id, None)}


async def test_an_envelope_opens_only_as_the_item_it_was_sealed_as(bases: Bases, world: World):
    envelope = sealed(clear("seance", seance(world)), world.mediateur.id)
    moved = envelope | {"id": str(uuid4())}
    cut = envelope | {"scelle": envelope["scelle"][:400]}
    answer = await send(bases, world.mediateur, [moved, cut, envelope | {"scelle": "é"}, envelope | {"scelle": None}])

    assert issues(answer) == ["rejected"] * 4
    assert {verdict.champ for verdict in answer.verdicts} == {"scelle"}


async def test_an_envelope_for_another_key_or_of_another_layout_is_kept_for_whoever_opens_it(
    bases: Bases, world: World, admin: AsyncEngine
):
    retired = Keys(ServerKey.generate(), KEYS.auteur_secret, KEYS.carte_secret)
    old = sealed(clear("seance", seance(world)), world.mediateur.id, keys=retired)
    newer = {"id": str(uuid4()), "scelle": base64.b64encode(b"\x02" + bytes(300)).decode()}

    assert issues(await send(bases, world.mediateur, [old, newer])) == ["needs_coordinator"] * 2
    blobs = {str(row["element_id"]): row["scelle"] for row in await rows(admin, world, "quarantaine")}
    assert blobs == {item["id"]: base64.b64decode(item["scelle"]) for item in (old, newer)}


async def test_a_genre_or_a_version_of_tomorrow_is_kept_whole_and_unreadable(
    bases: Bases, world: World, admin: AsyncEngine
):
    canary = {"texte": "canari-de-demain", "liste": [1, {"deux": 3}]}
    tomorrow = [
        clear("parole", canary), clear("genre_de_demain", canary), clear("contact", canary, version=3),
        sealed(clear("visite", canary), world.mediateur.id),
        sealed(clear("contact", canary, version=7), world.mediateur.id),
    ]  # fmt: skip
    for _ in range(2):
        assert issues(await send(bases, world.mediateur, tomorrow)) == ["needs_coordinator"] * 5

    kept = {str(row["element_id"]): row for row in await rows(admin, world, "quarantaine")}
    assert len(kept) == 5
    assert "canari" not in str(kept)
    for item in tomorrow:
        inside = loads(KEYS.server_key.open(kept[item["id"]]["scelle"], UUID(item["id"])))
        assert loads(inside["contenu"]) == canary
        assert UUID(inside["auteur"]) == world.mediateur.id


async def test_a_blob_made_here_is_taken_like_a_tablet_s(bases: Bases, world: World, admin: AsyncEngine):
    await send(bases, world.mediateur, [clear("seance", seance(world, nomenclature="2031.1"))])
    (kept,) = await rows(admin, world, "quarantaine")
    again = {"id": str(kept["element_id"]), "scelle": base64.b64encode(kept["scelle"]).decode()}

    assert issues(await send(bases, world.mediatrice, [again])) == ["needs_coordinator"]
    assert await count(admin, world, "quarantaine") == 1


async def test_an_auteur_who_left_is_not_lost_and_not_believed(
    bases: Bases, world: World, other_world: World, admin: AsyncEngine
):
    async with admin.begin() as connection:
        await connection.execute(update(Compte).where(Compte.id == world.mediatrice.id).values(actif=False))
    gone = sealed(clear("seance", seance(world)), world.mediatrice.id)
    moved = sealed(clear("seance", seance(world)), other_world.mediateur.id)
    promoted = sealed(clear("seance", seance(world)), world.coordinateur.id)

    assert issues(await send(bases, world.mediateur, [gone, moved, promoted])) == ["needs_coordinator"] * 3
    kept = {str(row["element_id"]): row for row in await rows(admin, world, "quarantaine")}
    owners = [kept[item["id"]]["auteur_id"] for item in (gone, moved, promoted)]
    assert owners == [world.mediatrice.id, world.mediateur.id, world.coordinateur.id]
    assert all(row["scelle"] and row["contenu"] is None for row in kept.values())


async def test_a_content_under_seal_is_read_as_strictly_as_one_in_clear(bases: Bases, world: World):
    item = clear("seance", seance(world))
    text_of = json.dumps(item["contenu"])
    twice = item | {"contenu": text_of[:-1] + ', "date": "2026-11-21"}'}
    endless = item | {"contenu": "[" * 100_000}

    for spoiled in (twice, endless):
        envelope = sealed(spoiled, world.mediateur.id, raw=True)
        assert issues(await send(bases, world.mediateur, [envelope])) == ["rejected"]
