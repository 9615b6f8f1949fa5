"""Where settings, database and application meet: one process of the site."""

import asyncio
import gc
import hashlib
import logging
import multiprocessing
import signal
import socket
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from datetime import datetime
from urllib.parse import urlsplit

import uvicorn
import uvloop
from litestar.types import ASGIApp
from sqlalchemy import URL

from asv import __version__
from asv.app import ROOT, TEMPLATES, create_app
from asv.deployment import now, open_bases, open_facteur, open_keyring, origin_of
from asv.settings import Mode, Settings
from asv.usecases.courrier import Tournee, running
from asv.web.agenda.essais import mask_secret_paths
from asv.web.site import Site
from asv.web.slow import ImpatientProtocol


def release() -> str:
    """A short fingerprint of the shipped assets: it changes when, and only when, one of them does."""
    digest = hashlib.sha256(__version__.encode())
    for folder in (ROOT / "web" / "static", TEMPLATES):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


@asynccontextmanager
async def open_app(
    settings: Settings, administration: URL, clock: Callable[[], datetime] = now
) -> AsyncIterator[ASGIApp]:
    """The application with its connections and the carrier of its mails, all closed when the block ends."""
    async with open_bases(administration, settings.keys_dir) as bases:
        keyring = open_keyring(settings.keys_dir)
        facteur = open_facteur(settings, bases, keyring, clock)
        site = Site(
            bases=bases, clock=clock, keyring=keyring, release=release(), is_demo=settings.mode is Mode.DEMO,
            shows_schema=settings.mode is not Mode.PRODUCTION, sends_mail=facteur.relais is not None,
            origin=origin_of(settings),
        )  # fmt: skip
        host = urlsplit(settings.public_url).hostname if settings.public_url else None
        # In test mode a site without a relay leaves the outbox alone: it shares its database with other tests.
        carries = settings.mode is not Mode.TEST or facteur.relais is not None
        async with running(Tournee(facteur, bases.portier)) if carries else nullcontext():
            yield create_app(site, [host] if host else [])


class QuietServer(uvicorn.Server):
    """uvicorn raises a signal again once served, which cuts short the closing of the connections: here, it does not."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


async def serve_one(settings: Settings, administration: URL, listener: socket.socket) -> None:
    """Serves until told to stop; finishes the requests under way first."""
    async with open_app(settings, administration) as app:
        gc.collect()
        gc.freeze()  # what is loaded now lives as long as the process: no need to look at it again
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, lifespan="off", limit_concurrency=512,
            timeout_graceful_shutdown=10, timeout_keep_alive=30, proxy_headers=False, http=ImpatientProtocol,
        )  # fmt: skip
        mask_secret_paths()
        server = QuietServer(config)
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, _ask_to_stop, server)
        await server.serve(sockets=[listener])


def _ask_to_stop(server: uvicorn.Server) -> None:
    """The first signal finishes the requests under way, the second leaves at once."""
    server.force_exit = server.should_exit
    server.should_exit = True


def serve_in_process(settings: Settings, administration: URL, listener: socket.socket) -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve_one(settings, administration, listener))


def listen(host: str, port: int) -> socket.socket:
    """A listening socket, so that the address is known, and taken, before anything else starts."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(2048)
    listener.set_inheritable(True)
    return listener


def serve(settings: Settings, administration: URL, listener: socket.socket) -> None:
    """One process, or `workers` of them on the same socket; returns when all have stopped."""
    if settings.workers == 1:
        serve_in_process(settings, administration, listener)
        return
    context = multiprocessing.get_context("spawn")
    arguments = (settings, administration, listener)
    children = [context.Process(target=serve_in_process, args=arguments) for _ in range(settings.workers)]
    for child in children:
        child.start()

    def stop(*_: object) -> None:
        for child in children:
            child.terminate()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    for child in children:
        child.join()
