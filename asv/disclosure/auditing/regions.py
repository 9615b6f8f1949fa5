"""Parts of a component in which counts may move while all others stand still: whatever is found there holds."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from asv.disclosure.auditing.programs import End, Program, is_whole
from asv.disclosure.auditing.reducing import Component
from asv.disclosure.auditing.system import Floats, Ints

STILL: Final = 1e-7
REPAIR_SECONDS: Final = 1.5
REPAIR_GAP: Final = 0.2


@dataclass(slots=True)
class Ground:
    """Who shares equations with whom in a component."""

    component: Component
    columns: sparse.csc_array = field(init=False, repr=False)
    touching: sparse.csr_array = field(init=False, repr=False)
    touched: sparse.csr_array = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Keep the equations by count and by equation."""
        self.columns = sparse.csc_array(self.component.matrix)
        self.touching = sparse.csr_array(abs(self.component.matrix))
        self.touched = sparse.csr_array(self.touching.T)

    def near(self, rank: int, size: int, rng: np.random.Generator) -> Ints:
        """About `size` counts around one, those that share the most equations with the ones already taken first."""
        number = self.component.size
        if number <= size:
            return np.arange(number)
        taken = np.zeros(number, dtype=np.bool_)
        taken[rank] = True
        many = 1
        while many < size:
            shared = self.touched @ ((self.touching @ taken) > 0).astype(np.float64)
            shared[taken] = 0
            ranks = np.flatnonzero(shared)
            if not ranks.size:
                break
            wanted = min(max(many, 16), size - many, ranks.size)
            order = np.argpartition(-(shared[ranks] + rng.random(ranks.size)), wanted - 1)[:wanted]
            taken[ranks[order]] = True
            many += wanted
        return np.flatnonzero(taken)

    def region(self, ranks: Ints, up: Floats, down: Floats) -> "Region":
        """The part made of some counts; up, down: (y,) how far each count of the component may move."""
        part = sparse.csc_array(self.columns[:, ranks])
        rows, place = np.unique(part.indices, return_inverse=True)
        matrix = sparse.csc_array((part.data, place, part.indptr), shape=(len(rows), len(ranks)))
        return Region(ranks, matrix, up[ranks], down[ranks])


@dataclass(slots=True)
class Region:
    """Some counts, the equations that name them, and how far each may move."""

    ranks: Ints
    matrix: sparse.csc_array
    up: Floats
    down: Floats
    _program: Program | None = field(default=None, init=False, repr=False)

    def move(self, weights: Floats, penalty: float, seconds: float) -> Floats:
        """A whole move of great weight, every step being priced at `penalty`; (ranks,), zeros when none is found."""
        move = self._relaxed(weights, penalty, seconds)
        found = np.where(is_whole(move), np.round(move), 0.0)
        for ranks in self._parts(np.flatnonzero(np.abs(move) > STILL)):
            if not is_whole(move[ranks]).all():
                found[ranks] = self._whole(ranks, weights, seconds)
        if (weights * move).any() and not (weights * found).any():
            found[:] = 0
            ranks = self._around(np.abs(move) > STILL)
            found[ranks] = self._whole(ranks, weights, seconds)
        return found

    def _relaxed(self, weights: Floats, penalty: float, seconds: float) -> Floats:
        """The best move, whole or not: what is added less what is taken away, so that both can have a price."""
        size = len(self.ranks)
        if self._program is None:
            both = sparse.csr_array(sparse.hstack([self.matrix, -self.matrix]))
            none = np.zeros(self.matrix.shape[0])
            self._program = Program(both, none, np.zeros(2 * size), np.concatenate([self.up, self.down]))
        end, point = self._program.maximise(np.concatenate([weights - penalty, -weights - penalty]), seconds)
        return point[:size] - point[size:] if end is End.BEST else np.zeros(size)

    def _parts(self, ranks: Ints) -> list[Ints]:
        """The given counts in groups that share no equation."""
        if not ranks.size:
            return []
        touching = abs(sparse.csr_array(self.matrix[:, ranks]))
        number, label = csgraph.connected_components(touching.T @ touching, directed=False)
        return [ranks[label == one] for one in range(number)]

    def _around(self, moved: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Ints:
        touching = abs(self.matrix)
        return np.flatnonzero(touching.T @ ((touching @ moved) > 0))

    def _whole(self, ranks: Ints, weights: Floats, seconds: float) -> Floats:
        """Whole move of some counts, the others still; zeros when it is not found in time."""
        part = sparse.csr_array(self.matrix[:, ranks])
        rows = np.flatnonzero(np.diff(part.indptr))
        program = Program(
            part[rows], np.zeros(len(rows)), -self.down[ranks], self.up[ranks], is_whole=True, gap=REPAIR_GAP
        )
        end, point = program.maximise(weights[ranks], min(REPAIR_SECONDS, seconds))
        return np.round(point) if end in {End.BEST, End.FOUND} else np.zeros(len(ranks))
