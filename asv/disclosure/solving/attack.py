"""The attacker: which protected counts does a pattern of suppression leave too narrow?

He knows the published counts, the equations and the bounds, and looks for whole deviations d of the hidden counts that
keep every equation true. A count is safe when such deviations move it far enough. Many counts are moved by one linear
program: it maximises the sum of min(deviation, width) over all that are not yet proven, then of min(-deviation, width),
and so on. Vertices with whole coordinates are proofs; of the others, the parts that are whole, or become so when
doubled or tripled, are. What is left is asked one by one, and in whole numbers where no whole vertex was found.
"""

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from scipy import sparse

from asv.disclosure.problem import Bools, Floats, Ints, Problem
from asv.disclosure.solving.pool import Pool
from asv.disclosure.solving.pushing import NEAR, Answer, Batch, Lane, whole_parts
from asv.disclosure.solving.reduction import Network, reduce, spread
from asv.disclosure.solving.strolling import Steps, Stroller

FAR = 1e5
PASSES = 12
AT_ONCE = 32
IDLE = 2
SLOW = 0.97
STROLL_SIZES, VISIT_SIZES = (1000, 1700), (250, 1000, 4000)
STROLLS, WALKERS, FEW, SLOWLY, FARTHER = 24, 4, 40, 0.96, 2.0
HEAVY, EASING, PRICE, LIGHT = 0.03, 0.4, 0.01, 0.0005  # prices of a step: heavy ones give sparse moves
LANES = 8
IN_A_LANE = 8


def never() -> bool:
    """There is always time left."""
    return False


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
    with ThreadPoolExecutor(1) as threads:
        attack.prove(threads)
    left = set(network.cells[attack.left].tolist())
    return np.array([rank for rank in ranks.tolist() if place[rank] < 0 or rank in left], dtype=np.int64)


@dataclass(slots=True)
class Attack:
    """What moves under one pattern. hidden: (k,) over the network; among: the protected counts to prove; pool: moves
    known already, which grows.

    down, up: (k,) whole deviations for which a proof was found; they grow. `left` names what is not yet proven.
    rough_down, rough_up: the same where fractions are allowed; `suspects` names what even those do not prove.
    refuted: (k,) counts known not to move as far as they need.
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
    refuted: Bools = field(init=False)
    _low: Floats = field(init=False)
    _high: Floats = field(init=False)

    def __post_init__(self) -> None:
        network = self.network
        self.down, self.up = self.pool.reach(self.hidden)
        self.rough_down, self.rough_up = np.zeros(network.size), np.zeros(network.size)
        self._moving = spread(network.rows, self.hidden)
        self.refuted = ~self._moving
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
        program = Batch(self._columns, self._low, self._high, targets, self.network.width[self._cells[targets]])
        idle = 0
        for turn in range(passes):
            before = len(self.suspects)
            if not before or idle == IDLE:
                return
            wanted = np.isin(self._cells[targets], self.suspects)
            self._keep(program.move(wanted, rising=turn % 2 == 0))
            idle = idle + 1 if len(self.suspects) > before * SLOW else 0

    def prove(self, threads: Executor, *, late: Callable[[], bool] = never) -> None:
        """Look for whole moves of each count that lacks one: of many at once, then of each with its neighbours."""
        stroller = Stroller(self.network, self._moving, FARTHER * float(self.network.width.max(initial=1)))
        for size in STROLL_SIZES:
            self._stroll(stroller, size, threads, late)
        for size in VISIT_SIZES:
            waiting = self._waiting
            for start in range(0, len(waiting), AT_ONCE):
                cells = [int(cell) for cell in waiting[start : start + AT_ONCE] if not self._is_met(cell)]
                if late():
                    return
                for moves in threads.map(partial(stroller.visit, price=LIGHT, size=size), cells):
                    self._note_all(moves)

    def _stroll(self, stroller: Stroller, size: int, threads: Executor, late: Callable[[], bool]) -> None:
        """Rounds of moves of all that waits, while they prove something: dear steps first, then cheaper ones."""
        for turn in range(STROLLS):
            targets = self._waiting
            if len(targets) <= FEW or late():
                return
            price = max(HEAVY * EASING**turn, PRICE)
            seeds = range(turn * WALKERS, (turn + 1) * WALKERS)
            for moves in threads.map(partial(stroller.stroll, targets, price=price, size=size), seeds):
                self._note_all(moves)
            if len(self._waiting) > SLOWLY * len(targets):
                return

    @property
    def _waiting(self) -> Ints:
        """What is neither proven nor refuted."""
        return self.left[~self.refuted[self.left]]

    def ask(self, cells: Ints, threads: Executor, *, late: Callable[[], bool] = never, roughly: bool = False) -> None:
        """Ask programs over all hidden counts about those of these that the answers before did not clear.

        Answers prove what they move, and tell in `refuted` whom this pattern leaves too narrow. roughly: a proof in
        fractions clears a count.
        """
        lanes = [Lane(self._columns, self._low, self._high) for _ in range(min(LANES, len(cells)))]
        cells = cells[self._moving[cells]]
        while len(cells) and not late():
            batch, cells = cells[: LANES * IN_A_LANE], cells[LANES * IN_A_LANE :]
            places, widths = np.searchsorted(self._cells, batch), self.network.width[batch].astype(np.float64)
            shares = [(lane, places[rank::LANES], widths[rank::LANES]) for rank, lane in enumerate(lanes)]
            for answers in threads.map(lambda share: share[0].push_all(*share[1:]), shares):
                for answer in answers:
                    self._learn(answer)
            cells = cells[np.isin(cells, self.suspects if roughly else self.left)]

    def _is_met(self, cell: int) -> bool:
        return bool(met(self.network, self.down, self.up)[cell])

    def _learn(self, answer: Answer) -> None:
        """Note what an answer moves; who is not moved far enough by it never is."""
        cell, net = self._cells[answer.place], self.network
        for found, whole in zip(answer.found, answer.whole, strict=True):
            self._roughly(found)
            self._note(self._cells, whole)
        reached = answer.up + answer.down >= net.width[cell]
        self.refuted[cell] = not (reached and answer.up >= net.need_up[cell] and answer.down >= net.need_down[cell])

    def _keep(self, found: Floats) -> None:
        """Note how far each count moves in a solution, and in its whole parts."""
        self._roughly(found)
        self._note(self._cells, whole_parts(self._columns, found, self._low, self._high))

    def _roughly(self, found: Floats) -> None:
        self.rough_up[self._cells] = np.maximum(self.rough_up[self._cells], found)
        self.rough_down[self._cells] = np.maximum(self.rough_down[self._cells], -found)

    def _note_all(self, moves: Steps) -> None:
        for cells, steps in moves:
            self._note(cells, steps)

    def _note(self, cells: Ints, whole: Ints) -> None:
        self.pool.add(cells, whole)
        self.up[cells] = np.maximum(self.up[cells], whole)
        self.down[cells] = np.maximum(self.down[cells], -whole)


def met(network: Network, down: Ints, up: Ints) -> Bools:
    """Which counts have what they need when they can move this far."""
    return (down + up >= network.width) & (down >= network.need_down) & (up >= network.need_up)
