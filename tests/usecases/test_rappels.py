"""What is due is told once, to those who may do it, however often the pass is made."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action, DateAction, Participation
from asv.db.bilans import Frequentation
from asv.db.comptes import Compte
from asv.db.engine import loader_session
from asv.domain.periodes import FRANCE
from asv.usecases.courrier import remind
from tests.support.courrier import Poste
from tests.support.database import TODAY, Persona, World
from tests.support.dossiers import action_of, ago, keep

LAST_WEEK = ago(8)


async def told(poste: Poste, today: date = TODAY) -> list[tuple[Persona, str]]:
    """Who was reminded of what in this world, after two passes."""
    for _ in range(2):
        await remind(poste.bases.carrier, today)
    people = {who.id: who for who in poste.world.people}
    return sorted(
        ((people[one.compte_id], one.details["quoi"]) for one in await poste.letters() if one.genre == "echeance"),
        key=lambda found: (found[1], found[0].role),
    )


@pytest.fixture
async def held(world: World, admin: AsyncEngine) -> tuple[Action, DateAction]:
    """A date held eight days ago."""
    action, (day,) = action_of(world, LAST_WEEK)
    await keep(admin, action, day)
    return action, day


async def test_counts_are_asked_of_the_porteur_a_week_before_they_are_late(poste: Poste, world: World, held):
    action, day = held

    assert await told(poste) == [(world.partenaire, "comptes")]

    (letter,) = await poste.letters()
    assert (letter.action_id, letter.date_id) == (action.id, day.id)
    assert letter.details["echeance"] == (LAST_WEEK + timedelta(days=15)).isoformat()


async def test_counts_that_are_entered_a_cancelled_date_and_a_fresh_one_are_asked_of_nobody(
    poste: Poste, world: World, admin: AsyncEngine, held
):
    action, day = held
    counted = Frequentation(
        territoire_id=world.territoire_id, date_id=day.id, action_id=action.id, porteur_id=action.porteur_id,
        participants=12,
    )  # fmt: skip
    other, (fresh, cancelled) = action_of(world, ago(7), ago(9))
    cancelled.etat = "AE_ANNULEE"
    await keep(admin, counted, other, fresh, cancelled)

    assert await told(poste) == []


async def test_a_partner_who_only_reads_is_asked_to_fill_nothing(poste: Poste, admin: AsyncEngine, world: World, held):
    async with loader_session(admin) as session, session.begin():
        await session.execute(update(Compte).where(Compte.id == world.partenaire.id).values(droits="lecture"))

    assert await told(poste) == []


@pytest.mark.parametrize(
    ("etat", "since", "expected"),
    [
        ("AE_REALISEE", 44, []), ("AE_REALISEE", 46, ["bilan"]), ("AE_PARTIELLE", 60, ["bilan"]),
        ("AE_REALISEE", 121, []), ("AE_BILAN", 74, []), ("AE_BILAN", 76, ["evaluation", "evaluation"]),
        ("AE_EVALUEE", 90, []), ("AE_ANNULEE", 60, []),
    ],
)  # fmt: skip
async def test_the_bilan_is_due_at_sixty_days_and_the_evaluation_at_ninety(
    poste: Poste, etat: str, since: int, expected: list[str]
):
    action, days = action_of(poste.world, ago(since), ago(since + 30))
    action.etat = etat
    await keep(poste.admin, action, *days)

    assert [quoi for _, quoi in await told(poste) if quoi != "comptes"] == expected


async def test_an_invitation_left_seven_days_is_recalled_to_both_sides_and_a_request_is_not(
    poste: Poste, world: World, admin: AsyncEngine
):
    action, _ = action_of(world)
    place = {
        "territoire_id": world.territoire_id, "action_id": action.id, "porteur_id": action.porteur_id,
        "role": "RO_PARTENAIRE", "invitee_le": datetime.combine(LAST_WEEK, datetime.min.time(), UTC),
    }  # fmt: skip
    asked = action_of(world)[0]
    await keep(
        admin, action, asked,
        Participation(**place, structure_id=world.associee.structure_id, reponse="attendue"),
        Participation(**place | {"action_id": asked.id}, structure_id=world.associee.structure_id, reponse="demandee",
                      is_demande=True),
    )  # fmt: skip

    assert await told(poste) == [(world.associee, "invitation"), (world.partenaire, "silence")]


async def test_a_cancellation_not_seen_in_time_is_told_to_the_coordination_and_the_porteur(
    poste: Poste, world: World, admin: AsyncEngine
):
    action, _ = action_of(world)
    await keep(admin, action)
    late, cle = datetime.now(UTC) - timedelta(hours=1), f"annulation:{uuid4()}"
    for who in (world.associee, world.mediateur, world.mediatrice):
        await poste.drop(who, action_id=action.id, cle=cle, accuse_avant=late)
    await poste.drop(world.associee, action_id=action.id, accuse_avant=late, accusee_le=late)

    today = datetime.now(FRANCE).date()
    assert await told(poste, today) == [(world.coordinateur, "accuse"), (world.partenaire, "accuse")]
