"""Joint actions shared: invitations and answers, two people writing at once, the lists of each one."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action, DateAction
from asv.db.engine import Bases
from asv.domain.actions import PROGRAMMEE, REALISEE, Apport, Reponse, Stale
from asv.domain.actions.passages import Demande
from asv.domain.champs import Incorrect
from asv.domain.errors import Conflict, Forbidden, NotFound
from asv.usecases import actions
from asv.usecases.actions.reading import find_action
from tests.support.database import World, make_world
from tests.usecases.steps import (
    NEED,
    NOW,
    SOON,
    TODAY,
    announced,
    bring,
    date_it,
    day,
    draft,
    entered,
    fiche,
    ids,
    invite,
    listed,
    read,
    validated,
    write,
)


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    """One territoire for the whole file: each test looks at the actions that it made itself."""
    return await make_world(admin, bases)


async def test_accepting_says_what_one_brings_and_declining_takes_it_back(bases: Bases, world: World):
    action_id = await draft(bases, world)
    await invite(bases, world, action_id)

    async with entered(bases, world.associee) as (session, acteur):
        brought = Apport(("MY_AGENT",), "Une conseillère le matin")
        assert await actions.answer(session, acteur, action_id, "acceptee", apport=brought, now=NOW) is Reponse.ACCEPTEE
    place = (await read(bases, world.partenaire, action_id)).membres[1].participation
    assert (place.reponse, place.moyens, place.repondue_le) == ("acceptee", ["MY_AGENT"], NOW)
    assert action_id in ids((await listed(bases, world.associee)).participations)

    async with entered(bases, world.associee) as (session, acteur):
        await actions.answer(session, acteur, action_id, "declinee", apport=brought, now=NOW)
    place = (await read(bases, world.partenaire, action_id)).membres[1].participation
    assert (place.reponse, place.moyens, place.apport) == ("declinee", [], "")


async def test_a_refusal_is_told_to_those_who_prepare_the_action_only(bases: Bases, world: World):
    action_id = await announced(bases, world)
    async with entered(bases, world.associee) as (session, acteur):
        await actions.answer(session, acteur, action_id, "declinee", apport=Apport(), now=NOW)

    names = {who.role: [m.nom for m in (await read(bases, who, action_id)).membres] for who in
             (world.partenaire, world.associee, world.coordinateur, world.mediateur)}  # fmt: skip
    assert names["partenaire"] == names["coordinateur"] == ["Centre social", "CPAM"]
    assert names["mediateur"] == ["Centre social"]


async def test_a_structure_that_was_not_invited_has_nothing_to_answer(bases: Bases, world: World):
    action_id = await draft(bases, world)
    await write(bases, world.partenaire, action_id, etat=PROGRAMMEE)

    async with entered(bases, world.associee) as (session, acteur):
        with pytest.raises(NotFound, match="pas invitée"):
            await actions.answer(session, acteur, action_id, "acceptee", apport=Apport(), now=NOW)


async def test_the_coordination_does_not_answer_for_a_structure(bases: Bases, world: World):
    action_id = await draft(bases, world)
    await invite(bases, world, action_id, world.coordinateur)

    async with entered(bases, world.coordinateur) as (session, acteur):
        with pytest.raises(Forbidden):
            await actions.answer(session, acteur, action_id, "acceptee", apport=Apport(), now=NOW)


async def test_the_porteur_says_what_it_brings_and_cannot_decline(bases: Bases, world: World):
    action_id = await draft(bases, world)

    async with entered(bases, world.partenaire) as (session, acteur):
        await actions.answer(session, acteur, action_id, "acceptee", apport=Apport(("MY_BUDGET",), ""), now=NOW)
        with pytest.raises(Incorrect):
            await actions.answer(session, acteur, action_id, "declinee", apport=Apport(), now=NOW)
    assert (await read(bases, world.partenaire, action_id)).mienne.moyens == ["MY_BUDGET"]


async def test_nobody_is_invited_twice(bases: Bases, world: World):
    action_id = await draft(bases, world)
    await invite(bases, world, action_id)

    with pytest.raises(Incorrect, match="celle-ci participe déjà"):
        await invite(bases, world, action_id)
    assert (await read(bases, world.partenaire, action_id)).invitables == []


async def test_a_change_made_meanwhile_is_not_overwritten(bases: Bases, world: World):
    action_id = await draft(bases, world)
    async with entered(bases, world.coordinateur) as (session, acteur):
        await actions.modify_action(session, acteur, action_id, fiche(world, titre="Corrigé"), version=2, today=TODAY)

    with pytest.raises(Stale):
        async with entered(bases, world.partenaire) as (session, acteur):
            await actions.modify_action(
                session, acteur, action_id, fiche(world, titre="Écrasé"), version=2, today=TODAY
            )

    vue = await read(bases, world.partenaire, action_id)
    assert (vue.action.titre, vue.action.version) == ("Corrigé", 3)


async def test_two_people_writing_at_once_leave_one_winner(bases: Bases, world: World):
    action_id = await draft(bases, world)

    async with entered(bases, world.partenaire) as (session, acteur):
        await actions.action_to_modify(session, acteur, action_id, TODAY)  # read before the other writes
        async with entered(bases, world.coordinateur) as (other_session, other):
            await actions.modify_action(
                other_session, other, action_id, fiche(world, titre="Premier"), version=2, today=TODAY
            )  # fmt: skip
        with pytest.raises(Stale):
            await actions.modify_action(
                session, acteur, action_id, fiche(world, titre="Second"), version=2, today=TODAY
            )
        seen = await actions.read_action(session, acteur, action_id, TODAY)

    assert (seen.action.titre, seen.action.version) == ("Premier", 3)


async def test_what_is_announced_is_what_the_porteur_had_under_the_eyes(bases: Bases, world: World):
    action_id = await validated(bases, world)
    await bring(bases, world, action_id)
    await date_it(bases, world, action_id)
    read_at = (await read(bases, world.partenaire, action_id)).action.version
    async with entered(bases, world.coordinateur) as (session, acteur):
        await actions.modify_action(
            session, acteur, action_id, fiche(world, titre="Autre"), version=read_at, today=TODAY
        )  # fmt: skip

    with pytest.raises(Stale):
        async with entered(bases, world.partenaire) as (session, acteur):
            await actions.pass_action(session, acteur, action_id, Demande(PROGRAMMEE), version=read_at, now=NOW)
    assert (await read(bases, world.partenaire, action_id)).action.etat == "AE_VALIDEE"


async def test_an_action_that_is_over_is_read_and_not_changed(bases: Bases, world: World):
    action_id = await announced(bases, world)
    async with entered(bases, world.coordinateur) as (session, _):
        action = await session.get_one(Action, (world.territoire_id, action_id))
        action.etat = "AE_REALISEE"

    vue = await read(bases, world.partenaire, action_id)
    assert not vue.may("MODIFY")
    with pytest.raises(Conflict, match="terminée"):
        await date_it(bases, world, action_id)
    assert action_id in ids((await listed(bases, world.partenaire)).passees)


async def test_the_list_says_first_what_waits_then_what_one_carries_then_the_rest(bases: Bases, world: World):
    mine = await draft(bases, world)
    async with entered(bases, world.associee) as (session, acteur):
        theirs = await actions.create_action(session, acteur, fiche(world), today=TODAY, besoin=NEED)
        await actions.add_date(session, acteur, theirs, day(world), today=TODAY)
    await write(bases, world.associee, theirs, etat=PROGRAMMEE)

    found = await listed(bases, world.partenaire)
    assert mine in ids(found.miennes)
    assert theirs not in ids(found.miennes)
    assert [(line.a_venir, line.prochaine) for line in found.autres if line.action.id == theirs] == [(1, SOON)]
    prepared = ids((await listed(bases, world.coordinateur)).preparees)
    assert mine in prepared
    assert theirs not in prepared


async def test_an_action_whose_dates_are_behind_waits_for_its_counts_then_goes_with_the_past(
    bases: Bases, world: World
):
    action_id = await announced(bases, world)
    after = SOON + timedelta(days=1)

    async with entered(bases, world.mediateur) as (session, acteur):
        later = await actions.read_action(session, acteur, action_id, after)
    async with entered(bases, world.partenaire) as (session, acteur):
        found = await actions.list_actions(session, acteur, after)
    assert (later.action.etat, later.etat) == (PROGRAMMEE, "AE_EN_COURS")
    (line,) = [line for line in found.miennes if line.action.id == action_id]
    assert (line.etat, line.manques) == ("AE_EN_COURS", ("les comptes de chaque séance passée, ou son annulation",))

    async with entered(bases, world.partenaire) as (session, acteur):
        await session.execute(update(DateAction).where(DateAction.action_id == action_id).values(etat=REALISEE))
        action, _ = await find_action(session, acteur, action_id)
        assert await actions.follow(session, acteur, action, today=after) == REALISEE
        found = await actions.list_actions(session, acteur, after)
    assert action_id in ids(found.passees)
    assert action_id not in ids(found.miennes)
