"""The application in the test's own process, asked over ASGI: no port, the real database, a clock one can set."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from asv.app import create_app
from asv.db.engine import Bases
from asv.deployment import open_keyring
from asv.domain.periodes import FRANCE
from asv.web.entry import COOKIE
from asv.web.site import Site, csrf_token
from tests.support.database import Persona

ORIGIN = "http://asv.test"


@dataclass
class Client:
    """A browser's manners: cookie, origin, form token."""

    http: httpx.AsyncClient

    def _headers(self, who: Persona | None) -> dict[str, str]:
        return {"cookie": f"{COOKIE}={who.token}"} if who else {}

    async def get(self, path: str, who: Persona | None = None, **more) -> httpx.Response:
        return await self.http.get(path, headers=self._headers(who) | more.pop("headers", {}), **more)

    async def post(self, path: str, who: Persona | None = None, **fields) -> httpx.Response:
        token = csrf_token(who.token) if who else ""
        return await self.http.post(
            path, data={"_csrf_token": token} | fields, headers=self._headers(who) | {"origin": ORIGIN}
        )

    async def send(self, path: str, who: Persona | None, body: object, **headers: str) -> httpx.Response:
        return await self.http.post(path, json=body, headers=self._headers(who) | {"origin": ORIGIN} | headers)


def make_site(bases: Bases, keys_dir: Path, **changes) -> Site:
    settings = {
        "bases": bases, "clock": lambda: datetime.now(FRANCE), "keyring": open_keyring(keys_dir), "release": "essai",
        "is_demo": True, "shows_schema": True, "origin": ORIGIN,
    }  # fmt: skip
    return Site(**settings | changes)


@pytest.fixture(scope="session")
async def client(bases: Bases, shared_dir: Path) -> AsyncIterator[Client]:
    app = create_app(make_site(bases, shared_dir / "keys"), ["asv.test"])
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        yield Client(http)
