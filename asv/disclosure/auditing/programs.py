"""Linear and whole-number programs for HiGHS, one thread each; HiGHS lets other Python threads run meanwhile."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

import highspy
import numpy as np
from scipy import sparse

from asv.disclosure.auditing.system import Bools, Floats

WHOLE_WITHIN: Final = 1e-6
ENDED: Final = {
    highspy.HighsModelStatus.kOptimal: "best",
    highspy.HighsModelStatus.kInfeasible: "none",
    highspy.HighsModelStatus.kUnbounded: "endless",
    highspy.HighsModelStatus.kUnboundedOrInfeasible: "endless",
}


class End(Enum):
    """How a program ended. FOUND: a solution, not proven the best."""

    BEST = "best"
    FOUND = "found"
    NONE = "none"
    ENDLESS = "endless"
    UNDECIDED = "undecided"


@dataclass(slots=True)
class Program:
    """max c·x with matrix @ x = right and lower ≤ x ≤ upper, to be solved again with other c.

    is_large: solve from inside, quicker for large programs that are solved once. gap: of whole numbers.
    """

    matrix: sparse.csr_array
    right: Floats
    lower: Floats
    upper: Floats
    is_whole: bool = False
    is_large: bool = False
    gap: float = 0.0
    seed: int = 0
    _solver: highspy.Highs = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Hand the program to a fresh solver."""
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in {
            "output_flag": False, "threads": 1, "mip_rel_gap": self.gap, "random_seed": self.seed,
        }.items():  # fmt: skip
            self._solver.setOptionValue(name, value)
        if self.is_large:
            self._solver.setOptionValue("solver", "ipm")
        self._solver.passModel(self._model())

    def _model(self) -> highspy.HighsLp:
        columns = sparse.csc_array(self.matrix)
        program = highspy.HighsLp()
        program.num_row_, program.num_col_ = columns.shape
        program.col_cost_ = np.zeros(columns.shape[1])
        program.col_lower_, program.col_upper_ = self.lower, self.upper
        program.row_lower_ = program.row_upper_ = self.right
        program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        program.a_matrix_.start_, program.a_matrix_.index_ = columns.indptr, columns.indices
        program.a_matrix_.value_ = columns.data.astype(np.float64)
        program.sense_ = highspy.ObjSense.kMaximize
        if self.is_whole:
            program.integrality_ = [highspy.HighsVarType.kInteger] * columns.shape[1]
        return program

    def maximise(self, weights: Floats, seconds: float) -> tuple[End, Floats]:
        """Solve for these weights; the last solution is the start of the next."""
        ranks = np.arange(len(weights), dtype=np.int32)
        self._solver.changeColsCost(len(weights), ranks, weights)
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + max(seconds, 0.01))
        self._solver.run()
        end = End(ENDED.get(self._solver.getModelStatus(), "undecided"))
        point = np.array(self._solver.getSolution().col_value)
        feasible = self._solver.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        if end is End.UNDECIDED and feasible:
            end = End.FOUND
        return end, point


def is_whole(point: Floats) -> Bools:
    """Which counts of a solution are whole numbers."""
    return np.asarray(np.abs(point - np.round(point)) <= WHOLE_WITHIN)
