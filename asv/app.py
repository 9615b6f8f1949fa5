"""Assembles the application. Opens nothing, reads no environment: asgi.py hands it what it needs."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Litestar, Router
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.handlers.base import BaseRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.static_files import create_static_files_router
from litestar.template.config import TemplateConfig
from litestar.types import ASGIApp

from asv import __version__
from asv.web import (
    actions,
    agenda,
    calendrier,
    comparer,
    comptes,
    contexte,
    contrat,
    coordination,
    corrections,
    croisements,
    definitions,
    demo,
    diagnostic,
    diffusions,
    document,
    donnees,
    engagements,
    evolution,
    explorer,
    journee,
    matrice,
    moyens,
    nouvelles,
    planification,
    priorites,
    public,
    pwa,
    quartiers,
    rapports,
    reprise,
    sante,
    signaux,
    standardise,
    structures,
    suivis,
    synchronisation,
    tablettes,
    traductions,
)
from asv.web.dependencies import DEPENDENCIES
from asv.web.entry import Entry
from asv.web.errors import answer_error
from asv.web.filters import FILTERS, TESTS, TRACES
from asv.web.headers import only_hosts, with_headers
from asv.web.site import Site

ROOT = Path(__file__).parent
TEMPLATES = ROOT.parent / "templates"
PUBLIC_FILES = (ROOT / "web" / "static", ROOT / "detection" / "data")
"""What /static serves; the rules and word sets of free texts are read by the server and by the browser."""

FEATURES = (
    actions, agenda, calendrier, comparer, comptes, contexte, contrat, coordination, corrections, croisements,
    definitions, diagnostic, diffusions, document, donnees, engagements, evolution, explorer, journee, matrice, moyens,
    nouvelles, planification, priorites, public, pwa, quartiers, rapports, reprise, sante, signaux, standardise,
    structures, suivis, synchronisation, tablettes, traductions,
)  # fmt: skip
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def make_templates() -> Environment:
    """Strict: a variable that a template misspells fails, in tests and not on a tablet."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    environment.filters.update(FILTERS)
    environment.tests.update(TESTS)
    environment.globals["traces"] = TRACES
    return environment


def create_app(site: Site, hosts: list[str]) -> ASGIApp:
    handlers: list[BaseRouteHandler] = []
    for feature in FEATURES:
        handlers.extend(feature.HANDLERS)
    if site.is_demo:
        handlers.extend(demo.HANDLERS)
    return with_headers(only_hosts(make_litestar(site, handlers), frozenset({*hosts, *LOOPBACK})))


def make_litestar(site: Site, handlers: list[BaseRouteHandler]) -> Litestar:
    static = create_static_files_router(
        path="/static", directories=[*PUBLIC_FILES], opt={"public": True}, include_in_schema=False
    )
    return Litestar(
        [*handlers, static],
        dependencies=DEPENDENCIES,
        middleware=[Entry(site)],
        exception_handlers={Exception: answer_error},
        template_config=TemplateConfig(instance=JinjaTemplateEngine.from_environment(make_templates())),
        # Compressing is safe: SameSite=Strict keeps other sites from making our pages echo their guesses.
        compression_config=CompressionConfig(backend="gzip", gzip_compress_level=9, minimum_size=400),
        openapi_config=schema_of() if site.shows_schema else None,
        logging_config=None,
        state=State({"site": site}),
        debug=False,
    )


def schema_of() -> OpenAPIConfig:
    router = Router("/schema", route_handlers=[], opt={"public": True})
    return OpenAPIConfig(title="ASV", version=__version__, render_plugins=[JsonRenderPlugin()], openapi_router=router)
