"""A database server of one's own, that a test may kill or freeze without harm to the others, and a site on it."""

import asyncio
import os
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db import embedded
from asv.db.embedded import EmbeddedServer, embedded_server
from asv.db.engine import make_engine, normalise
from asv.deployment import open_bases, open_keyring
from tests.support.database import World, _fill, make_world
from tests.support.process import RunningSite


@dataclass
class OwnCluster:
    """PostgreSQL with every one of its processes at hand."""

    server: EmbeddedServer
    folder: Path

    @property
    def url(self) -> str:
        return self.server.url()

    def processes(self) -> list[psutil.Process]:
        pid = int((self.server.data_dir / "postmaster.pid").read_text().splitlines()[0])
        postmaster = psutil.Process(pid)
        return [postmaster, *postmaster.children(recursive=True)]

    def signal(self, number: int) -> None:
        """To the postmaster and to each of its children, as a machine that stops."""
        for process in self.processes():
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)

    def kill(self) -> None:
        doomed = self.processes()
        self.signal(signal.SIGKILL)
        psutil.wait_procs(doomed, timeout=30)

    def start(self) -> None:
        embedded._start(self.server)

    def site(self, **environment: str) -> RunningSite:
        given = {"ASV_MODE": "test", "ASV_DATABASE_URL": self.url, "ASV_KEYS_DIR": str(self.folder / "keys")}
        return RunningSite(self.folder, ("serve",), environment=given | environment).start()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        self.signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.signal(signal.SIGCONT)


@pytest.fixture(scope="session")
def own_cluster() -> Iterator[OwnCluster]:
    folder = Path(tempfile.mkdtemp(prefix="asv-pannes-"))
    with embedded_server(folder / "base") as server:
        asyncio.run(_fill(server, "asv", folder / "keys"))
        yield OwnCluster(server, folder)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def own_site(own_cluster: OwnCluster) -> Iterator[RunningSite]:
    """A process of the site on that database."""
    site = own_cluster.site()
    yield site
    if site.process is not None and site.process.poll() is None:
        site.stop()


@pytest.fixture
async def own_admin(own_cluster: OwnCluster) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(normalise(own_cluster.url))
    yield engine
    await engine.dispose()


@pytest.fixture
async def own_world(own_cluster: OwnCluster, own_admin: AsyncEngine) -> World:
    async with open_bases(normalise(own_cluster.url), own_cluster.folder / "keys", size=2) as bases:
        return await make_world(own_admin, bases)


@pytest.fixture(scope="session")
def own_keyring(own_cluster: OwnCluster) -> Any:
    return open_keyring(own_cluster.folder / "keys")


def kill_process(site: RunningSite) -> None:
    """SIGKILL, as the kernel does when memory is short."""
    assert site.process is not None
    os.kill(site.process.pid, signal.SIGKILL)
    site.process.wait(timeout=30)
