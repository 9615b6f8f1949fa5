"""The demonstration year of the CALL, and synthetic data in bulk. Both are invented; see asv.domain.synthese."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from asv.db.bulk import analyse, loading, write
from asv.db.comptes import Compte
from asv.db.engine import loader_session
from asv.db.reference import Commune, Qpv
from asv.db.territoires import Territoire, TerritoireQpv, cellules_of
from asv.domain.acteurs import Role
from asv.domain.synthese import DEMONSTRATION, Genre, Synthese, TerritoireInput
from asv.domain.synthese.equipe import email_of
from asv.domain.territoires import Cellule
from asv.usecases.territoires import open_territoire

Step = Callable[[str, int, int], None]
CALL, SIGLE = "246200364", "CALL"
DEMO_SEED = 2026
WRITTEN = ("structure", "compte", "seance", "suivi", "contact", "atelier", "action", "date_action", "participation")
ONE_LOADER = text("SELECT pg_advisory_xact_lock(4277829)")


async def load_demo(engine: AsyncEngine, *, today: date, step: Step) -> bool:
    """Opens the CALL if need be and fills it with the demonstration year that ends today; True if it did.

    Done once: a database that holds it, whatever the day it was loaded, is left as it is.
    """
    await _open_call(engine)
    territoire = await read_territoire(engine, CALL)
    synthese = Synthese(territoire, today, DEMONSTRATION, DEMO_SEED)
    async with loading(engine) as connection:
        await connection.execute(ONE_LOADER)
        if await _holds(connection, email_of(CALL, Role.MEDIATEUR, 1, Genre.DEMONSTRATION)):
            return False
        blocs = [*synthese.decor(), *synthese.lot(0), *synthese.collectif()]
        for done, bloc in enumerate(blocs):
            step("démonstration", done, len(blocs))
            await write(connection, bloc)
        step("démonstration", len(blocs), len(blocs))
    await analyse(engine, *WRITTEN)
    return True


async def _open_call(engine: AsyncEngine) -> None:
    async with loader_session(engine) as session, session.begin():
        if await session.get(Territoire, CALL) is None:
            await open_territoire(session, CALL, SIGLE)


async def _holds(connection: AsyncConnection, email: str) -> bool:
    return await connection.scalar(select(Compte.id).where(Compte.email == email)) is not None


async def read_territoire(engine: AsyncEngine, siren: str) -> TerritoireInput:
    """Communes, QPV parts and populations of an open territoire, as the generator wants them."""
    async with loader_session(engine) as session:
        of_epci = Commune.epci == siren, Commune.type == "commune"
        communes = await session.execute(
            select(Commune.code, Commune.population).where(*of_epci).order_by(Commune.code)
        )
        parts = await session.execute(cellules_of(siren))
        qpv = await session.execute(
            select(Qpv.code, Qpv.population)
            .join(TerritoireQpv, TerritoireQpv.qpv == Qpv.code)
            .where(TerritoireQpv.territoire_id == siren, Qpv.population.is_not(None))
            .order_by(Qpv.code)
        )
        return TerritoireInput(
            siren,
            {code: population or 0 for code, population in communes},
            tuple(Cellule(commune, code) for commune, code in parts),
            {code: population for code, population in qpv},
        )
