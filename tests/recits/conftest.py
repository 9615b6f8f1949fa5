"""The stories of the domain study, told on the pages: the site, and a day that the story sets."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import httpx
import pytest

from asv.app import create_app
from asv.db.engine import Bases
from tests.support.database import CALL, World, make_world
from tests.support.site import ORIGIN, Client, make_site


@dataclass
class Calendrier:
    """Today, for the site: the story turns the page."""

    jour: date = date(2026, 3, 4)

    def __call__(self) -> datetime:
        return datetime.combine(self.jour, time(10), UTC)


@pytest.fixture
def calendrier() -> Calendrier:
    return Calendrier()


@pytest.fixture
async def site_du_jour(bases: Bases, shared_dir: Path, calendrier: Calendrier) -> AsyncIterator[Client]:
    """The site, at the hour of the story."""
    app = create_app(make_site(bases, shared_dir / "keys", clock=calendrier), ["asv.test"])
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        yield Client(http)


@pytest.fixture
async def call(admin, bases: Bases) -> World:
    """Nadia (mediatrice) and Karim (mediateur) in the real CALL."""
    return await make_world(admin, bases, CALL)
