"""Asking to join an action: who may ask, who answers, who is told, and what a request does not open."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Participation
from asv.db.engine import Bases, loader_session
from asv.db.notifications import Notification
from asv.domain.errors import Conflict, Forbidden, NotFound
from asv.usecases.actions.demandes import answer_request, ask_to_join, look_around, withdraw_request
from tests.support.database import Persona, World, make_world
from tests.support.plantees import here, plant, soon, today
from tests.usecases.steps import entered

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


async def asked(bases: Bases, who: Persona, action_id: UUID) -> None:
    async with entered(bases, who) as (session, acteur):
        await ask_to_join(session, acteur, action_id)


async def answered(bases: Bases, who: Persona, action_id: UUID, asking: Persona, *, is_accepted: bool) -> None:
    async with entered(bases, who) as (session, acteur):
        await answer_request(
            session, acteur, action_id, asking.structure_id, is_accepted=is_accepted, now=NOW
        )  # fmt: skip


async def place_of(admin: AsyncEngine, action_id: UUID, who: Persona) -> tuple[str, bool] | None:
    async with loader_session(admin) as session:
        found = await session.execute(
            select(Participation.reponse, Participation.is_demande).where(
                Participation.action_id == action_id, Participation.structure_id == who.structure_id
            )
        )
        return next((tuple(row) for row in found), None)


async def told_to(admin: AsyncEngine, who: Persona, action_id: UUID) -> list[str]:
    async with loader_session(admin) as session:
        query = select(Notification.details["quoi"].astext).where(
            Notification.compte_id == who.id, Notification.action_id == action_id
        )
        return list(await session.scalars(query.order_by(Notification.creee_le)))


@pytest.mark.parametrize(("is_accepted", "reponse"), [(True, "acceptee"), (False, "declinee")])
async def test_a_structure_asks_and_the_porteur_answers_and_each_is_told(admin, bases, world, is_accepted, reponse):
    action_id = await plant(admin, world, jours=[soon()])

    await asked(bases, world.associee, action_id)
    assert await place_of(admin, action_id, world.associee) == ("demandee", True)
    assert await told_to(admin, world.partenaire, action_id) == ["demande"]

    await answered(bases, world.partenaire, action_id, world.associee, is_accepted=is_accepted)
    assert await place_of(admin, action_id, world.associee) == (reponse, True)
    assert await told_to(admin, world.associee, action_id) == [f"demande-{reponse}"]


async def test_a_request_is_made_once_and_answered_once(admin: AsyncEngine, bases: Bases, world: World):
    action_id = await plant(admin, world, jours=[soon()])
    await asked(bases, world.associee, action_id)

    with pytest.raises(Conflict, match="a déjà une place"):
        await asked(bases, world.associee, action_id)
    await answered(bases, world.partenaire, action_id, world.associee, is_accepted=True)
    with pytest.raises(Conflict, match="déjà reçu une réponse"):
        await answered(bases, world.partenaire, action_id, world.associee, is_accepted=False)


async def test_a_request_may_be_taken_back_and_made_again(admin: AsyncEngine, bases: Bases, world: World):
    action_id = await plant(admin, world, jours=[soon()])
    await asked(bases, world.associee, action_id)

    async with entered(bases, world.associee) as (session, acteur):
        await withdraw_request(session, acteur, action_id)
    assert await place_of(admin, action_id, world.associee) is None

    await asked(bases, world.associee, action_id)
    assert await place_of(admin, action_id, world.associee) == ("demandee", True)
    await answered(bases, world.partenaire, action_id, world.associee, is_accepted=True)
    async with entered(bases, world.associee) as (session, acteur):
        with pytest.raises(Conflict, match="déjà reçu une réponse"):
            await withdraw_request(session, acteur, action_id)


async def test_a_draft_an_ended_action_and_ones_own_take_no_request(admin: AsyncEngine, bases: Bases, world: World):
    draft = await plant(admin, world, etat="AE_MONTAGE")
    ended = await plant(admin, world, etat="AE_ANNULEE", jours=[soon()])
    mine = await plant(admin, world, jours=[soon()])

    with pytest.raises(NotFound):
        await asked(bases, world.associee, draft)
    with pytest.raises(Conflict):
        await asked(bases, world.associee, ended)
    with pytest.raises(Conflict, match="a déjà une place"):
        await asked(bases, world.partenaire, mine)


async def test_only_the_porteur_or_the_coordination_answers(admin: AsyncEngine, bases: Bases, world: World):
    action_id = await plant(admin, world, jours=[soon()])
    await asked(bases, world.associee, action_id)

    with pytest.raises(Forbidden):
        await answered(bases, world.associee, action_id, world.associee, is_accepted=True)
    with pytest.raises(Forbidden):
        await answered(bases, world.mediateur, action_id, world.associee, is_accepted=True)
    await answered(bases, world.coordinateur, action_id, world.associee, is_accepted=True)
    assert await place_of(admin, action_id, world.associee) == ("acceptee", True)


FORBIDDEN = {
    "accept one's own request": "UPDATE asv.participation SET reponse = 'acceptee' WHERE structure_id = :me",
    "pass the request for an invitation": "UPDATE asv.participation SET reponse = 'attendue' WHERE structure_id = :me",
    "stop being a request": "UPDATE asv.participation SET is_demande = false WHERE structure_id = :me",
}


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN)
@pytest.mark.parametrize("reponse", ["demandee", "declinee"])
async def test_the_database_lets_nobody_answer_itself(admin, bases, statement: str, reponse: str):
    world = await make_world(admin, bases)
    action_id = await plant(admin, world, jours=[soon()])
    await asked(bases, world.associee, action_id)
    if reponse == "declinee":
        await answered(bases, world.partenaire, action_id, world.associee, is_accepted=False)

    try:
        async with entered(bases, world.associee) as (session, _):
            await session.execute(text(statement), {"me": world.associee.structure_id})
    except DBAPIError:
        pass

    assert await place_of(admin, action_id, world.associee) == (reponse, True)


async def test_the_database_refuses_a_place_taken_without_asking(admin: AsyncEngine, bases: Bases, world: World):
    action_id = await plant(admin, world, jours=[soon()])
    insert = text(
        "INSERT INTO asv.participation (territoire_id, action_id, structure_id, porteur_id, role, reponse, is_demande) "
        "VALUES (:where, :action, :me, :porteur, 'RO_PARTENAIRE', :reponse, :asked)"
    )
    values = {
        "where": world.territoire_id, "action": action_id, "me": world.associee.structure_id,
        "porteur": world.partenaire.structure_id,
    }  # fmt: skip
    for reponse, is_asked in (("acceptee", True), ("acceptee", False), ("attendue", True), ("demandee", False)):
        with pytest.raises(DBAPIError, match=r"row-level security|insufficient_privilege"):
            async with entered(bases, world.associee) as (session, _):
                await session.execute(insert, values | {"reponse": reponse, "asked": is_asked})


async def test_a_pending_request_opens_no_thread(admin: AsyncEngine, bases: Bases, world: World):
    action_id = await plant(admin, world, jours=[soon()])
    async with entered(bases, world.partenaire) as (session, acteur):
        await session.execute(
            text(
                "INSERT INTO asv.commentaire (territoire_id, id, action_id, porteur_id, auteur_id, signature, nature, "
                "texte) VALUES (:where, gen_random_uuid(), :action, :porteur, :me, 'Moi', 'commentaire', 'Entre nous')"
            ),
            {"where": world.territoire_id, "action": action_id, "porteur": acteur.structure_id, "me": acteur.compte_id},
        )
    await asked(bases, world.associee, action_id)

    async with entered(bases, world.associee) as (session, _):
        read = await session.scalar(
            text("SELECT count(*) FROM asv.commentaire WHERE action_id = :action"), {"action": action_id}
        )
    assert read == 0


async def test_the_home_shows_what_comes_in_the_quartiers_of_the_structure(admin, bases):
    world = await make_world(admin, bases)
    commune, qpv = here(world)
    near = await plant(admin, world, titre="Ici", jours=[soon(20)])
    aimed = await plant(admin, world, titre="À la gare, pour ici", jours=[soon(15)], date_qpv=None)
    await plant(admin, world, titre="Ailleurs", jours=[soon(15)], date_qpv=None, qpv=[])
    await plant(admin, world, titre="Annulée", jours=[soon(15)], etats=["AE_ANNULEE"])
    await plant(admin, world, titre="Dans trois mois", jours=[soon(100)])
    await plant(admin, world, titre="En montage", etat="AE_MONTAGE", jours=[soon(15)])
    async with loader_session(admin) as session, session.begin():
        await session.execute(
            text("UPDATE asv.structure SET qpv = ARRAY[:qpv] WHERE id = :id"),
            {"qpv": qpv, "id": world.associee.structure_id},
        )

    async with entered(bases, world.associee) as (session, acteur):
        alentour = await look_around(session, acteur, today())

    assert [seance.action_id for seance in alentour.seances] == [aimed, near]
    assert all(seance.may_join for seance in alentour.seances)
    assert commune
