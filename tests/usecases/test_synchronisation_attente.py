"""What could not be taken: kept for whom, readable by whom, and how it ends."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.db.synchronisation import Quarantaine
from asv.domain.errors import Forbidden, NotFound
from asv.domain.saisie import Places
from asv.usecases.entree import who
from asv.usecases.synchronisation import Batch, conflicts, receive, recent_of, resolve, with_retries
from tests.support.database import TODAY, Persona, World
from tests.support.saisies import (
    KEYS,
    NOW,
    TABLET,
    atelier,
    clear,
    contact,
    count,
    issues,
    rows,
    salutation,
    seance,
    send,
)


async def journee(bases: Bases, persona: Persona):
    async with bases.session(persona.token, read_only=True) as session:
        return await recent_of(session, await who(session), TODAY)


async def to_decide(bases: Bases, persona: Persona, now=NOW):
    async with bases.session(persona.token, read_only=True) as session:
        return await conflicts(session, await who(session), now)


async def test_a_bad_item_stops_no_good_one_and_its_field_is_named(bases: Bases, world: World, admin: AsyncEngine):
    there = clear("seance", seance(world))
    bad = clear("contact", contact(there["id"], themes=["MENTALE"]))
    answer = await send(bases, world.mediateur, [there, bad, clear("contact", contact(there["id"]))])

    assert issues(answer) == ["stored", "rejected", "stored"]
    assert answer.verdicts[1].champ == "themes"
    (waiting,) = (await journee(bases, world.mediateur)).en_attente
    assert (str(waiting.id), waiting.motif, waiting.champ) == (bad["id"], "rejected", "themes")


async def test_a_refused_content_is_kept_nowhere(bases: Bases, world: World, admin: AsyncEngine):
    spoiled = contact(uuid4(), note="canari Dupont 0612345678", **{"Mme Canari": 1})
    items = [clear("contact", spoiled), clear("contact", contact("canari")), clear("contact", {"seance": "canari"})]

    assert issues(await send(bases, world.mediateur, items)) == ["rejected"] * 3
    kept = await rows(admin, world, "quarantaine")
    assert len(kept) == 3
    assert "anari" not in str(kept)
    assert all(row["contenu"] is None and row["scelle"] is None for row in kept)


async def test_a_refused_item_corrected_under_its_identifier_is_stored_and_waits_no_more(bases: Bases, world: World):
    bad = clear("atelier", atelier(world, total=3))
    for _ in range(2):
        assert issues(await send(bases, world.mediateur, [bad])) == ["rejected"]
    good = clear("atelier", atelier(world), bad["id"])

    assert issues(await send(bases, world.mediateur, [good])) == ["stored"]
    assert (await journee(bases, world.mediateur)).en_attente == ()


async def test_an_item_without_a_readable_identifier_is_answered_by_its_rank(
    bases: Bases, world: World, admin: AsyncEngine
):
    nameless = [3, None, [], "texte", {}, {"id": None}, {"id": 7}, {"id": "x" * 36}, {"id": "\0"}]
    answer = await send(bases, world.mediateur, [clear("atelier", atelier(world)), *nameless])

    assert issues(answer) == ["stored", *["rejected"] * len(nameless)]
    assert [(v.id, v.rang) for v in answer.verdicts[1:]] == [(None, rang) for rang in range(1, len(nameless) + 1)]
    assert await count(admin, world, "quarantaine") == 0


async def test_an_item_says_only_what_it_may(bases: Bases, world: World):
    changes = [
        {"genre": "Seance"}, {"genre": "a" * 41}, {"genre": None}, {"genre": "se\nance"}, {"version": "1"},
        {"version": True}, {"version": None}, {"contenu": None}, {"contenu": []}, {"contenu": "{}"},
        {"auteur": str(uuid4())}, {"territoire_id": "246200364"}, {"mac": "x"}, {"é": 1},
    ]  # fmt: skip
    answer = await send(bases, world.mediateur, [clear("seance", seance(world)) | change for change in changes])

    assert issues(answer) == ["rejected"] * len(changes)


async def test_my_day_shows_what_was_received_and_counts_only_mine(bases: Bases, world: World):
    there = clear("seance", seance(world))
    mine = [clear("contact", contact(there["id"])), clear("contact", {**salutation(there["id"]), "nature": "contact"})]
    await send(
        bases,
        world.mediateur,
        [there, *mine, clear("contact", salutation(there["id"])), clear("atelier", atelier(world))],
    )
    await send(bases, world.mediatrice, [clear("contact", contact(there["id"]))])

    day = await journee(bases, world.mediateur)
    (shown,) = day.seances
    assert (shown.contacts, shown.brefs, shown.salutations, shown.is_doubtful) == (2, 1, 1, False)
    assert [one.total for one in day.ateliers] == [9]
    (hers,) = (await journee(bases, world.mediatrice)).seances
    assert (hers.contacts, hers.salutations) == (1, 0)
    with pytest.raises(Forbidden):
        await journee(bases, world.coordinateur)


async def test_the_coordination_sees_both_versions_and_what_differs(bases: Bases, world: World):
    there = clear("seance", seance(world))
    first = clear("contact", contact(there["id"]))
    other = clear("contact", contact(there["id"], sexe="H", freins=["AUCUN_FREIN"], themes=None), first["id"])
    await send(bases, world.mediateur, [there, first, other])

    (case,) = await to_decide(bases, world.coordinateur)
    assert (str(case.id), case.motif, case.auteur) == (first["id"], "conflict", "Personne mediateur")
    assert case.premiere_recue_le is not None
    assert {(d.champ, str(d.premiere), str(d.seconde)) for d in case.differences} == {
        ("sexe", "F", "H"),
        ("freins", "['FIN_RAC', 'ADM_DOSSIER']", "['AUCUN_FREIN']"),
        ("themes", "['DENT']", "None"),
    }


async def test_two_versions_that_both_wait_for_their_seance_are_compared_too(bases: Bases, world: World):
    first = clear("contact", contact(uuid4()))
    await send(bases, world.mediateur, [first, first | {"contenu": first["contenu"] | {"premiere_fois": "NON"}}])

    (case,) = await to_decide(bases, world.coordinateur)
    assert [(d.champ, d.premiere, d.seconde) for d in case.differences] == [("premiere_fois", "OUI", "NON")]


async def test_a_case_closed_by_the_coordination_leaves_the_list_and_changes_nothing_stored(
    bases: Bases, world: World, admin: AsyncEngine
):
    first = clear("atelier", atelier(world))
    await send(bases, world.mediateur, [first, clear("atelier", atelier(world, deja_rencontres=0), first["id"])])
    (case,) = await to_decide(bases, world.coordinateur)

    async def close() -> None:
        async with bases.session(world.coordinateur.token, read_only=False) as session, session.begin():
            await resolve(session, await who(session), case.id, case.empreinte)

    await close()
    assert await to_decide(bases, world.coordinateur) == []
    assert [row["deja_rencontres"] for row in await rows(admin, world, "atelier")] == [4]
    with pytest.raises(NotFound):
        await close()


async def test_a_contact_that_waits_too_long_for_its_seance_reaches_the_coordination(bases: Bases, world: World):
    await send(bases, world.mediateur, [clear("contact", contact(uuid4()))])

    assert await to_decide(bases, world.coordinateur) == []
    async with bases.session(world.coordinateur.token, read_only=True) as session:
        later = await session.scalar(select(text("now()"))) + timedelta(days=8)
    assert [case.motif for case in await to_decide(bases, world.coordinateur, later)] == ["parked"]


async def test_only_the_coordination_decides(bases: Bases, world: World):
    for persona in (world.mediateur, world.administrateur, world.partenaire, world.financeur):
        with pytest.raises(Forbidden):
            await to_decide(bases, persona)


async def test_a_mediator_cannot_rewrite_what_waits_only_close_what_is_his(bases: Bases, world: World):
    await send(bases, world.mediateur, [clear("contact", contact(uuid4()))])

    async with bases.session(world.mediateur.token, read_only=False) as session:
        with pytest.raises(DBAPIError, match="permission denied"):
            await session.execute(update(Quarantaine).values(contenu={}))
    async with bases.session(world.mediatrice.token, read_only=False) as session:
        closed = await session.execute(update(Quarantaine).values(resolue_le=NOW))
        assert closed.rowcount == 0


async def test_a_row_the_database_refuses_costs_only_itself(bases: Bases, world: World, admin: AsyncEngine):
    unknown = Places({"99999": frozenset(), world.cellules[0][0]: frozenset({world.cellules[0][1]})})
    elements = [clear("seance", seance(world)), clear("seance", seance(world, commune="99999", qpv=None))]
    elements.append(clear("contact", contact(elements[0]["id"])))
    tries = []

    async def transaction(one_by_one: bool):  # noqa: FBT001
        tries.append(one_by_one)
        async with bases.session(world.mediateur.token, read_only=False) as session, session.begin():
            batch = Batch(TABLET, elements)
            return await receive(
                session, await who(session), batch, keyring=KEYS, places=unknown, now=NOW, one_by_one=one_by_one
            )

    answer = await with_retries(transaction)

    assert issues(answer) == ["stored", "rejected", "stored"]
    assert tries == [False, True]
    assert [await count(admin, world, table) for table in ("reception", "seance", "contact", "quarantaine")] == [
        2,
        1,
        1,
        1,
    ]
    assert UUID(answer.verdicts[1].id)
