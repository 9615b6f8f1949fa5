"""Reading the séries of context: what is known of the territoire, with its limits."""

from litestar import get
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from asv.domain.acteurs import Role
from asv.usecases import series
from asv.web.contexte.vues import awaited, places_of, portrait_views, sections_of, sources_of, vue_of
from asv.web.dependencies import TheActeur, TheSession, WebRequest
from asv.web.pages import page
from asv.web.reading import drawn

READERS = {"roles": (Role.COORDINATEUR, Role.FINANCEUR)}


@get("/contexte", opt=READERS)
async def list_series(request: WebRequest, session: TheSession, acteur: TheActeur) -> Template:
    contexte = await series.read_contexte(session, acteur)
    return page(
        request, "contexte/liste.html", sections=sections_of(contexte), attendues=awaited(contexte),
        may_bring=acteur.role is Role.COORDINATEUR, lieux=places_of(contexte),
    )  # fmt: skip


@get("/contexte/series/{code:str}", opt=READERS)
async def show_serie(request: WebRequest, code: FromPath[str], session: TheSession, acteur: TheActeur) -> Template:
    vue = vue_of(await series.read_contexte(session, acteur), code)
    return page(request, "contexte/serie.html", vue=vue, sources=sources_of(vue.lues), dessin=drawn)


@get("/contexte/lieux", opt=READERS)
async def show_lieu(
    request: WebRequest, session: TheSession, acteur: TheActeur, lieu: FromQuery[str] = ""
) -> Template:  # fmt: skip
    portrait, contexte = await series.read_portrait(session, acteur, lieu)
    return page(
        request, "contexte/lieu.html", lieu=portrait.lieu, vues=portrait_views(portrait), lieux=places_of(contexte),
        sources=sources_of([*portrait.propres, *(valeur for _, valeurs in portrait.voisines for valeur in valeurs)]),
    )  # fmt: skip


HANDLERS = [list_series, show_lieu, show_serie]
