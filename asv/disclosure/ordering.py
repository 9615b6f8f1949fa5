"""An order of cells and equations that owes nothing to labels nor to the order of rows."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from asv.disclosure.problem import Problem

ROUNDS: Final = 4
Words = NDArray[np.uint64]


def canonical_order(problem: Problem) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Order of the cells and of the equations of a problem: largest counts first, then by the company they keep.

    Each cell gets a colour from what it is, then from the colours of the cells it is added with, a few rounds on
    (Weisfeiler and Leman's refinement). Cells that stay alike keep their order: they are exchangeable nearly always.
    """
    colour = _mix(problem.values.astype(np.uint64))
    rooms = [room for room in (problem.down, problem.up) if room is not None]
    for part in (problem.hidden, problem.width, problem.lower, problem.upper, *rooms):
        colour = _mix(colour ^ part.astype(np.uint64))
    colour = _mix(colour ^ problem.cost.view(np.uint64))
    matrix = problem.matrix
    there = sparse.csr_array((_mix(matrix.data.astype(np.uint64)), matrix.indices, matrix.indptr), shape=matrix.shape)
    back = sparse.csr_array(there.T)
    row = np.zeros(matrix.shape[0], dtype=np.uint64)
    for _ in range(ROUNDS):
        row = _mix(np.asarray(there @ colour))
        colour = _mix(colour + np.asarray(back @ row))
    return np.lexsort((colour, -problem.values)), np.argsort(row, kind="stable")


def _mix(words: Words) -> Words:
    """Scatter 64 bits (the finisher of Steele, Lea and Flood's SplitMix)."""
    with np.errstate(over="ignore"):
        words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return words ^ (words >> np.uint64(31))
