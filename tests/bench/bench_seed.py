"""How long synthetic data take to enter, with row-level security, foreign keys and indexes as in production.

`python -m tests.bench.bench_seed [contacts…]` prints the table; 100 000 and 1 000 000 contacts by default.
"""

import asyncio
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from asv.db import schema
from asv.db.embedded import embedded_server
from asv.db.engine import loader_session, make_engine, normalise
from asv.usecases.demonstration import seed
from asv.usecases.reference import load_reference

SIZES = (100_000, 1_000_000)
TODAY = date(2026, 11, 22)


def run(sizes=SIZES):
    """One line a size, each in a new database of an embedded server of its own."""
    lines = []
    for contacts in sizes:
        with tempfile.TemporaryDirectory(prefix="asv-mesure-", ignore_cleanup_errors=True) as folder:
            Path(folder).chmod(0o711)  # the server may run under an account of its own
            with embedded_server(Path(folder) / "base") as server:
                lines.append(asyncio.run(_measure(server.url(), contacts)))
    return lines


async def _measure(url, contacts):
    engine = make_engine(normalise(url))
    await schema.migrate(engine)
    async with loader_session(engine) as session, session.begin():
        await load_reference(session, lambda *_: None, TODAY)
    begun = time.perf_counter()
    done = await seed(engine, contacts=contacts, territoires=1, years=1, seed=1, today=TODAY, step=lambda *_: None)
    seconds = time.perf_counter() - begun
    await engine.dispose()
    return {
        "contacts": contacts, "rows": done.total, "seconds": round(seconds, 1),
        "rows_per_second": round(done.total / seconds),
    }  # fmt: skip


def show(lines):
    names = tuple(lines[0])
    print(" | ".join(f"{name:>15}" for name in names))
    for line in lines:
        print(" | ".join(f"{line[name]:>15,}".replace(",", " ") for name in names))


if __name__ == "__main__":
    show(run(tuple(map(int, sys.argv[1:])) or SIZES))
