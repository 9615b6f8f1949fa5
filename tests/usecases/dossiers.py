"""What is sent under a code: an opening, étapes, by whom."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from tests.support.database import TODAY, World
from tests.support.saisies import (
    clear,
    etape,
    ouverture,
    rows,
    sealed,
)

OTHER_TABLET = UUID("7ab1e700-0000-4000-8000-000000000002")
LATER = (TODAY + timedelta(1)).isoformat()


def opening(world: World, code: str, **changes) -> dict:
    return clear("suivi_ouverture", ouverture(world, code, **changes))


def step(code: str, nature: str = "droit", **changes) -> dict:
    return clear("suivi_etape", etape(code, nature, **changes))


def by(item: dict, world: World, persona: str = "mediatrice", tablet: UUID = OTHER_TABLET) -> dict:
    return sealed(item, getattr(world, persona).id, tablet=tablet)


async def droits(admin: AsyncEngine, world: World) -> list[tuple]:
    kept = sorted(await rows(admin, world, "etape"), key=lambda row: row["sequence"])
    return [(row["avant"], row["apres"], row["etat"]) for row in kept if row["nature"] == "droit"]
