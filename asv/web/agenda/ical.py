"""What calendars read: one date, the public feed, and the secret addresses that people follow (threat T08)."""

import asyncio
import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath, FromQuery
from litestar.status_codes import HTTP_200_OK, HTTP_304_NOT_MODIFIED, HTTP_404_NOT_FOUND, HTTP_429_TOO_MANY_REQUESTS

from asv.documents.agenda import MEDIA_TYPE, Adresses, file_name, one_date, write_agenda, write_flux
from asv.domain.agenda import DateAgenda
from asv.domain.errors import NotFound
from asv.usecases import agenda
from asv.web.agenda.essais import WrongTokens
from asv.web.dependencies import TheNow, TheSession, TheSite, WebRequest
from asv.web.entry import expected_origin
from asv.web.site import Site

PUBLIC = {"public": True}
NAME = "Agenda santé"
SUFFIX = ".ics"
PUBLIC_CACHE = "public, max-age=900"
SECRET = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
DEAD = (
    "Cette adresse de calendrier ne marche pas, ou ne marche plus. Refaites-la dans ASV, page Calendriers à suivre.\n"
)
SLOW_DOWN = "Trop d’adresses fausses demandées depuis ici : attendez une heure.\n"


@get("/agenda/{date_id:uuid}/date.ics", opt=PUBLIC)
async def keep_date(
    request: WebRequest, date_id: FromPath[UUID], session: TheSession, site: TheSite
) -> Response[bytes]:
    """One date, for the reader's own calendar: open to all, or of an action that he may see."""
    line = await agenda.date_to_keep(session, request.user, date_id)
    body = one_date(line, Adresses(expected_origin(request, site)))
    headers = {"Content-Disposition": f'attachment; filename="{file_name(line)}"'}
    return Response(body, media_type=MEDIA_TYPE, headers=headers)


@get("/agenda/flux.ics", opt=PUBLIC)
async def public_feed(
    request: WebRequest, session: TheSession, site: TheSite, now: TheNow, quartier: FromQuery[str] = "",
    territoire: FromQuery[str] = "",
) -> Response[bytes]:  # fmt: skip
    """The public feed; a calendar that has it already is told so without making it again."""
    dates = await agenda.public_feed(session, now.date(), quartier, territoire)
    origin = expected_origin(request, site)
    headers = {"ETag": etag_of(dates, origin), "Cache-Control": PUBLIC_CACHE}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=HTTP_304_NOT_MODIFIED, headers=headers, media_type=MEDIA_TYPE)
    body = await asyncio.to_thread(write_agenda, NAME, dates, Adresses(origin))
    return Response(body, media_type=MEDIA_TYPE, headers=headers)


def etag_of(dates: list[DateAgenda], origin: str) -> str:
    """A weak mark of what the feed holds: compressed or not, it is the same calendar."""
    held = repr((origin, dates)).encode()
    return f'W/"{hashlib.sha256(held).hexdigest()[:32]}"'


@get("/ical/{nom:str}", opt=PUBLIC)
async def secret_feed(request: WebRequest, nom: FromPath[str], site: TheSite, now: TheNow) -> Response[Any]:
    """The calendar of a secret address. Wrong, ended or taken back: the same answer, and never a word in a log.

    An address that tried too often is told to wait, but a right token always passes: behind a proxy, everybody comes
    from the same network address.
    """
    known: WrongTokens = request.app.state.setdefault("wrong_tokens", WrongTokens())
    asked = request.client.host if request.client else ""
    try:
        return await _read(site, nom, now)
    except NotFound:
        stopped = known.is_stopped(asked, now)
        known.note(asked, now)
    if stopped:
        return _refused(SLOW_DOWN, HTTP_429_TOO_MANY_REQUESTS, {"Retry-After": "3600"})
    return _refused(DEAD, HTTP_404_NOT_FOUND, {})


async def _read(site: Site, nom: str, now: datetime) -> Response[Any]:
    async with site.bases.carrier() as carrier, carrier.begin():
        nature, dates = await agenda.read_flux(carrier, nom.removesuffix(SUFFIX), now)
    body = await asyncio.to_thread(write_flux, nature.libelle, dates)
    return Response(body, status_code=HTTP_200_OK, media_type=MEDIA_TYPE, headers=SECRET)


def _refused(sentence: str, status: int, more: dict[str, str]) -> Response[Any]:
    return Response(sentence, status_code=status, media_type="text/plain", headers=SECRET | more)


HANDLERS = [keep_date, public_feed, secret_feed]
