"""HiGHS, spoken to in arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse

from asv.disclosure.problem import Floats, Ints

PRIMAL = 4
DUAL = 1


def linear_program(columns: sparse.csc_array, low: Floats, high: Floats, *, strategy: int = PRIMAL) -> highspy.Highs:
    """A program over low ≤ x ≤ high with `columns @ x == 0`, not yet with anything to maximise."""
    highs = silent()
    highs.setOptionValue("simplex_strategy", strategy)
    highs.setOptionValue("presolve", "off")
    pose(highs, columns, np.zeros(columns.shape[1]), low, high)
    return highs


def silent() -> highspy.Highs:
    """A solver that prints nothing and whose result does not depend on the number of cores."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
        highs.setOptionValue(name, value)
    return highs


def is_optimal(highs: highspy.Highs) -> bool:
    return bool(highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)


def solution(highs: highspy.Highs) -> Floats:
    return np.array(highs.getSolution().col_value)


def has_some(highs: highspy.Highs) -> bool:
    """Whether a solution was found, the best or not."""
    return bool(highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible)


def pose(
    highs: highspy.Highs, columns: sparse.csc_array, reward: Floats, low: Floats, high: Floats, *, whole: bool = False
) -> None:
    """Ask for the greatest reward over low ≤ x ≤ high with `columns @ x == 0`."""
    number, size = columns.shape
    zeros = np.zeros(number)
    highs.passModel(
        size, number, columns.nnz, int(highspy.MatrixFormat.kColwise), int(highspy.ObjSense.kMaximize), 0.0, reward,
        low, high, zeros, zeros, columns.indptr[:-1].astype(np.int32), columns.indices.astype(np.int32),
        columns.data.astype(np.float64), np.full(size, int(whole), np.int32),
    )  # fmt: skip


def doubled(columns: sparse.csc_array) -> sparse.csc_array:
    """Equations where each count is two columns, its rise and its fall: steps then have a price."""
    return sparse.csc_array(sparse.hstack([columns, -columns]))


def undoubled(found: Floats) -> Floats:
    """Deviations, from rises and falls."""
    size = len(found) // 2
    moved: Floats = found[:size] - found[size:]
    return moved


@dataclass(frozen=True, slots=True)
class Cut:
    """One inequality of the master program: `weights @ hidden[cells] >= floor`."""

    cells: Ints
    weights: Floats
    floor: float

    @property
    def key(self) -> tuple[bytes, bytes, float]:
        """Equal for equal cuts."""
        return self.cells.tobytes(), np.round(self.weights, 9).tobytes(), self.floor


def stacked(cuts: Sequence[Cut]) -> tuple[Ints, Ints, Floats, Floats]:
    """Starts, cells, weights and floors of many cuts, as HiGHS reads rows."""
    starts = np.concatenate(([0], np.cumsum([len(cut.cells) for cut in cuts], dtype=np.int64)))
    if not cuts:
        return starts, np.zeros(0, np.int64), np.zeros(0), np.zeros(0)
    cells = np.concatenate([cut.cells for cut in cuts])
    return starts, cells, np.concatenate([cut.weights for cut in cuts]), np.array([cut.floor for cut in cuts])
