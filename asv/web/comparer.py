"""The quartiers beside the territoire: the funnel, the smoothed map and the figures of one share."""

import asyncio

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Template

from asv.web.comparer_images import comparison_image
from asv.web.comparer_shown import comparer_view, comparison_file
from asv.web.dependencies import WebRequest
from asv.web.diagnostic import READERS, as_file
from asv.web.parts import PART, ThePart, part_image, part_page

COMPARER = "/diagnostic/comparer"


@get(COMPARER, opt=READERS, dependencies=PART)
async def show_comparison(request: WebRequest, lue: ThePart) -> Template:
    return await part_page(request, lue, "diagnostic/comparer.html", COMPARER, comparer_view)


@get("/diagnostic/comparer/csv", opt=READERS, dependencies=PART)
async def download_comparison(lue: ThePart) -> Response[bytes]:
    code, content = await asyncio.to_thread(comparison_file, lue.lecture, lue.part)
    headers = as_file(lue.named("quartiers", code, "csv"))
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


@get("/diagnostic/comparer/{dessin:str}/{sorte:str}", opt=READERS, dependencies=PART)
async def download_drawing(lue: ThePart, dessin: FromPath[str], sorte: FromPath[str]) -> Response[bytes]:
    return await part_image(
        lue, dessin, sorte, COMPARER,
        lambda lecture, part, citer: comparison_image(lecture, (part, dessin, sorte), citer),
    )  # fmt: skip


HANDLERS = [show_comparison, download_comparison, download_drawing]
