"""An opening as the form sends it, and what is kept of a suivi."""

from sqlalchemy.ext.asyncio import AsyncEngine

from tests.recits.pages import ouverture
from tests.support.database import World
from tests.support.saisies import rows
from tests.support.suivis import Laid, ago


def opening(world: World, code: str, **changes) -> dict[str, object]:
    commune, qpv = world.cellules[0]
    return ouverture(code, ago(0), endroit=f"{commune}:{qpv}", **changes)


async def of_suivi(admin: AsyncEngine, world: World, table: str, suivi: Laid | str) -> list:
    wanted = str(suivi.id if isinstance(suivi, Laid) else suivi.rpartition("/")[2])
    return [row for row in await rows(admin, world, table) if str(row["suivi_id"]) == wanted]
