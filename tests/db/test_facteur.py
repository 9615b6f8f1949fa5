"""The carrier of mails reads what is to be sent and nothing of a person met; who said « vu » is read by few."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.db.notifications import accuses_of
from tests.support.database import World
from tests.support.dossiers import action_of, keep

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "question",
    [
        *("SELECT * FROM asv." + table for table in  # noqa: S608 -- our own names
          ("contact", "suivi", "orientation", "carte", "signal", "commentaire", "financement", "alerte", "journal")),
        "SELECT mot_de_passe FROM sec.compte",
        "SELECT * FROM sec.session",
        "UPDATE asv.notification SET lue_le = now()",
        "UPDATE asv.notification SET accusee_le = now()",
        "UPDATE asv.notification SET details = '{}'",
        "UPDATE asv.action SET titre = 'autre'",
        "DELETE FROM asv.notification",
    ],
)  # fmt: skip
async def test_the_carrier_reads_no_person_met_and_answers_for_nobody(bases: Bases, question: str):
    async with bases.carrier() as carrier:
        with pytest.raises(DBAPIError, match="permission denied"):
            await carrier.execute(text(question))


async def test_the_carrier_stops_being_one_when_its_transaction_ends(bases: Bases):
    async with bases.carrier() as carrier, carrier.begin():
        assert await carrier.scalar(text("SELECT current_user")) == "asv_facteur"
    async with bases.gate() as gate, gate.begin():
        assert await gate.scalar(text("SELECT current_user")) == "asv_portier"


async def test_who_said_vu_is_read_by_the_porteur_and_the_coordination_alone(
    bases: Bases, admin: AsyncEngine, world: World
):
    action, _ = action_of(world)
    await keep(admin, action)
    asked = accuses_of(action.id, LONG_AGO)

    for who in (world.partenaire, world.coordinateur):
        async with bases.session(who.token, read_only=True) as session:
            assert (await session.execute(asked)).all() == []
    for who, query in (
        (world.associee, asked), (world.partenaire, accuses_of(None, LONG_AGO)), (world.mediateur, asked),
        (world.financeur, asked),
    ):  # fmt: skip
        async with bases.session(who.token, read_only=True) as session:
            with pytest.raises(DBAPIError, match=r"insufficient_privilege|permission denied"):
                await session.execute(query)
