"""Starting the demonstration, and the memory it takes."""

import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx

from tests.support.process import RunningSite

TITRE = "Démarrage et mémoire"
NOTE = (
    "`asv demo` jusqu’à la première réponse de `/readyz`, environnement Python déjà installé. À froid : création de la "
    "base, migrations, données de référence, année de démonstration. Mémoire : part proportionnelle (PSS) du site et "
    "de tous les processus PostgreSQL, après dix pages de diagnostic."
)
PAGES = 10
WARM_RUNS = 5


def seconds_to_ready(site: RunningSite) -> float:
    start = time.perf_counter()
    site.start()
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if httpx.get(f"{site.url}/readyz").status_code == httpx.codes.OK:
                return time.perf_counter() - start
        except httpx.TransportError:
            time.sleep(0.02)
    raise AssertionError("the site is not ready")


def pss_megabytes(pid: int) -> float:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(next(line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:"))) / 1024


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def enter(site: RunningSite, role: str) -> dict[str, str]:
    answer = httpx.post(f"{site.url}/demo/entrer", data={"role": role})
    return {"cookie": answer.headers["set-cookie"].split(";")[0]}


def run() -> list[dict[str, Any]]:
    folder = Path(tempfile.mkdtemp(prefix="asv-mesure-"))
    site = RunningSite(folder, ("demo",))
    try:
        cold = seconds_to_ready(site)
        warm = []
        for _ in range(WARM_RUNS):
            site.stop()
            warm.append(seconds_to_ready(site))
        cookie = enter(site, "coordinateur")
        for _ in range(PAGES):
            httpx.get(f"{site.url}/diagnostic", headers=cookie, timeout=60)
        postmaster = int((folder / "postgres" / "postmaster.pid").read_text().splitlines()[0])
        database = sum(pss_megabytes(pid) for pid in (postmaster, *children_of(postmaster)))
        application = pss_megabytes(site.process.pid)
    finally:
        site.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return [
        {"mesure": "démarrage à froid", "valeur": cold, "unité": "s"},
        {"mesure": "démarrage suivant (médiane de 5)", "valeur": statistics.median(warm), "unité": "s"},
        {"mesure": "mémoire du site (un processus)", "valeur": application, "unité": "Mo"},
        {"mesure": "mémoire de PostgreSQL", "valeur": database, "unité": "Mo"},
    ]
