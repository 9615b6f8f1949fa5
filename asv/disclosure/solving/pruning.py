"""Publish again what was hidden without need."""

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from asv.disclosure.problem import Bools, Ints, Problem
from asv.disclosure.solving.flows import Flow
from asv.disclosure.solving.progress import never
from asv.disclosure.solving.proofs import Draft, Move, Proofs
from asv.disclosure.solving.region import Net
from asv.disclosure.solving.repair import AT_ONCE, Work

SIZE = 600  # counts that may move in a part
TOGETHER = 8  # counts that one first tries to publish at once


def prune(
    problem: Problem,
    hidden: Bools,
    *,
    seed: int = 0,
    late: Callable[[], bool] = never,
    proofs: Proofs | None = None,
    workers: int = 1,
) -> Bools:
    """A part of `hidden` that still protects what it protected: dearest counts are published first where possible.

    proofs: moves that prove `hidden`, as `repair` leaves them; kept true for the result. Without them, or where they
    lack a count, the proof is searched first, and a count without proof keeps nothing hidden for it.
    late: whether to stop, asked now and then.
    """
    return _cheaper(problem, hidden, seed=seed, late=late, proofs=proofs, workers=workers, dearest=0.0)


def exchange(
    problem: Problem,
    hidden: Bools,
    *,
    seed: int = 0,
    late: Callable[[], bool] = never,
    proofs: Proofs | None = None,
    workers: int = 1,
) -> Bools:
    """As `prune`, and a secondary count may be published for others that cost less together."""
    return _cheaper(problem, hidden, seed=seed, late=late, proofs=proofs, workers=workers, dearest=1.0)


def _cheaper(
    problem: Problem,
    hidden: Bools,
    *,
    seed: int,
    late: Callable[[], bool],
    proofs: Proofs | None,
    workers: int,
    dearest: float,
) -> Bools:
    proofs = Proofs(problem) if proofs is None else proofs
    work = Pruning(problem, hidden, seed=seed, proofs=proofs, late=late)
    work.possible, work.dearest = work.hidden, dearest
    with ThreadPoolExecutor(workers) as threads:
        work.prove(SIZE, threads)
        work.run(threads)
    return work.hidden


@dataclass(frozen=True, slots=True)
class Exchange:
    """Counts published, the moves that prove what they served in another way, and the counts hidden for that."""

    published: Ints
    moves: list[Move]
    added: Ints


class Pruning(Work):
    """A safe pattern that becomes cheaper.

    dearest: what a count newly hidden may cost at most, relative to the one published for it; 0: none is.
    """

    dearest = 0.0

    def __init__(
        self,
        problem: Problem,
        hidden: Bools,
        *,
        seed: int,
        proofs: Proofs,
        late: Callable[[], bool],
        net: Net | None = None,
    ) -> None:
        super().__init__(problem, hidden, seed=seed, proofs=proofs, late=late, net=net)
        self.known = proofs
        self.done: list[Exchange] = []

    def run(self, threads: Executor) -> None:
        """Try each secondary count once, in parts around the dearest ones left."""
        waiting = self.hidden & ~self.problem.hidden
        while not self.late:
            order = np.flatnonzero(waiting & self.hidden)
            order = order[np.argsort(-self.problem.cost[order], kind="stable")]
            flows = self.parts(order)
            if not flows:
                return
            for flow, done in zip(
                flows, list(threads.map(lambda flow: self.alone_in(flow, waiting), flows)), strict=True
            ):
                waiting[flow.cells] = False
                for exchange in done:
                    self.follow(exchange)

    def parts(self, order: Ints) -> list[Flow]:
        """Parts around the first of these counts, each around one that is in none before."""
        flows: list[Flow] = []
        taken = np.zeros(self.problem.size, bool)
        for cell in order.tolist():
            if len(flows) == AT_ONCE:
                break
            if not taken[cell] and not self.idle(cell):
                self.possible = self.hidden | (self.problem.cost < self.dearest * self.problem.cost[cell])
                flows.append(self.part(cell, SIZE))
                taken[flows[-1].cells] = True
        return flows

    def idle(self, cell: int) -> bool:
        """Publish a count that no proof moves."""
        self.hidden[cell] &= bool(self.known.steps_of(cell))
        return not self.hidden[cell]

    def alone_in(self, flow: Flow, waiting: Bools) -> list[Exchange]:
        """What can be exchanged in a part, found on a copy: dearest counts first."""
        proofs = Draft(self.known)
        twin = Pruning(self.problem, self.hidden, seed=0, proofs=proofs, late=self._late, net=self.net)
        twin.dearest = self.dearest
        cells = flow.cells[waiting[flow.cells] & self.hidden[flow.cells]]
        cells = cells[np.argsort(-self.problem.cost[cells], kind="stable")]
        for start in range(0, len(cells), TOGETHER):
            group = cells[start : start + TOGETHER]
            twin.possible = twin.hidden | (self.problem.cost < self.dearest * self.problem.cost[group[0]])
            twin.publish_some(flow, group)
        return twin.done

    def publish_some(self, flow: Flow, cells: Ints) -> None:
        """Publish all of these counts, or try each half."""
        if self.late or self.publish(flow, cells) or len(cells) == 1:
            return
        middle = len(cells) // 2
        self.publish_some(flow, cells[:middle])
        self.publish_some(flow, cells[middle:])

    def publish(self, flow: Flow, cells: Ints) -> bool:
        """Publish counts if all they served can be served for less; else change nothing."""
        gone = self.known.users_of(cells.tolist())
        lost = self.known.without(gone)
        self.hidden[cells] = self.possible[cells] = False
        flow.close(cells)
        self.budget, self.found, self.added = float(self.problem.cost[cells].sum()), [], []
        if all(self.again(flow, cell) for cell in lost.tolist()):
            self.known.forget(gone)
            self.done.append(Exchange(cells, self.found, np.array(self.added, np.int64)))
            return True
        self.hidden[cells] = self.possible[cells] = True
        flow.open(cells, self.net)
        added = np.array(self.added, np.int64)
        self.withdraw(added, lost)
        flow.reprice(added, self.prices(added))
        return False

    def withdraw(self, added: Ints, lost: Ints) -> None:
        """Publish again what an attempt has hidden, and count again what it took away."""
        self.known.forget(self.known.users_of(added.tolist()))
        self.hidden[added] = False
        self.known.count(lost)

    def follow(self, exchange: Exchange) -> None:
        """Do here what was found on a copy, if it still proves all that it takes away."""
        published, added = exchange.published, exchange.added[~self.hidden[exchange.added]]
        gone = self.known.users_of(published.tolist())
        lost = self.known.without(gone)
        self.hidden[published], self.hidden[added] = False, True
        for move in exchange.moves:
            if self.hidden[move.cells].all():
                self.known.add(move)
        if not self.known.unproven(lost).any():
            self.known.forget(gone)
            return
        self.hidden[published] = True
        self.withdraw(added, lost)

    def again(self, flow: Flow, cell: int) -> bool:
        """Prove one count in another way, in this part or in one of its own."""
        if self.late:
            return False
        return self.serve(flow, cell) if cell in flow.place else self.serve(self.part(cell, SIZE), cell)
