"""A withdrawal: what it erases, who wrote it, and what comes after it."""

from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from tests.support.database import World
from tests.support.saisies import (
    clear,
    contact,
    count,
    issues,
    ouverture,
    retrait,
    rows,
    sealed,
    seance,
    send,
)
from tests.usecases.dossiers import by, opening, step


async def test_a_withdrawal_erases_the_suivi_what_waited_for_it_and_what_one_could_try(
    bases: Bases, world: World, admin: AsyncEngine, code: str
):
    there = clear("seance", seance(world))
    linked = clear(
        "contact", contact(there["id"], code=code, themes=["MENTALE", "DENT"], freins=["ADM_SEJOUR"]), version=2
    )
    batch = [there, opening(world, code), linked, step(code), step(code, precedent=str(uuid4()))]
    await send(bases, world.mediateur, batch)
    before = {row["id"]: row["empreinte"] for row in await rows(admin, world, "reception")}
    gone = clear("retrait", retrait(code))

    assert issues(await send(bases, world.mediatrice, [gone])) == ["stored"]
    assert [await count(admin, world, t) for t in ("suivi", "etape", "quarantaine", "acces")] == [0, 0, 0, 0]
    after = {row["id"]: row["empreinte"] for row in await rows(admin, world, "reception")}
    assert {str(i) for i in before if before[i] == after[i]} == {there["id"]}
    (met,) = await rows(admin, world, "contact")
    assert (met["suivi_id"], met["themes"], met["freins"]) == (None, ["DENT"], ["ADMIN"])
    assert [row["etat"] for row in await rows(admin, world, "carte")] == ["retiree"]
    assert issues(await send(bases, world.mediatrice, [gone])) == ["already_stored"]


async def test_the_journal_says_who_wrote_a_withdrawal_and_who_carried_it(
    bases: Bases, world: World, admin: AsyncEngine, code: str
):
    await send(bases, world.mediateur, [clear("suivi_ouverture", ouverture(world, code))])
    written = sealed(clear("retrait", retrait(code)), world.mediateur.id)
    assert issues(await send(bases, world.mediatrice, [written])) == ["stored"]

    (line,) = [row for row in await rows(admin, world, "journal") if row["evenement"] == "suivi_efface"]
    assert (line["compte_id"], line["details"]) == (world.mediatrice.id, {"auteur": str(world.mediateur.id)})


async def test_what_comes_under_a_withdrawn_card_is_refused_and_nothing_of_it_is_kept(
    bases: Bases, world: World, admin: AsyncEngine, code: str
):
    await send(bases, world.mediateur, [opening(world, code), clear("retrait", retrait(code))])
    late = [by(step(code), world), step(code, objet="AME"), opening(world, code)]
    answer = await send(bases, world.mediatrice, late)

    assert [(v.issue, v.champ) for v in answer.verdicts] == [("rejected", "code")] * 3
    assert {(row["contenu"], row["scelle"]) for row in await rows(admin, world, "quarantaine")} == {(None, None)}
