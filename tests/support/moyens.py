"""An announced action with dates, written as the loader writes: what tests of means reserve for."""

from datetime import date, time
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action, DateAction
from asv.db.engine import loader_session
from tests.support.database import World


async def dated_action(admin: AsyncEngine, world: World, jour: date, dates: int = 1) -> tuple[UUID, list[UUID]]:
    """An action of the partner's, announced, with dates of the same morning."""
    action = Action(
        territoire_id=world.territoire_id, id=uuid4(), titre="Dépistage", type="AC_DEPIST", theme="DEP_SEIN",
        etat="AE_PROGRAMMEE", porteur_id=world.partenaire.structure_id, creee_par=world.partenaire.id,
    )  # fmt: skip
    commune, qpv = world.cellules[0]
    days = [
        DateAction(
            territoire_id=world.territoire_id, id=uuid4(), action_id=action.id, porteur_id=action.porteur_id, jour=jour,
            debut=time(9), fin=time(12), lieu="Salle", commune=commune, qpv=qpv, etat="AE_PROGRAMMEE",
        )
        for _ in range(dates)
    ]  # fmt: skip
    async with loader_session(admin) as session, session.begin():
        session.add(action)
        await session.flush()
        session.add_all(days)
    return action.id, [day.id for day in days]
