"""The explorer: from a place to an answer, and one share in all the quartiers at once, as a page and as an image."""

import asyncio

from litestar import Response, get
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from asv.usecases.diagnostic import closed_choices, destinataire_of, diffusion_of, read_closed
from asv.web.dependencies import TheActeur, TheNow, TheSession, TheSite, WebRequest
from asv.web.diagnostic import READERS, as_file
from asv.web.explorer_shown import citation, multiples_file, multiples_view, tree_view
from asv.web.images import KINDS, check_kind
from asv.web.pages import page
from asv.web.site import Site

MULTIPLES = "/diagnostic/explorer/quartiers"


@get("/diagnostic/explorer", opt=READERS)
async def show_tree(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, periode: FromQuery[str] = "",
    lieu: FromQuery[str] = "",
) -> Template:  # fmt: skip
    lecture = await read_closed(session, acteur, periode, now.date())
    offered = closed_choices(destinataire_of(acteur), now.date())
    view = await asyncio.to_thread(tree_view, lecture, lieu)
    return page(request, "diagnostic/explorer.html", lecture=lecture, periodes=offered, **view)


@get(MULTIPLES, opt=READERS)
async def show_multiples(
    request: WebRequest, session: TheSession, acteur: TheActeur, site: TheSite, now: TheNow,
    periode: FromQuery[str] = "", part: FromQuery[str] = "",
) -> Template:  # fmt: skip
    lecture = await read_closed(session, acteur, periode, now.date())
    offered = closed_choices(destinataire_of(acteur), now.date())
    view = await asyncio.to_thread(multiples_view, lecture, part)
    diffusion = await diffusion_of(session, acteur, lecture)
    citer = citation(lecture, diffusion, part, now.date(), f"{origin_of(request, site)}{MULTIPLES}")
    return page(request, "diagnostic/multiples.html", lecture=lecture, periodes=offered, citer=citer, **view)


@get("/diagnostic/explorer/quartiers/{sorte:str}", opt=READERS)
async def download_multiples(
    request: WebRequest, session: TheSession, acteur: TheActeur, site: TheSite, now: TheNow, sorte: FromPath[str],
    periode: FromQuery[str] = "", part: FromQuery[str] = "",
) -> Response[bytes]:  # fmt: skip
    check_kind(sorte)
    lecture = await read_closed(session, acteur, periode, now.date())
    diffusion = await diffusion_of(session, acteur, lecture)
    citer = citation(lecture, diffusion, part, now.date(), f"{origin_of(request, site)}{MULTIPLES}")
    await session.rollback()  # gives the connection back before the slow part
    code, content = await asyncio.to_thread(multiples_file, lecture, part, sorte, citer)
    name = f"quartiers-{acteur.territoire_id}-{lecture.periode.code}-{code.lower().replace('.', '-')}.{sorte}"
    return Response(content, media_type=KINDS[sorte], headers=as_file(name))


def origin_of(request: WebRequest, site: Site) -> str:
    return site.origin or str(request.base_url).rstrip("/")


HANDLERS = [show_tree, show_multiples, download_multiples]
