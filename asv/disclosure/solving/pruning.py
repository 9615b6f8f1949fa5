"""Publish again what was hidden without need."""

import numpy as np

from asv.disclosure.problem import Bools, Ints, Problem
from asv.disclosure.solving.flows import Flow
from asv.disclosure.solving.proofs import Proofs
from asv.disclosure.solving.repair import Work

SIZE = 600  # counts that may move in a part
TOGETHER = 8  # counts that one first tries to publish at once


def prune(
    problem: Problem, hidden: Bools, *, seed: int = 0, deadline: float | None = None, proofs: Proofs | None = None
) -> Bools:
    """A part of `hidden` that still protects what it protected: dearest counts are published first where possible.

    proofs: moves that prove `hidden`, as `repair` leaves them; kept true for the result. Without them, or where they
    lack a count, the proof is searched first, and a count without proof keeps nothing hidden for it.
    deadline: moment of time.monotonic() at which to stop.
    """
    work = Pruning(problem, hidden, seed=seed, proofs=proofs, deadline=deadline)
    work.possible = work.hidden
    work.prove(SIZE)
    work.run()
    return work.hidden


def exchange(
    problem: Problem, hidden: Bools, *, seed: int = 0, deadline: float | None = None, proofs: Proofs | None = None
) -> Bools:
    """As `prune`, and a secondary count may be published for others that cost less together."""
    work = Pruning(problem, hidden, seed=seed, proofs=proofs, deadline=deadline)
    work.dearest = 1.0
    work.run()
    return work.hidden


class Pruning(Work):
    """A safe pattern that becomes cheaper.

    dearest: what a count newly hidden may cost at most, relative to the one published for it; 0: none is.
    """

    dearest = 0.0

    def run(self) -> None:
        """Try each secondary count once, in parts around the dearest one left."""
        secondary = self.hidden & ~self.problem.hidden
        order = np.flatnonzero(secondary)
        for cell in order[np.argsort(-self.problem.cost[order], kind="stable")].tolist():
            if self.late:
                return
            if secondary[cell] and not self.idle(cell):
                self.possible = self.hidden | (self.problem.cost < self.dearest * self.problem.cost[cell])
                self.run_part(self.part(cell, SIZE), secondary)

    def idle(self, cell: int) -> bool:
        """Publish a count that no proof moves."""
        self.hidden[cell] &= bool(self.proofs.users[cell])
        return not self.hidden[cell]

    def run_part(self, flow: Flow, waiting: Bools) -> None:
        """Try the counts of a part that wait, dearest first, as long as it holds what they served."""
        cells = flow.cells[waiting[flow.cells] & self.hidden[flow.cells]]
        cells = cells[np.argsort(-self.problem.cost[cells], kind="stable")]
        for start in range(0, len(cells), TOGETHER):
            group = cells[start : start + TOGETHER]
            self.publish_some(flow, group)
            waiting[group] = False
            if self.late:
                return

    def publish_some(self, flow: Flow, cells: Ints) -> None:
        """Publish all of these counts, or try each half."""
        if self.publish(flow, cells) or len(cells) == 1:
            return
        middle = len(cells) // 2
        self.publish_some(flow, cells[:middle])
        self.publish_some(flow, cells[middle:])

    def publish(self, flow: Flow, cells: Ints) -> bool:
        """Publish counts if all they served can be served for less; else change nothing."""
        gone = self.proofs.users_of(cells.tolist())
        lost = self.proofs.without(gone)
        self.hidden[cells] = self.possible[cells] = False
        flow.close(cells)
        self.budget, self.shown, self.added = float(self.problem.cost[cells].sum()), [], []
        if all(self.again(flow, cell) for cell in lost.tolist()):
            self.proofs.forget(gone)
            return True
        self.hidden[cells] = self.possible[cells] = True
        flow.open(cells, self.net)
        self.undo(flow)
        self.proofs.count(lost)
        return False

    def undo(self, flow: Flow) -> None:
        """Publish what the last attempt has hidden."""
        self.proofs.forget(self.proofs.users_of(self.added))
        self.hidden[self.added] = False
        cells = np.array(self.added, np.int64)
        flow.reprice(cells, self.prices(cells))

    def again(self, flow: Flow, cell: int) -> bool:
        """Prove one count in another way, in this part or in one of its own."""
        if self.late:
            return False
        return self.serve(flow, cell) if cell in flow.place else self.serve(self.part(cell, SIZE), cell)
