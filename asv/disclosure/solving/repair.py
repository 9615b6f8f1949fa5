"""From any pattern of suppression to a safe one, by the cheapest moves that are still missing."""

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor

import numpy as np

from asv.disclosure.problem import Bools, Floats, Ints, Problem
from asv.disclosure.solving.flows import Flow
from asv.disclosure.solving.progress import never
from asv.disclosure.solving.proofs import Move, Proofs, Reach, whole_moves
from asv.disclosure.solving.region import Net, Part

SIZES = (800, 2000, 5000)  # counts that may move in a part: small parts first, larger ones for what is left
LEFT = 1000  # counts still to serve for which larger parts are tried before dearer counts
AT_ONCE = 8  # parts whose moves are searched without knowing of each other
SPREAD = 4  # a part may hold this many times the counts that may move
FREE = 1e-3  # price of moving a count that is hidden anyway: short moves are better proofs
FEW = 4  # counts not served before a part is left
PATIENCE = 25  # parts left one after the other before dearer counts are allowed
SHARES = (0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 0.95)  # of the counts that may be hidden, by increasing cost


def repair(
    problem: Problem,
    hidden: Bools,
    *,
    seed: int = 0,
    late: Callable[[], bool] = never,
    proofs: Proofs | None = None,
    workers: int = 1,
) -> Bools:
    """A pattern that contains `hidden` and protects every count that could be given its width.

    late: whether to stop, asked now and then; what is not proven by then stays unproven. proofs: filled
    with the moves that prove the pattern (`proofs.unproven()` says what is left); those it holds already are used.
    workers: threads. The same seed gives the same pattern when it is never late, whatever their number.
    """
    proofs = Proofs(problem) if proofs is None else proofs
    work = Work(problem, hidden, seed=seed, proofs=proofs, late=late)
    with ThreadPoolExecutor(workers) as threads:
        for level in levels(problem):
            work.possible = work.hidden | (problem.cost <= level)
            work.prove(SIZES[0], threads, patience=PATIENCE)
            if proofs.unproven().sum() <= LEFT:
                work.prove(SIZES[1], threads, patience=PATIENCE)
        work.prove(SIZES[2], threads)
    return work.hidden


def levels(problem: Problem) -> list[float]:
    """Costs up to which counts may be hidden, one after the other: what can be served by cheap counts is served so."""
    costs = problem.cost[np.isfinite(problem.cost) & ~problem.hidden]
    if not len(costs):
        return [0.0]
    return [*np.quantile(costs, SHARES).tolist(), float(costs.max())]


class Work:
    """A pattern being changed, with its proof."""

    def __init__(
        self,
        problem: Problem,
        hidden: Bools,
        *,
        seed: int,
        proofs: Reach,
        late: Callable[[], bool],
        net: Net | None = None,
    ) -> None:
        self.problem, self.net = problem, Net(problem) if net is None else net
        self.proofs = proofs
        self.hidden = hidden.copy()
        self.random = np.random.default_rng(seed)
        self.possible = problem.hidden | np.isfinite(problem.cost)
        self._late = late
        self.unit = max(1, int(np.max(problem.width, initial=1)))
        self.budget = np.inf
        self.found: list[Move] = []
        self.added: list[int] = []

    @property
    def late(self) -> bool:
        return self._late()

    def prove(self, size: int, threads: Executor, *, patience: float = np.inf) -> None:
        """Serve every count that is not proven, in an order drawn at random, with its neighbours.

        patience: how many counts one after the other may not be served before all is left.
        """
        failed, order = 0, self.random.permutation(np.flatnonzero(self.proofs.unproven()))
        while len(order) and not self.late and failed <= patience:
            order = order[self.proofs.unproven(order)]
            batch, order = order[:AT_ONCE], order[AT_ONCE:]
            seeds = self.random.integers(2**32, size=len(batch))
            found = list(threads.map(lambda cell, seed: self.alone(int(cell), int(seed), size), batch, seeds))
            for moves in found:
                failed = 0 if moves else failed + 1
                self.learn(moves)

    def alone(self, cell: int, seed: int, size: int) -> list[Move]:
        """The moves that serve a count and its neighbours, found on a copy."""
        reach = self.proofs.copy()
        twin = Work(self.problem, self.hidden, seed=seed, proofs=reach, late=self._late, net=self.net)
        twin.possible = self.possible
        twin.prove_part(twin.part(cell, size), cell)
        return twin.found

    def learn(self, moves: list[Move]) -> None:
        """Keep those moves that prove something new, and hide what they move."""
        for move in moves:
            if self.proofs.unproven(move.cells).any():
                self.hidden[move.cells] = True
                self.proofs.add(move)

    def prove_part(self, flow: Flow, first: int) -> None:
        """Serve the counts of a part, until too many cannot be served inside it."""
        missing = flow.cells[self.proofs.unproven(flow.cells)]
        failed = 0
        for cell in [first, *missing[missing != first].tolist()]:
            if failed > FEW or self.late:
                return
            failed += not self.serve(flow, cell)
            if failed and cell == first:
                return

    def part(self, cell: int, size: int) -> Flow:
        """A part of the table around a count, with what each move would cost."""
        wish = np.where(self.hidden, 0.0, self.problem.cost) + self.random.random(self.net.size) * 20
        part = Part(self.net, self.possible, most=SPREAD * size)
        part.add(np.array([cell]))
        cells = part.grow(wish, size)
        return Flow(self.net, cells, self.prices(cells))

    def prices(self, cells: Ints) -> Floats:
        """What one step of a count costs: hardly anything when it is hidden anyway."""
        return np.where(self.hidden[cells], FREE, self.problem.cost[cells] / self.unit + FREE)

    def serve(self, flow: Flow, cell: int) -> bool:
        """Prove one count inside a part, hiding what that needs; False when some step was not found."""
        while self.proofs.unproven(np.array([cell]))[0]:
            steps = self.proofs.wanted(cell)
            if self.random.random() < 1 / 2:
                steps.reverse()
            if not any(self.take(flow, self.moves(flow, cell, step)) for step in steps):
                return False
        return True

    def moves(self, flow: Flow, cell: int, step: int) -> list[Move]:
        """Whole moves that take a count one step further, in a part."""
        for reach in (flow.reach, flow.reach_whole):
            found = reach(cell, step)
            if found is None:
                return []
            moves = [move for move in whole_moves(self.net, flow.cells, found) if cell in move.cells]
            if moves:
                return moves
        return []

    def take(self, flow: Flow, moves: list[Move]) -> bool:
        """Keep moves as proofs and hide what they move; False when there is none or it costs more than is left."""
        if not moves:
            return False
        cells = np.concatenate([move.cells for move in moves])
        cells = cells[~self.hidden[cells]]
        self.budget -= self.problem.cost[cells].sum()
        if self.budget <= 0:
            return False
        self.hidden[cells] = True
        flow.reprice(cells, self.prices(cells))
        self.added += cells.tolist()
        for move in moves:
            self.proofs.add(move)
        self.found += moves
        return True
