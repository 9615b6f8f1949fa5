"""Taking over a former log of the largest size, by the pages, while somebody else works."""

import re
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import httpx

from asv.domain.periodes import FRANCE
from tests.support import releves
from tests.support.process import RunningSite

TITRE = "Reprise d’un relevé de 5 000 lignes"
NOTE = (
    "Par les pages de la coordination, sur la démonstration : vingt colonnes, dont quatre jamais lues. Secondes. "
    "Pendant ce temps, une collègue rouvre « Ma journée » sans arrêt : son 95e centile, seule puis pendant la reprise."
)
LINES = 5_000
ENTETES = (
    "Date", "Heure", "Commune", "Quartier", "Lieu", "Mode", "Sexe", "Âge", "Frein", "Thème", "Orienté vers", "Durée",
    "Nom", "Prénom", "Téléphone", "Observations", "Classeur", "x2", "x3", "x4",
)  # fmt: skip
FORMATS = {"xlsx": releves.xlsx, "ods": releves.ods, "csv": releves.csv_of}


def lines() -> list[tuple[Any, ...]]:
    draw, today = Random(1), datetime.now(FRANCE).date()
    return [ENTETES] + [
        (
            today - timedelta(days=1 + number // 200), draw.choice(("9h30", "10h", "14h")),
            draw.choice(("Liévin", "Lens", "Avion")), "hors QPV", draw.choice(("CCAS", "Centre social")), "Permanence",
            draw.choice("FH"), draw.randint(1, 90), draw.choice(("Financier", "Administratif", "Langue")),
            draw.choice(("Dentaire", "Vue")), draw.choice(("CPAM", "CCAS", "")), draw.choice((10, 15, 20)), "Untel",
            "Camille", "0600000000", "texte libre " * 5, draw.randint(1, 9999), "a", "b", "c",
        )
        for number in range(LINES)
    ]  # fmt: skip


def enter(site: RunningSite, role: str) -> httpx.Client:
    cookie = httpx.post(f"{site.url}/demo/entrer", data={"role": role}).headers["set-cookie"].split(";")[0]
    return httpx.Client(base_url=site.url, timeout=60, headers={"cookie": cookie, "origin": site.url})


def timed(ask: Callable[[], httpx.Response]) -> tuple[float, httpx.Response]:
    start = time.perf_counter()
    answer = ask()
    assert answer.status_code in (200, 303), answer.text
    return time.perf_counter() - start, answer


def p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def take_over(client: httpx.Client, content: bytes) -> dict[str, float]:
    token = {"_csrf_token": re.search(r'name="_csrf_token" value="(\w+)"', client.get("/reprise").text)[1]}
    read, answer = timed(lambda: client.post("/reprise", data=token, files={"fichier": ("releve", content)}))
    path = answer.headers["location"]
    looked, _ = timed(lambda: client.get(path))
    stored, _ = timed(lambda: client.post(f"{path}/importer", data=token))
    undo = re.search(r'action="(/reprise/importations/[^"]+)"', client.get("/reprise").text)[1]
    undone, _ = timed(lambda: client.post(undo, data=token))
    return {"lecture": read, "aperçu": looked, "import": stored, "annulation": undone}


def run() -> list[dict[str, Any]]:
    folder, content = Path(tempfile.mkdtemp(prefix="asv-mesure-")), lines()
    site = RunningSite(folder, ("demo",)).start()
    try:
        colleague = enter(site, "mediateur")
        alone = [timed(lambda: colleague.get("/ma-journee"))[0] for _ in range(60)]
        rows = []
        for nom, make in FORMATS.items():
            meanwhile, is_over = [], threading.Event()

            def work(seconds: list[float] = meanwhile, over: threading.Event = is_over) -> None:
                while not over.is_set():
                    seconds.append(timed(lambda: colleague.get("/ma-journee"))[0])

            thread = threading.Thread(target=work)
            thread.start()
            measured = take_over(enter(site, "coordinateur"), make(content))
            is_over.set()
            thread.join()
            rows.append({"format": nom} | measured | {"p95 seule": p95(alone), "p95 pendant": p95(meanwhile)})
        return rows
    finally:
        site.stop()
        shutil.rmtree(folder, ignore_errors=True)
