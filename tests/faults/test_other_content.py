"""S04: the same number, another content. The first stays, the second is kept for a person, nobody loops."""

from sqlalchemy.ext.asyncio import AsyncEngine

from tests.support.database import World
from tests.support.process import RunningSite
from tests.support.saisies import clear, contact, rows, seance
from tests.support.server import Tablet


async def test_the_second_content_waits_beside_the_first_and_its_resending_changes_nothing(
    served: RunningSite, world: World, admin: AsyncEngine
):
    there = clear("seance", seance(world))
    first = clear("contact", contact(there["id"], sexe="F"))
    second = clear("contact", contact(there["id"], sexe="H"), first["id"])
    async with Tablet(served, world.mediateur) as tablet, Tablet(served, world.coordinateur) as coordination:
        await tablet.issues([there, first])
        before = await rows(admin, world, "contact")

        again = [await tablet.issues([second]) for _ in range(5)]
        page = await coordination.http.get("/a-traiter")

    assert again == [["conflict"]] * 5
    assert await rows(admin, world, "contact") == before
    (kept,) = await rows(admin, world, "quarantaine")
    assert (kept["motif"], kept["contenu"]["sexe"], kept["resolue_le"]) == ("conflict", "H", None)
    assert "Deux versions différentes" in page.text
    assert "Personne mediateur" in page.text
