"""The notebook as a tablet meets it: its size on the wire, its start without network, its answer to a finger."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Page

from asv.web.pieces import PIECES, page_of
from asv.web.pwa import STATIC, shell_list
from tests.bench import tablette
from tests.bench.bench_start import enter
from tests.support.process import RunningSite

TITRE = "Carnet de terrain"
NOTE = (
    "Poids : octets reçus par une tablette neuve (corps compressés par gzip, sans les en-têtes) pour tout ce qu’il "
    "faut pour noter un contact ; les pièces (atelier, carte…) viennent après. Prêt : du chargement, servi par l’agent "
    "hors ligne, à la première image de la séance. Réponse : du doigt posé à la première image qui change. Chromium, "
    "820 × 1180, sans réseau, saisies scellées en attente dans la file, processeur quatre fois ralenti où c’est dit ; "
    "médiane et 95e centile."
)
LIMIT_KB = 60
QUEUED = 2_000
STARTS, TOUCHES, SLOWER = 15, 30, 4
COUNTER = "() => document.querySelector('[data-asv-valeur=bonjours]').textContent"
SCREEN = "() => document.querySelector('[data-asv-ecran]:not([hidden])').dataset.asvEcran"
CHECKED = "() => document.querySelector('input[name=tranche_age]:checked').value"


def downloaded(client: httpx.Client, path: str) -> int:
    with client.stream("GET", path, headers={"accept-encoding": "gzip"}) as answer:
        answer.raise_for_status()
        for _ in answer.iter_raw():
            pass
        return answer.num_bytes_downloaded


def family(path: str) -> str:
    kinds = {".js": "scripts", ".css": "styles", ".png": "icônes", ".svg": "icônes"}
    names = {
        "/nomenclatures.json": "nomenclatures d’un contact",
        "/api/terrain": "lieux et inscription",
        "/terrain": "page",
    }
    return names.get(path) or kinds.get(Path(path.partition("?")[0]).suffix, "manifeste")


def weights(site: RunningSite) -> list[dict[str, Any]]:
    sizes: dict[str, int] = {}
    with httpx.Client(base_url=site.url, headers=enter(site, "mediateur")) as client:
        listed = [file.path for file in shell_list()]
        device = "/api/terrain?appareil=00000000-0000-4000-8000-000000000001"
        for path in dict.fromkeys([*listed, "/service-worker.js", "/nomenclatures.json?part=saisie", device]):
            name = family(path.partition("?")[0])
            sizes[name] = sizes.get(name, 0) + downloaded(client, path)
        rows = [row(f"poids, {name} (ko)", size / 1000) for name, size in sizes.items()]
        rows.append(row("poids total (ko)", sum(sizes.values()) / 1000, goal=f"≤ {LIMIT_KB}"))
        return [*rows, *(row(f"pièce « {name} » (ko)", weight_of(client, name)) for name in PIECES)]


def weight_of(client: httpx.Client, name: str) -> float:
    piece = PIECES[name]
    files = [*(f"js/{module}.js" for module in piece.modules), *piece.files]
    paths = [f"/static/{file}" for file in files if (STATIC / file).exists()]
    if page_of(name):
        paths.append(f"/terrain/pieces/{name}")
    return sum(downloaded(client, path) for path in paths) / 1000


def row(name: str, value: float, high: float | None = None, goal: str = "") -> dict[str, Any]:
    return {"mesure": name, "médiane": value, "95e centile": "" if high is None else high, "objectif": goal}


def timed(name: str, values: list[float], goal: str = "") -> dict[str, Any]:
    median, high = tablette.summary(values)
    return row(f"{name} (ms)", median, high, goal)


def touches(page: Page) -> dict[str, list[float]]:
    """The gestures of a contact, each timed: a greeting, a contact begun, an answer, the contact saved."""
    found: dict[str, list[float]] = {
        "bonjour compté": [],
        "fiche ouverte": [],
        "réponse choisie": [],
        "contact scellé": [],
    }
    for _ in range(TOUCHES):
        steps = {
            "bonjour compté": ("[data-asv-action=bonjour]", COUNTER),
            "fiche ouverte": ("[data-asv-action=nouveau]", SCREEN),
            "réponse choisie": ('label:has(input[name="tranche_age"][value="A25_49"])', CHECKED),
            "contact scellé": ("[data-asv-ecran=contact] [data-asv-action=enregistrer]", SCREEN),
        }
        for name, (selector, read) in steps.items():
            found[name].append(tablette.answer(page, page.locator(selector).first.tap, read))
    return found


def times(site: RunningSite) -> list[dict[str, Any]]:
    with tablette.tablet(site) as page:
        tablette.prepare(page, site)
        rows = [timed("prêt, file vide", [tablette.ready(page) for _ in range(STARTS)])]
        page.evaluate(tablette.QUEUE, QUEUED)
        rows += [timed(f"{name}, {QUEUED} saisies", found, "< 100") for name, found in touches(page).items()]
        tablette.slow_down(page, SLOWER)
        starts = [tablette.ready(page) for _ in range(STARTS)]
        rows.append(timed(f"prêt, {QUEUED} saisies, processeur / {SLOWER}", starts, "≤ 1 000"))
        slow = touches(page).items()
        return [*rows, *(timed(f"{name}, {QUEUED} saisies, processeur / {SLOWER}", found) for name, found in slow)]


def run() -> list[dict[str, Any]]:
    folder = Path(tempfile.mkdtemp(prefix="asv-mesure-"))
    site = RunningSite(folder, ("demo",)).start()
    try:
        return [*weights(site), *times(site)]
    finally:
        site.stop()
        shutil.rmtree(folder, ignore_errors=True)
