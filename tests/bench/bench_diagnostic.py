"""The diagnostic at 6 000 and at 1 000 000 contacts: territoire, sheet of a QPV, PDF."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from tests.bench.bench_start import enter
from tests.support.process import RunningSite

TITRE = "Pages du diagnostic"
NOTE = (
    "Sur HTTP, une personne à la fois, médiane de 5 après une première demande non comptée. Les deux bases tiennent la "
    "même année du même territoire ; seul le nombre de contacts change."
)
SIZES = (6_000, 1_000_000)
RUNS = 5


def median_seconds(site: RunningSite, path: str, cookie: dict[str, str]) -> float:
    taken = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        answer = httpx.get(f"{site.url}{path}", headers=cookie, timeout=120)
        taken.append(time.perf_counter() - start)
        answer.raise_for_status()
    return statistics.median(taken[1:])


def fill(folder: Path, contacts: int) -> None:
    """The demonstration year is already 6 000 contacts; more is added by `asv seed`."""
    environment = os.environ | {"ASV_DATA_DIR": str(folder), "ASV_KEYS_DIR": str(folder / "cles"), "ASV_MODE": "test"}
    command = [sys.executable, "-m", "asv", "seed", "--contacts", str(contacts), "--seed", "7"]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


def pages() -> dict[str, str]:
    year = datetime.now(UTC).year
    return {
        "diagnostic du territoire, année": f"/diagnostic?periode={year}",
        "diagnostic du territoire, trimestre clos": f"/diagnostic?periode={year}-T2",
        "fiche d’un QPV, année": f"/diagnostic/quartiers/QN06225M?periode={year}",
        "PDF du territoire et de ses QPV": f"/diagnostic/telecharger/pdf?periode={year}",
    }


def run() -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {name: {"page": name} for name in pages()}
    for size in SIZES:
        folder = Path(tempfile.mkdtemp(prefix="asv-mesure-"))
        site = RunningSite(folder, ("demo",)).start()
        try:
            if size > SIZES[0]:
                fill(folder, size - SIZES[0])
            cookie = enter(site, "coordinateur")
            for name, path in pages().items():
                rows[name][f"{size:,} contacts (s)".replace(",", " ")] = median_seconds(site, path, cookie)
        finally:
            site.stop()
            shutil.rmtree(folder, ignore_errors=True)
    for row in rows.values():
        first, last = (value for value in row.values() if isinstance(value, float))
        row["rapport"] = last / first
    return list(rows.values())
