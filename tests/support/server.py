"""Real server processes on the database of this worker, and the network between a tablet and them."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Self

import httpx
import pytest

from asv.deployment import open_keyring
from asv.web.entry import COOKIE
from tests.support.database import Persona
from tests.support.process import RunningSite
from tests.support.saisies import TABLET

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


async def in_parallel(work: Callable[[Any], Awaitable[Any]], given: Iterable[Any], most: int) -> list[Any]:
    """The results in the order of what was given, at most `most` under way at once."""
    gate = asyncio.Semaphore(most)

    async def one(value: Any) -> Any:
        async with gate:
            return await work(value)

    return await asyncio.gather(*(one(value) for value in given))


@asynccontextmanager
async def losing_answers(site: RunningSite, draw: random.Random) -> AsyncIterator[str]:
    """A network that carries every request whole and cuts every answer: before it, in its head or in its body."""

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        back, forth = await asyncio.open_connection("127.0.0.1", site.port)
        carrying = asyncio.create_task(_carry(reader, forth))
        answer = await back.read(64 * 1024)  # the server answers once it has committed
        writer.write(answer[: draw.choice((0, 0, draw.randrange(1, len(answer))))] if answer else b"")
        for end in (writer, forth):
            end.transport.abort() if end is forth else end.close()
        carrying.cancel()

    server = await asyncio.start_server(relay, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(64 * 1024):
        writer.write(data)
        await writer.drain()
