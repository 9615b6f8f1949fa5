"""The search: a master program that proposes patterns, an attacker that refutes them, a repair that makes them safe.

The decomposition is the one of Fischetti and Salazar-González, « Solving the cell suppression problem on tabular data
with linear constraints », Management Science 47 (2001) 1008-1027: hide or not is decided by an integer program whose
inequalities come, when they are needed, from the attacker's linear programs.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np

from asv.disclosure.problem import Bools, Floats, Ints, Problem, Solution
from asv.disclosure.solving.attack import Attack
from asv.disclosure.solving.completion import Completion, Separator
from asv.disclosure.solving.feasible import feasible
from asv.disclosure.solving.local import cells_around
from asv.disclosure.solving.master import Found, Master
from asv.disclosure.solving.pool import Pool
from asv.disclosure.solving.progress import Progress, Watch
from asv.disclosure.solving.proofs import Move, Proofs
from asv.disclosure.solving.pruning import exchange
from asv.disclosure.solving.reduction import Network, reduce
from asv.disclosure.solving.repair import repair
from asv.disclosure.solving.static import static_cuts

STEADY = 0.05
PARTLY = 0.1
GAIN = 2e-4
ROOT_SIZES = (15, 40)
FEW, PROBE = 0.02, 6
ROOT_SHARE = 0.25
NEAR_SHARE, SLOW_ROUND = 0.7, 0.1
PROOF_SHARE = 0.7
FIRST_GAP = 0.02
ENOUGH = 1e-3
EXCHANGE_SHARE = 0.4
MANY, WIDER = 40, 1
PATIENCE = 3


def solve(
    problem: Problem,
    *,
    time_limit: float,
    seed: int = 0,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    workers: int | None = None,
) -> Solution:
    """The cheapest pattern found that protects every count which can be protected, and a bound of what one must cost.

    time_limit: seconds for the search; a first safe pattern is looked for whatever it is. seed: the same seed gives the
    same pattern when the limit is not reached. progress: told now and then. cancelled: asked now and then, True raises
    Cancelled. workers: threads, all cores when None; they change the time, not the result. Counts that cannot be
    protected even with everything hidden are named in `exposed`: the pattern then protects the others only.
    """
    watch = Watch(time_limit, progress, cancelled)
    workers = workers or os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as threads:
        network = feasible(reduce(problem), threads, watch)
        search = Search(problem, network, watch, threads=threads, workers=workers, seed=seed)
        search.run()
    hidden = problem.hidden.copy()
    hidden[network.cells] |= search.best
    asked = np.zeros(problem.size, np.bool_)
    asked[network.cells] = network.width > 0
    exposed = np.flatnonzero((problem.width > 0) & ~asked)
    return Solution(hidden, search.loss, min(search.bound, search.loss), tuple(exposed.tolist()))


class Search:
    """One search: the master program, what is proven so far, and the best safe pattern."""

    def __init__(
        self,
        problem: Problem,
        network: Network,
        watch: Watch,
        *,
        threads: ThreadPoolExecutor,
        workers: int,
        seed: int,
    ) -> None:
        self.problem, self.network, self.watch, self.threads = problem, network, watch, threads
        self.master = Master(network, static_cuts(network))
        self.separator = Separator(network, threads)
        self.seed, self.workers = seed, workers
        self.pool = Pool(network.size)
        self.best, self.loss, self.bound = np.ones(network.size, np.bool_), np.inf, 0.0
        self.completion = Completion(self.master, self.separator, self.pool, self._is_late)

    def run(self) -> None:
        """Relaxed rounds, then whole ones, until the pattern is proven the cheapest or the time is over."""
        self._relaxed_rounds()
        everything = np.ones(self.network.size, np.bool_)
        self._near_rounds(everything)
        while not self._is_proven() and not self._is_late():
            gap = self._gap()
            found = self._propose(gap)
            pattern = found.hidden > 1 / 2
            known = len(self.master.cuts)
            if not np.isfinite(self.loss) or self._may_be_better(pattern):
                self._polish(self._improve(pattern, everything))
            if found.is_best and gap == 0 and len(self.master.cuts) == known:
                break
        if not np.isfinite(self.loss):
            self.loss = self._cost(self.best)
        self._tell("done")

    def _near_rounds(self, everything: Bools) -> None:
        """Patterns near the relaxed optimum, until the attacker refutes one no more.

        The program over all counts proves its bound meanwhile. Where rounds are so slow that few can be made, its
        pattern is grown instead: it is the better one to grow.
        """
        self._tell("whole")
        proof = self.master.meanwhile(self.threads, gap=FIRST_GAP, seconds=self.watch.left / 4)
        found = self.completion.near(self._enough)
        self.bound = max(self.bound, proof.result().bound)
        if not len(found.unsafe):
            self._polish(self._proved(found.pattern, everything))
        else:
            self._polish(self._improve(proof.result().hidden > 1 / 2, everything))

    def _enough(self, spent: float) -> bool:
        """Whether no further round is worth it. spent: seconds since the last one began."""
        return spent > SLOW_ROUND * self.watch.seconds or self.watch.is_over(NEAR_SHARE * self.watch.seconds)

    def _may_be_better(self, pattern: Bools) -> bool:
        """Whether a pattern is cheaper than the best one, and nothing refutes it."""
        return self._cost(pattern) < self.loss * (1 - 1e-9) and not self.completion.is_refuted(pattern)

    def _polish(self, safe: Bools | None) -> None:
        """Cheaper and cheaper patterns inside a safe one."""
        while safe is not None and self.watch.left > 0 and not self._is_proven():
            inner = self.master.whole(gap=0.0, seconds=max(1.0, self.watch.left / 8), high=safe)
            safe = self._improve(inner.hidden > 1 / 2, safe)

    def _improve(self, pattern: Bools, most: Bools) -> Bools | None:
        """A safe pattern that contains this one, inside `most`, if it is cheaper than all before."""
        return self._proved(self.completion.complete(pattern, most), most)

    def _proved(self, pattern: Bools, most: Bools) -> Bools | None:
        """The same of a pattern that no inequality refutes."""
        self._tell("completed")
        if self._cost(pattern) >= self.loss * (1 - 1e-9):
            return None
        attack = self._attack(pattern, self.network.protected)
        attack.prove(self.threads, late=self._is_late)
        if len(attack.left):
            pattern, unsafe = self._repaired(pattern, most, attack.left)
            pattern = pattern if len(unsafe) else self._exchanged(pattern)
            if len(unsafe) or self._cost(pattern) >= self.loss * (1 - 1e-9):
                return None
        self.loss, self.best = self._cost(pattern), pattern
        self._tell("repaired")
        return pattern

    def _attack(self, pattern: Bools, among: Ints) -> Attack:
        return Attack(self.network, pattern, among, self.pool)

    def _cost(self, pattern: Bools) -> float:
        return float(self.network.cost[pattern].sum())

    def _repaired(self, pattern: Bools, most: Bools, unsafe: Ints) -> tuple[Bools, Ints]:
        """Give room to counts that only whole numbers leave without it; those for which there was no time."""
        if len(unsafe) > MANY:
            pattern = self.completion.widen(pattern, most, unsafe, WIDER)
            unsafe = self._still_unsafe(pattern, unsafe)
        if len(unsafe):
            pattern, unsafe = self._served(pattern, unsafe)
        size = 50
        while len(unsafe) and not self._is_late():
            pattern = pattern.copy()
            for cell in unsafe.tolist():
                pattern[cells_around(self.network.rows, self.network.columns, cell, most, size)] = True
            unsafe, size = self._still_unsafe(pattern, unsafe), size * 4
        return pattern, unsafe

    def _served(self, pattern: Bools, unsafe: Ints) -> tuple[Bools, Ints]:
        """The pattern with the cheapest moves that these counts lack, and those for which none was found."""
        proofs = self._proofs(pattern)
        known = proofs.next
        late = partial(self.watch.is_over, self._time * self.watch.seconds)
        hidden = self._whole(pattern)
        hidden = repair(self.problem, hidden, seed=self.seed, late=late, proofs=proofs, workers=self.workers)
        self._learn(proofs, known)
        return hidden[self.network.cells], unsafe[proofs.unproven(self.network.cells[unsafe])]

    def _exchanged(self, pattern: Bools) -> Bools:
        """A safe pattern made cheaper, count by count, for a share of the time that is left."""
        if self.watch.left <= 0:
            return pattern
        proofs = self._proofs(pattern)
        known = proofs.next
        late = partial(self.watch.is_over, self.watch.passed + EXCHANGE_SHARE * self.watch.left)
        hidden = self._whole(pattern)
        hidden = exchange(self.problem, hidden, seed=self.seed, late=late, proofs=proofs, workers=self.workers)
        self._learn(proofs, known)
        return hidden[self.network.cells]

    def _whole(self, pattern: Bools) -> Bools:
        """The pattern over all counts of the problem."""
        hidden = self.problem.hidden.copy()
        hidden[self.network.cells] |= pattern
        return hidden

    def _proofs(self, pattern: Bools) -> Proofs:
        """The moves known that this pattern allows."""
        proofs = Proofs(self.problem)
        for cells, steps in self.pool.moves(pattern):
            proofs.add(Move(self.network.cells[cells], steps))
        return proofs

    def _learn(self, proofs: Proofs, known: int) -> None:
        """Keep the moves that were found after the first `known` ones."""
        place = np.full(self.problem.size, -1)
        place[self.network.cells] = np.arange(self.network.size)
        for number, move in proofs.moves.items():
            if number >= known:
                self.pool.add(place[move.cells], move.steps)

    def _still_unsafe(self, pattern: Bools, unsafe: Ints) -> Ints:
        attack = self._attack(pattern, unsafe)
        attack.prove(self.threads, late=self._is_late)
        return attack.left

    def _is_late(self) -> bool:
        """Whether time is over: a first pattern may take longer than the others."""
        self._tell("completing")
        return self.watch.passed > self.watch.seconds * self._time

    @property
    def _time(self) -> int:
        """How many times the limit may be used: more where nothing safe was found yet."""
        return 1 if np.isfinite(self.loss) else PATIENCE

    def _is_proven(self) -> bool:
        return self.loss <= self.bound + 1e-6 * max(1.0, self.bound)

    def _tell(self, phase: str) -> None:
        self.watch.report(phase, self.loss, self.bound)

    def _relaxed_rounds(self) -> None:
        """Inequalities violated by the relaxed optimum: they lift the bound at the price of linear programs only."""
        for size in ROOT_SIZES:
            before: Floats | None = None
            last, found = 0.0, self._relaxed()
            while found.bound >= last * (1 + GAIN) and self.watch.passed < ROOT_SHARE * self.watch.seconds:
                cells = self._touched(found.hidden, before)
                sample = cells[:: PROBE if len(cells) > MANY else 1]
                if self._cut(found, sample, size) <= FEW * len(sample):
                    break
                self._cut(found, np.setdiff1d(cells, sample), size)
                before, last, found = found.hidden, found.bound, self._relaxed()

    def _relaxed(self) -> Found:
        found = self.master.relaxed()
        self.bound = max(self.bound, found.bound)
        self._tell("relaxed")
        return found

    def _cut(self, found: Found, cells: Ints, size: int) -> int:
        """Add what these counts, with so many equations around them, have against a relaxed optimum; how many were."""
        cuts = self.separator.cuts(found.hidden, cells, size, late=self._is_late)
        return self.master.add(cut for some in cuts for cut in some)

    def _touched(self, values: Floats, before: Floats | None) -> Ints:
        """Counts worth a look: those hidden at least in part, near a count that changed since the round before."""
        looked = self.network.width > 0
        looked |= (values > PARTLY) & ~self.network.hidden
        if before is not None:
            changed = (np.abs(values - before) > STEADY).astype(np.float64)
            rows = abs(self.network.rows) @ changed > 0
            looked &= abs(self.network.columns).T @ rows.astype(np.float64) > 0
        return np.flatnonzero(looked)

    def _propose(self, gap: float) -> Found:
        """The best pattern that satisfies all inequalities known."""
        relaxed = self._relaxed()
        if np.isfinite(self.loss):
            high, seconds = self.master.within(self.loss, relaxed.bound), self.watch.left * PROOF_SHARE
            found = self.master.whole(gap=gap, seconds=seconds, high=high | self.best)
        else:
            found = self.master.whole(gap=gap, seconds=max(1.0, self.watch.left / 4))
        self.bound = max(self.bound, found.bound)
        self._tell("whole")
        return found

    def _gap(self) -> float:
        """How near to its best the next pattern has to be: nearer and nearer."""
        if not np.isfinite(self.loss):
            return FIRST_GAP
        distance = max(self.loss / max(self.bound, 1e-9) - 1, 0.0)
        return min(FIRST_GAP, distance / 4) if distance > ENOUGH else 0.0
