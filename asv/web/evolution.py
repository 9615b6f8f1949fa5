"""The evolution of one share over the closed periods that may be compared."""

import asyncio

from litestar import get
from litestar.params import FromQuery
from litestar.response import Template

from asv.usecases.diagnostic import destinataire_of, genres_of, read_suite
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.diagnostic import READERS
from asv.web.evolution_shown import GENRES, evolution_view
from asv.web.pages import page


@get("/diagnostic/evolution", opt=READERS)
async def show_evolution(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, pas: FromQuery[str] = "",
    part: FromQuery[str] = "", lieu: FromQuery[str] = "",
) -> Template:  # fmt: skip
    suite = await read_suite(session, acteur, pas, now.date())
    genres = [(genre, GENRES[genre]) for genre in genres_of(destinataire_of(acteur))]
    view = await asyncio.to_thread(evolution_view, suite, part, lieu)
    return page(request, "diagnostic/evolution.html", genres=genres, genre=suite.genre, **view)


HANDLERS = [show_evolution]
