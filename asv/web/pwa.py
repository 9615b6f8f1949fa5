"""The tablet's page, its manifest and its service worker: public, the same for everybody, known by their SHA-256.

The release is drawn from the files themselves, so nobody edits a version by hand. The worker installs a release
only when every file it lists has the hash written here; an altered or missing file leaves the former one in place.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import MediaType, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from asv.web import pieces
from asv.web.dependencies import TheSite
from asv.web.headers import WITH_CAMERA
from asv.web.pieces import PIECES as PIECES
from asv.web.pieces import TEMPLATES

STATIC = Path(__file__).parent / "static"
PAGE = "/terrain"
MANIFEST = "/manifest.webmanifest"
PIECES_LIST = "/terrain/pieces.json"
MODULES = (
    "actions", "annuaire", "bilan", "capture", "choices", "clock", "contact", "draft", "enrol", "langue", "lock",
    "opening", "outbox", "panel", "persons", "piece", "places", "post", "recents", "record", "reference", "residence",
    "screens", "seal", "seance", "store", "sync", "tablet", "terrain", "texts", "update", "vault", "wake",
)  # fmt: skip
ASSETS = (
    "css/asv.css",
    "css/terrain.css",
    "img/icone-192.png",
    "img/logo.svg",
    *(f"js/{module}.js" for module in MODULES),
)
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
WORKER_POLICY = "default-src 'none'; connect-src 'self'"
REVALIDATED = {"Cache-Control": "no-cache"}


class PrecachedFile(NamedTuple):
    """A public file the tablet keeps, and the SHA-256 it must have."""

    path: str
    sha256: str


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _render(release: str, *, is_demo: bool) -> str:
    loader = FileSystemLoader(TEMPLATES)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.get_template("terrain/shell.html").render(release=release, is_demo=is_demo, modules=MODULES)


@cache
def manifest() -> str:
    """Say how the tablet installs the page on its home screen."""
    icons = [
        {"src": "/static/img/icone-192.png", "sizes": "192x192", "type": "image/png"},
        {"src": "/static/img/icone-512.png", "sizes": "512x512", "type": "image/png"},
        {"src": "/static/img/icone-512.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
        {"src": "/static/img/icone.svg", "sizes": "any", "type": "image/svg+xml"},
    ]
    described = {
        "id": PAGE,
        "name": "Carnet de terrain – Atelier Santé Ville",
        "short_name": "Carnet ASV",
        "description": "Le carnet des médiateurs et médiatrices santé, avec ou sans réseau.",
        "lang": "fr",
        "start_url": PAGE,
        "scope": "/",
        "display": "standalone",
        "background_color": "#faf5ec",
        "theme_color": "#15494a",
        "icons": icons,
    }
    return json.dumps(described, ensure_ascii=False)


@cache
def release_id(*, is_demo: bool = False) -> str:
    """Name the present state of every file the tablet keeps, in 12 hexadecimal digits."""
    parts = [_render("", is_demo=is_demo), manifest(), _worker_body(), *(page for _, page in pieces.pages())]
    digest = hashlib.sha256("\0".join(parts).encode())
    for asset in (*ASSETS, *pieces.assets()):
        digest.update(asset.encode() + b"\0" + (STATIC / asset).read_bytes())
    return digest.hexdigest()[:12]


@cache
def shell(*, is_demo: bool = False) -> str:
    """Give the tablet's page; in the demonstration it says so at its top."""
    return _render(release_id(is_demo=is_demo), is_demo=is_demo)


@cache
def shell_list(*, is_demo: bool = False) -> tuple[PrecachedFile, ...]:
    """List the files of the page itself: what it takes to log a contact."""
    written = [(PAGE, shell(is_demo=is_demo)), (MANIFEST, manifest())]
    return (*(PrecachedFile(path, _sha256(text.encode())) for path, text in written), *map(_static, ASSETS))


@cache
def pieces_list() -> tuple[PrecachedFile, ...]:
    """List the files of the page's pieces, which the worker keeps after it."""
    texts = [PrecachedFile(path, _sha256(text.encode())) for path, text in pieces.pages()]
    return (*texts, *map(_static, pieces.assets()))


def _static(asset: str) -> PrecachedFile:
    return PrecachedFile(f"/static/{asset}", _sha256((STATIC / asset).read_bytes()))


def _worker_body() -> str:
    return (STATIC / "js" / "service-worker.js").read_text(encoding="utf-8")


@cache
def service_worker(*, is_demo: bool = False) -> str:
    """Give the worker's text: the release and its files, then the plain script of static/js."""
    pieces_file = PrecachedFile(PIECES_LIST, _sha256(json.dumps(pieces_list()).encode()))
    written = {"RELEASE": release_id(is_demo=is_demo), "FILES": shell_list(is_demo=is_demo), "PIECES": pieces_file}
    constants = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in written.items())
    return constants + _worker_body()


@get(PAGE, opt={"public": True}, media_type=MediaType.HTML, sync_to_thread=False, include_in_schema=False)
def show_shell(site: TheSite) -> Response[str]:
    return Response(
        shell(is_demo=site.is_demo), headers=REVALIDATED | WITH_CAMERA | {"Content-Security-Policy": PAGE_POLICY}
    )


@get(
    "/service-worker.js",
    opt={"public": True},
    media_type="text/javascript",
    sync_to_thread=False,
    include_in_schema=False,
)
def show_service_worker(site: TheSite) -> Response[str]:
    return Response(
        service_worker(is_demo=site.is_demo), headers=REVALIDATED | {"Content-Security-Policy": WORKER_POLICY}
    )


@get(
    MANIFEST,
    opt={"public": True},
    media_type="application/manifest+json",
    sync_to_thread=False,
    include_in_schema=False,
)
def show_manifest() -> Response[str]:
    return Response(manifest(), headers=REVALIDATED)


@get(PIECES_LIST, opt={"public": True}, media_type=MediaType.JSON, sync_to_thread=False, include_in_schema=False)
def show_pieces() -> Response[str]:
    return Response(json.dumps(pieces_list()), headers=REVALIDATED)


@get(
    f"{pieces.ADDRESS}/{{name:str}}",
    opt={"public": True},
    media_type=MediaType.HTML,
    sync_to_thread=False,
    include_in_schema=False,
)
def show_piece(name: FromPath[str]) -> Response[str]:
    page = pieces.page_of(name)
    if page is None:
        raise NotFoundException("Cette page du carnet n’existe pas : revenez au carnet et mettez-le à jour.")
    return Response(page, headers=REVALIDATED)


HANDLERS = [show_shell, show_service_worker, show_manifest, show_pieces, show_piece]
