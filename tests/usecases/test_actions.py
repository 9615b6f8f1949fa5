"""Joint actions in the database: who sees them, who prepares them, how they are announced."""

from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.domain.actions import Apport
from asv.domain.actions.passages import Demande
from asv.domain.champs import Incorrect
from asv.domain.errors import Conflict, Forbidden, NotFound, Refused
from asv.usecases import actions, calendrier, structures
from asv.usecases.calendrier import Filtres
from tests.support.database import World, make_world
from tests.usecases.steps import (
    NEED,
    NOW,
    SOON,
    TODAY,
    announce,
    announced,
    bring,
    date_it,
    day,
    draft,
    entered,
    fiche,
    here,
    ids,
    invite,
    listed,
    read,
    validated,
)


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    """One territoire for the whole file: each test looks at the actions that it made itself."""
    return await make_world(admin, bases)


@pytest.fixture(scope="module")
async def other_world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


async def test_a_new_action_is_a_draft_carried_by_the_structure_of_its_author(bases: Bases, world: World):
    vue = await read(bases, world.partenaire, await draft(bases, world))

    assert (vue.action.etat, vue.action.version, vue.porteur) == ("AE_MONTAGE", 2, "Centre social")
    assert [(m.participation.role, m.participation.reponse) for m in vue.membres] == [("RO_PORTEUR", "acceptee")]
    assert vue.manques == (
        "la lecture du contrôle des doublons",
        "au moins une autre structure informée (invitez-la)",
    )


async def test_the_coordination_opens_an_action_for_a_structure(bases: Bases, world: World):
    async with entered(bases, world.coordinateur) as (session, acteur):
        porteur = str(world.associee.structure_id)
        action_id = await actions.create_action(session, acteur, fiche(world), today=TODAY, porteur=porteur)

    assert (await read(bases, world.associee, action_id)).porteur == "CPAM"


async def test_the_coordination_does_not_open_one_for_a_structure_of_another_territoire(
    bases: Bases, world: World, other_world: World
):
    async with entered(bases, world.coordinateur) as (session, acteur):
        elsewhere = str(other_world.partenaire.structure_id)
        with pytest.raises(Incorrect, match="structure qui portera"):
            await actions.create_action(session, acteur, fiche(world), today=TODAY, porteur=elsewhere)


async def test_the_quartiers_of_an_action_are_those_of_its_territoire(bases: Bases, world: World, other_world: World):
    with pytest.raises(Incorrect, match="quartiers du contrat"):
        await draft(bases, world, qpv=(other_world.qpv[0],))


async def test_a_draft_is_seen_by_its_porteur_and_the_coordination_only(bases: Bases, world: World):
    action_id = await draft(bases, world)

    assert await read(bases, world.coordinateur, action_id)
    for who in (world.associee, world.mediateur, world.financeur):
        with pytest.raises(NotFound, match="pas encore annoncée"):
            await read(bases, who, action_id)


async def test_an_invited_structure_sees_the_draft(bases: Bases, world: World):
    action_id = await draft(bases, world)
    await invite(bases, world, action_id)

    vue = await read(bases, world.associee, action_id)
    assert (vue.mienne.role, vue.mienne.moyens, vue.mienne.apport) == ("RO_HOTE", ["MY_LOCAL"], "Une salle")
    assert action_id in ids((await listed(bases, world.associee)).invitations)


async def test_once_announced_everybody_at_work_sees_it(bases: Bases, world: World):
    action_id = await announced(bases, world)

    for who in (world.associee, world.mediateur, world.financeur):
        assert (await read(bases, who, action_id)).action.etat == "AE_PROGRAMMEE"


async def test_the_administrator_sees_no_action(bases: Bases, world: World):
    with pytest.raises(Forbidden):
        await read(bases, world.administrateur, await announced(bases, world))


async def test_nothing_passes_to_another_territoire(bases: Bases, world: World, other_world: World):
    action_id = await announced(bases, world)

    for who in (other_world.partenaire, other_world.coordinateur, other_world.mediateur):
        with pytest.raises(NotFound):
            await read(bases, who, action_id)
    async with entered(bases, other_world.coordinateur) as (session, acteur):
        with pytest.raises(NotFound):
            await actions.add_date(session, acteur, action_id, day(other_world), today=TODAY)


async def test_an_action_without_date_is_not_announced_and_one_with_a_date_is(bases: Bases, world: World):
    action_id = await validated(bases, world)
    await bring(bases, world, action_id)
    with pytest.raises(Refused, match=r"il manque au moins une date à venir\.$"):
        await announce(bases, world, action_id)

    await date_it(bases, world, action_id)
    await announce(bases, world, action_id)

    assert (await read(bases, world.partenaire, action_id)).action.etat == "AE_PROGRAMMEE"


