"""Why a figure is hidden, told to the coordination as far as telling it tells nothing more.

« Protected for itself » says that a count is small, « it covers another » that it is not: with both in hand, some
blanks could be narrowed. The auditor looks at the release again as somebody who was told; where it no longer proves the
room promised, the reason stays unsaid, around each count concerned, until it does.
"""

from enum import StrEnum

import numpy as np

from asv.disclosure.problem import Bools, Ints
from asv.domain.diffusion.croisements import Cle, Decision
from asv.domain.diffusion.croisements.release import unproved

ROUNDS = 4


class Motif(StrEnum):
    """REGLE: a rule protects it for itself. VOISIN: it covers another. TU: which of the two would tell too much."""

    REGLE = "regle"
    VOISIN = "voisin"
    TU = "tu"


def motifs_of(decision: Decision) -> dict[Cle, Motif]:
    """The reason of each hidden cell that a table shows as a blank; TU where it stays unsaid."""
    crossed, problem = decision.crossed, decision.crossed.problem
    seuil = crossed.statuts.policy.seuil
    blanks = {
        cle: rank for cle, rank in crossed.ranks.items() if decision.hidden[rank] and cle in decision.released.cells
    }
    ranks = np.array(sorted(blanks.values()), dtype=np.int64)
    said = np.zeros(problem.size, dtype=np.bool_)
    said[ranks] = True
    for _ in range(ROUNDS):
        rule, cover = _kinds(decision, said)
        lower, upper = problem.lower.copy(), problem.upper.copy()
        upper[rule] = np.minimum(upper[rule], seuil - 1)
        lower[rule] = np.maximum(lower[rule], 1)
        lower[cover] = np.maximum(lower[cover], seuil)
        exposed = unproved(problem, decision.hidden, lower, upper)
        if not exposed.size:
            return {cle: _motif(rank, rule, cover) for cle, rank in blanks.items()}
        said[_around(decision, exposed)] = False
    return dict.fromkeys(blanks, Motif.TU)


def _kinds(decision: Decision, said: Bools) -> tuple[Bools, Bools]:
    """Which of the blanks whose reason is said are small counts, and which cover others."""
    problem, policy = decision.crossed.problem, decision.crossed.statuts.policy
    small = (problem.values > 0) & (problem.values < policy.seuil)
    cover = said & decision.hidden & ~problem.hidden
    return said & decision.hidden & problem.hidden & small, cover


def _around(decision: Decision, exposed: Ints) -> Ints:
    matrix = decision.crossed.problem.matrix
    rows = np.unique(matrix[:, exposed].nonzero()[0])
    found: Ints = np.union1d(exposed, matrix[rows].nonzero()[1])
    return found


def _motif(rank: int, rule: Bools, cover: Bools) -> Motif:
    if rule[rank]:
        return Motif.REGLE
    return Motif.VOISIN if cover[rank] else Motif.TU
