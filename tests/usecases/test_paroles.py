"""Participations where inhabitants are asked what they think: counted alike in Python and in SQL."""

from datetime import date, time
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action, DateAction
from asv.db.bilans import Frequentation
from asv.db.counts import Counter
from asv.db.engine import Bases, acteur_of, loader_session
from asv.domain.indicateurs import INDICATEURS, count
from asv.domain.periodes import parse_periode
from tests.support.database import TODAY, World

V01 = INDICATEURS["V01"]
DATES = st.lists(
    st.tuples(
        st.sampled_from(["AC_ENQUETE", "AC_GROUPE", "AC_ATELIER", "AC_FORUM"]),
        st.sampled_from(["AE_REALISEE", "AE_REALISEE", "AE_PROGRAMMEE", "AE_ANNULEE"]),
        st.dates(date(2025, 11, 1), date(2026, 6, 30)),
        st.integers(0, 3),
        st.none() | st.integers(0, 40),
    ),
    max_size=20,
)


async def fill(admin: AsyncEngine, world: World, drawn: list) -> list[dict]:
    """Replaces the joint actions of the territoire by the drawn dates; gives one row for each participation."""
    spots = [*((commune, qpv) for commune, qpv in world.cellules), (world.cellules[0][0], None)]
    porteur = world.partenaire.structure_id
    actions, dates, counts, rows = [], [], [], []
    for kind, etat, jour, spot, participants in drawn:
        commune, qpv = spots[spot % len(spots)]
        common = {"territoire_id": world.territoire_id, "porteur_id": porteur}
        action = common | {
            "id": uuid4(), "titre": "Parole", "type": kind, "theme": "DENT", "etat": "AE_PROGRAMMEE",
            "creee_par": world.coordinateur.id,
        }  # fmt: skip
        day = common | {
            "id": uuid4(), "action_id": action["id"], "jour": jour, "debut": time(14), "fin": time(16),
            "lieu": "Maison des projets", "commune": commune, "qpv": qpv, "etat": etat,
        }  # fmt: skip
        actions.append(action)
        dates.append(day)
        if participants is not None:
            counts.append(common | {"date_id": day["id"], "action_id": action["id"], "participants": participants})
            rows += [{"type": kind, "etat": etat, "qpv_lieu": qpv, "jour": jour}] * participants
    async with loader_session(admin) as session, session.begin():
        for table in (Frequentation, DateAction, Action):
            await session.execute(delete(table).where(table.territoire_id == world.territoire_id))
        for table, found in ((Action, actions), (DateAction, dates), (Frequentation, counts)):
            if found:
                await session.execute(insert(table), found)
    return rows


@given(drawn=DATES)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_participations_count_alike_in_python_and_in_sql(
    admin: AsyncEngine, bases: Bases, world: World, drawn: list
):
    rows = await fill(admin, world, drawn)

    async with bases.session(world.coordinateur.token, read_only=True) as session:
        acteur = await acteur_of(session)
        for code in ("2026", "2026-T1", "2026-05"):
            periode = parse_periode(code)
            chosen = [row for row in rows if periode.contains(row["jour"])]
            found = await Counter(session, acteur, periode, TODAY).count(V01)
            assert found == count(V01, chosen, by=V01.champ_lieu), code
