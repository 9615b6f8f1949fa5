"""The evolution of one share over the closed periods that may be compared, as a page and to take away."""

import asyncio
from dataclasses import dataclass
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, SkipValidation
from litestar.response import Template

from asv.domain.acteurs import Acteur
from asv.domain.errors import NotFound
from asv.usecases.diagnostic import Suite, destinataire_of, genres_of, read_suite
from asv.usecases.diagnostic.closes import releases_of
from asv.web.dependencies import TheActeur, TheNow, TheSession, TheSite, WebRequest
from asv.web.diagnostic import READERS, as_file
from asv.web.evolution_shown import FILES, GENRES, evolution_citation, evolution_file, evolution_view
from asv.web.pages import page

PATH = "/diagnostic/evolution"


@dataclass(frozen=True, slots=True)
class SuiteLue:
    """A suite as a reader asked for it. citer: the line that cites it, empty when there is nothing to cite."""

    session: Any
    acteur: Acteur
    suite: Suite
    lieu: str
    citer: str


async def provide_suite(
    request: WebRequest, session: TheSession, acteur: TheActeur, site: TheSite, now: TheNow, pas: FromQuery[str] = "",
    part: FromQuery[str] = "", lieu: FromQuery[str] = "",
) -> SuiteLue:  # fmt: skip
    suite = await read_suite(session, acteur, pas, now.date(), part)
    diffusions = await releases_of(session, acteur, suite)
    address = f"{site.origin or str(request.base_url).rstrip('/')}{PATH}"
    return SuiteLue(session, acteur, suite, lieu, evolution_citation(suite, lieu, diffusions, now.date(), address))


TheSuite = NamedDependency[SkipValidation[SuiteLue]]
SUITE = {"lue": Provide(provide_suite)}


@get(PATH, opt=READERS, dependencies=SUITE)
async def show_evolution(request: WebRequest, acteur: TheActeur, lue: TheSuite) -> Template:
    genres = [(genre, GENRES[genre]) for genre in genres_of(destinataire_of(acteur))]
    view = await asyncio.to_thread(evolution_view, lue.suite, lue.lieu)
    return page(request, "diagnostic/evolution.html", genres=genres, genre=lue.suite.genre, citer=lue.citer, **view)


@get(f"{PATH}/{{sorte:str}}", opt=READERS, dependencies=SUITE)
async def download_evolution(lue: TheSuite, sorte: FromPath[str]) -> Response[bytes]:
    if sorte not in FILES:
        raise NotFound("Ce format n’existe pas : choisissez png, svg ou csv.")
    await lue.session.rollback()  # gives the connection back before the slow part
    content = await asyncio.to_thread(evolution_file, lue.suite, lue.lieu, sorte, lue.citer)
    code = lue.suite.choix.code.lower().replace(".", "-") if lue.suite.choix else ""
    name = f"evolution-{lue.acteur.territoire_id}-{lue.suite.genre.value}-{code}.{sorte}"
    return Response(content, media_type=FILES[sorte], headers=as_file(name))


HANDLERS = [show_evolution, download_evolution]
