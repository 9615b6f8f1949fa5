"""What comes late: a contact freed after the closing, a séance cancelled or moved meanwhile, too many unknown cards."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases, loader_session
from asv.db.seances import Seance
from asv.domain.errors import Conflict
from asv.domain.suivis.codes import draw_code
from asv.usecases import corrections
from asv.usecases.corrections import Cible
from asv.usecases.synchronisation import Reception, places_of, replay
from tests.support.database import TODAY, Persona, World
from tests.support.saisies import (
    KEYS,
    NOW,
    clear,
    contact,
    etape,
    issues,
    ouverture,
    rows,
    sealed,
    seance,
    send,
)
from tests.usecases.steps import entered

NEXT_YEAR = NOW + timedelta(days=200)


async def corrected(bases: Bases, persona: Persona, what, item: dict, version: int, **contenu):
    """One thing done in « Mes saisies »."""
    async with entered(bases, persona) as (session, acteur):
        cible = Cible(item["genre"], UUID(item["id"]), version)
        if what is not corrections.correct:
            return await what(session, acteur, cible, now=NOW)
        places = await places_of(session, acteur.territoire_id, NOW)
        return await what(session, acteur, cible, item["contenu"] | contenu, places=places, now=NOW)


async def cancel_seance(admin: AsyncEngine, item: dict, when: date | None = TODAY) -> None:
    async with loader_session(admin) as session, session.begin():
        await session.execute(update(Seance).where(Seance.id == UUID(item["id"])).values(annule_le=when))


async def natures(admin: AsyncEngine, world: World) -> list[str]:
    return [row["nature"] for row in await rows(admin, world, "contact")]


async def ajustements(admin: AsyncEngine, world: World) -> Iterable[tuple]:
    return [(r["auteur_id"], r["objet_id"]) for r in await rows(admin, world, "correction") if r["is_ajustement"]]


async def test_a_contact_freed_after_the_closing_counts_nowhere_and_leaves_an_adjustment(
    bases: Bases, world: World, admin: AsyncEngine
):
    code = draw_code()
    there = clear("seance", seance(world))
    met = clear("contact", contact(there["id"], code=code), version=2)
    assert issues(await send(bases, world.mediateur, [there, met])) == ["stored", "parked"]

    late = clear("suivi_ouverture", ouverture(world, code, date=NEXT_YEAR.date().isoformat()))
    assert issues(await send(bases, world.mediateur, [late], NEXT_YEAR)) == ["stored"]

    assert await natures(admin, world) == ["annule"]
    assert await ajustements(admin, world) == [(world.mediateur.id, UUID(met["id"]))]


async def test_a_contact_freed_by_an_admitted_seance_has_one_adjustment(bases: Bases, world: World, admin: AsyncEngine):
    there = sealed(clear("seance", seance(world)), world.mediateur.id)
    met = clear("contact", contact(there["id"]), version=2)
    assert issues(await send(bases, world.mediateur, [met])) == ["parked"]
    assert issues(await send(bases, world.mediateur, [there], NEXT_YEAR)) == ["needs_coordinator"]
    (kept,) = [r for r in await rows(admin, world, "quarantaine") if r["motif"] == "needs_coordinator"]

    async with entered(bases, world.coordinateur) as (session, acteur):
        await replay(session, acteur, Reception(bases, KEYS, NEXT_YEAR), kept["element_id"], kept["empreinte"])

    assert await natures(admin, world) == ["annule"]
    assert await ajustements(admin, world) == [(world.coordinateur.id, UUID(met["id"]))]


async def test_a_contact_freed_by_an_admitted_opening_has_its_adjustment_too(
    bases: Bases, world: World, admin: AsyncEngine
):
    code = draw_code()
    there = clear("seance", seance(world))
    met = clear("contact", contact(there["id"], code=code), version=2)
    first = sealed(clear("suivi_ouverture", ouverture(world, code)), world.mediateur.id)
    assert issues(await send(bases, world.mediateur, [there, met])) == ["stored", "parked"]
    assert issues(await send(bases, world.mediateur, [first], NEXT_YEAR)) == ["needs_coordinator"]
    (kept,) = [r for r in await rows(admin, world, "quarantaine") if r["motif"] == "needs_coordinator"]

    async with entered(bases, world.coordinateur) as (session, acteur):
        await replay(session, acteur, Reception(bases, KEYS, NEXT_YEAR), kept["element_id"], kept["empreinte"])

    assert await natures(admin, world) == ["annule"]
    assert await ajustements(admin, world) == [(world.coordinateur.id, UUID(met["id"]))]


async def test_a_contact_of_a_cancelled_seance_waits_and_counts_when_the_seance_is_restored(
    bases: Bases, world: World, admin: AsyncEngine
):
    there, other = clear("seance", seance(world)), clear("seance", seance(world))
    await send(bases, world.mediateur, [there])
    await cancel_seance(admin, there)
    bare = clear("contact", contact(there["id"]), version=2)

    answer = await send(bases, world.mediateur, [bare])

    assert [(v.issue, v.champ) for v in answer.verdicts] == [("parked", "seance")]
    assert "annulée" in (answer.verdicts[0].raison or "")
    assert issues(await send(bases, world.mediateur, [other])) == ["stored"]
    assert await natures(admin, world) == []
    await cancel_seance(admin, there, None)
    assert issues(await send(bases, world.mediateur, [clear("seance", seance(world))])) == ["stored"]
    assert await natures(admin, world) == ["contact"]


async def test_a_contact_is_not_restored_under_a_cancelled_seance(bases: Bases, world: World, admin: AsyncEngine):
    there = clear("seance", seance(world))
    met = clear("contact", contact(there["id"]), version=2)
    await send(bases, world.mediateur, [there, met])
    await corrected(bases, world.mediateur, corrections.cancel, met, 0)
    await cancel_seance(admin, there)

    with pytest.raises(Conflict, match="rétablir"):
        await corrected(bases, world.mediateur, corrections.restore, met, 1)

    assert await natures(admin, world) == ["annule"]


async def test_a_restored_contact_takes_the_day_and_place_that_its_seance_has_now(
    bases: Bases, world: World, admin: AsyncEngine
):
    there = clear("seance", seance(world))
    met = clear("contact", contact(there["id"]), version=2)
    await send(bases, world.mediateur, [there, met])
    commune, qpv = world.cellules[-1]
    moved = TODAY - timedelta(days=3)

    await corrected(bases, world.mediateur, corrections.cancel, met, 0)
    await corrected(
        bases, world.mediateur, corrections.correct, there, 0, date=moved.isoformat(), commune=commune, qpv=qpv
    )
    await corrected(bases, world.mediateur, corrections.restore, met, 1)

    (kept,) = await rows(admin, world, "contact")
    assert kept["nature"] == "contact"
    assert (kept["date_contact"], kept["commune_lieu"], kept["qpv_lieu"]) == (moved, commune, qpv)


async def test_the_fifty_first_unknown_card_of_a_day_leaves_one_alert_with_a_number_and_no_code(
    bases: Bases, world: World, admin: AsyncEngine
):
    def unknown(how_many: int) -> list:
        return [clear("suivi_etape", etape(draw_code())) for _ in range(how_many)]

    async def alerts() -> list[tuple]:
        found = await rows(admin, world, "journal")
        return [(r["compte_id"], r["objet"], r["details"]) for r in found if r["evenement"] == "alerte_cartes"]

    again = unknown(50)
    await send(bases, world.mediateur, again)
    await send(bases, world.mediateur, again)
    await send(bases, world.mediatrice, unknown(2))
    assert await alerts() == []

    for _ in range(2):
        await send(bases, world.mediateur, unknown(3))

    assert await alerts() == [(world.mediateur.id, "53", {})]
    assert {r["motif"] for r in await rows(admin, world, "quarantaine")} == {"parked"}