async def test_a_partner_does_not_touch_the_action_of_another(bases: Bases, world: World):
    action_id = await announced(bases, world)

    async with entered(bases, world.associee) as (session, acteur):
        with pytest.raises(Forbidden):
            await actions.add_date(session, acteur, action_id, day(world), today=TODAY)
        with pytest.raises(Forbidden):
            await actions.modify_action(session, acteur, action_id, fiche(world), version=2, today=TODAY)
        with pytest.raises(Forbidden):
            await actions.action_to_modify(session, acteur, action_id, TODAY)
        with pytest.raises(Forbidden):
            await actions.pass_action(session, acteur, action_id, Demande("AE_ANNULEE", "AN_METEO"), version=2, now=NOW)
        own = str(world.associee.structure_id)
        with pytest.raises(Forbidden):
            await actions.invite(session, acteur, action_id, own, role="RO_HOTE", apport=Apport(), today=TODAY)


async def test_a_date_is_added_in_the_territoire_only(bases: Bases, world: World, other_world: World):
    action_id = await draft(bases, world)

    with pytest.raises(Incorrect, match="lieu de la liste"):
        await date_it(bases, world, action_id, endroit=":".join(here(other_world)))
    await date_it(bases, world, action_id, endroit=here(world)[0])

    assert [line.qpv for line in (await read(bases, world.partenaire, action_id)).dates] == [""]


async def test_a_cancelled_date_keeps_its_reason_and_stays_visible(bases: Bases, world: World):
    action_id = await announced(bases, world)
    found = (await read(bases, world.partenaire, action_id)).dates[0].date
    async with entered(bases, world.partenaire) as (session, acteur):
        await actions.cancel_date_of(session, acteur, action_id, found.id, motif="AN_METEO", now=NOW)

    (line,) = (await read(bases, world.mediateur, action_id)).dates
    assert (line.date.etat, line.date.motif_annulation) == ("AE_ANNULEE", "AN_METEO")
    async with entered(bases, world.mediateur) as (session, acteur):
        shown = await calendrier.list_dates(session, acteur, (SOON, SOON), Filtres(), TODAY)
    assert [line.etat for line in shown if line.action_id == action_id] == ["AE_ANNULEE"]


async def test_a_date_is_cancelled_once_and_only_in_its_own_action(bases: Bases, world: World):
    action_id, other = await announced(bases, world), await announced(bases, world)
    found = (await read(bases, world.partenaire, action_id)).dates[0].date

    async with entered(bases, world.partenaire) as (session, acteur):
        with pytest.raises(NotFound):
            await actions.cancel_date_of(session, acteur, other, found.id, motif="AN_METEO", now=NOW)
        with pytest.raises(NotFound):
            await actions.cancel_date_of(session, acteur, action_id, uuid4(), motif="AN_METEO", now=NOW)
        await actions.cancel_date_of(session, acteur, action_id, found.id, motif="AN_METEO", now=NOW)
        with pytest.raises(Conflict):
            await actions.cancel_date_of(session, acteur, action_id, found.id, motif="AN_METEO", now=NOW)


async def test_an_action_whose_only_date_is_cancelled_is_no_longer_ready(bases: Bases, world: World):
    action_id = await validated(bases, world)
    await bring(bases, world, action_id)
    await date_it(bases, world, action_id)
    found = (await read(bases, world.partenaire, action_id)).dates[0].date
    async with entered(bases, world.partenaire) as (session, acteur):
        await actions.cancel_date_of(session, acteur, action_id, found.id, motif="AN_LIEU", now=NOW)

    with pytest.raises(Refused, match="au moins une date"):
        await announce(bases, world, action_id)


@pytest.mark.parametrize("name", ["mediateur", "financeur", "administrateur"])
async def test_those_who_only_read_are_refused_before_anything_is_looked_up(bases: Bases, world: World, name: str):
    nothing = uuid4()
    async with entered(bases, getattr(world, name)) as (session, acteur):
        with pytest.raises(Forbidden):
            await actions.list_actions(session, acteur, TODAY)
        with pytest.raises(Forbidden):
            await actions.create_action(session, acteur, fiche(world), today=TODAY)
        with pytest.raises(Forbidden):
            await actions.add_date(session, acteur, nothing, day(world), today=TODAY)
        with pytest.raises(Forbidden):
            await actions.cancel_date_of(session, acteur, nothing, nothing, motif="AN_METEO", now=NOW)
        with pytest.raises(Forbidden):
            await actions.pass_action(session, acteur, nothing, Demande("AE_PROGRAMMEE"), version=1, now=NOW)
        with pytest.raises(Forbidden):
            await actions.add_besoin(session, acteur, nothing, NEED, today=TODAY)
        with pytest.raises(Forbidden):
            await actions.remove_besoin(session, acteur, nothing, nothing)
        with pytest.raises(Forbidden):
            await actions.invite(session, acteur, nothing, "", role="", apport=Apport(), today=TODAY)
        with pytest.raises(Forbidden):
            await structures.edit_structure(session, acteur, nothing, None, version=1, today=TODAY)
