"""The life of an action in the database: passages kept, people told, means freed, the pipeline."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.bilans import Passage
from asv.db.engine import Bases
from asv.db.notifications import Notification
from asv.db.scope import rows
from asv.domain.actions import LIFE
from asv.domain.actions.besoins import BesoinSaisi
from asv.domain.champs import Incorrect
from asv.domain.errors import Conflict, Forbidden, NotFound
from asv.usecases import actions
from asv.usecases.actions.pipeline import read_pipeline
from tests.support.database import Persona, World, make_world
from tests.usecases.steps import (
    NEED,
    NOW,
    SOON,
    TODAY,
    announced,
    date_it,
    draft,
    entered,
    fiche,
    go,
    read,
    validated,
    write,
)


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    """One territoire for the whole file: each test looks at the actions that it made itself."""
    return await make_world(admin, bases)


async def passages(bases: Bases, who: Persona, action_id) -> list[Passage]:
    async with entered(bases, who) as (session, acteur):
        found = await session.scalars(rows(Passage, acteur).where(Passage.action_id == action_id))
        return sorted(found, key=lambda passage: LIFE.index(passage.vers))


async def told(bases: Bases, who: Persona, action_id) -> list[Notification]:
    async with entered(bases, who) as (session, acteur):
        return list(await session.scalars(rows(Notification, acteur).where(Notification.action_id == action_id)))


async def test_each_step_is_kept_with_who_signed_it_and_what_was_said(bases: Bases, world: World):
    action_id = await announced(bases, world)

    kept = await passages(bases, world.partenaire, action_id)

    assert [(passage.de, passage.vers, passage.signature) for passage in kept] == [
        ("AE_IDEE", "AE_BESOIN", "Centre social"),
        ("AE_BESOIN", "AE_MONTAGE", "Centre social"),
        ("AE_MONTAGE", "AE_CONCERTATION", "Coordination"),
        ("AE_CONCERTATION", "AE_VALIDEE", "Coordination"),
        ("AE_VALIDEE", "AE_PROGRAMMEE", "Centre social"),
    ]
    assert kept[3].details == {"cotech": TODAY.isoformat()}


async def test_an_idea_goes_on_as_far_as_its_sheet_allows(bases: Bases, world: World):
    async with entered(bases, world.partenaire) as (session, acteur):
        bare = await actions.create_action(session, acteur, fiche(world, objectif=""), today=TODAY)
    assert (await read(bases, world.partenaire, bare)).action.etat == "AE_IDEE"

    async with entered(bases, world.partenaire) as (session, acteur):
        await actions.add_besoin(session, acteur, bare, BesoinSaisi("praps:1"), today=TODAY)
    vue = await read(bases, world.partenaire, bare)
    assert (vue.action.etat, vue.manques) == ("AE_BESOIN", ("l’objectif",))

    async with entered(bases, world.partenaire) as (session, acteur):
        await actions.modify_action(session, acteur, bare, fiche(world), version=vue.action.version, today=TODAY)
    assert (await read(bases, world.partenaire, bare)).action.etat == "AE_MONTAGE"


async def test_the_last_need_of_an_action_in_preparation_stays(bases: Bases, world: World):
    action_id = await draft(bases, world)
    (only,) = (await read(bases, world.partenaire, action_id)).besoins
    async with entered(bases, world.partenaire) as (session, acteur):
        with pytest.raises(Conflict, match="seul besoin documenté"):
            await actions.remove_besoin(session, acteur, action_id, only.id)
        with pytest.raises(NotFound):
            await actions.remove_besoin(session, acteur, action_id, uuid4())
        await actions.add_besoin(session, acteur, action_id, BesoinSaisi("theme:DENT"), today=TODAY)
        await actions.remove_besoin(session, acteur, action_id, only.id)

    assert [need.code for need in (await read(bases, world.partenaire, action_id)).besoins] == ["DENT"]


async def test_a_need_that_is_not_offered_is_refused(bases: Bases, world: World):
    action_id = await draft(bases, world)

    async with entered(bases, world.partenaire) as (session, acteur):
        for objet in ("", "frein:RIEN", "praps:9", f"signal:{uuid4()}", f"priorite:{uuid4()}", "ailleurs:1"):
            with pytest.raises(Incorrect, match="Choisissez à quel besoin"):
                await actions.add_besoin(session, acteur, action_id, BesoinSaisi(objet, "Un mot"), today=TODAY)
    async with entered(bases, world.associee) as (session, acteur):
        with pytest.raises(NotFound):
            await actions.add_besoin(session, acteur, action_id, NEED, today=TODAY)


async def test_nobody_validates_in_the_place_of_the_coordination(bases: Bases, world: World):
    action_id = await draft(bases, world)

    with pytest.raises(Forbidden, match="avec la coordination"):
        await go(bases, world.partenaire, action_id, "AE_CONCERTATION")
    with pytest.raises(Conflict):
        await go(bases, world.partenaire, action_id, "AE_VALIDEE", cotech=TODAY.isoformat())
    with pytest.raises(Forbidden):
        await go(bases, world.mediateur, await announced(bases, world), "AE_ANNULEE", motif="AN_METEO")


async def test_a_committee_of_the_future_or_of_another_year_is_refused(bases: Bases, world: World):
    action_id = await validated(bases, world)
    await write(bases, world.coordinateur, action_id, etat="AE_CONCERTATION")

    for day in ("", "demain", (TODAY + timedelta(days=1)).isoformat(), (TODAY - timedelta(days=400)).isoformat()):
        with pytest.raises(Incorrect, match="comité technique"):
            await go(bases, world.coordinateur, action_id, "AE_VALIDEE", cotech=day)


async def test_calling_off_asks_a_reason_and_tells_the_partners_and_the_mediators_once(bases: Bases, world: World):
    action_id = await announced(bases, world)
    with pytest.raises(Incorrect, match="Choisissez le motif"):
        await go(bases, world.partenaire, action_id, "AE_ANNULEE")

    assert await go(bases, world.partenaire, action_id, "AE_ANNULEE", motif="AN_LIEU") == "AE_ANNULEE"

    vue = await read(bases, world.mediateur, action_id)
    assert (vue.action.motif_annulation, vue.dates[0].date.etat, vue.dates[0].date.version) == (
        "AN_LIEU", "AE_ANNULEE", 2,
    )  # fmt: skip
    for who in (world.associee, world.coordinateur, world.mediateur):
        off = [notice for notice in await told(bases, who, action_id) if notice.genre == "annulation"]
        assert len(off) == 1
        assert off[0].accuse_avant is not None
    with pytest.raises(Conflict):
        await go(bases, world.partenaire, action_id, "AE_ANNULEE", motif="AN_LIEU")


async def test_a_postponed_action_keeps_its_old_dates_and_moves_them_together(bases: Bases, world: World):
    action_id = await announced(bases, world)
    await date_it(bases, world, action_id, jour=SOON + timedelta(days=14))
    later = SOON + timedelta(days=30)

    await go(
        bases, world.partenaire, action_id, "AE_REPORTEE", motif="AN_METEO", nouvelle_date=later.isoformat()
    )  # fmt: skip

    vue = await read(bases, world.partenaire, action_id)
    old = [line.date for line in vue.dates if line.date.etat == "AE_REPORTEE"]
    new = [line.date for line in vue.dates if line.date.etat == "AE_PROGRAMMEE"]
    assert [day.jour for day in new] == [later, later + timedelta(days=14)]
    assert [day.remplace_id for day in new] == [day.id for day in old]
    assert [etape.step.vers for etape in vue.etapes] == ["AE_PROGRAMMEE"]
    news = [notice.details.get("quoi", "") for notice in await told(bases, world.mediateur, action_id)]
    assert [words for words in news if "est reportée" in words] == [
        "« Dépistage au marché » est reportée\u202f: nouvelle date prévue, le 1er janvier 2027."
    ]
    assert await go(bases, world.partenaire, action_id, "AE_PROGRAMMEE") == "AE_PROGRAMMEE"
    assert (await read(bases, world.partenaire, action_id)).action.motif_annulation is None


async def test_a_draft_that_is_put_off_does_not_jump_over_the_committee(bases: Bases, world: World):
    action_id = await draft(bases, world)
    later = (SOON + timedelta(days=30)).isoformat()
    await go(bases, world.partenaire, action_id, "AE_REPORTEE", motif="AN_CALENDRIER", nouvelle_date=later)

    vue = await read(bases, world.partenaire, action_id)

    assert [etape.step.vers for etape in vue.etapes] == ["AE_MONTAGE"]
    assert await go(bases, world.partenaire, action_id, "AE_MONTAGE") == "AE_MONTAGE"


async def test_the_pipeline_says_by_state_since_when_what_lacks_and_whose_move_it_is(bases: Bases, world: World):
    mine, theirs = await draft(bases, world), await validated(bases, world)
    await write(bases, world.coordinateur, mine, etat_depuis=NOW - timedelta(days=70))
    async with entered(bases, world.coordinateur) as (session, acteur):
        states = {state.etat: state.lignes for state in await read_pipeline(session, acteur, NOW)}
    line = next(line for line in states["AE_MONTAGE"] if line.action.id == mine)
    assert (line.jours, line.is_long, line.attend) == (70, True, "Coordination")
    assert "la lecture du contrôle des doublons" in [condition.manque for condition in line.manques]
    waiting = next(line for line in states["AE_VALIDEE"] if line.action.id == theirs)
    assert (waiting.attend, [condition.champ for condition in waiting.manques]) == ("Porteur", ["dates", "moyens"])


async def test_a_partner_sees_in_the_pipeline_what_his_structure_carries_or_shares(bases: Bases, world: World):
    alone, shared = await draft(bases, world), await validated(bases, world)

    async with entered(bases, world.associee) as (session, acteur):
        seen = {line.action.id for state in await read_pipeline(session, acteur, NOW) for line in state.lignes}

    assert shared in seen
    assert alone not in seen
    async with entered(bases, world.mediateur) as (session, acteur):
        with pytest.raises(Forbidden):
            await read_pipeline(session, acteur, NOW)


async def test_the_facts_counted_in_the_database_are_those_of_the_sheet(bases: Bases, world: World):
    action_id = await announced(bases, world)

    async with entered(bases, world.coordinateur) as (session, acteur):
        vue = await actions.read_action(session, acteur, action_id, TODAY)
        known = await actions.avancement_of(session, acteur, vue.action, TODAY)

    assert (known.besoins, known.informees, known.indicateurs, known.moyens, known.qpv) == (1, 1, 1, 1, 1)
    assert (known.seances.a_venir, known.seances.tenues) == (1, 0)
    assert (known.sans_valeur, known.sans_resultat, known.moyens_attendus) == (1, 0, 0)
