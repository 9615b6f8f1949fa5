"""The explorer: from a place to an answer, and one share in all the quartiers at once, as a page and as an image."""

import asyncio

from litestar import Response, get
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from asv.usecases.diagnostic import closed_choices, destinataire_of, read_closed
from asv.usecases.series import read_contexte
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.diagnostic import READERS
from asv.web.explorer_shown import multiples_file, multiples_view, public_view, tree_view
from asv.web.pages import page
from asv.web.parts import PART, ThePart, part_image, part_page

MULTIPLES = "/diagnostic/explorer/quartiers"


@get("/diagnostic/explorer", opt=READERS)
async def show_tree(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, periode: FromQuery[str] = "",
    lieu: FromQuery[str] = "",
) -> Template:  # fmt: skip
    lecture = await read_closed(session, acteur, periode, now.date())
    offered = closed_choices(destinataire_of(acteur), now.date())
    publics = public_view(await read_contexte(session, acteur), lieu)
    view = await asyncio.to_thread(tree_view, lecture, lieu)
    return page(request, "diagnostic/explorer.html", lecture=lecture, periodes=offered, publics=publics, **view)


@get(MULTIPLES, opt=READERS, dependencies=PART)
async def show_multiples(request: WebRequest, lue: ThePart) -> Template:
    return await part_page(request, lue, "diagnostic/multiples.html", MULTIPLES, multiples_view)


@get("/diagnostic/explorer/quartiers/{sorte:str}", opt=READERS, dependencies=PART)
async def download_multiples(lue: ThePart, sorte: FromPath[str]) -> Response[bytes]:
    return await part_image(
        lue, "quartiers", sorte, MULTIPLES,
        lambda lecture, part, citer: multiples_file(lecture, part, sorte, citer),
    )  # fmt: skip


HANDLERS = [show_tree, show_multiples, download_multiples]
