"""Size on the wire of the capture page, everything included, as a tablet downloads it the first time."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import httpx

from asv.web.pwa import precache_list
from tests.bench.bench_start import enter
from tests.support.process import RunningSite

TITRE = "Poids de la page de saisie"
NOTE = (
    "Octets reçus par une tablette neuve (corps compressés par gzip, sans les en-têtes) : la page, ses styles, ses "
    "scripts, le manifeste, les icônes, l’agent hors ligne, les nomenclatures et les lieux. Objectif : 60 ko."
)
LIMIT_KB = 60


def downloaded(client: httpx.Client, path: str) -> int:
    with client.stream("GET", path, headers={"accept-encoding": "gzip"}) as answer:
        answer.raise_for_status()
        for _ in answer.iter_raw():
            pass
        return answer.num_bytes_downloaded


def family(path: str) -> str:
    kinds = {".js": "scripts", ".css": "styles", ".png": "icônes", ".svg": "icônes"}
    names = {"/nomenclatures.json": "nomenclatures", "/api/terrain": "lieux et inscription", "/terrain": "page"}
    return names.get(path) or kinds.get(Path(path.partition("?")[0]).suffix, "manifeste")


def run() -> list[dict[str, Any]]:
    folder = Path(tempfile.mkdtemp(prefix="asv-mesure-"))
    site = RunningSite(folder, ("demo",)).start()
    sizes: dict[str, int] = {}
    try:
        with httpx.Client(base_url=site.url, headers=enter(site, "mediateur")) as client:
            listed = [file.path for file in precache_list()]
            device = "/api/terrain?appareil=00000000-0000-4000-8000-000000000001"
            for path in dict.fromkeys(["/terrain", *listed, "/service-worker.js", "/nomenclatures.json", device]):
                name = family(path.partition("?")[0])
                sizes[name] = sizes.get(name, 0) + downloaded(client, path)
    finally:
        site.stop()
        shutil.rmtree(folder, ignore_errors=True)
    rows = [{"partie": name, "ko": size / 1000} for name, size in sizes.items()]
    return [*rows, {"partie": f"total (objectif : {LIMIT_KB} ko)", "ko": sum(sizes.values()) / 1000}]
