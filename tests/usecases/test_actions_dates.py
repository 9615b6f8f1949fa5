"""The dates of an action, written by two people at the same instant, or with a structure that is no more."""

import asyncio
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import DateAction, Participation
from asv.db.bilans import Frequentation
from asv.db.engine import Bases, acteur_of, loader_session
from asv.db.structures import Structure
from asv.domain.actions import Stale
from asv.domain.actions.echanges import Mot
from asv.domain.actions.passages import Demande
from asv.domain.champs import Incorrect
from asv.domain.errors import Conflict
from asv.domain.periodes import FRANCE
from asv.usecases.actions.dates import add_date, cancel_date_of
from asv.usecases.actions.echanges import read_fil, write_mot
from asv.usecases.actions.frequentations import keep_comptes
from asv.usecases.actions.passages import pass_action
from tests.support.database import World
from tests.support.plantees import plant, soon
from tests.usecases.steps import day, entered

NOW = datetime.now(FRANCE)


async def test_a_date_cancelled_while_it_is_counted_stays_cancelled(admin: AsyncEngine, bases: Bases, world: World):
    action = await plant(admin, world, etat="AE_EN_COURS", jours=[soon(-1)])
    async with entered(bases, world.partenaire) as (session, _):
        held = await session.scalar(select(DateAction.id).where(DateAction.action_id == action))

    async def count() -> None:
        async with entered(bases, world.partenaire) as (session, acteur):
            await keep_comptes(session, acteur, action, held, {"participants": "12"}, now=NOW)

    async with bases.session(world.coordinateur.token, read_only=False) as session, session.begin():
        acteur = await acteur_of(session)
        await cancel_date_of(session, acteur, action, held, motif="AN_METEO", now=NOW)
        task = asyncio.create_task(count())
        await asyncio.wait([task], timeout=1)

    with pytest.raises(Conflict, match="vient de changer"):
        await task
    async with entered(bases, world.partenaire) as (session, _):
        kept = await session.get_one(DateAction, (world.territoire_id, held))
        assert (kept.etat, kept.motif_annulation, kept.version) == ("AE_ANNULEE", "AN_METEO", 2)
        counted = select(func.count()).where(Frequentation.date_id == held)
        assert await session.scalar(counted) == 0


async def test_an_action_is_not_called_off_over_a_date_that_is_being_counted(
    admin: AsyncEngine, bases: Bases, world: World
):
    action = await plant(admin, world, etat="AE_EN_COURS", jours=[soon(-1), soon()])
    async with entered(bases, world.partenaire) as (session, _):
        held = await session.scalar(select(DateAction.id).where(DateAction.action_id == action).order_by("jour"))

    async def call_off() -> None:
        async with entered(bases, world.coordinateur) as (session, acteur):
            await pass_action(session, acteur, action, Demande("AE_ANNULEE", motif="AN_METEO"), version=1, now=NOW)

    async with bases.session(world.partenaire.token, read_only=False) as session, session.begin():
        acteur = await acteur_of(session)
        await keep_comptes(session, acteur, action, held, {"participants": "12"}, now=NOW)
        task = asyncio.create_task(call_off())
        await asyncio.wait([task], timeout=1)

    with pytest.raises(Stale):
        await task
    async with entered(bases, world.partenaire) as (session, _):
        assert (await session.get_one(DateAction, (world.territoire_id, held))).etat == "AE_REALISEE"


async def merged_away(admin: AsyncEngine, world: World) -> UUID:
    """A sheet merged into that of the second structure."""
    row = Structure(
        territoire_id=world.territoire_id, id=uuid4(), nom="CPAM bis", nom_tri="cpam bis", type="TP_CPAM",
        fusionnee_dans=world.associee.structure_id,
    )  # fmt: skip
    async with loader_session(admin) as session, session.begin():
        session.add(row)
    return row.id


async def test_a_sheet_merged_into_another_hosts_no_date(admin: AsyncEngine, bases: Bases, world: World):
    action, gone = await plant(admin, world), await merged_away(admin, world)

    async with entered(bases, world.partenaire) as (session, acteur):
        with pytest.raises(Incorrect, match="structure de l’annuaire"):
            await add_date(session, acteur, action, day(world, jour=soon(), hote=str(gone)), today=NOW.date())


async def test_a_sheet_merged_into_another_is_not_called(admin: AsyncEngine, bases: Bases, world: World):
    action, gone = await plant(admin, world), await merged_away(admin, world)
    place = Participation(
        territoire_id=world.territoire_id, action_id=action, structure_id=gone, role="RO_HOTE", reponse="acceptee",
        porteur_id=world.partenaire.structure_id,
    )  # fmt: skip
    async with loader_session(admin) as session, session.begin():
        session.add(place)

    async with entered(bases, world.partenaire) as (session, acteur):
        assert (await read_fil(session, acteur, action)).mentionables == []
        with pytest.raises(Incorrect, match="ont une place dans l’action"):
            await write_mot(session, acteur, action, Mot("Bonjour", mentions=(str(gone),)))
