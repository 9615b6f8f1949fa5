"""Moves already found: whole deviations that keep every equation true, kept because patterns are much alike."""

import numpy as np
from scipy import sparse

from asv.disclosure.problem import Bools, Ints


class Pool:
    """Whole moves of a network of `size` counts. One whose counts are all hidden proves what it moves, at once."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._cells: list[Ints] = []
        self._steps: list[Ints] = []
        self._all: sparse.csr_array | None = None

    def add(self, cells: Ints, steps: Ints) -> None:
        """Keep a move; zeros among its steps are left out."""
        moved = np.flatnonzero(steps)
        if len(moved):
            self._cells.append(cells[moved])
            self._steps.append(steps[moved])
            self._all = None

    def reach(self, hidden: Bools) -> tuple[Ints, Ints]:
        """How far each count falls and rises, at most, by one of the moves that these hidden counts allow."""
        down, up = np.zeros(self.size, np.int64), np.zeros(self.size, np.int64)
        moves = self._matrix()
        outside = abs(moves) @ (~hidden).astype(np.int64)
        allowed = sparse.csr_array(moves[np.flatnonzero(outside == 0)])
        np.maximum.at(up, allowed.indices, allowed.data)
        np.maximum.at(down, allowed.indices, -allowed.data)
        return down, up

    def moves(self, hidden: Bools) -> list[tuple[Ints, Ints]]:
        """The moves that these hidden counts allow: counts and their steps."""
        return [(cells, steps) for cells, steps in zip(self._cells, self._steps, strict=True) if hidden[cells].all()]

    def _matrix(self) -> sparse.csr_array:
        """All moves by row."""
        if self._all is None:
            starts = np.concatenate(([0], np.cumsum([len(cells) for cells in self._cells], dtype=np.int64)))
            none = [np.zeros(0, np.int64)]
            cells, steps = np.concatenate(none + self._cells), np.concatenate(none + self._steps)
            self._all = sparse.csr_array((steps, cells, starts), shape=(len(self._cells), self.size))
        return self._all
