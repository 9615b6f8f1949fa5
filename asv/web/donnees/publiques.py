"""What anybody reads of a release opened to all: no login, the same page for everybody, addresses that stay."""

import asyncio
from typing import Annotated, Any

from litestar import Response, get
from litestar.params import FromQuery, PathParameter
from litestar.response import Template

from asv.documents.diffusions import diffusion_csv
from asv.documents.ouvertes import Publication, open_data
from asv.domain.diffusion import Diffusion
from asv.domain.periodes import FRANCE
from asv.usecases.diagnostic import Ouverte, opened_to_public, read_public
from asv.web.dependencies import TheSession, WebRequest
from asv.web.diagnostic import as_file
from asv.web.donnees.vues import citation, subject_view
from asv.web.pages import page

ANYBODY = {"public": True, "without_session": True}
"""The page knows nobody: a copy kept on the way is right for all."""
PAGE_KEPT = {"Cache-Control": "public, max-age=300"}
FILE_KEPT = {"Cache-Control": "public, max-age=86400"}
Siren = Annotated[str, PathParameter(pattern=r"^[0-9]{9}$")]
Code = Annotated[str, PathParameter(pattern=r"^[0-9]{4}-E[0-9]{1,4}$")]


@get("/donnees", opt=ANYBODY, response_headers=PAGE_KEPT)
async def show_opened(request: WebRequest, session: TheSession) -> Template:
    return page(request, "donnees/liste.html", ouvertes=[one for one in await opened_to_public(session)
                                                         if one.is_courante])  # fmt: skip


@get("/donnees/{siren:str}/{code:str}", opt=ANYBODY, response_headers=PAGE_KEPT)
async def show_figures(
    request: WebRequest, session: TheSession, siren: Siren, code: Code, sujet: FromQuery[str] = "",
    lieu: FromQuery[str] = "",
) -> Template:  # fmt: skip
    read = await read_public(session, siren, code)
    return await figures_page(request, "donnees/publique.html", read, (sujet, lieu), adresse=f"/donnees/{siren}/{code}")


async def figures_page(
    request: WebRequest, template: str, read: tuple[Ouverte, Diffusion], asked: tuple[str, str], **more: Any
) -> Template:
    """asked: the subject and the place. more: what the template needs besides, its address among them."""
    ouverte, diffusion = read
    vue = await asyncio.to_thread(subject_view, diffusion, *asked)
    return page(
        request, template, ouverte=ouverte, diffusion=diffusion, citer=citation(ouverte, diffusion), **vue, **more
    )


@get("/donnees/{siren:str}/{code:str}/csv", opt=ANYBODY, response_headers=FILE_KEPT)
async def download_figures(session: TheSession, siren: Siren, code: Code) -> Response[bytes]:
    ouverte, diffusion = await read_public(session, siren, code)
    return await csv_of(ouverte, diffusion)


async def csv_of(ouverte: Ouverte, diffusion: Diffusion) -> Response[bytes]:
    """The view as a file for a spreadsheet, under the name of its recipient."""
    content = await asyncio.to_thread(diffusion_csv, diffusion, ouverte.empreinte)
    name = f"mediation-sante-{ouverte.territoire_id}-{ouverte.code}-{diffusion.destinataire.value}.csv".lower()
    return Response(content, media_type="text/csv; charset=utf-8", headers=as_file(name))


@get("/donnees/{siren:str}/{code:str}/donnees-ouvertes", opt=ANYBODY, response_headers=FILE_KEPT)
async def download_open_data(session: TheSession, siren: Siren, code: Code) -> Response[bytes]:
    """The same bytes as the coordination takes away."""
    ouverte, diffusion = await read_public(session, siren, code)
    publication = Publication(ouverte.territoire, ouverte.publiee_le.astimezone(FRANCE).date(), ouverte.empreinte)
    content = await asyncio.to_thread(open_data, diffusion, publication)
    name = f"donnees-ouvertes-{siren}-{code}.zip".lower()
    return Response(content, media_type="application/zip", headers=as_file(name))


HANDLERS = [show_opened, show_figures, download_figures, download_open_data]
