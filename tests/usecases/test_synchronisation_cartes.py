"""What a card may and may not do: who withdraws by it, what is found by it, and what happens while it changes hands."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.domain.suivis.codes import draw_code
from asv.sealing import keyed_hash
from asv.usecases import suivis
from asv.usecases.entree import who
from asv.usecases.synchronisation import Batch, conflicts, places_of, receive, recent_of, with_retries
from tests.support.database import TODAY, Persona, World
from tests.support.saisies import (
    KEYS,
    NOW,
    TABLET,
    clear,
    contact,
    etape,
    issues,
    ouverture,
    retrait,
    rows,
    sealed,
    seance,
    send,
)
from tests.usecases.steps import entered


@pytest.fixture
def code() -> str:
    return draw_code()


async def opened(bases: Bases, world: World, code: str, **changes) -> UUID:
    item = clear("suivi_ouverture", ouverture(world, code, **changes))
    assert issues(await send(bases, world.mediateur, [item])) == ["stored"]
    return UUID(item["id"])


def step(code: str, **changes) -> dict:
    return clear("suivi_etape", etape(code, **changes))


def on_the_page(item: dict, suivi: UUID) -> dict:
    """The same, naming the suivi that a page shows in the place of the card."""
    contenu = {nom: value for nom, value in item["contenu"].items() if nom != "code"}
    return item | {"contenu": contenu | {"suivi": str(suivi)}}


async def show(bases: Bases, persona: Persona, code: str) -> None:
    async with entered(bases, persona) as (session, acteur):
        await suivis.present_card(session, acteur, code, secret=KEYS.carte_secret)


async def replace(bases: Bases, persona: Persona, suivi: UUID, code: str) -> None:
    """As the page does: a refusal is shown, and the transaction is kept with what it counted."""
    async with entered(bases, persona) as (session, acteur):
        try:
            await suivis.replace_card(session, acteur, suivi, code, secret=KEYS.carte_secret)
        except suivis.Blocked as refusal:
            blocked = refusal
        else:
            return
    raise blocked


async def patiently(bases: Bases, persona: Persona, elements: list) -> list[str]:
    """Send as the server does, trying again when it was asked to."""

    async def once(one_by_one):
        return await send(bases, persona, elements, one_by_one=one_by_one)

    return issues(await with_retries(once))


@asynccontextmanager
async def during(bases: Bases, world: World, elements: list) -> AsyncIterator[tuple]:
    """A transaction of the référent, not ended yet, in which a page has received these."""
    async with entered(bases, world.mediateur) as (session, acteur):
        places = await places_of(session, acteur.territoire_id, NOW)
        answer = await receive(session, acteur, Batch(TABLET, elements), keyring=KEYS, places=places, now=NOW)
        assert set(issues(answer)) == {"stored"}
        yield session, acteur


async def test_all_that_is_kept_under_a_card_goes_with_the_withdrawal(
    bases: Bases, world: World, admin: AsyncEngine, code: str
):
    await opened(bases, world, code)
    first = step(code)
    other = clear("suivi_etape", etape(code, apres="REFUSE"), first["id"])
    newer = clear("suivi_etape", etape(code), version=9)
    wrong = sealed(step(code, nature="zzz"), world.mediateur.id)
    assert issues(await send(bases, world.mediateur, [first])) == ["stored"]
    sent = [other, newer, wrong, step(code, precedent=str(uuid4()))]
    kept = ["conflict", "needs_coordinator", "rejected", "parked"]
    assert issues(await send(bases, world.mediateur, sent)) == kept
    assert len(await rows(admin, world, "quarantaine")) == 4

    assert issues(await send(bases, world.mediateur, [clear("retrait", retrait(code))])) == ["stored"]

    assert await rows(admin, world, "quarantaine") == []


async def test_the_hash_of_a_card_is_shown_to_nobody(bases: Bases, world: World, code: str):
    await opened(bases, world, code)
    there = clear("seance", seance(world))
    under = clear("contact", contact(there["id"], code=code), version=2)
    assert issues(await send(bases, world.mediateur, [there, under])) == ["stored", "stored"]
    again = clear("contact", contact(there["id"], code=code, sexe="H"), under["id"], version=2)
    waiting = clear("contact", contact(uuid4(), code=code), version=2)
    bare = clear("contact", contact(there["id"], sexe="H"), waiting["id"], version=2)
    answer = await send(bases, world.mediateur, [again, waiting])
    assert issues(answer) == ["conflict", "parked"]
    assert issues(await send(bases, world.mediateur, [bare, clear("suivi_etape", etape(code), version=9)])) == [
        "conflict", "needs_coordinator",
    ]  # fmt: skip

    async with entered(bases, world.coordinateur) as (session, acteur):
        to_decide = await conflicts(session, acteur, NOW)
    async with bases.session(world.mediateur.token, read_only=True) as session:
        journee = await recent_of(session, await who(session), TODAY)

    assert len(to_decide) == 3
    shown = repr(to_decide) + repr(journee)
    assert keyed_hash(KEYS.carte_secret, code).hex() not in shown
    assert "carte" not in {difference.champ for item in to_decide for difference in item.differences}


async def test_who_carries_the_saisie_of_another_lends_him_no_access(
    bases: Bases, world: World, admin: AsyncEngine, code: str
):
    suivi = await opened(bases, world, code)
    closing = on_the_page(step(code, nature="cloture", objet="CL_OBJECTIF"), suivi)
    leaving = on_the_page(clear("retrait", retrait(code)), suivi)
    carried = [sealed(item, world.mediatrice.id) for item in (closing, leaving)]

    answer = await send(bases, world.mediateur, carried)

    assert [(v.issue, v.champ) for v in answer.verdicts] == [("rejected", "suivi")] * 2
    assert "carte" in (answer.verdicts[0].raison or "")
    (kept,) = await rows(admin, world, "suivi")
    assert kept["clos_le"] is None


async def test_a_withdrawal_by_a_card_declared_lost_waits_for_the_coordination(
    bases: Bases, world: World, admin: AsyncEngine, code: str
):
    suivi = await opened(bases, world, code)
    await show(bases, world.mediateur, code)
    await replace(bases, world.mediateur, suivi, draw_code())

    answer = await send(bases, world.mediatrice, [clear("retrait", retrait(code)), step(code)])

    assert issues(answer) == ["needs_coordinator", "stored"]
    assert "déclarée perdue" in (answer.verdicts[0].raison or "")
    assert len(await rows(admin, world, "suivi")) == 1


async def test_a_withdrawal_that_passes_first_leaves_a_clean_refusal_to_who_was_waiting(
    bases: Bases, world: World, code: str
):
    suivi = await opened(bases, world, code)
    leaving = on_the_page(clear("retrait", retrait(code)), suivi)

    async with during(bases, world, [leaving]):
        late = asyncio.create_task(patiently(bases, world.mediatrice, [step(code)]))
        await until_blocked(bases, world)

    assert await late == ["rejected"]


async def test_what_was_waiting_during_a_merge_goes_under_the_suivi_that_stays(
    bases: Bases, world: World, admin: AsyncEngine, code: str
):
    other = draw_code()
    kept, gone = await opened(bases, world, code), await opened(bases, world, other)
    there = clear("seance", seance(world))
    await send(bases, world.mediateur, [there])
    for one in (code, other):
        await show(bases, world.mediateur, one)
    closing = on_the_page(step(other, nature="cloture", objet="CL_DOUBLON"), gone)
    sent = [clear("contact", contact(there["id"], code=other), version=2), step(other)]

    async with during(bases, world, [closing]) as (session, acteur):
        await suivis.move_under(session, acteur, kept, gone, today=TODAY)
        late = asyncio.create_task(patiently(bases, world.mediatrice, sent))
        await until_blocked(bases, world)

    assert await late == ["stored", "stored"]
    assert [row["suivi_id"] for row in await rows(admin, world, "contact")] == [kept]
    assert {row["suivi_id"] for row in await rows(admin, world, "etape") if row["nature"] == "droit"} == {kept}


async def until_blocked(bases: Bases, world: World) -> None:
    """Until somebody waits for a lock that this moment's transaction holds."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    for _ in range(400):
        async with bases.session(world.coordinateur.token, read_only=True) as session:
            if await session.scalar(waiting):
                return
        await asyncio.sleep(0.01)
    raise AssertionError("nobody ever waited")


