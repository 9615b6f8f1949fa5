"""The map of the quartiers as a tablet keeps it: public, the same for everybody, known by its ETag."""

import hashlib
from functools import lru_cache

from litestar import MediaType, Response, get
from litestar.params import FromPath

from asv.domain.errors import NotFound
from asv.reference.quartiers import map_bytes
from asv.web.dependencies import WebRequest
from asv.web.synchronisation.terrain import LISTS_CACHE, has_already

NO_MAP = "Il n’y a pas de carte pour cette agglomération : choisissez le quartier dans la liste."


@lru_cache(maxsize=8)
def _map(siren: str) -> bytes | None:
    return map_bytes(siren)


@get("/terrain/quartiers/{siren:str}", opt={"public": True}, summary="La carte des quartiers", sync_to_thread=True)
def show_map(request: WebRequest, siren: FromPath[str]) -> Response[bytes]:
    """Contours simplifiés à un mètre près, en pas entiers ; la tablette la garde et n’en demande plus rien."""
    content = _map(siren)
    if content is None:
        raise NotFound(NO_MAP)
    etag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
    headers = {"ETag": etag, "Cache-Control": LISTS_CACHE}
    if has_already(request.headers.get("if-none-match", ""), etag):
        return Response(b"", status_code=304, headers=headers)
    return Response(content, media_type=MediaType.JSON, headers=headers)


HANDLERS = [show_map]
