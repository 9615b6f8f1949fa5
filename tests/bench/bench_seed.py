"""Synthetic data entering by COPY. Sizes of one's own: `ASV_BENCH_CONTACTS="20000 50000" make bench ONLY=seed`."""

import asyncio
import os
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from asv.db import schema
from asv.db.embedded import embedded_server
from asv.db.engine import loader_session, make_engine, normalise
from asv.usecases.demonstration import seed
from asv.usecases.reference import load_reference

TITRE = "Chargement de données de synthèse"
NOTE = (
    "`asv seed` sur une année et un territoire : tirage, COPY et insertion sur quatre connexions, avec sécurité par "
    "ligne, clés étrangères et index comme en production, puis ANALYZE. Une base neuve pour chaque taille."
)
SIZES = (100_000, 1_000_000)
TODAY = date(2026, 11, 22)


def run() -> list[dict[str, Any]]:
    asked = os.environ.get("ASV_BENCH_CONTACTS", "").split()
    lines = []
    for contacts in [int(size) for size in asked] or SIZES:
        with tempfile.TemporaryDirectory(prefix="asv-mesure-", ignore_cleanup_errors=True) as folder:
            Path(folder).chmod(0o711)  # the server may run under an account of its own
            with embedded_server(Path(folder) / "base") as server:
                lines.append(asyncio.run(_measure(server.url(), contacts)))
    return lines


async def _measure(url: str, contacts: int) -> dict[str, Any]:
    engine = make_engine(normalise(url))
    await schema.migrate(engine)
    async with loader_session(engine) as session, session.begin():
        await load_reference(session, lambda *_: None, TODAY)
    begun = time.perf_counter()
    done = await seed(engine, contacts=contacts, territoires=1, years=1, seed=1, today=TODAY, step=lambda *_: None)
    seconds = time.perf_counter() - begun
    await engine.dispose()
    return {
        "contacts": f"{contacts:,}".replace(",", " "), "lignes écrites": f"{done.total:,}".replace(",", " "),
        "durée (s)": seconds, "lignes par seconde": f"{round(done.total / seconds, -2):,.0f}".replace(",", " "),
    }  # fmt: skip
