"""Many whole tables at a time: move all counts that are still to be proven, within reach of a table already found.

A linear program maximises the moves of those counts, with a small price on every move so that only what is needed
moves. Where its solution is not whole, the part that is not is solved again in whole numbers, which is quick because
that part is small and nothing else takes part.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from asv.disclosure.auditing.programs import End, Program, is_whole
from asv.disclosure.auditing.reducing import Component
from asv.disclosure.auditing.starting import around
from asv.disclosure.auditing.system import Floats, Ints

STILL = 1e-7
REPAIR_SECONDS = 1.5
REPAIR_GAP = 0.2


@dataclass(slots=True)
class Walker:
    """Goes from whole table to whole table. here: (y,) the one it stands on. reach: farthest move of a count."""

    component: Component
    here: Floats
    reach: float
    rng: np.random.Generator
    left: Callable[[], float]
    _both: sparse.csr_array = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """A move is what is added less what is taken away, so that both can have a price."""
        matrix = self.component.matrix
        self._both = sparse.csr_array(sparse.hstack([matrix, -matrix]))

    @property
    def _up(self) -> Floats:
        return np.minimum(self.component.upper - self.here, self.reach)

    @property
    def _down(self) -> Floats:
        return np.minimum(self.here - self.component.lower, self.reach)

    def stroll(self, targets: Ints, penalty: float) -> Floats:
        """Move all targets at once, each in a direction drawn by lot; stand on the table found, and give it."""
        weights = np.zeros(self.component.size)
        signs = self.rng.choice([-1.0, 1.0], len(targets))
        weights[targets] = signs * self.rng.uniform(0.8, 1.2, len(targets))
        self.here = self.here + self._whole(self._move(self._fresh(is_large=False), weights, penalty), weights)
        return self.here

    def visit(self, targets: Ints, penalty: float) -> list[Floats]:
        """Whole tables that move the targets one after the other, up and down, from where the walker stands."""
        found: list[Floats] = []
        program = self._fresh(is_large=False)
        moved = np.zeros(self.component.size, dtype=np.bool_)
        for rank in targets.tolist():
            for sign in (1.0, -1.0):
                if (moved[rank] and self.reach <= 1) or self.left() <= 0:
                    break
                weights = np.zeros(self.component.size)
                weights[rank] = sign
                move = self._single(program, weights, penalty)
                if move.any():
                    found.append(self.here + move)
                    moved |= move != 0
        return found

    def _single(self, program: Program, weights: Floats, penalty: float) -> Floats:
        """Whole move of one count, looked for around the counts that let it move when they are not enough."""
        move = self._move(program, weights, penalty)
        found = self._whole(move, weights)
        if not (weights * move).any() or (weights * found).any():
            return found
        ranks = np.flatnonzero(around(self.component, np.abs(move) > STILL, 1))
        found = np.zeros(self.component.size)
        found[ranks] = self._part(ranks, weights)
        return found

    def _fresh(self, *, is_large: bool) -> Program:
        room = np.concatenate([self._up, self._down])
        none = np.zeros(self.component.matrix.shape[0])
        return Program(self._both, none, np.zeros(len(room)), room, is_large=is_large)

    def _move(self, program: Program, weights: Floats, penalty: float) -> Floats:
        """Best move for these weights, whole or not; none when it is not found in time."""
        size = self.component.size
        end, point = program.maximise(np.concatenate([weights - penalty, -weights - penalty]), self.left())
        return point[:size] - point[size:] if end is End.BEST else np.zeros(size)

    def _whole(self, move: Floats, weights: Floats) -> Floats:
        """A whole move through the counts that this one moves."""
        found = np.where(is_whole(move), np.round(move), 0.0)
        for ranks in _parts(self.component, np.flatnonzero(np.abs(move) > STILL)):
            if is_whole(move[ranks]).all():
                continue
            found[ranks] = self._part(ranks, weights)
        return found

    def _part(self, ranks: Ints, weights: Floats) -> Floats:
        """Whole move of some counts, the others still; none when it is not found in time."""
        part = sparse.csr_array(self.component.matrix[:, ranks])
        rows = np.flatnonzero(np.diff(part.indptr))
        program = Program(
            part[rows], np.zeros(len(rows)), -self._down[ranks], self._up[ranks], is_whole=True, gap=REPAIR_GAP
        )
        end, point = program.maximise(weights[ranks], min(REPAIR_SECONDS, self.left()))
        return np.round(point) if end in {End.BEST, End.FOUND} else np.zeros(len(ranks))


def _parts(component: Component, ranks: Ints) -> list[Ints]:
    """The given counts in groups that share no equation."""
    if not ranks.size:
        return []
    touching = abs(sparse.csr_array(component.matrix[:, ranks]))
    number, label = csgraph.connected_components(touching.T @ touching, directed=False)
    return [ranks[label == one] for one in range(number)]


def until(deadline: float, cancelled: Callable[[], bool]) -> Callable[[], float]:
    """Seconds that are left, none once cancelled."""
    return lambda: 0.0 if cancelled() else deadline - time.monotonic()
