"""From a closed year to all that is handed out: the release, what recipients take, the document, the annual reports."""

import re
import shutil
import tempfile
import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from asv.domain.periodes import FRANCE, last_closed
from asv.domain.rapports import COMMUNE, RAPPORTS
from tests.bench.bench_start import enter
from tests.support.process import RunningSite

TITRE = "D’une année close à tout ce qui est remis"
NOTE = (
    "L’année de démonstration, sur HTTP, une demande après l’autre : la diffusion (décision et deux auditeurs), ce que "
    "prennent ses destinataires, l’explorateur et ses images, le document (version entière, fiches, communes, "
    "restitution), les rapports annuels. Objectif : 60 s en tout."
)
DIFFUSIONS = "/diagnostic/diffusions"
DESTINATAIRES = ("equipe", "financeur", "partenaire", "public")
SORTES = ("pdf", "docx", "xlsx", "csv")
LONGEST = 300.0


class Chain:
    """A coordinator who asks for one thing after the other."""

    def __init__(self, site: RunningSite) -> None:
        headers = enter(site, "coordinateur") | {"origin": site.url}
        self.web = httpx.Client(base_url=site.url, headers=headers, timeout=LONGEST)
        self.token = re.findall(r'name="_csrf_token" value="([^"]+)"', self.page(DIFFUSIONS))[0]
        self.rows: list[dict[str, Any]] = []

    def timed(self, step: str, paths: Iterable[str]) -> None:
        """Take these one by one; each must come whole."""
        start, size, number = time.perf_counter(), 0, 0
        for path in paths:
            answer = self.web.get(path)
            answer.raise_for_status()
            size, number = size + len(answer.content), number + 1
        self.note(step, time.perf_counter() - start, number, size)

    def note(self, step: str, seconds: float, number: int, size: int) -> None:
        self.rows.append({"étape": step, "demandes": number, "ko": size // 1000, "durée (s)": seconds})

    def page(self, path: str) -> str:
        return self.web.get(path).raise_for_status().text

    def post(self, path: str, **form: str) -> str:
        """Where the answer leads."""
        answer = self.web.post(path, data=form | {"_csrf_token": self.token})
        assert answer.status_code == httpx.codes.SEE_OTHER, answer.text
        return answer.headers["location"].partition("?")[0]

    def release(self, year: int) -> str:
        """Ask for the release of a year, and wait for it."""
        start = time.perf_counter()
        self.post(DIFFUSIONS, periode=str(year))
        code = f"{year}-E1"
        while f"{DIFFUSIONS}/{code}" not in (shown := self.page(DIFFUSIONS)):
            assert time.perf_counter() - start < LONGEST, shown
            time.sleep(1)
        self.note("diffusion", time.perf_counter() - start, 1, 0)
        return f"{DIFFUSIONS}/{code}"

    def document(self, year: int) -> list[str]:
        """The files of a version just proposed."""
        start = time.perf_counter()
        path = self.post("/documents", titre="Diagnostic santé des quartiers", annee=str(year))
        shown = self.page(f"{path}/chapitres/synthese")
        found = re.search(r'action="([^"]+/blocs/[0-9a-f-]+)"[^>]*>.*?name="version" value="(\d+)"', shown, re.DOTALL)
        assert found is not None, shown
        self.post(found[1], texte="Ce que nous retenons de cette année.", version=found[2], confirme="oui")
        version = self.post(f"{path}/versions")
        shown = self.page(version)
        self.note("document : version proposée", time.perf_counter() - start, 5, len(shown))
        return sorted(set(re.findall(rf'href="({version}/fichiers/[^"]+)"', shown)))


def run() -> list[dict[str, Any]]:
    year = last_closed(datetime.now(FRANCE).date()).annee
    folder = Path(tempfile.mkdtemp(prefix="asv-mesure-"))
    site = RunningSite(folder, ("demo",)).start()
    try:
        chain = Chain(site)
        release = chain.release(year)
        communes = _options(chain.page(release), "commune")
        views = [f"{release}/csv?destinataire={one}" for one in DESTINATAIRES]
        views += [f"{release}/csv?destinataire=commune&commune={one}" for one in communes]
        chain.timed("fichiers des destinataires, données ouvertes", [*views, f"{release}/donnees-ouvertes"])
        asked = f"?periode={year}"
        multiples = "/diagnostic/explorer/quartiers"
        explorer = [
            f"/diagnostic/explorer{asked}",
            f"{multiples}{asked}",
            f"{multiples}/png{asked}",
            f"{multiples}/svg{asked}",
        ]
        chain.timed("explorateur et ses images", explorer)
        chain.timed("document : ses fichiers", chain.document(year))
        chain.timed("rapports annuels", _reports(year, communes[0]))
    finally:
        site.stop()
        shutil.rmtree(folder, ignore_errors=True)
    total = sum(row["durée (s)"] for row in chain.rows)
    return [*chain.rows, {"étape": "en tout", "demandes": "", "ko": "", "durée (s)": total}]


def _options(shown: str, name: str) -> list[str]:
    select = re.search(rf'<select[^>]*name="{name}".*?</select>', shown, re.DOTALL)
    assert select is not None, name
    return re.findall(r'<option value="([^"]+)"', select[0])


def _reports(year: int, commune: str) -> list[str]:
    asked = [
        f"annee={year}&destinataire={code}" + (f"&commune={commune}" if code == COMMUNE else "") for code in RAPPORTS
    ]
    return [f"/rapports/fichiers/{sorte}?{one}" for one in asked for sorte in SORTES]
