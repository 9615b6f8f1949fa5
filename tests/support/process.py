"""The real site in a process of its own, on loopback, with the demonstration year; a real browser to visit it."""

import asyncio
import os
import re
import selectors
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

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "RunningSite":
        environment = os.environ | {"ASV_DATA_DIR": str(self.data_dir), "ASV_KEYS_DIR": str(self.data_dir / "cles")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "asv", *self.command, "--port", str(self.port)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment | self.environment,
        )  # fmt: skip
        self.port = self._read_port()
        return self

    def _read_port(self) -> int:
        """Reads what the command prints until it gives its address; fails with what it printed otherwise."""
        assert self.process is not None
        seen, until = "", time.monotonic() + PATIENCE
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            while time.monotonic() < until and selector.select(timeout=PATIENCE):
                line = self.process.stdout.readline()
                seen += line
                if match := READY.search(line):
                    return int(match[1])
                if not line:
                    break
        raise AssertionError(f"the site did not start:\n{seen}")

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Sends the signal and waits; gives back the exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        code = self.process.wait(timeout=30)
        self.process.stdout.close()
        return code

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
