"""The appointment and the relance of an orientation, the relance of a démarche: days to come, that may move."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.fiches import planned
from asv.db.scope import rows
from asv.db.suivis import Demarche, Orientation
from asv.domain.acteurs import Acteur
from asv.domain.champs import Champs
from asv.domain.errors import NotFound
from asv.usecases.suivis.access import find_to_write

UNKNOWN = "Cette orientation ou cette démarche n’est pas de ce suivi."
NO_DAY = "Cette date n’existe pas : choisissez-la dans le calendrier."
PAST = "Cette date est passée : notez plutôt le résultat."


async def plan_dates(
    session: AsyncSession, acteur: Acteur, suivi_id: UUID, row_id: UUID, *, relance_le: str, rendez_vous_le: str,
    today: date,
) -> None:  # fmt: skip
    """Set, move or empty the days to come; the days of a past appointment are told by its result."""
    await find_to_write(session, acteur, suivi_id)
    champs = Champs()
    days = {name: _day(champs, name, given, today)
            for name, given in (("relance_le", relance_le), ("rendez_vous_le", rendez_vous_le))}  # fmt: skip
    champs.settle()
    for table in (Orientation, Demarche):
        found = await session.scalar(rows(table, acteur).where(table.id == row_id, table.suivi_id == suivi_id))
        if found is not None:
            kept = days if table is Orientation else {"relance_le": days["relance_le"]}
            await session.execute(planned(acteur, table, row_id, **kept))
            return
    raise NotFound(UNKNOWN)


def _day(champs: Champs, name: str, given: str, today: date) -> date | None:
    if not given:
        return None
    day = champs.day(name, given, missing=NO_DAY)
    if day < today and not champs.has_refused(name):
        champs.refuse(name, PAST)
    return day
