"""The diagnostic on screen, as sheets of the QPV, and to take away as PDF, CSV, XLSX or JSON."""

import asyncio
from typing import Annotated, Any

from litestar import Response, get
from litestar.params import FromPath, FromQuery, PathParameter
from litestar.response import Template

from asv.domain.acteurs import Role
from asv.usecases.diagnostic import choices, destinataire_of, quartier_of, read_diagnostic
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.diagnostic_files import KINDS, diagnostic_file
from asv.web.pages import page
from asv.web.reading import sheet_view, territoire_view

READERS = {"roles": (Role.COORDINATEUR, Role.FINANCEUR)}
CodeQpv = Annotated[str, PathParameter(pattern=r"^[A-Z0-9]{6,10}$")]


@get("/diagnostic", opt=READERS)
async def show_territoire(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, periode: FromQuery[str] = ""
) -> Template:
    lecture = await read_diagnostic(session, acteur, periode, now.date())
    offered = choices(destinataire_of(acteur), now.date())
    view = await asyncio.to_thread(territoire_view, lecture)
    return page(request, "diagnostic/territoire.html", lecture=lecture, periodes=offered, **view)


@get("/diagnostic/quartiers/{code:str}", opt=READERS)
async def show_quartier(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, code: CodeQpv,
    periode: FromQuery[str] = "",
) -> Template:  # fmt: skip
    lecture = await read_diagnostic(session, acteur, periode, now.date())
    quartier = quartier_of(lecture, code)
    offered = choices(destinataire_of(acteur), now.date())
    view = await asyncio.to_thread(sheet_view, lecture, quartier)
    return page(request, "diagnostic/quartier.html", lecture=lecture, quartier=quartier, periodes=offered, **view)


@get("/diagnostic/telecharger/{sorte:str}", opt=READERS)
async def download(
    session: TheSession,
    acteur: TheActeur,
    now: TheNow,
    sorte: FromPath[str],
    periode: FromQuery[str] = "",
) -> Response[bytes]:
    """The same released figures, as a file. The PDF is made in a thread: other requests go on meanwhile."""
    lecture = await read_diagnostic(session, acteur, periode, now.date())
    await session.rollback()  # gives the connection back before the slow part
    content = await asyncio.to_thread(diagnostic_file, lecture, sorte, now.date())
    name = f"diagnostic-{acteur.territoire_id}-{lecture.periode.code}.{sorte}"
    return Response(content, media_type=KINDS[sorte], headers=as_file(name))


def as_file(name: str) -> dict[str, Any]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


HANDLERS = [show_territoire, show_quartier, download]
