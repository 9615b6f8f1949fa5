"""Steps that the tests of joint actions take, each in a transaction of its own, as in life."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import update

from asv.db.actions import Action
from asv.db.bilans import IndicateurAction
from asv.db.engine import Bases, acteur_of
from asv.domain.actions import PROGRAMMEE, Apport, DateSaisie, FicheAction
from asv.domain.actions.besoins import BesoinSaisi
from asv.domain.actions.passages import Demande
from asv.usecases import actions, coordination
from tests.support.database import Persona, World

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SOON = TODAY + timedelta(days=10)
NEED = BesoinSaisi("frein:FIN_RAC")


@asynccontextmanager
async def entered(bases: Bases, who: Persona) -> AsyncIterator[tuple]:
    """The session and the acteur of a person, as one request has them."""
    async with bases.session(who.token, read_only=False) as session, session.begin():
        yield session, await acteur_of(session)


def here(world: World) -> tuple[str, str]:
    return next((commune, qpv) for commune, qpv in world.cellules if qpv in world.qpv)


def fiche(world: World, **changes) -> FicheAction:
    values = {"titre": "Dépistage au marché", "type": "AC_DEPIST", "theme": "DEP_COLO", "qpv": (here(world)[1],)}
    values |= {"objectif": "Que chacun sache où prendre son test."}
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
    """An action in preparation: its need and its objective are known."""
    async with entered(bases, world.partenaire) as (session, acteur):
        return await actions.create_action(session, acteur, fiche(world, **changes), today=TODAY, besoin=NEED)


async def date_it(bases: Bases, world: World, action_id: UUID, **changes) -> None:
    async with entered(bases, world.partenaire) as (session, acteur):
        await actions.add_date(session, acteur, action_id, day(world, **changes), today=TODAY)


async def announce(bases: Bases, world: World, action_id: UUID) -> str:
    """The porteur announces what was validated; gives the state reached."""
    return await go(bases, world.partenaire, action_id, PROGRAMMEE)


async def go(bases: Bases, who: Persona, action_id: UUID, vers: str, **said: Any) -> str:
    """One step, by that person, at the version that he reads; gives the state reached."""
    async with entered(bases, who) as (session, acteur):
        vue = await actions.read_action(session, acteur, action_id, TODAY)
        demande = Demande(vers, **said)
        return await actions.pass_action(
            session, acteur, action_id, demande, version=vue.action.version, now=NOW
        )  # fmt: skip


async def write(bases: Bases, who: Persona, action_id: UUID, **values: object) -> None:
    """Columns of an action that other pages of the site write."""
    async with entered(bases, who) as (session, _):
        await session.execute(update(Action).where(Action.id == action_id).values(**values))


async def validated(bases: Bases, world: World, **changes) -> UUID:
    """An action that went through concertation and was validated: its overlap check read, its indicateur chosen."""
    action_id = await draft(bases, world, **changes)
    await invite(bases, world, action_id)
    await write(
        bases, world.partenaire, action_id, participation_prevue="PA_2",
        aval_id=world.associee.structure_id, aval_jours=10, communication="Affiches et réseaux.",
    )  # fmt: skip
    await measure(bases, world, action_id)
    await check(bases, world, action_id)
    await go(bases, world.coordinateur, action_id, "AE_CONCERTATION")
    await go(bases, world.coordinateur, action_id, "AE_VALIDEE", cotech=TODAY.isoformat())
    return action_id


async def check(bases: Bases, world: World, action_id: UUID) -> None:
    """The coordination runs the overlap check and reads it."""
    async with entered(bases, world.coordinateur) as (session, acteur):
        vue = await actions.read_action(session, acteur, action_id, TODAY)
        await coordination.note_read(session, acteur, action_id, version=vue.action.version, now=NOW)


async def measure(bases: Bases, world: World, action_id: UUID) -> None:
    """An indicateur with its target and its source."""
    async with entered(bases, world.partenaire) as (session, acteur):
        session.add(
            IndicateurAction(
                territoire_id=acteur.territoire_id, id=uuid4(), action_id=action_id,
                porteur_id=world.partenaire.structure_id, famille="realisation", code="A-REAL-2",
                libelle="Participations", cible=40, source="Comptes des séances", echeance="seance",
            )
        )  # fmt: skip


async def announced(bases: Bases, world: World, **changes) -> UUID:
    """An action that went the whole way from the idea to its announcement, with one date to come."""
    action_id = await validated(bases, world, **changes)
    await bring(bases, world, action_id)
    await date_it(bases, world, action_id)
    await announce(bases, world, action_id)
    return action_id


async def bring(bases: Bases, world: World, action_id: UUID) -> None:
    """The porteur says what it brings."""
    async with entered(bases, world.partenaire) as (session, acteur):
        await actions.answer(session, acteur, action_id, "acceptee", apport=Apport(("MY_AGENT",), ""), now=NOW)


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
