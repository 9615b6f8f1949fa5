"""Telling an event: once to each account concerned, and only by those who may."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action
from asv.db.engine import Bases, loader_session
from asv.db.notifications import Notification, told
from asv.domain.notifications import Avis, Genre
from tests.support.database import Persona, World


@pytest.fixture
async def action(admin: AsyncEngine, world: World) -> UUID:
    row = Action(
        territoire_id=world.territoire_id, id=uuid4(), titre="Essai", type="AC_DEPIST", theme="CANCER",
        etat="AE_MONTAGE", porteur_id=world.partenaire.structure_id, creee_par=world.partenaire.id,
    )  # fmt: skip
    async with loader_session(admin) as session, session.begin():
        session.add(row)
    return row.id


async def tell(bases: Bases, who: Persona, avis: Avis) -> int:
    async with bases.session(who.token, read_only=False) as session, session.begin():
        return await session.scalar(told(avis))


async def inbox(bases: Bases, who: Persona) -> list[Notification]:
    async with bases.session(who.token, read_only=True) as session:
        return list(await session.scalars(select(Notification).order_by(Notification.cle)))


async def test_an_event_is_told_once_to_the_members_of_a_structure_and_to_a_role(
    bases: Bases, world: World, action: UUID
):
    avis = Avis(
        Genre.ANNULATION, f"annulation-action:{action}", action, (world.associee.structure_id,), ("coordinateur",),
        details={"titre": "Essai"}, accuse_heures=48,
    )  # fmt: skip

    first = await tell(bases, world.partenaire, avis)
    again = await tell(bases, world.partenaire, avis)

    received = await inbox(bases, world.associee)
    assert (first, again) == (2, 0)
    assert [(n.genre, n.details, n.action_id) for n in received] == [("annulation", {"titre": "Essai"}, action)]
    assert received[0].accuse_avant > received[0].creee_le
    assert len(await inbox(bases, world.coordinateur)) == 1
    assert await inbox(bases, world.partenaire) == []


async def test_a_partner_tells_nothing_of_an_action_he_has_no_part_in(bases: Bases, world: World, action: UUID):
    avis = Avis(Genre.ANNULATION, f"annulation-action:{action}", action, (world.partenaire.structure_id,))

    with pytest.raises(DBAPIError, match="insufficient_privilege"):
        await tell(bases, world.associee, avis)
    assert await inbox(bases, world.partenaire) == []
