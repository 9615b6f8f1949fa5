"""What a handler asks for by name: session, gate, acteur, now, site."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from litestar import Request
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotAuthorizedException

from asv.domain.acteurs import Acteur
from asv.web.entry import SAFE
from asv.web.site import Site

WebRequest = Request[Acteur | None, str | None, Any]


async def provide_site(request: WebRequest) -> Site:
    site: Site = request.app.state.site
    return site


async def provide_session(request: WebRequest, site: NamedDependency[Site]) -> AsyncIterator[Any]:
    """One transaction a request, read-only for what only reads; an exception in the handler undoes it."""
    async with site.bases.session(request.auth, read_only=request.method in SAFE) as session, session.begin():
        yield session


async def provide_writing(request: WebRequest, site: NamedDependency[Site]) -> AsyncIterator[Any]:
    """The same for a page whose reading leaves a line in the journal: both are kept, or neither."""
    async with site.bases.session(request.auth, read_only=False) as session, session.begin():
        yield session


async def provide_gate(site: NamedDependency[Site]) -> AsyncIterator[Any]:
    async with site.bases.gate() as gate, gate.begin():
        yield gate


async def provide_acteur(request: WebRequest) -> Acteur:
    if request.user is None:
        raise NotAuthorizedException("Connectez-vous.")
    return request.user


async def provide_now(site: NamedDependency[Site]) -> datetime:
    return site.clock()


DEPENDENCIES = {
    "site": Provide(provide_site),
    "session": Provide(provide_session),
    "writing": Provide(provide_writing),
    "gate": Provide(provide_gate),
    "acteur": Provide(provide_acteur),
    "now": Provide(provide_now),
}


def secret_of(request: WebRequest) -> bytes:
    """What only the holder of a session can give: its token, which the server does not keep."""
    return (request.auth or "").encode()


TheSession = NamedDependency[Any]
TheWriting = NamedDependency[Any]
TheGate = NamedDependency[Any]
TheActeur = NamedDependency[Acteur]
TheNow = NamedDependency[datetime]
TheSite = NamedDependency[Site]

__all__ = [
    "DEPENDENCIES",
    "TheActeur",
    "TheGate",
    "TheNow",
    "TheSession",
    "TheSite",
    "TheWriting",
    "WebRequest",
    "secret_of",
]
