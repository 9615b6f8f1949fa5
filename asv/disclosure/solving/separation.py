"""Inequalities that the attacker's linear programs add to the master program.

For a protected count the attacker maximises its deviation over what the pattern hides. The optimal multipliers of the
equations prove that it cannot move far; they give an inequality that the pattern violates and that every safe one
satisfies (Fischetti and Salazar-González, Management Science 47, 2001, 1008-1027, the capacity constraints). Two things
make the inequalities strong here. A published count is given a small room instead of none: among all proofs the program
then takes the one that uses the fewest published counts. And only equations near the count are used at first: an
attacker who knows less is refuted by less.
"""

from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse

from asv.disclosure.problem import Bools, Floats, Ints
from asv.disclosure.solving.local import rows_around
from asv.disclosure.solving.program import Cut, is_optimal, linear_program, solution
from asv.disclosure.solving.reduction import Network
from asv.disclosure.solving.static import tightened

SMALL = 0.02
FEW = 120
ROOM = 1e4
PARTLY = 0.02
ENOUGH = 1e-4
DENOMINATORS = (1, 2, 3, 4, 5, 6, 8, 10, 12)


def separate(network: Network, values: Floats, cell: int, size: int) -> list[Cut]:
    """Inequalities violated by `values` ((k,) between 0 and 1) that say what one count needs; often none or one.

    size: how many equations near the count are used, at least. A count without a width needs to move by one, on either
    side, as far as it is hidden: one that is known may as well be shown. One that no equation names has no inequality.
    """
    if network.columns.indptr[cell] == network.columns.indptr[cell + 1]:
        return []
    view = _View(network, values, cell, size)
    rising = view.refute(+1, float(network.need_up[cell]))
    if rising.cut is not None or rising.weights is None:
        return [] if rising.cut is None else [rising.cut]
    falling = view.refute(-1, float(network.need_down[cell]))
    if falling.cut is not None or falling.weights is None:
        return [] if falling.cut is None else [falling.cut]
    if rising.most + falling.most >= view.goal - ENOUGH:
        return []
    both = tightened(network, view.cells, rising.weights + falling.weights, view.width)
    if both is not None and not network.hidden[cell]:
        both = Cut(np.append(both.cells, cell), np.append(both.weights, -1.0), 0.0)
    return [both] if both is not None and _is_violated(both, values) else []


@dataclass(frozen=True, slots=True)
class _Side:
    """How far the count may move on a side, by which weights of the others, and the inequality that this gives."""

    most: float
    weights: Floats | None = None
    cut: Cut | None = None


class _View:
    """The equations near one count, as a program that moves it."""

    def __init__(self, network: Network, values: Floats, cell: int, size: int) -> None:
        near = rows_around(network.rows, network.columns, cell, values > PARTLY, size)
        part = sparse.csr_array(network.rows[near])
        self.network, self.values, self.cell = network, values, cell
        self.cells, index = np.unique(part.indices.astype(np.int64), return_inverse=True)
        self.place = int(np.searchsorted(self.cells, cell))
        self.rows = sparse.csr_array((part.data, index, part.indptr), shape=(len(near), len(self.cells)))
        self.width = float(network.width[cell] or 1)
        self.goal = self.width if network.hidden[cell] else self.width * float(values[cell])
        share = values[self.cells]
        given = network.hidden[self.cells]
        small = SMALL if size <= FEW else SMALL * FEW / len(near)
        share = np.maximum(share, small)
        down, up = (_room(room[self.cells], share, given, self.width) for room in (network.down, network.up))
        down[self.place], up[self.place] = 0.0, 0.0
        self.highs: highspy.Highs = linear_program(sparse.csc_array(self.rows), -down, up)

    def refute(self, sign: int, need: float) -> _Side:
        """How far the count moves on one side, up to its width; with the multipliers that prove it."""
        low, high = (0.0, self.goal) if sign > 0 else (-self.goal, 0.0)
        self.highs.changeColBounds(self.place, low, high)
        self.highs.changeColCost(self.place, float(sign))
        self.highs.run()
        if not is_optimal(self.highs):
            return _Side(self.goal)
        most = sign * float(solution(self.highs)[self.place])
        if most >= self.goal - ENOUGH:
            return _Side(self.goal)
        weights = self._weights(np.array(self.highs.getSolution().row_dual), sign)
        if weights is None:
            return _Side(self.goal)
        cut = tightened(self.network, self.cells, weights, need) if most < need - ENOUGH else None
        return _Side(most, weights, cut if cut is not None and _is_violated(cut, self.values) else None)

    def _weights(self, duals: Floats, sign: int) -> Floats | None:
        """What one unit of room of each count, times its room, gives the count at most; from whole multipliers."""
        multipliers = _whole(duals)
        if multipliers is None:
            return None
        ratio = (self.rows.T @ multipliers).astype(np.float64)
        own = ratio[self.place]
        if own == 0:
            return None
        ratio /= own
        ratio[self.place] = 0.0
        # sign * d = - sum of sign * ratio * d over the others
        down, up = self.network.down[self.cells], self.network.up[self.cells]
        against = sign * ratio > 0
        with np.errstate(invalid="ignore"):
            weights: Floats = np.where(ratio == 0, 0.0, np.abs(ratio) * np.where(against, down, up))
        return weights


def _room(room: Floats, share: Floats, given: Bools, width: float) -> Floats:
    """Room of a count: whole if hidden from the start, a share up to the width if it may be hidden."""
    return np.where(given, np.minimum(room, ROOM), np.minimum(room, width) * share)


def _whole(duals: Floats) -> Ints | None:
    """Multipliers of the equations as whole numbers with the same ratios, so that what they prove holds exactly."""
    largest = np.abs(duals).max(initial=0.0)
    if largest < ENOUGH:
        return None
    for denominator in DENOMINATORS:
        near = np.round(duals * denominator)
        if np.abs(duals * denominator - near).max() < 1e-6 * denominator:
            return near.astype(np.int64)
    return None


def _is_violated(cut: Cut, values: Floats) -> bool:
    return float(cut.weights @ values[cut.cells]) < cut.floor - ENOUGH
