"""The real site in a process of its own, on loopback, with the demonstration year; a real browser to visit it."""

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

PATIENCE = 120
READY = re.compile(r"http://127\.0\.0\.1:(\d+)")
BROWSER_ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-features=Translate",
]  # fmt: skip


def chromium() -> str | None:
    return next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)


@dataclass
class RunningSite:
    """A server process under test: its address, its database, and the means to kill it and start it again."""

    data_dir: Path
    command: tuple[str, ...]
    port: int = 0
    process: subprocess.Popen[str] | None = None
    environment: dict[str, str] = field(default_factory=dict)
    source: Path | None = None
    """Where the code is, when it is not that of this repository: another release."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "RunningSite":
        environment = os.environ | {"ASV_DATA_DIR": str(self.data_dir), "ASV_KEYS_DIR": str(self.data_dir / "cles")}
        self.data_dir.mkdir(exist_ok=True)
        log = self.data_dir / f"site-{uuid4().hex[:8]}.log"  # its own: workers share the folder
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "asv", *self.command, "--port", str(self.port)],
                stdout=output, stderr=subprocess.STDOUT, text=True, env=environment | self.environment,
                cwd=self.source,
            )  # fmt: skip
        self.port = self._read_port(log)
        return self

    def _read_port(self, log: Path) -> int:
        """Waits for the address in what the command prints; fails with what it printed otherwise."""
        assert self.process is not None
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            ended = self.process.poll() is not None
            if match := READY.search(log.read_text()):
                return int(match[1])
            if ended:
                break
            time.sleep(0.05)
        raise AssertionError(f"the site did not start:\n{log.read_text()}")

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Sends the signal and waits; gives back the exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(timeout=30)

    def rows(self, question: str, *arguments: Any) -> list[tuple[Any, ...]]:
        """What the database holds, asked as its administrator and outside the site."""

        async def ask() -> list[tuple[Any, ...]]:
            socket = str(self.data_dir / "socket")
            connection = await asyncpg.connect(user="postgres", database="asv", host=socket)
            try:
                return [tuple(row) for row in await connection.fetch(question, *arguments)]
            finally:
                await connection.close()

        # In a thread of its own: the browser's driver already runs a loop in this one.
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(lambda: asyncio.run(ask())).result()

    def enter(self, page: Any, role: str, n: int = 1) -> None:
        """Enters the demonstration as the n-th person of a role, as a visitor would: by the button."""
        page.goto(f"{self.url}/demo")
        page.locator(f"[data-role={role}] button[value='{n}']").click()
        page.wait_for_url(lambda url: not url.endswith("/demo"))


@pytest.fixture(scope="session")
def demo_site() -> Iterator[RunningSite]:
    """One demonstration for the whole worker: tests that write choose a person or a place of their own."""
    folder = Path(tempfile.mkdtemp(prefix="asv-site-"))
    site = RunningSite(folder, ("demo",)).start()
    yield site
    site.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def site(demo_site: RunningSite) -> RunningSite:
    return demo_site


def launch_options() -> dict[str, Any]:
    path = chromium()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium manque : les essais de navigateur ne peuvent pas être faits.")
        pytest.skip("Chromium manque : les essais de navigateur ne sont pas faits.")
    return {"executable_path": path, "args": BROWSER_ARGS, "headless": True}
