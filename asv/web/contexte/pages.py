"""Reading the séries of context: what is known of the territoire, with its limits."""

from litestar import get
from litestar.params import FromPath
from litestar.response import Template

from asv.domain.acteurs import Role
from asv.usecases import series
from asv.web.contexte.vues import awaited, sections_of, sources_of, vue_of
from asv.web.dependencies import TheActeur, TheSession, WebRequest
from asv.web.pages import page
from asv.web.reading import drawn

READERS = {"roles": (Role.COORDINATEUR, Role.FINANCEUR)}


@get("/contexte", opt=READERS)
async def list_series(request: WebRequest, session: TheSession, acteur: TheActeur) -> Template:
    contexte = await series.read_contexte(session, acteur)
    return page(
        request, "contexte/liste.html", sections=sections_of(contexte), attendues=awaited(contexte),
        may_bring=acteur.role is Role.COORDINATEUR,
    )  # fmt: skip


@get("/contexte/series/{code:str}", opt=READERS)
async def show_serie(request: WebRequest, code: FromPath[str], session: TheSession, acteur: TheActeur) -> Template:
    vue = vue_of(await series.read_contexte(session, acteur), code)
    return page(request, "contexte/serie.html", vue=vue, sources=sources_of(vue.lues), dessin=drawn)


HANDLERS = [list_series, show_serie]
