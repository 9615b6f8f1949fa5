"""Published documents without login: the list, each version as a page with its errata, and its PDF."""

import asyncio
from collections import OrderedDict
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Template

from asv.documents.pdf import redige_pdf
from asv.domain.errors import NotFound
from asv.usecases.document import published_documents, read_published
from asv.web.dependencies import TheSession, WebRequest
from asv.web.diagnostic import as_file
from asv.web.document.fichiers import KINDS, UNKNOWN, feuillet_of, listed
from asv.web.document.pages import READING
from asv.web.donnees.publiques import ANYBODY, PAGE_KEPT
from asv.web.pages import page

KEPT = 24
_PDF: OrderedDict[tuple[str, int, str], bytes] = OrderedDict()
"""Files made lately, by fingerprint, number of errata and name: they never change."""
ONE_AT_A_TIME = asyncio.Semaphore(1)
"""Anybody may ask for a PDF: whoever asks for many waits, and the rest of the site does not."""


@get("/publications", opt=ANYBODY, response_headers=PAGE_KEPT)
async def show_published(request: WebRequest, session: TheSession) -> Template:
    found = [one for one in await published_documents(session) if one.is_courante]
    return page(request, "document/publications.html", publiees=found)


@get("/publications/{document_id:uuid}/{numero:int}", opt=ANYBODY, response_headers=PAGE_KEPT)
async def show_publication(
    request: WebRequest, document_id: FromPath[UUID], numero: FromPath[int], session: TheSession
) -> Template:
    lue = await read_published(session, document_id, numero)
    return page(
        request, "document/publication.html", lue=lue, contenu=lue.contenu, fichiers=listed(lue.contenu), **READING
    )


@get("/publications/{document_id:uuid}/{numero:int}/{fichier:str}", opt=ANYBODY, response_headers=PAGE_KEPT)
async def download_publication(
    document_id: FromPath[UUID], numero: FromPath[int], fichier: FromPath[str], session: TheSession
) -> Response[bytes]:
    nom, _, kind = fichier.rpartition(".")
    if kind != "pdf":
        raise NotFound(UNKNOWN)
    lue = await read_published(session, document_id, numero)
    feuillet, key = feuillet_of(lue, nom), (lue.empreinte, len(lue.errata), nom)
    await session.rollback()  # gives the connection back before the slow part
    async with ONE_AT_A_TIME:
        if key not in _PDF:
            _PDF[key] = await asyncio.to_thread(redige_pdf, feuillet)
            while len(_PDF) > KEPT:
                _PDF.popitem(last=False)
    name = f"{nom}-{lue.contenu.annee}-v{numero}.pdf"
    return Response(_PDF[key], media_type=KINDS["pdf"], headers=as_file(name))


HANDLERS = [show_published, show_publication, download_publication]
