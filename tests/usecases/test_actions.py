"""What partners and the coordination do with joint actions, each in a transaction of its own, as in life."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action
from asv.db.engine import Bases, acteur_of
from asv.domain.actions import Apport, DateSaisie, FicheAction, Reponse, Stale
from asv.domain.champs import Incorrect
from asv.domain.errors import Conflict, Forbidden, NotFound, Refused
from asv.usecases import actions, calendrier, structures
from asv.usecases.calendrier import Filtres
from tests.support.database import Persona, World, make_world

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SOON = TODAY + timedelta(days=10)


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    """One territoire for the whole file: each test looks at the actions that it made itself."""
    return await make_world(admin, bases)


@pytest.fixture(scope="module")
async def other_world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


@asynccontextmanager
async def entered(bases: Bases, who: Persona) -> AsyncIterator[tuple]:
    """The session and the acteur of a person, as one request has them."""
    async with bases.session(who.token, read_only=False) as session, session.begin():
        yield session, await acteur_of(session)


def here(world: World) -> tuple[str, str]:
    return next((commune, qpv) for commune, qpv in world.cellules if qpv in world.qpv)


def fiche(world: World, **changes) -> FicheAction:
    values = {"titre": "Dépistage au marché", "type": "AC_DEPIST", "theme": "DEP_COLO", "qpv": (here(world)[1],)}
    return FicheAction(**values | changes)


def day(world: World, jour: date = SOON, **changes) -> DateSaisie:
    commune, qpv = here(world)
    values = {
        "jour": jour.isoformat(),
        "debut": "09:00",
        "fin": "12:00",
        "lieu": "Halle",
        "endroit": f"{commune}:{qpv}",
    }
    return DateSaisie(**values | changes)


async def draft(bases: Bases, world: World, **changes) -> UUID:
    async with entered(bases, world.partenaire) as (session, acteur):
        return await actions.create_action(session, acteur, fiche(world, **changes), today=TODAY)


async def date_it(bases: Bases, world: World, action_id: UUID, **changes) -> None:
    async with entered(bases, world.partenaire) as (session, acteur):
        await actions.add_date(session, acteur, action_id, day(world, **changes), today=TODAY)


async def announce(bases: Bases, world: World, action_id: UUID, version: int = 1) -> None:
    async with entered(bases, world.partenaire) as (session, acteur):
        await actions.announce_action(session, acteur, action_id, version=version, today=TODAY)


async def announced(bases: Bases, world: World, **changes) -> UUID:
    action_id = await draft(bases, world, **changes)
    await date_it(bases, world, action_id)
    await announce(bases, world, action_id)
    return action_id


async def invite(bases: Bases, world: World, action_id: UUID, who: Persona | None = None) -> None:
    async with entered(bases, who or world.partenaire) as (session, acteur):
        await actions.invite(
            session, acteur, action_id, str(world.associee.structure_id), role="RO_HOTE",
            apport=Apport(("MY_LOCAL",), "Une salle"), today=TODAY,
        )  # fmt: skip


async def read(bases: Bases, who: Persona, action_id: UUID) -> actions.VueAction:
    async with entered(bases, who) as (session, acteur):
        return await actions.read_action(session, acteur, action_id, TODAY)


async def listed(bases: Bases, who: Persona) -> actions.ListeActions:
    async with entered(bases, who) as (session, acteur):
        return await actions.list_actions(session, acteur, TODAY)


def ids(lines: list[actions.LigneAction]) -> set[UUID]:
    return {line.action.id for line in lines}


async def test_a_new_action_is_a_draft_carried_by_the_structure_of_its_author(bases: Bases, world: World):
    vue = await read(bases, world.partenaire, await draft(bases, world))

    assert (vue.action.etat, vue.action.version, vue.porteur) == ("AE_MONTAGE", 1, "Centre social")
    assert [(m.participation.role, m.participation.reponse) for m in vue.membres] == [("RO_PORTEUR", "acceptee")]
    assert vue.manques == ("au moins une date à venir",)


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
    action_id = await draft(bases, world)
    with pytest.raises(Refused, match="au moins une date à venir"):
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
            await actions.announce_action(session, acteur, action_id, version=2, today=TODAY)
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
        await actions.cancel_date_of(session, acteur, action_id, found.id, motif="AN_METEO", today=TODAY)

    (line,) = (await read(bases, world.mediateur, action_id)).dates
    assert (line.date.etat, line.date.motif_annulation) == ("AE_ANNULEE", "AN_METEO")
    async with entered(bases, world.mediateur) as (session, acteur):
        shown = await calendrier.list_dates(session, acteur, SOON, SOON, Filtres())
    assert [line.date.etat for line in shown if line.action.id == action_id] == ["AE_ANNULEE"]


async def test_a_date_is_cancelled_once_and_only_in_its_own_action(bases: Bases, world: World):
    action_id, other = await announced(bases, world), await announced(bases, world)
    found = (await read(bases, world.partenaire, action_id)).dates[0].date

    async with entered(bases, world.partenaire) as (session, acteur):
        with pytest.raises(NotFound):
            await actions.cancel_date_of(session, acteur, other, found.id, motif="AN_METEO", today=TODAY)
        with pytest.raises(NotFound):
            await actions.cancel_date_of(session, acteur, action_id, uuid4(), motif="AN_METEO", today=TODAY)
        await actions.cancel_date_of(session, acteur, action_id, found.id, motif="AN_METEO", today=TODAY)
        with pytest.raises(Conflict):
            await actions.cancel_date_of(session, acteur, action_id, found.id, motif="AN_METEO", today=TODAY)


async def test_an_action_whose_only_date_is_cancelled_is_no_longer_ready(bases: Bases, world: World):
    action_id = await draft(bases, world)
    await date_it(bases, world, action_id)
    found = (await read(bases, world.partenaire, action_id)).dates[0].date
    async with entered(bases, world.partenaire) as (session, acteur):
        await actions.cancel_date_of(session, acteur, action_id, found.id, motif="AN_LIEU", today=TODAY)

    with pytest.raises(Refused, match="au moins une date"):
        await announce(bases, world, action_id)


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
    await invite(bases, world, action_id)
    async with entered(bases, world.associee) as (session, acteur):
        await actions.answer(session, acteur, action_id, "declinee", apport=Apport(), now=NOW)

    names = {who.role: [m.nom for m in (await read(bases, who, action_id)).membres] for who in
             (world.partenaire, world.associee, world.coordinateur, world.mediateur)}  # fmt: skip
    assert names["partenaire"] == names["coordinateur"] == ["Centre social", "CPAM"]
    assert names["mediateur"] == ["Centre social"]


async def test_a_structure_that_was_not_invited_has_nothing_to_answer(bases: Bases, world: World):
    action_id = await announced(bases, world)

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
        await actions.modify_action(session, acteur, action_id, fiche(world, titre="Corrigé"), version=1, today=TODAY)

    with pytest.raises(Stale):
        async with entered(bases, world.partenaire) as (session, acteur):
            await actions.modify_action(
                session, acteur, action_id, fiche(world, titre="Écrasé"), version=1, today=TODAY
            )

    vue = await read(bases, world.partenaire, action_id)
    assert (vue.action.titre, vue.action.version) == ("Corrigé", 2)


async def test_two_people_writing_at_once_leave_one_winner(bases: Bases, world: World):
    action_id = await draft(bases, world)

    async with entered(bases, world.partenaire) as (session, acteur):
        await actions.action_to_modify(session, acteur, action_id, TODAY)  # read before the other writes
        async with entered(bases, world.coordinateur) as (other_session, other):
            await actions.modify_action(
                other_session, other, action_id, fiche(world, titre="Premier"), version=1, today=TODAY
            )  # fmt: skip
        with pytest.raises(Stale):
            await actions.modify_action(
                session, acteur, action_id, fiche(world, titre="Second"), version=1, today=TODAY
            )
        seen = await actions.read_action(session, acteur, action_id, TODAY)

    assert (seen.action.titre, seen.action.version) == ("Premier", 2)


async def test_what_is_announced_is_what_the_porteur_had_under_the_eyes(bases: Bases, world: World):
    action_id = await draft(bases, world)
    await date_it(bases, world, action_id)
    async with entered(bases, world.coordinateur) as (session, acteur):
        await actions.modify_action(session, acteur, action_id, fiche(world, titre="Autre"), version=1, today=TODAY)

    with pytest.raises(Stale):
        await announce(bases, world, action_id, version=1)


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
        theirs = await actions.create_action(session, acteur, fiche(world), today=TODAY)
        await actions.add_date(session, acteur, theirs, day(world), today=TODAY)
        await actions.announce_action(session, acteur, theirs, version=1, today=TODAY)

    found = await listed(bases, world.partenaire)
    assert mine in ids(found.miennes)
    assert theirs not in ids(found.miennes)
    assert [(line.a_venir, line.prochaine) for line in found.autres if line.action.id == theirs] == [(1, SOON)]
    prepared = ids((await listed(bases, world.coordinateur)).preparees)
    assert mine in prepared
    assert theirs not in prepared


async def test_an_action_whose_dates_are_behind_goes_with_the_past(bases: Bases, world: World):
    action_id = await announced(bases, world)

    async with entered(bases, world.mediateur) as (session, acteur):
        later = await actions.read_action(session, acteur, action_id, SOON + timedelta(days=1))
    async with entered(bases, world.partenaire) as (session, acteur):
        found = await actions.list_actions(session, acteur, SOON + timedelta(days=1))

    assert later.manques == ()
    assert action_id in ids(found.passees)
    assert action_id not in ids(found.miennes)


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
            await actions.cancel_date_of(session, acteur, nothing, nothing, motif="AN_METEO", today=TODAY)
        with pytest.raises(Forbidden):
            await actions.announce_action(session, acteur, nothing, version=1, today=TODAY)
        with pytest.raises(Forbidden):
            await actions.invite(session, acteur, nothing, "", role="", apport=Apport(), today=TODAY)
        with pytest.raises(Forbidden):
            await structures.edit_structure(session, acteur, nothing, None, today=TODAY)
