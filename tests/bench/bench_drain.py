"""A tablet comes back with five thousand records while others work: how long, and what the others feel of it."""

import asyncio
import shutil
import statistics
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, Self

import httpx

from tests.bench.bench_start import enter
from tests.bench.tablette import QUEUE, prepare, tablet
from tests.support.process import RunningSite

TITRE = "Une tablette rend 5 000 saisies"
NOTE = (
    "Chromium, un processus de serveur, la base de démonstration, en boucle locale : 5 000 saisies scellées sans "
    "réseau partent au retour du réseau. Pendant ce temps, quatre personnes ouvrent sans arrêt leurs pages (un quart "
    "de seconde entre deux) ; leur 95e centile est comparé à celui des dix secondes d’avant. Objectifs : moins de "
    "180 s, rapport de 2 au plus. Trois tours."
)
RECORDS = 5000
ROUNDS = 3
ALONE_SECONDS = 10
LONGEST_MS = 180_000
PAGES = {
    "mediateur": "/ma-journee",
    "coordinateur": "/a-traiter",
    "partenaire": "/actions",
    "administrateur": "/comptes",
}
EMPTY = """async () => {
  const { count } = await import("/static/js/outbox.js");
  while (await count()) await new Promise((resolve) => setTimeout(resolve, 20));
}"""


class Others:
    """People at their desks, asking a page every quarter of a second until told to stop."""

    def __init__(self, site: RunningSite) -> None:
        self.site, self.took = site, list[float]()
        self.is_over = threading.Event()

    def __enter__(self) -> Self:
        self.thread = threading.Thread(target=lambda: asyncio.run(self._work()))
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.is_over.set()
        self.thread.join()

    async def _work(self) -> None:
        await asyncio.gather(*(self._read(role, path) for role, path in PAGES.items()))

    async def _read(self, role: str, path: str) -> None:
        headers = await asyncio.to_thread(enter, self.site, role)
        async with httpx.AsyncClient(base_url=self.site.url, headers=headers, timeout=60) as client:
            while not self.is_over.is_set():
                start = time.perf_counter()
                (await client.get(path)).raise_for_status()
                self.took.append(time.perf_counter() - start)
                await asyncio.sleep(0.25)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.took, n=20, method="inclusive")[18]


def one_round(site: RunningSite, page: Any) -> dict[str, Any]:
    page.context.set_offline(True)
    page.evaluate(QUEUE, RECORDS)
    with Others(site) as before:
        page.wait_for_timeout(ALONE_SECONDS * 1000)
    with Others(site) as during:
        while not during.took:
            page.wait_for_timeout(50)
        start = time.perf_counter()
        page.context.set_offline(False)
        page.evaluate(EMPTY)
        lasted = time.perf_counter() - start
    return {
        "saisies": RECORDS, "durée (s)": lasted, "saisies par seconde": round(RECORDS / lasted),
        "p95 des autres, avant (ms)": round(before.p95 * 1000), "p95 pendant (ms)": round(during.p95 * 1000),
        "rapport": during.p95 / before.p95,
    }  # fmt: skip


def run() -> list[dict[str, Any]]:
    folder = Path(tempfile.mkdtemp(prefix="asv-mesure-"))
    site = RunningSite(folder, ("demo",)).start()
    try:
        with tablet(site) as page:
            page.set_default_timeout(LONGEST_MS)
            prepare(page, site)
            rounds = [one_round(site, page) for _ in range(ROUNDS)]
    finally:
        site.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return rounds
