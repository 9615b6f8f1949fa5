"""Two tablets on one suivi: merged field by field, and both values kept where they differ."""

import asyncio

from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.domain.suivis.codes import draw_code
from tests.support.database import TODAY, World
from tests.support.saisies import (
    clear,
    etape,
    issues,
    rows,
    send,
)
from tests.usecases.dossiers import by, droits, opening, step


async def test_two_tablets_on_two_fields_are_merged(bases: Bases, world: World, admin: AsyncEngine, code: str):  # S20
    await send(bases, world.mediateur, [opening(world, code)])
    theirs = by(step(code, objet="MT", apres="OUVERT"), world)

    assert issues(await send(bases, world.mediateur, [step(code)])) == ["stored"]
    assert (await send(bases, world.mediatrice, [theirs])).verdicts[0].raison is None
    assert {row["etat"] for row in await rows(admin, world, "etape")} == {"appliquee"}


async def test_two_tablets_on_one_field_keep_both_values_and_their_auteurs(  # S21
    bases: Bases, world: World, admin: AsyncEngine, code: str
):
    await send(bases, world.mediateur, [opening(world, code)])
    mine, theirs = step(code, apres="EN_COURS"), by(step(code, apres="REFUSE"), world)
    await send(bases, world.mediateur, [mine])
    (verdict,) = (await send(bases, world.mediatrice, [theirs])).verdicts

    assert (verdict.issue, verdict.champ) == ("stored", "apres")
    assert "à trancher" in verdict.raison
    assert await droits(admin, world) == [
        (None, "EXPIRE", "appliquee"), (None, "EN_COURS", "appliquee"), (None, "REFUSE", "en_conflit"),
    ]  # fmt: skip
    aside = next(row for row in await rows(admin, world, "etape") if row["etat"] == "en_conflit")
    assert (str(aside["face_a"]), aside["auteur_id"]) == (mine["id"], world.mediatrice.id)
    assert issues(await send(bases, world.mediatrice, [theirs])) == ["already_stored"]


async def test_a_choice_between_two_values_is_an_etape_too(bases: Bases, world: World, admin: AsyncEngine, code: str):
    first = opening(world, code)
    mine, theirs = step(code, apres="EN_COURS"), by(step(code, apres="REFUSE"), world)
    await send(bases, world.mediateur, [first, mine])
    await send(bases, world.mediatrice, [theirs])
    chosen = clear("suivi_etape", etape(code, "resolution", avant=mine["id"], apres=theirs["id"]))
    late = clear("suivi_etape", etape(code, "resolution", avant=theirs["id"], apres=mine["id"]))

    assert (await send(bases, world.mediateur, [chosen])).verdicts[0].raison is None
    assert [etat for *_, etat in await droits(admin, world)] == ["appliquee", "ecartee", "appliquee"]
    assert "trop tard" in (await send(bases, world.mediateur, [late])).verdicts[0].raison


async def test_an_etape_on_a_closed_suivi_is_kept_and_the_closure_stands(  # S23
    bases: Bases, world: World, admin: AsyncEngine, code: str
):
    await send(bases, world.mediateur, [opening(world, code), step(code, "cloture", objet="CL_SOUHAIT")])
    (verdict,) = (await send(bases, world.mediatrice, [by(step(code, "rencontre", objet="RUE"), world)])).verdicts

    assert (verdict.issue, verdict.champ) == ("stored", "objet")
    (suivi,) = await rows(admin, world, "suivi")
    assert (suivi["clos_le"], suivi["cloture"]) == (TODAY, "CL_SOUHAIT")
    await send(bases, world.mediateur, [step(code, "reouverture", avant="CL_SOUHAIT")])
    (suivi,) = await rows(admin, world, "suivi")
    assert suivi["clos_le"] is None


async def test_an_opening_and_what_follows_it_sent_at_once_by_two_tablets_never_miss_each_other(
    bases: Bases, world: World, admin: AsyncEngine
):
    for _ in range(12):
        code = draw_code()
        first = opening(world, code)
        theirs = [
            by(step(code, objet="MT", apres="OUVERT"), world),
            by(step(code, objet="AMELI", apres="OUVERT"), world),
        ]
        await asyncio.gather(
            send(bases, world.mediateur, [first, step(code, precedent=first["id"])]),
            *(send(bases, world.mediatrice, [item]) for item in theirs),
        )

    kept = await rows(admin, world, "reception")
    assert {row["etat"] for row in kept} == {"stored"}
    assert len(kept) == 12 * 4
    assert [row["resolue_le"] for row in await rows(admin, world, "quarantaine") if row["resolue_le"] is None] == []


async def test_one_field_written_at_once_by_two_tablets_keeps_both_values(
    bases: Bases, world: World, admin: AsyncEngine
):
    for _ in range(8):
        code = draw_code()
        await send(bases, world.mediateur, [opening(world, code, droits=[])])
        await asyncio.gather(
            send(bases, world.mediateur, [step(code, apres="OUVERT")]),
            send(bases, world.mediatrice, [by(step(code, apres="REFUSE"), world)]),
        )

    etats = [etat for *_, etat in await droits(admin, world)]
    assert (etats.count("appliquee"), etats.count("en_conflit")) == (8, 8)
