"""The programs that the attacker asks: one for many counts at once, or one for each count on each side."""

from dataclasses import dataclass
from itertools import starmap

import numpy as np
from scipy import sparse

from asv.disclosure.problem import Bools, Floats, Ints
from asv.disclosure.solving.local import gathered, linked
from asv.disclosure.solving.program import DUAL, is_optimal, linear_program, solution

SCALES = (1, 2, 3, 4, 6)
NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class Answer:
    """How far one count moves down and up, in whole numbers, and the moves that were found on the way.

    found: solutions, fractions included; whole: the whole deviations inside each.
    """

    place: int
    down: int
    up: int
    found: list[Floats]
    whole: list[Ints]


class Lane:
    """One program that goes on from count to count. What it answers depends on what it was asked before only."""

    def __init__(self, columns: sparse.csc_array, low: Floats, high: Floats) -> None:
        self.columns, self.low, self.high = columns, low, high
        self.highs = linear_program(columns, low, high)

    def push_all(self, places: Ints, widths: Floats) -> list[Answer]:
        """How far each of these moves, at most its width."""
        return list(starmap(self.push, zip(places.tolist(), widths.tolist(), strict=True)))

    def push(self, place: int, width: float) -> Answer:
        """How far one count moves, at most its width. As far as it may, where the program finds no answer."""
        self.highs.changeColBounds(place, max(self.low[place], -width), min(self.high[place], width))
        most = {1: int(width), -1: int(width)}
        solved: list[Floats] = []
        for sign in most:
            self.highs.changeColCost(place, float(sign))
            self.highs.run()
            if is_optimal(self.highs):
                solved.append(solution(self.highs))
                most[sign] = int(np.floor(sign * solved[-1][place] + NEAR))
        self.highs.changeColCost(place, 0.0)
        self.highs.changeColBounds(place, self.low[place], self.high[place])
        whole = [whole_parts(self.columns, found, self.low, self.high) for found in solved]
        return Answer(place, most[-1], most[1], solved, whole)


class Batch:
    """One program for many counts: each target is two columns, one rewarded up to the width, one free."""

    def __init__(self, columns: sparse.csc_array, low: Floats, high: Floats, targets: Ints, width: Ints) -> None:
        self.size, self.targets = columns.shape[1], targets
        self.low, self.high, self.width = low[targets], high[targets], width.astype(np.float64)
        self.second = np.arange(self.size, self.size + len(targets), dtype=np.int32)
        both = sparse.csc_array(sparse.hstack([columns, columns[:, targets]]))
        zeros = np.zeros(len(targets))
        self.highs = linear_program(both, np.concatenate([low, zeros]), np.concatenate([high, zeros]), strategy=DUAL)

    def move(self, wanted: Bools, *, rising: bool) -> Floats:
        """A vertex that moves the wanted targets as far as it can, in sum, each at most its width."""
        number, zeros = len(self.targets), np.zeros(len(self.targets))
        if rising:
            first, rest = (self.low, np.minimum(self.high, self.width)), (zeros, np.maximum(self.high - self.width, 0))
        else:
            first = (np.maximum(self.low, -self.width), self.high)
            rest = (np.minimum(self.low + self.width, 0), zeros)
        self.highs.changeColsBounds(number, self.targets.astype(np.int32), *first)
        self.highs.changeColsBounds(number, self.second, *rest)
        reward = np.where(wanted, 1.0 if rising else -1.0, 0.0)
        self.highs.changeColsCost(number, self.targets.astype(np.int32), reward)
        self.highs.run()
        if not is_optimal(self.highs):
            return np.zeros(self.size)
        found = solution(self.highs)
        moved: Floats = found[: self.size].copy()
        moved[self.targets] += found[self.size :]
        return moved


def whole_parts(columns: sparse.csc_array, found: Floats, low: Floats, high: Floats) -> Ints:
    """The whole deviations inside a solution: its independent parts that are whole, or are when multiplied."""
    result = np.zeros(len(found), np.int64)
    support = np.flatnonzero(np.abs(found) > NEAR)
    if not len(support):
        return result
    part = sparse.csr_array(columns[:, support])
    part = sparse.csr_array(part[np.diff(part.indptr) > 0])
    number, labels = linked(part)
    done = np.zeros(number, bool)
    for scale in SCALES:
        scaled = found[support] * scale
        near = np.round(scaled)
        bad = (np.abs(scaled - near) > NEAR * scale) | (near < low[support]) | (near > high[support])
        good = ~done & (np.bincount(labels, bad, number) == 0)
        chosen = good[labels]
        result[support[chosen]] = near[chosen].astype(np.int64)
        done |= good
    wrong = np.abs(part @ result[support]) > 0
    if wrong.any():
        lost = np.zeros(number, bool)
        lost[labels[gathered(part, np.flatnonzero(wrong))]] = True
        result[support[lost[labels]]] = 0
    return result


def parts(columns: sparse.csc_array, ranks: Ints) -> list[Ints]:
    """The given counts in groups that share no equation."""
    if not len(ranks):
        return []
    some = sparse.csr_array(columns[:, ranks])
    _, labels = linked(sparse.csr_array(some[np.diff(some.indptr) > 0]))
    order = np.argsort(labels, kind="stable")
    return np.split(ranks[order], np.flatnonzero(np.diff(labels[order])) + 1)
