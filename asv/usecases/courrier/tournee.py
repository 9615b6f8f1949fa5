"""The round of the carrier: reminders and mails, every few seconds, by one process of the site at a time."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.courrier import END_ROUND, TAKE_ROUND
from asv.usecases.courrier.envoi import Facteur, send_waiting
from asv.usecases.courrier.rappels import remind

EVERY_SECONDS = 5
LONGEST_FAREWELL_SECONDS = 8
LOG = logging.getLogger("asv.courrier")


@asynccontextmanager
async def one_round(engine: AsyncEngine) -> AsyncIterator[bool]:
    """Whether this process makes the round now; the lock ends with the connection, so a killed process leaves none."""
    async with engine.connect() as opened:
        connection = await opened.execution_options(isolation_level="AUTOCOMMIT")
        is_ours = bool(await connection.scalar(TAKE_ROUND))
        try:
            yield is_ours
        finally:
            if is_ours:
                await connection.execute(END_ROUND)


class Tournee:
    """Rounds until told to stop; the mail under way is finished first."""

    def __init__(self, facteur: Facteur, engine: AsyncEngine, every_seconds: float = EVERY_SECONDS) -> None:
        self.facteur, self.engine, self.every_seconds = facteur, engine, every_seconds
        self.stopped = asyncio.Event()
        self.reminded_on: date | None = None

    async def run(self) -> None:
        while not self.stopped.is_set():
            await self._round_in_peace()
            try:
                await asyncio.wait_for(self.stopped.wait(), self.every_seconds)
            except TimeoutError:
                continue

    async def _round_in_peace(self) -> None:
        """A database that is away makes the round wait, not the site fall."""
        try:
            await self.round()
        except (SQLAlchemyError, OSError) as error:
            LOG.warning("courrier: round put off, %s", type(error).__name__)
        except Exception as error:  # noqa: BLE001 -- a fault of ours in a mail must not stop the others for good
            LOG.error("courrier: fault=%s", type(error).__name__)  # noqa: TRY400 -- a trace could carry an address

    async def round(self) -> int | None:
        """Reminders once a day, then what waits; gives how many mails left, None when another process is at it."""
        async with one_round(self.engine) as is_ours:
            if not is_ours:
                return None
            today = self.facteur.clock().date()
            if self.reminded_on != today:
                await remind(self.facteur.carrier, today)
                self.reminded_on = today
            return await send_waiting(self.facteur, go_on=lambda: not self.stopped.is_set())


@asynccontextmanager
async def running(tournee: Tournee) -> AsyncIterator[None]:
    """The rounds go on as long as the block; at its end, the mail under way is given a few seconds."""
    task = asyncio.create_task(tournee.run())
    try:
        yield
    finally:
        tournee.stopped.set()
        done, _ = await asyncio.wait({task}, timeout=LONGEST_FAREWELL_SECONDS)
        if not done:
            task.cancel()
            await asyncio.wait({task})
