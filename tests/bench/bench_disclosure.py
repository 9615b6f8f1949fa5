"""Secondary suppression and audit on tables drawn alike, beside suppression by Gaussian elimination."""

import time
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np

from asv.disclosure import Exact, Interval, Model, NotProtectedError, Policy, Protection, Reason, Table, audit, protect
from tests.bench.gauss import gauss
from tests.bench.tables import draw

TITRE = "Secret statistique : perte, borne et durées"
NOTE = (
    "Tableaux tirés au sort par `tests/bench/tables.py` (graine 0), seuil 11, zéros publiés. Perte : somme des "
    "effectifs des secondaires ; borne : perte au-dessous de laquelle il est prouvé qu’aucun choix n’est sûr ; écart "
    ": ce qui reste à gagner au plus. La durée comprend l’audit qui prouve le résultat ; l’audit est remesuré seul. "
    "GAUSS : élimination de Gauss (`tests/bench/gauss.py`), qui ne regarde ni les signes ni les nombres entiers : "
    "l’audit dit combien de ses vides n’ont qu’une valeur possible (S et M). Objectifs : S, écart ≤ 0,5 % en 5 s ; M, "
    "exacte ≤ 1 % en 60 s, intervalle de 5 ≤ 5 % en 60 s ; L, sûr en 120 s sans perdre plus que GAUSS ; audit de M en "
    "10 s, de L en 60 s."
)
CASES: list[tuple[str, Protection, float]] = [
    ("S", Exact(), 5),
    ("S", Interval(5), 5),
    ("M", Exact(), 60),
    ("M", Interval(5), 60),
    ("L", Exact(), 120),
    ("L", Interval(5), 120),
]
"""Table, protection, seconds given to the search."""
AUDITED = {"S": 10, "M": 30}
"""Seconds given to the audit of what GAUSS hides; on L it would outlast the rest."""


@cache
def table(size: str) -> Table:
    drawn = draw(size)
    return Table.from_rows(drawn.rows, drawn.counts, drawn.hierarchies)


@cache
def baseline(size: str) -> dict[str, Any]:
    """Loss of GAUSS, how many of its blanks have one value only, and its seconds."""
    policy = Policy(protection=Exact())
    model = Model([table(size)], policy)
    problem = model.problem()
    start = time.perf_counter()
    hidden = gauss(problem)
    spent = time.perf_counter() - start
    by_rank = np.zeros_like(hidden)
    by_rank[model.order] = hidden
    told = "—"
    if size in AUDITED:
        found = audit(model.statuses(by_rank), policy=policy, time_limit=AUDITED[size])
        told = str(sum(unsafe.reason is Reason.DETERMINED for unsafe in found.unsafe))
    loss = int(problem.values[hidden & ~problem.hidden].sum())
    return {"perte de GAUSS": loss, "ses vides retrouvés": told, "GAUSS (s)": spent}


def figures(size: str, protection: Protection) -> dict[str, Any]:
    problem = Model([table(size)], Policy(protection=protection)).problem()
    return {
        "problème": size,
        "protection": str(protection),
        "cellules": problem.size,
        "équations": problem.matrix.shape[0],
        "primaires": int(problem.hidden.sum()),
    }


def measured(size: str, protection: Protection, limit: float) -> dict[str, Any]:
    """One row; what could not be protected is said in the place of its loss."""
    given = table(size)
    start = time.perf_counter()
    try:
        protected = protect(given, Policy(protection=protection), time_limit=limit)
    except NotProtectedError as error:
        nothing = dict.fromkeys(("borne", "écart (%)"), "—")
        return {
            "perte": f"non sûr : {error}",
            **nothing,
            "durée (s)": time.perf_counter() - start,
            "audit seul (s)": "—",
        }
    spent = time.perf_counter() - start
    start = time.perf_counter()
    audit(protected.table, policy=Policy(protection=protection), time_limit=60)
    return {
        "perte": int(protected.loss),
        "borne": int(protected.bound),
        "écart (%)": 100 * protected.gap,
        "durée (s)": spent,
        "audit seul (s)": time.perf_counter() - start,
    }


def rows() -> Iterator[dict[str, Any]]:
    for size, protection, limit in CASES:
        yield figures(size, protection) | measured(size, protection, limit) | baseline(size)


def run() -> list[dict[str, Any]]:
    return list(rows())
