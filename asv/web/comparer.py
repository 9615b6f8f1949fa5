"""The quartiers beside the territoire: the funnel, the smoothed map and the figures of one share."""

import asyncio

from litestar import Response, get
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from asv.usecases.diagnostic import closed_choices, destinataire_of, diffusion_of, read_closed
from asv.web.comparer_images import comparison_image
from asv.web.comparer_shown import comparer_view, comparison_file
from asv.web.dependencies import TheActeur, TheNow, TheSession, TheSite, WebRequest
from asv.web.diagnostic import READERS, as_file
from asv.web.explorer import origin_of
from asv.web.explorer_shown import citation
from asv.web.images import KINDS, check_kind
from asv.web.pages import page


@get("/diagnostic/comparer", opt=READERS)
async def show_comparison(
    request: WebRequest, session: TheSession, acteur: TheActeur, site: TheSite, now: TheNow,
    periode: FromQuery[str] = "", part: FromQuery[str] = "",
) -> Template:  # fmt: skip
    lecture = await read_closed(session, acteur, periode, now.date())
    offered = closed_choices(destinataire_of(acteur), now.date())
    view = await asyncio.to_thread(comparer_view, lecture, part)
    diffusion = await diffusion_of(session, acteur, lecture)
    citer = citation(lecture, diffusion, part, now.date(), f"{origin_of(request, site)}/diagnostic/comparer")
    return page(request, "diagnostic/comparer.html", lecture=lecture, periodes=offered, citer=citer, **view)


@get("/diagnostic/comparer/csv", opt=READERS)
async def download_comparison(
    session: TheSession, acteur: TheActeur, now: TheNow, periode: FromQuery[str] = "", part: FromQuery[str] = ""
) -> Response[bytes]:
    lecture = await read_closed(session, acteur, periode, now.date())
    code, content = await asyncio.to_thread(comparison_file, lecture, part)
    name = f"quartiers-{acteur.territoire_id}-{lecture.periode.code}-{code.lower().replace('.', '-')}.csv"
    return Response(content, media_type="text/csv; charset=utf-8", headers=as_file(name))


@get("/diagnostic/comparer/{dessin:str}/{sorte:str}", opt=READERS)
async def download_drawing(
    request: WebRequest, session: TheSession, acteur: TheActeur, site: TheSite, now: TheNow, dessin: FromPath[str],
    sorte: FromPath[str], periode: FromQuery[str] = "", part: FromQuery[str] = "",
) -> Response[bytes]:  # fmt: skip
    check_kind(sorte)
    lecture = await read_closed(session, acteur, periode, now.date())
    diffusion = await diffusion_of(session, acteur, lecture)
    citer = citation(lecture, diffusion, part, now.date(), f"{origin_of(request, site)}/diagnostic/comparer")
    await session.rollback()  # gives the connection back before the slow part
    code, content = await asyncio.to_thread(comparison_image, lecture, (part, dessin, sorte), citer)
    name = f"{dessin}-{acteur.territoire_id}-{lecture.periode.code}-{code.lower().replace('.', '-')}.{sorte}"
    return Response(content, media_type=KINDS[sorte], headers=as_file(name))


HANDLERS = [show_comparison, download_comparison, download_drawing]
