"""Moves of hidden counts, kept as the proof that a pattern is safe.

A move is a vector of whole deviations that keeps every equation true and every count within what the attacker knows.
The true table plus a move is a table the attacker cannot exclude, so moves are the whole proof, and nothing else is.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from asv.disclosure.problem import Bools, Floats, Ints, Problem
from asv.disclosure.solving.region import Net, positions

WHOLE = 1e-6
SCALES = (1, 2, 3, 4, 5, 6, 12)


@dataclass(frozen=True, slots=True)
class Move:
    """Whole deviations of a few counts: steps[i] for the count cells[i], none of them 0."""

    cells: Ints
    steps: Ints


def holds(net: Net, move: Move) -> bool:
    """Whether every equation stays true and every count within what the attacker knows of it."""
    lengths = net.start[move.cells + 1] - net.start[move.cells]
    _, index = np.unique(net.rows_of(move.cells), return_inverse=True)
    sums = np.bincount(index, net.signs[positions(net.start, move.cells)] * np.repeat(move.steps, lengths))
    inside = (move.steps >= -net.fall[move.cells]) & (move.steps <= net.rise[move.cells])
    return bool(inside.all()) and not sums.any()


def whole_moves(net: Net, cells: Ints, deviations: Floats) -> list[Move]:
    """Moves made of what a linear program found: parts that share no equation are moves of their own.

    A part that is not whole is multiplied until it is, and left out when it then goes too far.
    """
    used = np.abs(deviations) > WHOLE
    cells, deviations = cells[used], deviations[used]
    found = []
    for part in separate(net, cells):
        for scale in SCALES:
            steps = np.rint(deviations[part] * scale)
            move = Move(cells[part], steps.astype(np.int64))
            if np.abs(steps - deviations[part] * scale).max() < WHOLE * scale and holds(net, move):
                found.append(move)
                break
    return found


def separate(net: Net, cells: Ints) -> list[Ints]:
    """Ranks of the counts, parted where no equation joins them."""
    if not len(cells):
        return []
    number, start, index, _ = net.columns(cells)
    owner = np.repeat(np.arange(len(cells)), np.diff(start))
    total = len(cells) + number
    links = sparse.coo_array((np.ones(len(index)), (owner, len(cells) + index)), shape=(total, total))
    count, label = sparse.csgraph.connected_components(links, directed=False)
    if count == 1:
        return [np.arange(len(cells))]
    order = np.argsort(label[: len(cells)], kind="stable")
    return np.split(order, np.flatnonzero(np.diff(label[: len(cells)][order])) + 1)


class Reach:
    """How far each count is known to rise and to fall, and how far it has to."""

    def __init__(self, problem: Problem) -> None:
        nothing = np.zeros(problem.size, np.int64)
        self.width = problem.width
        self.need_rise = nothing if problem.up is None else problem.up
        self.need_fall = nothing if problem.down is None else problem.down
        self.rise, self.fall = nothing.copy(), nothing.copy()

    def copy(self) -> "Reach":
        """What is known now, without the moves that show it."""
        twin = Reach.__new__(Reach)
        twin.width, twin.need_rise, twin.need_fall = self.width, self.need_rise, self.need_fall
        twin.rise, twin.fall = self.rise.copy(), self.fall.copy()
        return twin

    def add(self, move: Move) -> None:
        """Learn from a move."""
        self.rise[move.cells] = np.maximum(self.rise[move.cells], move.steps)
        self.fall[move.cells] = np.maximum(self.fall[move.cells], -move.steps)

    def unproven(self, cells: Ints | slice = slice(None)) -> Bools:
        """Which counts are not known to reach all that is asked of them."""
        rise, fall = self.rise[cells], self.fall[cells]
        short = (rise < self.need_rise[cells]) | (fall < self.need_fall[cells])
        return (self.width[cells] > 0) & (short | (rise + fall < self.width[cells]))

    def wanted(self, cell: int) -> list[int]:
        """Steps, each of which would do for a count that is unproven (as to the first room that lacks)."""
        if self.rise[cell] < self.need_rise[cell]:
            return [int(self.need_rise[cell])]
        if self.fall[cell] < self.need_fall[cell]:
            return [-int(self.need_fall[cell])]
        return [int(self.width[cell] - self.fall[cell]), int(self.rise[cell] - self.width[cell])]


class Proofs(Reach):
    """All moves known, and which counts they move."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.moves: dict[int, Move] = {}
        self.users: dict[int, dict[int, int]] = {}
        self.next = 0

    def add(self, move: Move) -> None:
        """Keep a move."""
        super().add(move)
        self.moves[self.next] = move
        for cell, step in zip(move.cells.tolist(), move.steps.tolist(), strict=True):
            self.users.setdefault(cell, {})[self.next] = step
        self.next += 1

    def steps_of(self, cell: int) -> dict[int, int]:
        """The step of a count in each move that moves it."""
        return self.users.get(cell, {})

    def move(self, number: int) -> Move:
        return self.moves[number]

    def users_of(self, cells: Iterable[int]) -> set[int]:
        """Numbers of the moves that move any of these counts."""
        return {number for cell in cells for number in self.steps_of(cell)}

    def without(self, gone: set[int]) -> Ints:
        """Count as if some moves were not there; the counts that were proven and no longer are.

        Only what is known of those counts changes: `count` takes it back, `forget` makes it final.
        """
        if not gone:
            return np.zeros(0, np.int64)
        touched = np.unique(np.concatenate([self.move(number).cells for number in gone]))
        touched = touched[(self.width[touched] > 0) & ~self.unproven(touched)]
        self.count(touched, gone)
        unproven = self.unproven(touched)
        self.count(touched[~unproven])
        lost: Ints = touched[unproven]
        return lost

    def count(self, cells: Ints, gone: AbstractSet[int] = frozenset()) -> None:
        """Count again how far moves take some counts, leaving some moves out."""
        for cell in cells.tolist():
            steps = [step for number, step in self.steps_of(cell).items() if number not in gone]
            self.rise[cell] = max(0, max(steps, default=0))
            self.fall[cell] = max(0, -min(steps, default=0))

    def forget(self, gone: set[int]) -> None:
        """Drop moves for good."""
        moves = [self.move(number) for number in gone]
        for number, move in zip(gone, moves, strict=True):
            self.drop(number, move)
        if moves:
            self.count(np.unique(np.concatenate([move.cells for move in moves])))

    def drop(self, number: int, move: Move) -> None:
        """Drop one move, without counting again."""
        del self.moves[number]
        for cell in move.cells.tolist():
            del self.users[cell][number]


class Draft(Proofs):
    """Proofs on trial: what is added and dropped stays here, and the proofs under them stay as they are."""

    def __init__(self, under: Proofs) -> None:
        for name in ("width", "need_rise", "need_fall"):
            setattr(self, name, getattr(under, name))
        self.rise, self.fall = under.rise.copy(), under.fall.copy()
        self.moves, self.users, self.next = {}, {}, under.next
        self.under, self.dropped = under, set[int]()

    def steps_of(self, cell: int) -> dict[int, int]:
        """The step of a count in each move that moves it."""
        under = {number: step for number, step in self.under.steps_of(cell).items() if number not in self.dropped}
        return under | self.users.get(cell, {})

    def move(self, number: int) -> Move:
        return self.moves[number] if number in self.moves else self.under.move(number)

    def drop(self, number: int, move: Move) -> None:
        """Drop one move, without counting again."""
        if number in self.moves:
            super().drop(number, move)
        else:
            self.dropped.add(number)
