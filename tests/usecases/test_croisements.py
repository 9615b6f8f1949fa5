"""The contacts of a year by everything at once: the same rows as the indicateurs count, none lost and none added."""

from collections import Counter as Tally
from datetime import date

import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.counts import Counter, crossed
from asv.db.engine import Bases, acteur_of
from asv.domain.indicateurs import INDICATEURS
from asv.domain.periodes import annee
from tests.support.database import TODAY, World
from tests.usecases.test_counts import fill


@pytest.mark.parametrize("seed", range(2))
async def test_crossed_contacts_are_those_of_the_list_and_of_the_indicateurs(
    admin: AsyncEngine, bases: Bases, world: World, seed: int
):
    rows = await fill(admin, world, seed)
    kept = [row for row in rows if row["nature"] == "contact" and row["date_contact"] >= date(2026, 1, 1)]

    async with bases.session(world.coordinateur.token, read_only=True) as session:
        acteur = await acteur_of(session)
        found = {tuple(row[:6]): row[6] for row in await session.execute(crossed(acteur, annee(2026)))}
        met = await Counter(session, acteur, annee(2026), TODAY).count(INDICATEURS["M01"])

    assert found == Tally(
        (r["commune_lieu"], r["qpv_lieu"], r["freins"][0], r["sexe"], r["tranche_age"], r["date_contact"].month)
        for r in kept
    )
    assert sum(found.values()) == sum(compte.population for compte in met.values())


async def test_a_partner_crosses_nothing(admin: AsyncEngine, bases: Bases, world: World):
    await fill(admin, world, 1)

    async with bases.session(world.partenaire.token, read_only=True) as session:
        acteur = await acteur_of(session)
        with pytest.raises(DBAPIError, match="permission denied"):
            await session.execute(crossed(acteur, annee(2026)))
