"""The work on a release, after the request is answered: decided, audited, kept; taken up again after a restart."""

import asyncio
import logging
import traceback
from contextlib import suppress
from datetime import date

from asv.domain.acteurs import Acteur
from asv.domain.diffusion import Progress
from asv.domain.errors import Conflict, Refused
from asv.usecases.diagnostic import beat, decide, keep_diffusion, take_up
from asv.web.site import Site

LOGGER = logging.getLogger("asv")
STOPPED = "Le calcul s’est arrêté avant la fin : demandez cette diffusion de nouveau."
BEAT_SECONDS = 5.0
SOLVING = 0.7
"""Part of the whole that choosing what to hide takes; the rest is looking at it again."""
EN_COURS: dict[tuple[str, int], asyncio.Task[None]] = {}
"""What this process works on, held, or it would be collected. What is known of it by all is in the base."""


def work_on(site: Site, token: str | None, acteur: Acteur, year: int, today: date) -> None:
    """Starts the work on the release of a year, unless this process is at it."""
    key = (acteur.territoire_id, year)
    if key not in EN_COURS:
        EN_COURS[key] = asyncio.create_task(_work(site, token, acteur, year, today))
        EN_COURS[key].add_done_callback(lambda _: EN_COURS.pop(key, None))


async def _work(site: Site, token: str | None, acteur: Acteur, year: int, today: date) -> None:
    """A refusal waits on the page for its reader; a fault says that it stopped."""
    try:
        await _decide_and_keep(site, token, acteur, year, today)
    except Refused as refusal:
        await _tell(site, token, acteur, year, refusal.message)
    except Exception as fault:  # noqa: BLE001 - nobody waits for this task: the page must say that it stopped
        places = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(fault.__traceback__)[-6:]]
        LOGGER.error("release stopped kind=%s at=%s", type(fault).__name__, places)  # noqa: TRY400 - no message of it
        await _tell(site, token, acteur, year, STOPPED)


async def _decide_and_keep(site: Site, token: str | None, acteur: Acteur, year: int, today: date) -> None:
    reached = 0.0

    def tell(progress: Progress) -> None:
        nonlocal reached
        reached = SOLVING * progress.done

    async def say() -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            async with site.bases.session(token, read_only=False) as session, session.begin():
                await beat(session, acteur, year, reached)

    async with site.bases.session(token, read_only=False) as session, session.begin():
        travail = await take_up(session, acteur, year)
    saying = asyncio.create_task(say())
    try:
        diffusion, reserve = await decide(travail, today, tell)
    finally:
        saying.cancel()
    async with site.bases.session(token, read_only=False) as session, session.begin():
        await keep_diffusion(session, acteur, travail, diffusion, reserve)


async def _tell(site: Site, token: str | None, acteur: Acteur, year: int, message: str) -> None:
    with suppress(Conflict):
        async with site.bases.session(token, read_only=False) as session, session.begin():
            await beat(session, acteur, year, refus=message)
