"""`make bench`: runs every bench_*.py, prints its table, and with BENCH_WRITE=1 writes docs/performance.md.

A benchmark is a module with TITRE, NOTE and run() -> list of rows (dict column -> text or number). Ratios are taken
between things measured side by side in the same run, for machines differ and drift. `make bench ONLY=seed` runs one.
"""

import importlib
import os
import platform
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "docs" / "performance.md"
HEAD = """# Performance

Mesures refaites par `BENCH_WRITE=1 make bench`. Médianes ; les rapports comparent des choses mesurées côte à côte
dans la même exécution. Une machine partagée est bruyante : lire les rapports avant les durées.

"""


def names() -> list[str]:
    found = sorted(path.stem for path in HERE.glob("bench_*.py"))
    only = os.environ.get("ONLY")
    return [name for name in found if not only or name == f"bench_{only}"]


def cell(value: Any) -> str:
    return f"{value:,.2f}".replace(",", " ").replace(".", ",") if isinstance(value, float) else str(value)


def table(rows: list[dict[str, Any]]) -> str:
    columns = list(rows[0])
    lines = [columns, ["---"] * len(columns), *([cell(row[c]) for c in columns] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def section(name: str) -> str:
    module = importlib.import_module(f"tests.bench.{name}")
    print(f"\n{module.TITRE}…", file=sys.stderr, flush=True)
    text = f"<!-- {name} -->\n## {module.TITRE}\n\n{module.NOTE}\n\n{table(module.run())}\n<!-- /{name} -->\n"
    print(text, flush=True)
    return text


def write(name: str, text: str) -> None:
    """Replaces the section of this benchmark, and leaves the others as they were measured."""
    kept = TARGET.read_text() if TARGET.exists() else HEAD
    pattern = re.compile(rf"<!-- {name} -->.*?<!-- /{name} -->\n", re.DOTALL)
    kept = pattern.sub(lambda _: text, kept) if pattern.search(kept) else f"{kept.rstrip()}\n\n{text}"
    machine = f"{os.cpu_count()} cœurs, Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}"
    kept = re.sub(r"\n_Dernière mesure : .*_\n", "", kept).rstrip()
    TARGET.write_text(f"{kept}\n\n_Dernière mesure : {machine}._\n")


def main() -> None:
    for name in names():
        text = section(name)
        if os.environ.get("BENCH_WRITE") == "1":
            write(name, text)


if __name__ == "__main__":
    main()
