"""What PostgreSQL refuses of a frozen report, whatever the application says: rewriting, inventing, a broken chain."""

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.diffusions import DiffusionGardee
from asv.db.engine import Bases, loader_session
from asv.db.rapports_geles import AjustementRapport, RapportGele
from tests.support.database import Persona, World

REFUSED = "permission denied|insufficient|row-level security|privilege"
SOURCE = {"code": "2025-E1", "empreinte": "ledger"}
FIGURE = {"changements": [{"nouveau": {"origine": "diffusion"}}]}


async def do(bases: Bases, who: Persona, *statements) -> None:
    async with bases.session(who.token, read_only=False) as session, session.begin():
        for statement in statements:
            await session.execute(statement)


def gele(world: World, who: Persona, **changes) -> object:
    own = {"territoire_id": world.territoire_id, "periode": "2025", "fige_par": who.id}
    return insert(RapportGele).values(own | {"contenu": {"sources": [SOURCE]}, "empreinte": "report"} | changes)


def ajustement(world: World, **changes) -> object:
    own = {"territoire_id": world.territoire_id, "periode": "2025", "fige_par": world.coordinateur.id}
    told = {"numero": 1, "contenu": {"sources": []}, "precedent": "report", "empreinte": "first"}
    return insert(AjustementRapport).values(own | told | changes)


@pytest.fixture
async def released(admin: AsyncEngine, world: World) -> World:
    """A year that was released, in the ledger."""
    async with loader_session(admin) as session, session.begin():
        session.add(
            DiffusionGardee(
                territoire_id=world.territoire_id, periode="2025", edition=1, annee=2025, contenu={},
                empreinte="ledger", publiee_par=world.coordinateur.id,
            )
        )  # fmt: skip
    return world


@pytest.fixture
async def frozen(bases: Bases, released: World) -> World:
    await do(bases, released.coordinateur, gele(released, released.coordinateur))
    return released


@pytest.mark.parametrize(
    "sources", [[], [SOURCE | {"empreinte": "other"}], [SOURCE, {"code": "2025-E2", "empreinte": "ledger"}]],
    ids=["none", "altered", "not released"],
)  # fmt: skip
async def test_a_report_rests_on_what_the_ledger_holds(bases: Bases, released: World, sources: list):
    with pytest.raises(DBAPIError, match=REFUSED):
        await do(bases, released.coordinateur, gele(released, released.coordinateur, contenu={"sources": sources}))


async def test_a_report_is_frozen_once(bases: Bases, frozen: World):
    with pytest.raises(DBAPIError, match="pk_rapport_gele"):
        await do(bases, frozen.coordinateur, gele(frozen, frozen.coordinateur))


async def test_nobody_freezes_in_the_name_of_another(bases: Bases, released: World):
    with pytest.raises(DBAPIError, match=REFUSED):
        await do(bases, released.coordinateur, gele(released, released.mediateur))


@pytest.mark.parametrize("who", ["mediateur", "partenaire", "financeur", "administrateur"])
async def test_only_the_coordination_freezes(bases: Bases, released: World, who: str):
    persona = getattr(released, who)
    with pytest.raises(DBAPIError, match=REFUSED):
        await do(bases, persona, gele(released, persona))


async def test_the_loader_itself_neither_rewrites_nor_deletes(admin: AsyncEngine, bases: Bases, frozen: World):
    await do(bases, frozen.coordinateur, ajustement(frozen))
    for table in (RapportGele, AjustementRapport):
        mine = table.territoire_id == frozen.territoire_id
        for statement in (update(table).where(mine).values(empreinte="z"), delete(table).where(mine)):
            with pytest.raises(DBAPIError, match=REFUSED):
                async with loader_session(admin) as session, session.begin():
                    await session.execute(statement)
            with pytest.raises(DBAPIError, match=REFUSED):
                await do(bases, frozen.coordinateur, statement)


@pytest.mark.parametrize(
    "changes",
    [
        {"precedent": "other"}, {"numero": 2}, {"contenu": {"sources": []} | FIGURE},
        {"contenu": {"sources": [SOURCE | {"empreinte": "other"}]}},
    ],
    ids=["another chain", "a gap", "a figure typed by hand", "not released"],
)  # fmt: skip
async def test_an_adjustment_follows_the_chain_and_the_ledger(bases: Bases, frozen: World, changes: dict):
    with pytest.raises(DBAPIError, match=REFUSED):
        await do(bases, frozen.coordinateur, ajustement(frozen, **changes))


async def test_adjustments_follow_each_other_at_the_hour_of_the_base(bases: Bases, frozen: World):
    after = {"numero": 2, "precedent": "first", "empreinte": "second", "contenu": {"sources": [SOURCE]} | FIGURE}
    await do(bases, frozen.coordinateur, ajustement(frozen), ajustement(frozen, **after))

    async with bases.session(frozen.coordinateur.token, read_only=True) as session:
        kept = (await session.scalars(select(AjustementRapport).order_by(AjustementRapport.numero))).all()
    assert [(one.numero, one.empreinte) for one in kept] == [(1, "first"), (2, "second")]
