"""From any pattern of suppression to a safe one, by the cheapest moves that are still missing."""

import time

import numpy as np

from asv.disclosure.problem import Bools, Ints, Problem
from asv.disclosure.solving.flows import cheapest
from asv.disclosure.solving.proofs import Proofs, whole_moves
from asv.disclosure.solving.region import Net, Part

SIZES = (300, 1200, 5000)
SPREAD = 4  # a part may hold this many times the counts that may move
FREE = 1e-3  # price of moving a count that is hidden anyway: short moves are better proofs


def repair(
    problem: Problem, hidden: Bools, *, seed: int = 0, deadline: float | None = None, proofs: Proofs | None = None
) -> Bools:
    """A pattern that contains `hidden` and protects every count that could be given its width.

    deadline: moment of time.monotonic() at which to stop; what is not proven by then stays unproven. proofs: filled
    with the moves that prove the pattern (`proofs.unproven()` says what is left); those it holds already are used.
    The same seed gives the same pattern when the deadline is not reached.
    """
    proofs = Proofs(problem) if proofs is None else proofs
    work = Repair(problem, hidden, seed, proofs)
    work.prove(deadline)
    return work.hidden


class Repair:
    """A pattern on its way to be safe."""

    def __init__(self, problem: Problem, hidden: Bools, seed: int, proofs: Proofs) -> None:
        self.problem, self.proofs, self.net = problem, proofs, Net(problem)
        self.hidden = hidden.copy()
        self.random = np.random.default_rng(seed)
        self.possible = problem.hidden | np.isfinite(problem.cost)

    def prove(self, deadline: float | None) -> None:
        """Serve every count that is not proven, in an order drawn at random."""
        for cell in self.random.permutation(np.flatnonzero(self.proofs.unproven())).tolist():
            if deadline is not None and time.monotonic() >= deadline:
                return
            self.again(cell, deadline)

    def again(self, cell: int, deadline: float | None) -> bool:
        """Serve one count until it is proven; False when that failed or took too long."""
        while self.proofs.unproven(np.array([cell]))[0]:
            if (deadline is not None and time.monotonic() >= deadline) or not self.serve(cell):
                return False
        return True

    def serve(self, cell: int) -> bool:
        """Let one count take a step it lacks; False when none was found."""
        return any(self._reach(cell, step, size) for size in SIZES for step in self._steps(cell))

    def _steps(self, cell: int) -> list[int]:
        steps = self.proofs.wanted(cell)
        return steps if self.random.random() < 1 / 2 else steps[::-1]

    def _reach(self, cell: int, step: int, size: int) -> bool:
        wish = np.where(self.hidden, 0.0, self.problem.cost)
        wish = wish + self.random.random(len(wish)) * 20
        cells = Part(self.net, np.array([cell]), most=SPREAD * size).grow(self.possible, wish, size)
        return self.move(cells, cell, step)

    def move(self, cells: Ints, cell: int, step: int) -> bool:
        """Move one count within a part and hide what that needs."""
        price = np.where(self.hidden[cells], FREE, self.problem.cost[cells] / abs(step) + FREE)
        for whole in (False, True):
            found = cheapest(self.net, cells, price, cell, step, whole=whole)
            if found is None:
                return False
            moves = [move for move in whole_moves(self.net, cells, found) if cell in move.cells]
            for move in moves:
                self.hidden[move.cells] = True
                self.proofs.add(move)
            if moves:
                return True
        return False
