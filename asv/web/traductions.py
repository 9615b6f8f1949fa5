"""The cards in several languages: what a tablet fetches, and the page where the coordination corrects them."""

import hashlib
import json
from typing import Any

from litestar import MediaType, Response, get, post
from litestar.params import FromQuery, URLEncodedBody
from litestar.response import Redirect, Template

from asv.domain.acteurs import Acteur, Role
from asv.domain.champs import Incorrect
from asv.reference.traductions import LANGUES
from asv.usecases.traductions import Cartes, correct_label, list_cartes
from asv.web.dependencies import TheActeur, TheSession, WebRequest
from asv.web.forms import Code, Court, Form
from asv.web.pages import moved, page
from asv.web.synchronisation.terrain import has_already

READERS = {"roles": (Role.MEDIATEUR, Role.COORDINATEUR)}
EDITORS = {"roles": (Role.COORDINATEUR,)}
FIRST = LANGUES[1].code


class LigneForm(Form):
    langue: Code
    cle: Code
    texte: Court = ""


@get("/api/traductions", opt=READERS, summary="Les cartes en plusieurs langues")
async def show_cards(request: WebRequest, session: TheSession, acteur: TheActeur) -> Response[bytes]:
    """Libellés des cartes tournées vers la personne, corrections du territoire comprises ; l’ETag suit le contenu."""
    cartes = await list_cartes(session, acteur)
    described = {"siren": acteur.territoire_id, "langues": [_describe(one) for one in cartes]}
    content = json.dumps(described, ensure_ascii=False, separators=(",", ":")).encode()
    etag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if has_already(request.headers.get("if-none-match", ""), etag):
        return Response(b"", status_code=304, headers=headers)
    return Response(content, media_type=MediaType.JSON, headers=headers)


def _describe(cartes: Cartes) -> dict[str, Any]:
    langue = cartes.langue
    textes = {ligne.cle: ligne.texte for ligne in cartes.lignes}
    return langue._asdict() | {"relue": cartes.is_relue, "textes": textes}


@get("/traductions", opt=READERS)
async def show_langue(
    request: WebRequest, session: TheSession, acteur: TheActeur, langue: FromQuery[str] = FIRST
) -> Template:
    return await _page(request, session, acteur, langue)


async def _page(
    request: WebRequest, session: Any, acteur: Acteur, langue: str, erreur: tuple[str, str] | None = None
) -> Template:
    cartes = await list_cartes(session, acteur)
    shown = next((one for one in cartes if one.langue.code == langue), cartes[1])
    return page(
        request, "traductions/liste.html", cartes=cartes, montrees=shown, erreur=erreur,
        may_correct=acteur.role is Role.COORDINATEUR, status_code=400 if erreur else 200,
    )  # fmt: skip


@post("/traductions", opt=EDITORS)
async def save_label(
    request: WebRequest, data: URLEncodedBody[LigneForm], session: TheSession, acteur: TheActeur
) -> Redirect | Template:
    try:
        await correct_label(session, acteur, data.langue, data.cle, data.texte)
    except Incorrect as error:
        return await _page(request, session, acteur, data.langue, (data.cle, str(error)))
    return moved(f"/traductions?langue={data.langue}", "traduction-corrigee")


HANDLERS = [show_cards, show_langue, save_label]
