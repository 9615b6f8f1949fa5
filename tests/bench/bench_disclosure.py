"""Secondary suppression and audit on tables drawn alike, beside suppression by Gaussian elimination."""

import time
from functools import cache
from typing import Any

import numpy as np

from asv.disclosure import Exact, Interval, Model, NotProtectedError, Policy, Protection, Reason, Table, audit, protect
from asv.disclosure.auditing import audit_system, system_of
from asv.disclosure.problem import Bools, Problem
from asv.disclosure.solving import solve
from tests.bench.annee import yearly_release
from tests.bench.gauss import gauss
from tests.bench.tables import draw

TITRE = "Secret statistique : perte, borne et durées"
NOTE = (
    "Tableaux tirés au sort par `tests/bench/tables.py` (graine 0), seuil 11, zéros publiés. Perte : somme des "
    "effectifs des secondaires ; borne : perte au-dessous de laquelle il est prouvé qu’aucun choix n’est sûr ; écart "
    ": ce qui reste à gagner au plus. La durée comprend l’audit qui prouve le résultat ; l’audit est remesuré seul. "
    "GAUSS : élimination de Gauss (`tests/bench/gauss.py`), qui ne regarde ni les signes ni les nombres entiers : "
    "l’audit dit combien de ses vides n’ont qu’une valeur possible. Objectifs : S, écart ≤ 0,5 % en 5 s ; M, exacte "
    "≤ 1 % en 60 s, intervalle de 5 ≤ 5 % en 60 s ; audit de M en 10 s ; année d’un territoire (ses tableaux croisés "
    "et ce que le diagnostic en dit), sûre en 30 s, écart ≤ 2 %. La recherche s’arrête un peu avant, pour laisser le "
    "temps de l’audit ; un premier choix sûr peut prendre plus. L (49 392 cellules, objectif : sûre en 120 s) n’y est "
    "pas : essayée à part, machine chargée, elle n’est pas atteinte. Avec 60 s, la recherche cache tout ce qui peut "
    "l’être, et l’audit laisse 334 cellules sans preuve après 8 minutes : refus. GAUSS y perd 127 150 en 259 s, mais "
    "l’audit retrouve 23 988 de ses 25 566 vides : un effectif caché qui vaut 1 ne peut pas baisser, et de proche en "
    "proche presque tout se calcule. Aucun choix sûr de cette perte n’est connu ; borne : 115 055."
)
CASES: list[tuple[str, Protection, float]] = [
    ("S", Exact(), 4.8),
    ("S", Interval(5), 4.8),
    ("M", Exact(), 50),
    ("M", Interval(5), 44),
]
"""Table, protection, seconds given to the search."""
YEARLY = 20.0
"""Seconds given to the search of the yearly release."""
AUDITED = {"S": 10, "M": 30}
"""Seconds given to the audit of what GAUSS hides."""
GAUSS = ("perte de GAUSS", "ses vides retrouvés", "GAUSS (s)")
Row = dict[str, Any]


@cache
def table(size: str) -> Table:
    drawn = draw(size)
    return Table.from_rows(drawn.rows, drawn.counts, drawn.hierarchies)


@cache
def baseline(size: str) -> Row:
    """Loss of GAUSS, how many of its blanks have one value only, and its seconds."""
    policy = Policy(protection=Exact())
    model = Model([table(size)], policy)
    problem = model.problem()
    start = time.perf_counter()
    hidden = gauss(problem)
    spent = time.perf_counter() - start
    by_rank = np.zeros_like(hidden)
    by_rank[model.order] = hidden
    found = audit(model.statuses(by_rank), policy=policy, time_limit=AUDITED[size])
    told = sum(unsafe.reason is Reason.DETERMINED for unsafe in found.unsafe)
    loss = int(problem.values[hidden & ~problem.hidden].sum())
    return dict(zip(GAUSS, (loss, told, spent), strict=True))


def stated(name: str, protection: Protection, problem: Problem) -> Row:
    return {
        "problème": name,
        "protection": str(protection),
        "cellules": problem.size,
        "équations": problem.matrix.shape[0],
        "à protéger": int((problem.width > 0).sum()),
    }


def reached(loss: float, bound: float, spent: float, audited: float) -> Row:
    gap = 100 * (loss - bound) / loss if loss > bound else 0.0
    return {
        "perte": int(loss), "borne": int(bound), "écart (%)": gap, "durée (s)": spent, "audit seul (s)": audited,
    }  # fmt: skip


def not_reached(why: str, spent: float) -> Row:
    """What could not be proved safe stands in the place of its loss."""
    return {"perte": why, "borne": "—", "écart (%)": "—", "durée (s)": spent, "audit seul (s)": "—"}


def drawn(size: str, protection: Protection, limit: float) -> Row:
    """One table drawn alike, protected then audited again."""
    policy = Policy(protection=protection)
    row = stated(size, protection, Model([table(size)], policy).problem())
    start = time.perf_counter()
    try:
        protected = protect(table(size), policy, time_limit=limit)
    except NotProtectedError as error:
        spent = time.perf_counter() - start
        return row | not_reached(f"non prouvé sûr ({len(error.cells)} cellules)", spent) | baseline(size)
    spent = time.perf_counter() - start
    start = time.perf_counter()
    audit(protected.table, policy=policy)
    return row | reached(protected.loss, protected.bound, spent, time.perf_counter() - start) | baseline(size)


def is_proved(problem: Problem, hidden: Bools) -> bool:
    """Whether the auditor proves that every count keeps the width asked of it."""
    reader = system_of(
        ~hidden,
        np.where(hidden, 0, problem.values),
        problem.matrix,
        lower=problem.lower,
        upper=problem.upper,
        width=problem.width,
    )
    proof, _ = audit_system(reader, exact=False)
    met = np.zeros(problem.size, dtype=np.bool_)
    met[proof.cells] = proof.is_met
    return bool(met[problem.width > 0].all())


def yearly() -> Row:
    """The crossed tables of one territoire for a year, with what its diagnostic tells of the same persons."""
    problem = yearly_release().problem
    row = stated("année d’un territoire", Interval(5), problem)
    start = time.perf_counter()
    solution = solve(problem, time_limit=YEARLY)
    middle = time.perf_counter()
    is_safe = not solution.exposed and is_proved(problem, solution.hidden)
    end = time.perf_counter()
    nothing = dict.fromkeys(GAUSS, "—")
    if not is_safe:
        return row | not_reached("non prouvé sûr", end - start) | nothing
    return row | reached(solution.loss, solution.bound, end - start, end - middle) | nothing


def run() -> list[Row]:
    return [*(drawn(*case) for case in CASES), yearly()]
