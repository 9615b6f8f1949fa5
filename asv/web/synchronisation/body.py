"""The body of a batch: read with a bound on its size, its time and its items, then as strict JSON.

Nothing that comes in here ends as a fault of the server: a body is a batch, or a refusal in French.
"""

import asyncio
from uuid import UUID

from litestar.exceptions import HTTPException
from litestar.status_codes import (
    HTTP_408_REQUEST_TIMEOUT,
    HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    HTTP_415_UNSUPPORTED_MEDIA_TYPE,
)

from asv.domain.saisie import InvalidField, parse_uuid
from asv.usecases.synchronisation import Batch, Unreadable, loads
from asv.web.dependencies import WebRequest

LIMIT_BYTES = 1024 * 1024
LIMIT_ITEMS = 200
LONGEST_READ_SECONDS = 50  # before the connection itself is given up (asv/web/slow.py), so that it hears why
# A body too large is still read to its end, up to this, and thrown away: a client that writes hears no refusal.
MOST_DISCARDED_BYTES = 32 * LIMIT_BYTES
JSON_TYPES = frozenset({"application/json", "application/json; charset=utf-8", "application/json;charset=utf-8"})
LIMIT_WAITING = 5000
KEYS = frozenset({"appareil", "elements"})


class BodyRefused(HTTPException):
    """A body that is not read to its end; the answer states the limits."""


def _too_large() -> BodyRefused:
    message = f"Cet envoi est trop gros : {LIMIT_ITEMS} saisies et 1 Mo au plus. Envoyez-le en plusieurs fois."
    return BodyRefused(message, status_code=HTTP_413_REQUEST_ENTITY_TOO_LARGE)


def check_headers(request: WebRequest) -> None:
    content_type = request.headers.get("content-type", "").lower().strip()
    if content_type not in JSON_TYPES or request.headers.get("content-encoding", "identity") != "identity":
        message = "Cet envoi doit être du JSON en UTF-8, non compressé (Content-Type: application/json)."
        raise BodyRefused(message, status_code=HTTP_415_UNSUPPORTED_MEDIA_TYPE)
    length = request.headers.get("content-length", "0")
    if length.isdecimal() and int(length[:12]) > MOST_DISCARDED_BYTES:
        raise _too_large()


async def read_body(request: WebRequest, longest_seconds: float = LONGEST_READ_SECONDS) -> bytes:
    """Give the bytes of a body that keeps within the limits, whatever length it announced."""
    check_headers(request)
    try:
        async with asyncio.timeout(longest_seconds):
            return await _read(request)
    except TimeoutError:
        message = "La liaison est trop lente : l’envoi est abandonné, il reprendra de lui-même."
        raise BodyRefused(message, status_code=HTTP_408_REQUEST_TIMEOUT) from None


async def _read(request: WebRequest) -> bytes:
    body, size, is_over = bytearray(), 0, False
    while not is_over:
        message = await request.receive()
        if message["type"] != "http.request":
            raise Unreadable("L’envoi a été coupé : rien n’a été enregistré.")
        chunk = message.get("body", b"")
        size += len(chunk)
        if size <= LIMIT_BYTES:
            body += chunk
        is_over = size > MOST_DISCARDED_BYTES or not message.get("more_body", False)
    if size > LIMIT_BYTES:
        raise _too_large()
    return bytes(body)


def parse_batch(body: bytes) -> Batch:
    """Give the batch written in a body; its items stay raw, each will have its own verdict.

    Raises Unreadable when the whole cannot be understood, BodyRefused when it holds too many items.
    """
    data = loads(body)
    if not isinstance(data, dict) or data.keys() - {"en_attente"} != KEYS:
        raise Unreadable("Un envoi est un objet JSON avec « appareil », « elements », au besoin « en_attente ».")
    elements = data["elements"]
    if not isinstance(elements, list):
        raise Unreadable("« elements » est une liste de saisies.")
    if len(elements) > LIMIT_ITEMS:
        raise _too_large()
    try:
        return Batch(parse_uuid("appareil", data["appareil"]), elements, _waiting(data.get("en_attente")))
    except InvalidField:
        raise Unreadable("« appareil » est l’identifiant (UUID) de la tablette.") from None


def _waiting(said: object) -> tuple[UUID, ...] | None:
    """Identifiers that the tablet still holds; None when it does not say."""
    if said is None:
        return None
    if not isinstance(said, list) or len(said) > LIMIT_WAITING:
        raise Unreadable(f"« en_attente » est une liste d’identifiants, {LIMIT_WAITING} au plus.")
    try:
        return tuple([parse_uuid("en_attente", one) for one in said])
    except InvalidField:
        raise Unreadable("« en_attente » ne contient que des identifiants (UUID) de saisies.") from None
