"""A mediator at her desk, with what she sent: a séance with one contact, and an atelier."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.domain.corrections import MotifCorrection
from asv.usecases import corrections
from asv.usecases.corrections import Cible
from asv.usecases.synchronisation import places_of
from tests.support.database import TODAY, Persona, World
from tests.support.indicateurs import received_on, total_of
from tests.support.saisies import (
    NOW,
    issues,
    rows,
    send,
)
from tests.usecases.steps import entered

AFTER_A_WEEK = NOW + timedelta(days=8)
AFTER_CLOSING = datetime(2027, 2, 1, 9, tzinfo=NOW.tzinfo)
TYPO = MotifCorrection.TOUCHE


@dataclass
class Desk:
    """A séance with one contact, and an atelier, sent by a mediator who now sits at a desk."""

    bases: Bases
    world: World
    admin: AsyncEngine
    items: dict[str, dict]

    async def receive(self, *items: dict, who: Persona | None = None) -> None:
        assert set(issues(await send(self.bases, who or self.world.mediateur, list(items)))) == {"stored"}
        await received_on(self.admin, self.world, TODAY)

    async def correct(self, genre: str, *, who: Persona | None = None, now: datetime = NOW, motif: str = "", **changes):
        item = self.items[genre]
        async with entered(self.bases, who or self.world.mediateur) as (session, acteur):
            places = await places_of(session, acteur.territoire_id, NOW)
            contenu = {k: v for k, v in (item["contenu"] | changes).items() if v is not None}
            cible = Cible(item["genre"], UUID(item["id"]), 0, motif)
            return await corrections.correct(session, acteur, cible, contenu, places=places, now=now)

    async def act(self, what, genre: str, *, version: int = 0, motif: str = "", now: datetime = NOW):
        async with entered(self.bases, self.world.mediateur) as (session, acteur):
            cible = Cible(genre, UUID(self.items[genre]["id"]), version, motif)
            return await what(session, acteur, cible, now=now)

    async def rows(self, table: str) -> list:
        return await rows(self.admin, self.world, table)

    async def m01(self) -> int:
        return (await total_of(self.bases, self.world, "M01"))["M01"]
