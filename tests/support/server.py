"""Real server processes on the database of this worker, and the network between a tablet and them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

import httpx
import pytest

from asv.deployment import open_keyring
from asv.web.entry import COOKIE
from tests.support.database import Persona
from tests.support.process import RunningSite
from tests.support.saisies import TABLET, clear, contact, sealed

PATH = "/api/synchronisation"


def _start(database_url: str, shared_dir: Path) -> RunningSite:
    environment = {"ASV_MODE": "test", "ASV_DATABASE_URL": database_url, "ASV_KEYS_DIR": str(shared_dir / "keys")}
    return RunningSite(shared_dir, ("serve",), environment=environment).start()


@pytest.fixture(scope="session")
def served(database_url: str, shared_dir: Path) -> Iterator[RunningSite]:
    """One process of the site, as in life."""
    site = _start(database_url, shared_dir)
    yield site
    site.stop()


@pytest.fixture(scope="session")
def served_beside(served: RunningSite, database_url: str, shared_dir: Path) -> Iterator[RunningSite]:
    """A second process on the same database."""
    site = _start(database_url, shared_dir)
    yield site
    site.stop()


@pytest.fixture(scope="session")
def keyring(shared_dir: Path) -> Any:
    """The keys that the server processes hold."""
    return open_keyring(shared_dir / "keys")


class Tablet:
    """A client with a mediator's session. `base` is where it connects; the server believes it is at `origin`."""

    def __init__(self, site: RunningSite, persona: Persona, base: str | None = None) -> None:
        headers = {
            "cookie": f"{COOKIE}={persona.token}", "origin": site.url, "host": site.url.removeprefix("http://"),
            "content-type": "application/json",
        }  # fmt: skip
        limits = httpx.Limits(max_connections=None)
        self.http = httpx.AsyncClient(base_url=base or site.url, headers=headers, timeout=60, limits=limits)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()

    async def post(self, body: bytes, **headers: str) -> httpx.Response:
        return await self.http.post(PATH, content=body, headers=headers)

    async def send(self, elements: list[Any]) -> httpx.Response:
        return await self.http.post(PATH, json={"appareil": str(TABLET), "elements": elements})

    async def issues(self, elements: list[Any]) -> list[str]:
        """The verdicts of a batch; the answer must be a good one."""
        answer = await self.send(elements)
        assert answer.status_code == 200, answer.text
        return [verdict["verdict"] for verdict in answer.json()["verdicts"]]


class SealedTablet(Tablet):
    """The same, with a number of its own and everything under seal; who writes and who carries may differ."""

    def __init__(self, site: RunningSite, persona: Persona, keyring: Any, base: str | None = None) -> None:
        super().__init__(site, persona, base)
        self.persona, self.keyring, self.appareil = persona, keyring, uuid4()

    def seal(self, item: dict[str, Any], author: Persona | None = None) -> dict[str, Any]:
        return sealed(item, (author or self.persona).id, self.keyring, tablet=self.appareil)

    async def hand_over(self, blobs: list[dict[str, Any]], **more: Any) -> httpx.Response:
        return await self.http.post(PATH, json={"appareil": str(self.appareil), "elements": blobs} | more)

    async def send(self, elements: list[Any]) -> httpx.Response:
        return await self.hand_over([self.seal(item) for item in elements])


class Insisting:
    """A tablet that keeps a queue and sends each batch until it has every verdict, as the notebook does."""

    def __init__(self, tablet: Tablet, pause: float = 0.05) -> None:
        self.tablet, self.pause = tablet, pause
        self.acknowledged: set[str] = set()
        self.failures: list[str] = []
        self._goals: list[tuple[int, asyncio.Event]] = []

    def goal(self, more: int) -> asyncio.Event:
        """Set once so many more items are acknowledged."""
        event = asyncio.Event()
        self._goals.append((len(self.acknowledged) + more, event))
        return event

    async def deliver(self, batch: list[dict[str, Any]]) -> None:
        while not await self._try(batch):  # noqa: ASYNC110 - it tries each time
            await asyncio.sleep(self.pause)  # the back-off of a client, here a short one
        for number, event in self._goals:
            if len(self.acknowledged) >= number:
                event.set()

    async def _try(self, batch: list[dict[str, Any]]) -> bool:
        try:
            answer = await self.tablet.send(batch)
        except httpx.TransportError as error:
            self.failures.append(type(error).__name__)
            return False
        if answer.status_code != 200:
            self.failures.append(str(answer.status_code))
            assert answer.status_code in (429, 503), answer.text
            return False
        verdicts = answer.json()["verdicts"]
        assert {verdict["verdict"] for verdict in verdicts} <= {"stored", "already_stored"}
        self.acknowledged |= {verdict["id"] for verdict in verdicts}
        return True


def batches_of(there: dict[str, Any], number: int, size: int = 20) -> list[list[dict[str, Any]]]:
    """So many batches of contacts of this séance."""
    return [[clear("contact", contact(there["id"])) for _ in range(size)] for _ in range(number)]


async def until(is_so: Callable[[], Awaitable[Any]], seconds: float = 30) -> None:
    """Wait for a condition that can only be asked."""
    async with asyncio.timeout(seconds):
        while not await is_so():  # noqa: ASYNC110 - nobody tells, one asks
            await asyncio.sleep(0.01)


async def in_parallel(work: Callable[[Any], Awaitable[Any]], given: Iterable[Any], most: int) -> list[Any]:
    """The results in the order of what was given, at most `most` under way at once."""
    gate = asyncio.Semaphore(most)

    async def one(value: Any) -> Any:
        async with gate:
            return await work(value)

    return await asyncio.gather(*(one(value) for value in given))
