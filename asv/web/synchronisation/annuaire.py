"""Whom a séance may be held with, and where: what a tablet keeps, encrypted, of its territoire's directory."""

import hashlib
import json

from litestar import MediaType, Response, get

from asv.domain.acteurs import Role
from asv.usecases.annuaire import directory_of
from asv.web.dependencies import TheActeur, TheSession, WebRequest
from asv.web.synchronisation.terrain import has_already


@get("/api/terrain/annuaire", opt={"roles": (Role.MEDIATEUR,)}, summary="Collègues et structures d’une séance")
async def show_annuaire(request: WebRequest, session: TheSession, acteur: TheActeur) -> Response[bytes]:
    """`collegues` et `structures`, avec leur identifiant. L’ETag change si et seulement si un octet change."""
    body = json.dumps(await directory_of(session, acteur), ensure_ascii=False, separators=(",", ":")).encode()
    headers = {"ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"', "Cache-Control": "private, no-cache"}
    if has_already(request.headers.get("if-none-match", ""), headers["ETag"]):
        return Response(b"", status_code=304, headers=headers)
    return Response(body, media_type=MediaType.JSON, headers=headers)
