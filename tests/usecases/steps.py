"""Steps that the tests of joint actions take, each in a transaction of its own, as in life."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from asv.db.engine import Bases, acteur_of
from asv.domain.actions import Apport, DateSaisie, FicheAction
from asv.usecases import actions
from tests.support.database import Persona, World

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SOON = TODAY + timedelta(days=10)


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
