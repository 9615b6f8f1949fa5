"""The cheapest moves inside a part of the table, from one linear program solved again and again."""

import highspy
import numpy as np

from asv.disclosure.problem import Floats, Ints
from asv.disclosure.solving.program import is_optimal, silent, solution
from asv.disclosure.solving.region import Net

NODES = 200  # of a search in whole numbers: a limit of time would make the result depend on the machine


class Flow:
    """Moves of some counts at the least sum of price × |deviation|.

    cells: (k,) the counts that may move. price: (k,) > 0. Each count is two columns, its rise and its fall. One program
    serves every count of the part: the solver goes on from its last basis.
    """

    def __init__(self, net: Net, cells: Ints, price: Floats) -> None:
        self.cells, self.size = cells, len(cells)
        self.place = {int(cell): rank for rank, cell in enumerate(cells)}
        self.fall, self.rise = net.fall[cells], net.rise[cells]
        number, start, index, signs = net.columns(cells)
        zeros, double = np.zeros(number), 2 * self.size
        starts = np.concatenate((start[:-1], start + start[-1])).astype(np.int32)
        self.highs = silent()
        self.highs.setOptionValue("presolve", "off")
        self.highs.passModel(
            double, number, 2 * len(index), int(highspy.MatrixFormat.kColwise), int(highspy.ObjSense.kMinimize), 0.0,
            np.concatenate((price, price)), np.zeros(double), np.concatenate((self.rise, self.fall)), zeros, zeros,
            starts[:-1], np.concatenate((index, index)).astype(np.int32), np.concatenate((signs, -signs)),
            np.zeros(double, np.int32),
        )  # fmt: skip

    def reach(self, cell: int, step: int) -> Floats | None:
        """(k,) deviations that move `cell` by `step`, or None if none do."""
        rank = self.place.get(cell)
        if rank is None or not -self.fall[rank] <= step <= self.rise[rank]:
            return None
        self._bound(rank, max(step, 0), max(step, 0), max(-step, 0), max(-step, 0))
        self.highs.run()
        x = solution(self.highs) if is_optimal(self.highs) else None
        self._bound(rank, 0.0, float(self.rise[rank]), 0.0, float(self.fall[rank]))
        return None if x is None else x[: self.size] - x[self.size :]

    def reach_whole(self, cell: int, step: int) -> Floats | None:
        """As `reach`, in whole numbers, searched for a while."""
        columns = np.arange(2 * self.size, dtype=np.int32)
        kinds = np.full(len(columns), int(highspy.HighsVarType.kInteger), np.uint8)
        self.highs.changeColsIntegrality(len(columns), columns, kinds)
        self.highs.setOptionValue("presolve", "choose")
        self.highs.setOptionValue("mip_max_nodes", NODES)
        found = self.reach(cell, step)
        self.highs.clearSolver()
        self.highs.changeColsIntegrality(len(columns), columns, 0 * kinds)
        self.highs.setOptionValue("presolve", "off")
        return found

    def close(self, cells: Ints) -> None:
        """Let counts of the part move no more."""
        for rank in (self.place[cell] for cell in cells.tolist()):
            self.rise[rank] = self.fall[rank] = 0.0
            self._bound(rank, 0.0, 0.0, 0.0, 0.0)

    def open(self, cells: Ints, net: Net) -> None:
        """Let them move again."""
        for cell, rank in ((cell, self.place[cell]) for cell in cells.tolist()):
            self.rise[rank], self.fall[rank] = net.rise[cell], net.fall[cell]
            self._bound(rank, 0.0, float(self.rise[rank]), 0.0, float(self.fall[rank]))

    def reprice(self, cells: Ints, prices: Floats) -> None:
        """Change the price of counts of the part; the others stay as they are."""
        for cell, price in zip(cells.tolist(), prices.tolist(), strict=True):
            if cell in self.place:
                self.highs.changeColCost(self.place[cell], price)
                self.highs.changeColCost(self.place[cell] + self.size, price)

    def _bound(self, rank: int, rise_low: float, rise_high: float, fall_low: float, fall_high: float) -> None:
        self.highs.changeColBounds(rank, rise_low, rise_high)
        self.highs.changeColBounds(rank + self.size, fall_low, fall_high)
