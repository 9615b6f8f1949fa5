"""Bulk writing: each kind of column comes back from PostgreSQL as it went."""

from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.bulk import loading, write
from asv.db.engine import loader_session
from asv.db.moyens import Moyen
from asv.domain.synthese.blocs import bloc_of
from tests.support.database import TODAY, World

AMOUNTS = ["0", "0.01", "0.10", "7", "12.5", "9999", "10000", "10000.01", "1234567.89", "99990000", "-3.40", "100"]


@pytest.mark.parametrize("amount", AMOUNTS)
async def test_an_amount_and_a_list_of_numbers_come_back_as_written(admin: AsyncEngine, world: World, amount: str):
    row = {
        "territoire_id": world.territoire_id, "id": uuid4(), "structure_id": world.partenaire.structure_id,
        "sens": "offre", "code": "MY_LOCAL", "libelle": "Salle", "quantite": 1, "debut": TODAY, "fin": TODAY,
        "jours": [1, 5], "valeur": Decimal(amount), "auteur_id": world.partenaire.id,
    }  # fmt: skip

    async with loading(admin) as connection:
        await write(connection, bloc_of("moyen", [row, row | {"id": uuid4(), "valeur": None, "jours": []}]))

    async with loader_session(admin) as session:
        kept = list(await session.scalars(select(Moyen).where(Moyen.territoire_id == world.territoire_id)))
    by_value = {moyen.valeur: moyen.jours for moyen in kept}
    assert by_value == {Decimal(amount): [1, 5], None: []}
