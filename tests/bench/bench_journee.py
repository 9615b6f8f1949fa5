"""The pages of work: a mediator's day, his saisies, the coordination's board, beside 300 and then 5 000 suivis."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.bench_diagnostic import fill, median_seconds
from tests.bench.bench_start import enter
from tests.support.process import RunningSite

TITRE = "Pages du travail du jour"
NOTE = (
    "Sur HTTP, une personne à la fois, médiane de 5 après une première demande non comptée. La démonstration a 300 "
    "suivis ; la seconde base y ajoute 100 000 contacts et 5 000 suivis d’autres médiateurs du même territoire."
)
PAGES = {
    "Ma journée": ("mediateur", "/ma-journee"),
    "Mes saisies": ("mediateur", "/saisies"),
    "Tableau des suivis": ("coordinateur", "/suivis/tableau"),
    "Signaux": ("coordinateur", "/signaux"),
}
MORE = 100_000


def run() -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {name: {"page": name} for name in PAGES}
    folder = Path(tempfile.mkdtemp(prefix="asv-mesure-"))
    site = RunningSite(folder, ("demo",)).start()
    try:
        for label, more in (("300 suivis (s)", 0), ("5 300 suivis (s)", MORE)):
            if more:
                fill(folder, more)
            cookies = {role: enter(site, role) for role in ("mediateur", "coordinateur")}
            for name, (role, path) in PAGES.items():
                rows[name][label] = median_seconds(site, path, cookies[role])
    finally:
        site.stop()
        shutil.rmtree(folder, ignore_errors=True)
    for row in rows.values():
        row["rapport"] = row["5 300 suivis (s)"] / row["300 suivis (s)"]
    return list(rows.values())
