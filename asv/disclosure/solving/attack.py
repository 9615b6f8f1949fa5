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

from asv.disclosure.problem import Bools, Floats, Ints, Problem
from asv.disclosure.solving.contraction import Contraction, contract
from asv.disclosure.solving.pool import Pool
from asv.disclosure.solving.progress import never
from asv.disclosure.solving.pushing import NEAR, Answer, Batch, Lane, whole_parts
from asv.disclosure.solving.reduction import Network, reduce
from asv.disclosure.solving.strolling import Steps, Stroller

FAR = 1e5
PASSES = 12
AT_ONCE = 16
IDLE = 2
SLOW = 0.97
STROLL_SIZE = 1000
STROLLS, WALKERS, FEW, SLOWLY, FARTHER = 24, 4, 40, 0.96, 2.0
HEAVY, EASING, PRICE = 0.03, 0.4, 0.01  # prices of a step: heavy ones give sparse moves
LANES = 8
LARGE = 6000  # classes beyond which one program takes too long: moves are looked for in parts only
IN_A_LANE = 8


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
    refuted: Bools = field(init=False)
    _classes: Contraction = field(init=False)

    def __post_init__(self) -> None:
        """Contract what only moves together."""
        size = self.network.size
        self.down, self.up = self.pool.reach(self.hidden)
        self.rough_down, self.rough_up = np.zeros(size), np.zeros(size)
        self._classes = contract(self.network, self.hidden, FAR)
        self.refuted = self._classes.of < 0

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
        classes, targets = self._classes, self._of(self.among)
        if not len(targets) or classes.size > LARGE:
            return
        widths = classes.largest(self.network.width)[targets]
        program = Batch(classes.columns, classes.low, classes.high, targets, widths)
        idle = 0
        for turn in range(passes):
            before = len(self.suspects)
            if not before or idle == IDLE:
                return
            found = program.move(np.isin(targets, self._of(self.suspects)), rising=turn % 2 == 0)
            self._roughly(found)
            self._note(np.arange(classes.size), whole_parts(classes.columns, found, classes.low, classes.high))
            idle = idle + 1 if len(self.suspects) > before * SLOW else 0

    def _of(self, cells: Ints) -> Ints:
        """The classes of those counts that may move."""
        classes = np.unique(self._classes.of[cells])
        return classes[classes >= 0]

    def prove(self, threads: Executor, *, late: Callable[[], bool] = never) -> None:
        """Look for whole moves of each count that lacks one: of many at once, then of each with its neighbours.

        Of each by the step it lacks on one side, then on the other; where no such step is possible, or counts of one
        class lack different ones, as far as it goes on both.
        """
        classes = self._classes
        widths = classes.largest(self.network.width)
        reach = FARTHER * float(self.network.width.max(initial=1))
        stroller = Stroller(classes.columns, np.maximum(classes.low, -reach), np.minimum(classes.high, reach))
        self._stroll(stroller, threads, late)
        for look in (
            lambda place: stroller.step(place, self._lacking(place), LARGE),
            lambda place: stroller.step(place, self._lacking(place), LARGE),
            lambda place: stroller.ends(place, int(widths[place]), LARGE),
        ):
            self._look(look, threads, late)

    def _look(self, look: Callable[[int], Steps], threads: Executor, late: Callable[[], bool]) -> None:
        """Note the moves that are found for each class that waits, while it does."""
        order = self._waiting
        while len(order) and not late():
            batch, order = order[:AT_ONCE], order[AT_ONCE:]
            for moves in list(threads.map(look, batch.tolist())):
                self._note_all(moves)
            order = order[np.isin(order, self._waiting)]

    def _lacking(self, place: int) -> list[int]:
        """Steps of a class, each of which would do for the first of its counts that lacks one."""
        left = self.left
        cell = int(left[self._classes.of[left] == place][0])
        net, sign, up, down = self.network, int(self._classes.sign[cell]), int(self.up[cell]), int(self.down[cell])
        if up < net.need_up[cell]:
            return [sign * int(net.need_up[cell])]
        if down < net.need_down[cell]:
            return [-sign * int(net.need_down[cell])]
        return [sign * int(net.width[cell] - down), sign * int(up - net.width[cell])]

    def _stroll(self, stroller: Stroller, threads: Executor, late: Callable[[], bool]) -> None:
        """Rounds of moves of all that waits, while they prove something: dear steps first, then cheaper ones."""
        for turn in range(STROLLS):
            targets = self._waiting
            if len(targets) <= FEW or late():
                return
            price = max(HEAVY * EASING**turn, PRICE)
            seeds = range(turn * WALKERS, (turn + 1) * WALKERS)
            for moves in threads.map(partial(stroller.stroll, targets, price=price, size=STROLL_SIZE), seeds):
                self._note_all(moves)
            if len(self._waiting) > SLOWLY * len(targets):
                return

    @property
    def _waiting(self) -> Ints:
        """Classes of what is neither proven nor refuted."""
        left = self.left
        return self._of(left[~self.refuted[left]])

    def ask(self, cells: Ints, threads: Executor, *, late: Callable[[], bool] = never) -> None:
        """Ask programs over all hidden counts about those of these that the answers before did not clear.

        Answers prove what they move, and tell in `refuted` whom this pattern leaves too narrow. A proof in fractions
        clears a count.
        """
        classes, order = self._classes, self._of(cells)
        widths = classes.largest(self.network.width).astype(np.float64)
        if classes.size > LARGE:
            return
        number = min(LANES, len(order))
        lanes = [Lane(classes.columns, classes.low, classes.high) for _ in range(number)]
        while len(order) and not late():
            batch, order = order[: LANES * IN_A_LANE], order[LANES * IN_A_LANE :]
            shares = [(lane, batch[rank::LANES], widths[batch[rank::LANES]]) for rank, lane in enumerate(lanes)]
            for answers in threads.map(lambda share: share[0].push_all(*share[1:]), shares):
                for answer in answers:
                    self._learn(answer)
            order = order[np.isin(order, self._of(self.suspects))]

    def _learn(self, answer: Answer) -> None:
        """Note what an answer moves; who is not moved far enough by it never is."""
        net = self.network
        for found, whole in zip(answer.found, answer.whole, strict=True):
            self._roughly(found)
            self._note(np.arange(self._classes.size), whole)
        cells, signs = self._classes.spread(np.array([answer.place]), np.ones(1, np.int64))
        up, down = np.where(signs > 0, answer.up, answer.down), np.where(signs > 0, answer.down, answer.up)
        reached = (up + down >= net.width[cells]) & (up >= net.need_up[cells]) & (down >= net.need_down[cells])
        self.refuted[cells] = ~reached

    def _roughly(self, found: Floats) -> None:
        """Note how far each count moves when the classes move so."""
        cells = np.flatnonzero(self._classes.of >= 0)
        moved = self._classes.sign[cells] * found[self._classes.of[cells]]
        self.rough_up[cells] = np.maximum(self.rough_up[cells], moved)
        self.rough_down[cells] = np.maximum(self.rough_down[cells], -moved)

    def _note_all(self, moves: Steps) -> None:
        for classes, steps in moves:
            self._note(classes, steps)

    def _note(self, classes: Ints, steps: Ints) -> None:
        """Keep a whole move of some classes."""
        moved = np.flatnonzero(steps)
        cells, steps = self._classes.spread(classes[moved], steps[moved])
        self.pool.add(cells, steps)
        self.up[cells] = np.maximum(self.up[cells], steps)
        self.down[cells] = np.maximum(self.down[cells], -steps)


def met(network: Network, down: Ints, up: Ints) -> Bools:
    """Which counts have what they need when they can move this far."""
    return (down + up >= network.width) & (down >= network.need_down) & (up >= network.need_up)
