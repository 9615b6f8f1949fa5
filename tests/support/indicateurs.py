"""What an indicateur counts in the little world of a test, before any release: the truth a story is checked against."""

from datetime import UTC, date, datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.counts import Counter
from asv.db.engine import Bases, acteur_of
from asv.domain.indicateurs import INDICATEURS, Compte
from asv.domain.periodes import parse_periode
from tests.support.database import TODAY, World

RECEPTIONS = (
    text("UPDATE asv.contact SET recu_le = :now WHERE territoire_id = :where"),
    text("UPDATE asv.seance SET recue_le = :now WHERE territoire_id = :where"),
    text("UPDATE asv.atelier SET recu_le = :now WHERE territoire_id = :where"),
)


async def counts_of(bases: Bases, world: World, code: str, periode: str = "2026") -> dict[str | None, Compte]:
    """The counts of an indicateur, by QPV where it has a place."""
    async with bases.session(world.coordinateur.token, read_only=True) as session:
        acteur = await acteur_of(session)
        found = await Counter(session, acteur, parse_periode(periode), TODAY).count(INDICATEURS[code])
        return dict(found)


async def total_of(bases: Bases, world: World, code: str, periode: str = "2026") -> dict[str, int]:
    """The count of each column of an indicateur, in the whole territoire."""
    codes = [colonne.code for colonne in INDICATEURS[code].colonnes]
    totals = dict.fromkeys(codes, 0)
    for compte in (await counts_of(bases, world, code, periode)).values():
        for colonne, effectif in zip(codes, compte.effectifs, strict=True):
            totals[colonne] += effectif
    return totals


async def received_on(admin: AsyncEngine, world: World, day: date) -> None:
    """Put receptions, which the base dates by its own clock, on the day of the story."""
    now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    async with admin.begin() as connection:
        for statement in RECEPTIONS:
            await connection.execute(statement, {"now": now, "where": world.territoire_id})
