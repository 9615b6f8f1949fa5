"""The attacker: which protected counts does a pattern of suppression leave too narrow?

He knows the published counts, the equations and the bounds, and looks for whole deviations d of the hidden counts that
keep every equation true. A count is safe when such deviations move it far enough. Many counts are moved by one linear
program: it maximises the sum of min(deviation, width) over all that are not yet proven, then of min(-deviation, width),
and so on. Vertices with whole coordinates are proofs; of the others, the parts that are whole, or become so when
doubled or tripled, are. What is left is asked one by one, and in whole numbers where no whole vertex was found.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

import highspy
import numpy as np
from scipy import sparse

from asv.disclosure.problem import Bools, Floats, Ints, Problem
from asv.disclosure.solving.local import cells_around, gathered, linked
from asv.disclosure.solving.pool import Pool
from asv.disclosure.solving.program import DUAL, is_optimal, linear_program, solution
from asv.disclosure.solving.reduction import Network, reduce, spread

SCALES = (1, 2, 3, 4, 6)
NEAR = 1e-6
FAR = 1e5
PASSES = 12
AT_ONCE = 32
IDLE = 2
SLOW = 0.97
LOCAL_SIZES = (60, 250, 1000)
SECONDS_OF_A_WHOLE_SEARCH = 2.0

Steps = list[tuple[Ints, Ints]]
Mapper = Callable[[Callable[[int], Steps], Sequence[int]], Iterable[Steps]]


def unsafe(problem: Problem, hidden: Bools, among: Ints | None = None) -> Ints:
    """Ranks of the protected counts that this pattern leaves without their width (or their rooms).

    hidden: (n,). among: ranks to look at, all protected ones when absent. In whole numbers; a count that could not be
    decided is in the answer. Costs some linear programs over all hidden counts: a few tenths of a second for thousands.
    """
    network = reduce(problem)
    place = np.full(problem.size, -1)
    place[network.cells] = np.arange(network.size)
    ranks = np.flatnonzero(problem.width > 0) if among is None else np.asarray(among)
    ranks = ranks[problem.width[ranks] > 0]
    wanted = place[ranks]
    inside = wanted[wanted >= 0]
    attack = Attack(network, hidden[network.cells], inside, Pool(network.size))
    attack.run()
    attack.prove()
    attack.decide(attack.left)
    left = set(network.cells[attack.left].tolist())
    return np.array([rank for rank in ranks.tolist() if place[rank] < 0 or rank in left], dtype=np.int64)


@dataclass(slots=True)
class Attack:
    """What moves under one pattern. hidden: (k,) over the network; among: the protected counts to prove; pool: moves
    known already, which grows.

    down, up: (k,) whole deviations for which a proof was found; they grow. `left` names what is not yet proven.
    rough_down, rough_up: the same where fractions are allowed; `suspects` names what even those do not prove.
    """

    network: Network
    hidden: Bools
    among: Ints
    pool: Pool
    down: Ints = field(init=False)
    up: Ints = field(init=False)
    rough_down: Floats = field(init=False)
    rough_up: Floats = field(init=False)
    _columns: sparse.csc_array = field(init=False)
    _cells: Ints = field(init=False)
    _moving: Bools = field(init=False)
    _lost: Bools = field(init=False)
    _low: Floats = field(init=False)
    _high: Floats = field(init=False)

    def __post_init__(self) -> None:
        network = self.network
        self.down, self.up = self.pool.reach(self.hidden)
        self.rough_down, self.rough_up = np.zeros(network.size), np.zeros(network.size)
        self._moving = spread(network.rows, self.hidden)
        self._lost = ~self._moving
        self._cells = np.flatnonzero(self._moving)
        part = sparse.csr_array(network.columns[:, self._cells])
        self._columns = sparse.csc_array(part[np.diff(part.indptr) > 0])
        self._low = -np.minimum(network.down[self._cells], FAR)
        self._high = np.minimum(network.up[self._cells], FAR)

    @property
    def left(self) -> Ints:
        """Protected counts whose needs are not proven to be met."""
        return self.among[~met(self.network, self.down, self.up)[self.among]]

    @property
    def suspects(self) -> Ints:
        """Protected counts that may be unsafe even when fractions are allowed."""
        rough = met(self.network, np.floor(self.rough_down + NEAR), np.floor(self.rough_up + NEAR))
        return self.among[~rough[self.among]]

    def run(self, passes: int = PASSES) -> None:
        """Move many counts at once, up and down in turn, until two turns in a row prove little."""
        targets = np.flatnonzero(np.isin(self._cells, self.among))
        if not len(targets):
            return
        program = _Batch(self._columns, self._low, self._high, targets, self.network.width[self._cells[targets]])
        idle = 0
        for turn in range(passes):
            before = len(self.suspects)
            if not before or idle == IDLE:
                return
            wanted = np.isin(self._cells[targets], self.suspects)
            self._keep(program.move(wanted, rising=turn % 2 == 0))
            idle = idle + 1 if len(self.suspects) > before * SLOW else 0

    def prove(self, map_: Mapper = map) -> None:
        """Look for whole moves near each count that lacks one. map_: a parallel one only takes less time."""
        for size in LOCAL_SIZES:
            waiting = self.left[~self._lost[self.left]]
            for start in range(0, len(waiting), AT_ONCE):
                cells = [int(cell) for cell in waiting[start : start + AT_ONCE] if not self._is_met(cell)]
                for moves in map_(partial(self._near, size=size), cells):
                    for near, steps in moves:
                        self._note(near, steps)

    def decide(self, cells: Ints) -> None:
        """Ask a program over all hidden counts about each of these; what is then in `left` is unsafe or undecided."""
        alone = linear_program(self._columns, self._low, self._high) if len(cells) else None
        for cell in cells[~self._lost[cells]]:
            place = int(np.searchsorted(self._cells, cell))
            if alone is None or self._is_met(cell):
                continue
            best = [self._push(alone, place, sign) for sign in (1, -1)]
            if not self._is_met(cell) and self._could(cell, best[0], best[1]):
                for sign in (1, -1):
                    self._push_whole(place, sign)

    def _near(self, cell: int, size: int) -> Steps:
        """Moves of one count up and down while only its neighbours may: small programs, mostly with whole vertices."""
        net = self.network
        near = cells_around(net.rows, net.columns, cell, self._moving, size)
        part = sparse.csr_array(net.columns[:, near])
        columns = sparse.csc_array(part[np.diff(part.indptr) > 0])
        low, high = -np.minimum(net.down[near], FAR), np.minimum(net.up[near], FAR)
        place, width = int(np.searchsorted(near, cell)), float(net.width[cell])
        low[place], high[place] = max(low[place], -width), min(high[place], width)
        highs = linear_program(columns, low, high)
        found = []
        for sign in (1, -1):
            highs.changeColCost(place, float(sign))
            highs.run()
            if is_optimal(highs):
                found.append((near, whole_parts(columns, solution(highs), low, high)))
        return found

    def _is_met(self, cell: int) -> bool:
        return bool(met(self.network, self.down, self.up)[cell])

    def _could(self, cell: int, up: int, down: int) -> bool:
        net = self.network
        return bool(up + down >= net.width[cell] and up >= net.need_up[cell] and down >= net.need_down[cell])

    def _push(self, highs: highspy.Highs, place: int, sign: int) -> int:
        """Most that one count moves on a side, in whole numbers at most its width; proofs met on the way are kept."""
        width = float(self.network.width[self._cells[place]])
        low, high = max(self._low[place], -width), min(self._high[place], width)
        highs.changeColBounds(place, low, high)
        highs.changeColCost(place, float(sign))
        highs.run()
        found = solution(highs) if is_optimal(highs) else None
        highs.changeColCost(place, 0.0)
        highs.changeColBounds(place, self._low[place], self._high[place])
        if found is None:
            return int(width)
        self._keep(found)
        return int(np.floor(sign * found[place] + NEAR))

    def _push_whole(self, place: int, sign: int) -> None:
        width = float(self.network.width[self._cells[place]])
        low, high = self._low.copy(), self._high.copy()
        low[place], high[place] = max(low[place], -width), min(high[place], width)
        highs = linear_program(self._columns, low, high, presolve=True)
        size = len(low)
        kinds = np.full(size, int(highspy.HighsVarType.kInteger), np.uint8)
        highs.changeColsIntegrality(size, np.arange(size, dtype=np.int32), kinds)
        highs.changeColCost(place, float(sign))
        highs.setOptionValue("time_limit", SECONDS_OF_A_WHOLE_SEARCH)
        highs.run()
        found = solution(highs)
        if len(found) == size:
            self._keep(found)

    def _keep(self, found: Floats) -> None:
        """Note how far each count moves in a solution, and in its whole parts."""
        self.rough_up[self._cells] = np.maximum(self.rough_up[self._cells], found)
        self.rough_down[self._cells] = np.maximum(self.rough_down[self._cells], -found)
        whole = whole_parts(self._columns, found, self._low, self._high)
        self._note(self._cells, whole)

    def _note(self, cells: Ints, whole: Ints) -> None:
        self.pool.add(cells, whole)
        self.up[cells] = np.maximum(self.up[cells], whole)
        self.down[cells] = np.maximum(self.down[cells], -whole)


def met(network: Network, down: Ints, up: Ints) -> Bools:
    """Which counts have what they need when they can move this far."""
    return (down + up >= network.width) & (down >= network.need_down) & (up >= network.need_up)


class _Batch:
    """One program for many counts: each target is two columns, one rewarded up to the width, one free."""

    def __init__(self, columns: sparse.csc_array, low: Floats, high: Floats, targets: Ints, width: Ints) -> None:
        self.size, self.targets = columns.shape[1], targets
        self.low, self.high, self.width = low[targets], high[targets], width.astype(np.float64)
        self.second = np.arange(self.size, self.size + len(targets), dtype=np.int32)
        both = sparse.csc_array(sparse.hstack([columns, columns[:, targets]]))
        zeros = np.zeros(len(targets))
        self.highs = linear_program(both, np.concatenate([low, zeros]), np.concatenate([high, zeros]), strategy=DUAL)

    def move(self, wanted: Bools, *, rising: bool) -> Floats:
        """A vertex that moves the wanted targets as far as it can, in sum, each at most its width."""
        number, zeros = len(self.targets), np.zeros(len(self.targets))
        if rising:
            first, rest = (self.low, np.minimum(self.high, self.width)), (zeros, np.maximum(self.high - self.width, 0))
        else:
            first = (np.maximum(self.low, -self.width), self.high)
            rest = (np.minimum(self.low + self.width, 0), zeros)
        self.highs.changeColsBounds(number, self.targets.astype(np.int32), *first)
        self.highs.changeColsBounds(number, self.second, *rest)
        reward = np.where(wanted, 1.0 if rising else -1.0, 0.0)
        self.highs.changeColsCost(number, self.targets.astype(np.int32), reward)
        self.highs.run()
        if not is_optimal(self.highs):
            return np.zeros(self.size)
        found = solution(self.highs)
        moved: Floats = found[: self.size].copy()
        moved[self.targets] += found[self.size :]
        return moved


def whole_parts(columns: sparse.csc_array, found: Floats, low: Floats, high: Floats) -> Ints:
    """The whole deviations inside a solution: its independent parts that are whole, or are when multiplied."""
    result = np.zeros(len(found), np.int64)
    support = np.flatnonzero(np.abs(found) > NEAR)
    if not len(support):
        return result
    part = sparse.csr_array(columns[:, support])
    part = sparse.csr_array(part[np.diff(part.indptr) > 0])
    number, labels = linked(part)
    done = np.zeros(number, bool)
    for scale in SCALES:
        scaled = found[support] * scale
        near = np.round(scaled)
        bad = (np.abs(scaled - near) > NEAR * scale) | (near < low[support]) | (near > high[support])
        good = ~done & (np.bincount(labels, bad, number) == 0)
        chosen = good[labels]
        result[support[chosen]] = near[chosen].astype(np.int64)
        done |= good
    wrong = np.abs(part @ result[support]) > 0
    if wrong.any():
        lost = np.zeros(number, bool)
        lost[labels[gathered(part, np.flatnonzero(wrong))]] = True
        result[support[lost[labels]]] = 0
    return result
