"""Actions put in the database as they are wanted, in any state: what reading pages are tried on."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action, DateAction, Participation
from asv.db.engine import loader_session
from asv.domain.periodes import FRANCE
from tests.support.database import Persona, World


def today() -> date:
    return datetime.now(FRANCE).date()


def soon(days: int = 10) -> date:
    return today() + timedelta(days=days)


def here(world: World) -> tuple[str, str]:
    """A commune and a QPV of the contract that has a part in it."""
    return next((commune, qpv) for commune, qpv in world.cellules if qpv in world.qpv)


def sheet(world: World, porteur: Persona, **changes: Any) -> dict[str, Any]:
    """Columns of an action; one that is called off or put off was announced, unless `annoncee_le` says otherwise."""
    values = {
        "territoire_id": world.territoire_id, "id": uuid4(), "titre": "Dépistage au marché", "type": "AC_DEPIST",
        "theme": "DEP_COLO", "etat": "AE_PROGRAMMEE", "porteur_id": porteur.structure_id, "creee_par": porteur.id,
        "qpv": [here(world)[1]],
    }  # fmt: skip
    values |= changes
    if values["etat"] in {"AE_ANNULEE", "AE_REPORTEE"}:  # these states do not say whether it was announced before
        values = dict.fromkeys(("annoncee_le", "ouverte_le"), datetime.now().astimezone()) | values
    return values


async def plant(
    admin: AsyncEngine, world: World, *, jours: Sequence[date] = (), porteur: Persona | None = None,
    date_qpv: str | None = "", etats: Sequence[str] = (), **changes: Any,
) -> UUID:  # fmt: skip
    """An action with its dates, from nine to noon in the first QPV; `etats`: of each date, programmed by default."""
    carried_by = porteur or world.partenaire
    values = sheet(world, carried_by, **changes)
    commune, qpv = here(world)
    place = {key: values[key] for key in ("territoire_id", "porteur_id")} | {"action_id": values["id"]}
    dates = [
        DateAction(
            **place, id=uuid4(), jour=jour, debut=time(9), fin=time(12), lieu="Halle", commune=commune,
            qpv=qpv if date_qpv == "" else date_qpv, etat=etat,
        )
        for jour, etat in zip(jours, [*etats, *["AE_PROGRAMMEE"] * (len(jours) - len(etats))], strict=True)
    ]  # fmt: skip
    async with loader_session(admin) as session, session.begin():
        session.add(Action(**values))
        await session.flush()
        session.add_all(dates)
        session.add(
            Participation(**place, structure_id=carried_by.structure_id, role="RO_PORTEUR", reponse="acceptee")
        )  # fmt: skip
    return UUID(str(values["id"]))
