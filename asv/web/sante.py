"""Whether the process lives, and whether it can serve."""

import asyncio
from typing import Any

from litestar import Response, get

from asv import __version__
from asv.usecases.entree import is_ready
from asv.usecases.faults import is_database_away
from asv.web.dependencies import TheSite
from asv.web.entry import KNOWN_WITHIN_SECONDS

PUBLIC = {"public": True}


@get("/healthz", opt=PUBLIC, sync_to_thread=False)
def healthz() -> dict[str, bool]:
    return {"alive": True}


@get("/readyz", opt=PUBLIC)
async def readyz(site: TheSite) -> Response[dict[str, Any]]:
    ready = False
    try:
        async with asyncio.timeout(KNOWN_WITHIN_SECONDS), site.bases.session(None, read_only=True) as session:
            ready = await is_ready(session)
    except Exception as error:
        if not is_database_away(error):
            raise
    return Response({"ready": ready, "version": __version__}, status_code=200 if ready else 503)


HANDLERS = [healthz, readyz]
