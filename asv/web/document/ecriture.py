"""Forms of a document being written. A text is kept at each pause of the keyboard, or by its button without script."""

from typing import Annotated
from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect, Template
from pydantic import Field

from asv.domain.champs import Incorrect, Question
from asv.domain.document import offered_drawings
from asv.domain.document.offre import offered, offered_series
from asv.usecases import document
from asv.usecases.document.writing import find_bloc
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.document.pages import COORDINATION, chapter_page
from asv.web.forms import Code, ConfirmedForm, Court, Form, Version
from asv.web.pages import moved

AUTOMATIC = "application/json"


class GesteForm(Form):
    geste: Code = ""
    version: Version = 0


class ObjetForm(Form):
    """What is added; `forme`: how one answer is drawn, empty for the rest."""

    objet: Code = ""
    forme: Code = ""


class TexteForm(ConfirmedForm):
    texte: Annotated[str, Field(max_length=60_000)] = ""
    version: Version = 0


class RemarqueForm(ConfirmedForm):
    remarque: Court = ""


def _chapter(document_id: UUID, code: str) -> str:
    return f"/documents/{document_id}/chapitres/{code}"


@post("/documents/{document_id:uuid}/chapitres/{code:str}/place", opt=COORDINATION)
async def move_chapter(
    document_id: FromPath[UUID], code: FromPath[str], data: URLEncodedBody[GesteForm], session: TheSession,
    acteur: TheActeur,
) -> Redirect:  # fmt: skip
    await document.move_chapitre(session, acteur, document_id, code, data.geste, version=data.version)
    return moved(f"/documents/{document_id}#chapitre-{code}")


@post("/documents/{document_id:uuid}/chapitres/{code:str}/blocs", opt=COORDINATION)
async def add_bloc(
    document_id: FromPath[UUID], code: FromPath[str], data: URLEncodedBody[ObjetForm], session: TheSession,
    acteur: TheActeur,
) -> Redirect:  # fmt: skip
    known = offered_drawings().union(reference for reference, _ in (*offered(), *offered_series()))
    objet = f"{data.objet}:{data.forme}" if data.forme else data.objet
    await document.add_bloc(session, acteur, document_id, code, objet, offered=known)
    return moved(_chapter(document_id, code), "bloc-ajoute")


@post("/documents/{document_id:uuid}/blocs/{bloc_id:uuid}", opt=COORDINATION)
async def write_bloc(
    request: WebRequest, document_id: FromPath[UUID], bloc_id: FromPath[UUID], data: URLEncodedBody[TexteForm],
    session: TheSession, acteur: TheActeur, now: TheNow,
) -> Response[dict[str, object]] | Template | Redirect:  # fmt: skip
    is_automatic = request.headers.get("accept") == AUTOMATIC
    bloc = await find_bloc(session, acteur, document_id, bloc_id)
    try:
        kept = await document.write_bloc(
            session, acteur, document_id, bloc_id, data.texte, version=data.version, confirme=data.is_confirme
        )
    except Incorrect as refusal:
        if is_automatic:
            asked = any(isinstance(message, Question) for _, message in refusal.erreurs)
            return Response({"refus": refusal.message, "question": asked}, status_code=400)
        erreurs = [(f"texte-{bloc_id}", message) for _, message in refusal.erreurs]
        return await chapter_page(
            request, session, acteur, document_id, bloc.chapitre, now=now, erreurs=erreurs, status_code=400,
            repris={bloc_id: data.texte},
        )  # fmt: skip
    if is_automatic:
        return Response({"version": kept.version, "a_cote": kept.is_aside}, status_code=200)
    fait = "texte-a-cote" if kept.is_aside else "texte-garde"
    return moved(_chapter(document_id, bloc.chapitre), fait)


@post("/documents/{document_id:uuid}/blocs/{bloc_id:uuid}/place", opt=COORDINATION)
async def move_bloc(
    document_id: FromPath[UUID], bloc_id: FromPath[UUID], data: URLEncodedBody[GesteForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Redirect:  # fmt: skip
    code = await document.move_bloc(session, acteur, document_id, bloc_id, data.geste, now=now)
    return moved(_chapter(document_id, code), "bloc-retire" if data.geste == "retirer" else None)


@post("/documents/{document_id:uuid}/variantes/{variante_id:uuid}", opt=COORDINATION)
async def settle_variante(
    document_id: FromPath[UUID], variante_id: FromPath[UUID], data: URLEncodedBody[GesteForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Redirect:  # fmt: skip
    code = await document.settle_variante(session, acteur, document_id, variante_id, data.geste, now=now)
    return moved(_chapter(document_id, code), "choix-fait")


@post("/documents/{document_id:uuid}/chapitres/{code:str}/remarques", opt=COORDINATION)
async def remark(
    request: WebRequest, document_id: FromPath[UUID], code: FromPath[str], data: URLEncodedBody[RemarqueForm],
    session: TheSession, acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    try:
        await document.remark(session, acteur, document_id, code, data.remarque, confirme=data.is_confirme)
    except Incorrect as refusal:
        return await chapter_page(
            request, session, acteur, document_id, code, now=now, erreurs=refusal.erreurs, status_code=400,
            remarque=data.remarque,
        )  # fmt: skip
    return moved(_chapter(document_id, code), "remarque-notee")


@post("/documents/{document_id:uuid}/remarques/{remarque_id:uuid}/regler", opt=COORDINATION)
async def settle_remarque(
    document_id: FromPath[UUID], remarque_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Redirect:
    code = await document.settle_remarque(session, acteur, document_id, remarque_id, now=now)
    return moved(_chapter(document_id, code), "remarque-reglee")


HANDLERS = [
    move_chapter, add_bloc, write_bloc, move_bloc, settle_variante, remark, settle_remarque,
]  # fmt: skip
