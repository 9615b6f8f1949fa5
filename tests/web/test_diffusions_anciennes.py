"""Crossed tables kept alone, before there was a ledger: its first line."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.support.database import World
from tests.support.site import Client
from tests.web.test_croisements import filled as filled
from tests.web.test_diffusions import PAGE, YEAR, diffused, view_of


async def test_crossed_tables_kept_before_there_was_a_ledger_are_part_of_it(
    client: Client, filled: World, admin: AsyncEngine
):
    await diffused(client, filled, str(YEAR))
    first = await view_of(client, filled, f"{YEAR}-E1")
    where = {"where": filled.territoire_id}
    async with admin.begin() as connection:
        for query in (
            """INSERT INTO asv.croisement SELECT territoire_id, annee, contenu->'croisements', now(), publiee_par
            FROM asv.diffusion WHERE territoire_id = :where""",
            "DELETE FROM asv.diffusion_reserve WHERE territoire_id = :where",
            "DELETE FROM asv.diffusion WHERE territoire_id = :where",
        ):
            await connection.execute(text(query), where)

    await diffused(client, filled, f"{YEAR}-T1")
    refused = await client.get(PAGE, filled.coordinateur)
    await diffused(client, filled, str(YEAR))
    again = await view_of(client, filled, f"{YEAR}-E1")

    assert "diffusez d’abord l’année" in refused.text.replace("\u00a0", " ")
    crossed = {name: row["effectif"] for name, row in first.items() if "/LIEU_" in name}
    assert crossed == {name: row["effectif"] for name, row in again.items() if "/LIEU_" in name}
