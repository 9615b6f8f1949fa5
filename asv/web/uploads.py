"""A form that carries one file: read with a bound before anything is parsed, held in memory, never on disk.

Declared by opt `upload`, and by `upload_bytes` when it takes more than a spreadsheet. The gate reads it for the form
token; the handler asks for it again and gets the same.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from litestar import Request
from litestar.exceptions import HTTPException
from litestar.status_codes import HTTP_400_BAD_REQUEST, HTTP_413_REQUEST_ENTITY_TOO_LARGE
from multipart import MultipartError, MultipartSegment, PushMultipartParser, parse_options_header

from asv.spreadsheets.cells import MOST_BYTES

AROUND = 16 * 1024
MOST_PARTS = 4
# A body too large is still read to its end, up to this, and thrown away: a browser that writes hears no refusal.
MOST_DISCARDED_BYTES = 32 * 1024 * 1024
TOO_LARGE = "Ce fichier est trop lourd : {most} Mo au plus. Prenez-en un plus petit, ou coupez-le par année."
UNREADABLE = "Cet envoi n’est pas complet : choisissez un fichier et recommencez."
_KEPT = "asv_upload"


@dataclass(frozen=True, slots=True)
class Upload:
    """`content`: the file. Its name and its announced type are not kept: one may lie, the other may name somebody."""

    fields: dict[str, str]
    content: bytes


async def read_upload(request: Request[Any, Any, Any]) -> Upload:
    kept: Upload | None = request.scope.get(_KEPT)  # type: ignore[assignment]
    if kept is None:
        kept = _parse(request.headers.get("content-type", ""), await _body(request))
        request.scope[_KEPT] = kept  # type: ignore[literal-required]
    return kept


async def _body(request: Request[Any, Any, Any]) -> bytes:
    body, size, is_over = bytearray(), 0, False
    most_bytes = request.scope["route_handler"].opt.get("upload_bytes", MOST_BYTES)
    while not is_over:
        message = await request.receive()
        if message["type"] != "http.request":
            raise HTTPException(UNREADABLE, status_code=HTTP_400_BAD_REQUEST)
        chunk = message.get("body", b"")
        size += len(chunk)
        if size <= most_bytes + AROUND:
            body += chunk
        is_over = size > MOST_DISCARDED_BYTES or not message.get("more_body", False)
    if size > most_bytes + AROUND:
        raise HTTPException(
            TOO_LARGE.format(most=most_bytes // (1024 * 1024)), status_code=HTTP_413_REQUEST_ENTITY_TOO_LARGE
        )
    return bytes(body)


def _parse(content_type: str, body: bytes) -> Upload:
    kind, options = parse_options_header(content_type)
    if kind != "multipart/form-data" or not options.get("boundary"):
        return Upload(_plain_fields(kind, body), b"")  # the gate wants its token as in any other form
    parts: list[tuple[MultipartSegment, bytearray]] = []
    try:
        with PushMultipartParser(options["boundary"], max_segment_count=MOST_PARTS, strict=True) as parser:
            for found in parser.parse(body):
                if isinstance(found, MultipartSegment):
                    parts.append((found, bytearray()))
                elif found:
                    parts[-1][1].extend(found)
        fields = {segment.name: content.decode() for segment, content in parts if segment.filename is None}
    except (MultipartError, UnicodeDecodeError):
        raise HTTPException(UNREADABLE, status_code=HTTP_400_BAD_REQUEST) from None
    files = [content for segment, content in parts if segment.filename is not None]
    return Upload(fields, bytes(files[0]) if len(files) == 1 else b"")


def _plain_fields(kind: str, body: bytes) -> dict[str, str]:
    """The fields of a form sent without its file."""
    if kind != "application/x-www-form-urlencoded":
        return {}
    try:
        return dict(parse_qsl(body.decode(), max_num_fields=MOST_PARTS))
    except ValueError:
        return {}
