"""What a set of operations left in the database, so that two ways of delivering them may be compared."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.tables import METADATA
from tests.support.database import World

TABLES = ("seance", "contact", "atelier", "reception")
WRITTEN_BY_THE_SERVER = {"sequence", "recue_le", "recu_le", "id", "empreinte"}


async def left_by(
    admin: AsyncEngine, world: World, names: Mapping[str, str], tables: tuple[str, ...] = TABLES
) -> list[tuple[str, ...]]:
    """Every row that these identifiers left, each identifier under its name; what still waits too."""
    found: list[tuple[str, ...]] = []
    async with admin.connect() as connection:
        for name in (*tables, "quarantaine"):
            table = METADATA.tables[f"asv.{name}"]
            key = table.c.element_id if name == "quarantaine" else table.c.id
            columns = [table.c.motif, table.c.champ] if name == "quarantaine" else _columns(table)
            query = select(key, *columns).where(table.c.territoire_id == world.territoire_id, key.in_(names))
            if name == "quarantaine":
                query = query.where(table.c.resolue_le.is_(None))
            rows = await connection.execute(query)
            found += [(name, *(names.get(str(value), str(value)) for value in row)) for row in rows]
    return sorted(found)


async def count_rows(admin: AsyncEngine, world: World) -> int:
    """All the rows of these tables in the territoire, whatever their identifiers."""
    total = 0
    async with admin.connect() as connection:
        for name in TABLES:
            table = METADATA.tables[f"asv.{name}"]
            query = select(func.count()).select_from(table).where(table.c.territoire_id == world.territoire_id)
            total += (await connection.execute(query)).scalar_one()
    return total


def _columns(table: Any) -> list[Any]:
    return [column for column in table.columns if column.name not in WRITTEN_BY_THE_SERVER]
