"""S25: k bad items in a batch of a hundred: 100 - k stored, k refused with their field and the reason."""

import random

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.support.counts import IS_FULL
from tests.support.database import World
from tests.support.process import RunningSite
from tests.support.saisies import clear, contact, count, rows, sealed, seance
from tests.support.server import Tablet

BAD = range(101) if IS_FULL else [0, 1, 50, 99, 100, *random.Random(25).sample(range(2, 99), 4)]


def spoil(item: dict, draw: random.Random) -> dict:
    champ, value = draw.choice(
        [
            ("sexe", "Femme"), ("tranche_age", 1987), ("freins", ["FIN_RAC"] * 2), ("themes", ["MENTALE"]),
            ("duree_minutes", -5), ("seance", "hier"), ("nature", None), ("note", "Mme D."), ("premiere_fois", True),
            ("publics", {"SENIOR": 1}), ("commune_residence", "62498"), ("nomenclature", 2026.1),
        ]
    )  # fmt: skip
    return item | {"contenu": item["contenu"] | {champ: value}}


@pytest.mark.parametrize("form", ["in clear", "sealed"])
async def test_a_hundred_items_of_which_k_are_bad(
    served: RunningSite, keyring, world: World, admin: AsyncEngine, form: str, *, measured: dict
):
    is_sealed = form == "sealed"
    there, draw = clear("seance", seance(world)), random.Random(100)
    stored = refused = 0
    async with Tablet(served, world.mediateur) as tablet:
        await tablet.send([there])
        for bad in BAD:
            items = [clear("contact", contact(there["id"])) for _ in range(100)]
            spoiled = set(draw.sample(range(100), bad))
            batch = [spoil(item, draw) if rank in spoiled else item for rank, item in enumerate(items)]
            if is_sealed:
                batch = [sealed(item, world.mediateur.id, keyring) for item in batch]
            verdicts = (await tablet.send(batch)).json()["verdicts"]

            assert {rank for rank, verdict in enumerate(verdicts) if verdict["verdict"] == "rejected"} == spoiled
            assert sum(verdict["verdict"] == "stored" for verdict in verdicts) == 100 - bad
            assert all(v["champ"] and v["raison"] for v in verdicts if v["verdict"] == "rejected")
            stored, refused = stored + 100 - bad, refused + bad

    assert (await count(admin, world, "contact"), await count(admin, world, "quarantaine")) == (stored, refused)
    assert all((row["scelle"] is not None) is is_sealed for row in await rows(admin, world, "quarantaine"))
    measured |= {"form": form, "batches": len(BAD), "stored": stored, "rejected": refused}
