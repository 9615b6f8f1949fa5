"""Versions of a document: proposed, read, approved by a second person, published; compared; corrected by errata."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect, Template

from asv.domain.acteurs import Acteur, Role
from asv.domain.champs import Incorrect
from asv.domain.document import MOTIF, GesteVersion
from asv.domain.errors import Refused
from asv.usecases import document
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.document.chiffres import read_chiffres
from asv.web.document.fichiers import listed
from asv.web.document.pages import COORDINATION, READERS, READING
from asv.web.forms import Code, ConfirmedForm, Court
from asv.web.pages import moved, page


class EtapeForm(ConfirmedForm):
    geste: Code = ""
    motif: Court = ""


class ErratumForm(ConfirmedForm):
    au_lieu_de: Court = ""
    lire: Court = ""


@post("/documents/{document_id:uuid}/versions", opt=COORDINATION)
async def propose(document_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow) -> Redirect:
    demande = await document.asked_figures(session, acteur, document_id)
    chiffres = await read_chiffres(session, acteur, demande, now.date(), is_version=True)
    numero = await document.freeze(session, acteur, document_id, chiffres, now=now)
    return moved(f"/documents/{document_id}/versions/{numero}", "version-proposee")


async def _version(
    request: WebRequest, session: Any, acteur: Acteur, document_id: UUID, numero: int, **context: Any
) -> Template:
    lue = await document.read_version(session, acteur, document_id, numero)
    given: dict[str, Any] = {"erreurs": (), "form": {}, "status_code": 200} | context
    writes = acteur.role is Role.COORDINATEUR
    return page(
        request, "document/version.html", lue=lue, contenu=lue.contenu, gestes=GesteVersion, longueur=MOTIF,
        writes=writes, is_waiting=writes and await document.waits_for_figures(session, acteur, lue.contenu),
        fichiers=listed(lue.contenu), **READING, **given,
    )  # fmt: skip


@get("/documents/{document_id:uuid}/versions/{numero:str}", opt=READERS)
async def show_version(
    request: WebRequest, document_id: FromPath[UUID], numero: FromPath[int], session: TheSession, acteur: TheActeur
) -> Template:
    return await _version(request, session, acteur, document_id, numero)


@get("/documents/{document_id:uuid}/versions/{numero:str}/differences", opt=READERS)
async def show_differences(
    request: WebRequest, document_id: FromPath[UUID], numero: FromPath[int], session: TheSession, acteur: TheActeur,
    avec: FromQuery[int],
) -> Template:  # fmt: skip
    lue = await document.read_version(session, acteur, document_id, numero)
    changed = await document.compare(session, acteur, document_id, avec, numero)
    return page(request, "document/differences.html", lue=lue, avec=avec, chapitres=changed)


@post("/documents/{document_id:uuid}/versions/{numero:str}/etape", opt=COORDINATION)
async def take_step(
    request: WebRequest, document_id: FromPath[UUID], numero: FromPath[int], data: URLEncodedBody[EtapeForm],
    session: TheSession, acteur: TheActeur,
) -> Template | Redirect:  # fmt: skip
    if data.geste not in set(GesteVersion):
        raise Refused("Choisissez : relire, approuver, publier ou renvoyer.")
    geste = GesteVersion(data.geste)
    try:
        await document.take_step(
            session, acteur, document_id, numero, geste, motif=data.motif, confirme=data.is_confirme
        )
    except Incorrect as refusal:
        return await _version(
            request, session, acteur, document_id, numero, erreurs=refusal.erreurs, form={"motif": data.motif},
            status_code=400,
        )  # fmt: skip
    return moved(f"/documents/{document_id}/versions/{numero}", f"version-{geste.value}")


@post("/documents/{document_id:uuid}/versions/{numero:str}/errata", opt=COORDINATION)
async def write_erratum(
    request: WebRequest, document_id: FromPath[UUID], numero: FromPath[int], data: URLEncodedBody[ErratumForm],
    session: TheSession, acteur: TheActeur,
) -> Template | Redirect:  # fmt: skip
    try:
        await document.write_erratum(
            session, acteur, document_id, numero, au_lieu_de=data.au_lieu_de, lire=data.lire,
            confirme=data.is_confirme,
        )  # fmt: skip
    except Incorrect as refusal:
        typed = {"au_lieu_de": data.au_lieu_de, "lire": data.lire}
        return await _version(
            request, session, acteur, document_id, numero, erreurs=refusal.erreurs, form=typed, status_code=400
        )
    return moved(f"/documents/{document_id}/versions/{numero}", "erratum-propose")


@post("/documents/{document_id:uuid}/errata/{erratum_id:uuid}/approuver", opt=COORDINATION)
async def approve_erratum(
    document_id: FromPath[UUID], erratum_id: FromPath[UUID], session: TheSession, acteur: TheActeur
) -> Redirect:
    numero = await document.approve_erratum(session, acteur, document_id, erratum_id)
    return moved(f"/documents/{document_id}/versions/{numero}", "erratum-approuve")


HANDLERS = [propose, show_version, show_differences, take_step, write_erratum, approve_erratum]