async def test_trying_codes_for_a_lost_card_is_counted_like_trying_them_at_the_door(
    bases: Bases, world: World, code: str
):
    suivi = await opened(bases, world, code)
    somebody = draw_code()
    await opened(bases, world, somebody)
    await show(bases, world.mediateur, code)

    for _ in range(10):
        await replace(bases, world.mediateur, suivi, draw_code())

    with pytest.raises(suivis.Blocked):
        await replace(bases, world.mediateur, suivi, somebody)


async def test_the_coverage_of_a_colleagues_demarche_is_as_hidden_as_the_right_itself(
    bases: Bases, world: World, code: str
):
    suivi = await opened(bases, world, code)
    made = clear("suivi_etape", etape(code, "demarche", objet="D_C2S_DEP", couverture="AME"))
    assert issues(await send(bases, world.mediateur, [made])) == ["stored"]
    await show(bases, world.mediatrice, code)

    async with entered(bases, world.mediatrice) as (session, acteur):
        hers = await suivis.read_suivi(session, acteur, suivi, TODAY)
    async with entered(bases, world.mediateur) as (session, acteur):
        his = await suivis.read_suivi(session, acteur, suivi, TODAY)

    assert "AME" not in repr([attendu for attendu in hers.attendus if not attendu.is_hidden])
    assert (hers.has_hidden, [attendu.is_hidden for attendu in hers.attendus]) == (True, [True])
    assert [(attendu.couverture, attendu.is_hidden) for attendu in his.attendus] == [("AME", False)]
