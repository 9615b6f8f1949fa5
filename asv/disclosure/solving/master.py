"""The master program: which counts to hide at the least cost, under the inequalities known so far."""

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass

import highspy
import numpy as np

from asv.disclosure.problem import Bools, Floats
from asv.disclosure.solving.program import Cut, silent, solution, stacked
from asv.disclosure.solving.reduction import Network

NEARLY = 1e-6


@dataclass(frozen=True, slots=True)
class Found:
    """Values of the master program: (k,) between 0 and 1, and a proven lower bound of its best cost.

    is_none: nothing was found, and everything is hidden instead.
    """

    hidden: Floats
    bound: float
    is_best: bool
    is_none: bool = False


class Master:
    """Costs and inequalities over the counts of a network; inequalities are added, never taken away."""

    def __init__(self, network: Network, cuts: Iterable[Cut]) -> None:
        self.network, self.cuts = network, list[Cut]()
        self._known: set[tuple[bytes, bytes, float]] = set()
        self._relaxed = silent()
        size = network.size
        none = np.zeros(0, np.int32)
        self._relaxed.passModel(
            size, 0, 0, int(highspy.MatrixFormat.kRowwise), int(highspy.ObjSense.kMinimize), 0.0, network.cost,
            network.hidden.astype(np.float64), np.ones(size), np.zeros(0), np.zeros(0), none, none, np.zeros(0),
            np.zeros(size, np.int32),
        )  # fmt: skip
        self.add(cuts)

    def add(self, cuts: Iterable[Cut]) -> int:
        """Add the inequalities that are new; how many were."""
        fresh = []
        for cut in cuts:
            if cut.key not in self._known:
                self._known.add(cut.key)
                fresh.append(cut)
        starts, cells, weights, floors = stacked(fresh)
        self._relaxed.addRows(
            len(fresh), floors, np.full(len(fresh), highspy.kHighsInf), len(cells), starts[:-1].astype(np.int32),
            cells.astype(np.int32), weights,
        )  # fmt: skip
        self.cuts += fresh
        return len(fresh)

    def relaxed(self) -> Found:
        """The optimum where counts may be hidden in part. Added rows are taken in by the dual simplex method."""
        self._relaxed.run()
        info = self._relaxed.getInfo()
        best = self._relaxed.getModelStatus() == highspy.HighsModelStatus.kOptimal
        bound = info.objective_function_value if best else 0.0
        return Found(np.clip(solution(self._relaxed), 0, 1), bound, is_best=bool(best))

    def near(self, *, gap: float, seconds: float) -> Found:
        """The best pattern found among the counts that the relaxed optimum hides at least in part; else among all.

        Its bound is one of these patterns only.
        """
        found = self.whole(gap=gap, seconds=seconds, high=solution(self._relaxed) > NEARLY)
        return self.whole(gap=gap, seconds=seconds) if found.is_none else found

    def within(self, loss: float, bound: float) -> Bools:
        """(k,) what a pattern cheaper than `loss` may hide. bound: value of the relaxed optimum.

        The relaxed optimum grows at least by the reduced cost of a count that it leaves open when that is hidden.
        """
        prices = np.array(self._relaxed.getSolution().col_dual)
        allowed: Bools = (solution(self._relaxed) > NEARLY) | (prices <= loss - bound + NEARLY)
        return allowed

    def whole(
        self, *, gap: float, seconds: float, low: Bools | None = None, high: Bools | None = None,
        more: Sequence[Cut] = (),
    ) -> Found:  # fmt: skip
        """The best pattern found within a relative gap and a time.

        low, high: what must be and what may be hidden; more: further inequalities. The bound is then one of these
        patterns only.
        """
        return self._solved(self._posed(gap=gap, seconds=seconds, low=low, high=high, more=more))

    def meanwhile(self, threads: Executor, *, gap: float, seconds: float) -> Future[Found]:
        """The same in another thread, under the inequalities known now, whatever is added before it starts."""
        return threads.submit(self._solved, self._posed(gap=gap, seconds=seconds, low=None, high=None, more=()))

    def _posed(
        self, *, gap: float, seconds: float, low: Bools | None, high: Bools | None, more: Sequence[Cut]
    ) -> highspy.Highs:  # fmt: skip
        size = self.network.size
        highs = silent()
        least = self.network.hidden if low is None else self.network.hidden | low
        most = np.ones(size) if high is None else high.astype(np.float64)
        starts, cells, weights, floors = stacked([*self.cuts, *more])
        highs.setOptionValue("time_limit", max(seconds, 0.05))
        highs.setOptionValue("mip_rel_gap", gap)
        highs.passModel(
            size, len(floors), len(cells), int(highspy.MatrixFormat.kRowwise), int(highspy.ObjSense.kMinimize), 0.0,
            self.network.cost, least.astype(np.float64), np.maximum(most, least), floors,
            np.full(len(floors), highspy.kHighsInf), starts[:-1].astype(np.int32), cells.astype(np.int32), weights,
            np.ones(size, np.int32),
        )  # fmt: skip
        return highs

    def _solved(self, highs: highspy.Highs) -> Found:
        size = self.network.size
        highs.run()
        info, values = highs.getInfo(), solution(highs)
        best = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible or len(values) != size:
            return Found(np.ones(size), max(float(info.mip_dual_bound), 0.0), is_best=False, is_none=True)
        return Found(np.round(values), max(float(info.mip_dual_bound), 0.0), is_best=bool(best))
