"""S31 and S32: lists of codes and lists of quartiers change while tablets are away with what they wrote before."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.db.reference import Qpv, QpvCommune
from asv.usecases.synchronisation import places
from tests.support.database import World
from tests.support.process import RunningSite
from tests.support.releases import LISTS_OF_2027, make_release
from tests.support.saisies import clear, contact, issues, rows, sealed, seance, send
from tests.support.server import Tablet


@pytest.fixture(scope="module")
async def next_year(served: RunningSite, tmp_path_factory) -> AsyncIterator[RunningSite]:
    """The release of next year's lists, on the same database."""
    folder: Path = tmp_path_factory.mktemp("site-2027")
    source = make_release(tmp_path_factory.mktemp("annee-2027"), LISTS_OF_2027)
    site = RunningSite(folder, served.command, environment=served.environment, source=source)
    await asyncio.to_thread(site.start)
    yield site
    site.stop()


async def test_codes_retired_since_stay_good_in_what_was_written_with_the_lists_of_before(
    next_year: RunningSite, keyring, world: World, admin: AsyncEngine, measured: dict
):
    there = clear("seance", seance(world))
    before = [clear("contact", contact(there["id"], freins=["FIN_RAC"])) for _ in range(50)]
    after = [
        clear("contact", contact(there["id"], freins=[f], nomenclature="2027.1")) for f in ("FIN_AVANCE", "FIN_RAC")
    ]
    async with Tablet(next_year, world.mediateur) as tablet:
        lists = (await tablet.http.get("/nomenclatures.json")).json()
        found = await tablet.issues([there, *(sealed(item, world.mediateur.id, keyring) for item in before)])
        verdicts = (await tablet.send(after)).json()["verdicts"]

    assert lists["version"] == "2027.1"
    assert found == ["stored"] * 51
    assert [(verdict["verdict"], verdict["champ"]) for verdict in verdicts] == [
        ("stored", None),
        ("rejected", "freins"),
    ]
    kept = await rows(admin, world, "contact")
    assert {(row["nomenclature"], *row["familles_frein"]) for row in kept} == {
        ("2026.1", "FINANCIER"), ("2027.1", "FINANCIER"),
    }  # fmt: skip
    measured |= {"old_items": 50, "rejected_for_their_version": 0}


async def test_lists_newer_than_the_server_wait_sealed_and_are_not_called_wrong(
    served: RunningSite, next_year: RunningSite, keyring, world: World, admin: AsyncEngine
):
    there = clear("seance", seance(world))
    item = sealed(
        clear("contact", contact(there["id"], freins=["FIN_AVANCE"], nomenclature="2027.1")),
        world.mediateur.id,
        keyring,
    )
    async with Tablet(served, world.mediateur) as tablet, Tablet(next_year, world.mediateur) as later:
        assert await tablet.issues([there, item]) == ["stored", "needs_coordinator"]
        (kept,) = await rows(admin, world, "quarantaine")
        assert (kept["motif"], kept["champ"], bool(kept["scelle"])) == ("needs_coordinator", "nomenclature", True)
        assert await later.issues([item]) == ["stored"]


async def change_of_lists(admin: AsyncEngine, world: World) -> str:
    """The next generation of quartiers, loaded as `load_reference` loads: rows are added and replaced, none removed."""
    code, commune = f"QN{uuid4().hex[:5].upper()}Z", world.cellules[0][0]
    async with admin.begin() as connection:
        await connection.execute(
            insert(Qpv).values(code=code, nom="Quartier redessiné", nom_tri="quartier redessine", generation="2030")
        )
        await connection.execute(insert(QpvCommune).values(qpv=code, commune=commune))
    places._known.clear()  # each process reads them again within a minute
    return code


async def test_contacts_keep_the_quartier_they_were_written_with_and_no_total_moves(
    bases: Bases, world: World, admin: AsyncEngine
):
    _, former = world.cellules[0]
    there = clear("seance", seance(world))
    await send(bases, world.mediateur, [there, *(clear("contact", contact(there["id"])) for _ in range(8))])
    before = await rows(admin, world, "contact")

    redrawn = await change_of_lists(admin, world)
    late, new = clear("seance", seance(world)), clear("seance", seance(world, qpv=redrawn))
    then = [clear("contact", contact(place["id"])) for place in (late, new) for _ in range(3)]

    assert set(issues(await send(bases, world.mediateur, [late, new, *then]))) == {"stored"}
    after = {row["id"]: row for row in await rows(admin, world, "contact")}
    assert [after[row["id"]] for row in before] == before
    by_quartier = Counter(row["qpv_lieu"] for row in after.values())
    assert by_quartier == {former: 11, redrawn: 3}
    async with admin.connect() as connection:
        generations = await connection.execute(select(Qpv.code, Qpv.generation).where(Qpv.code.in_(by_quartier)))
        assert {row.code: row.generation for row in generations} == {former: "2024", redrawn: "2030"}
