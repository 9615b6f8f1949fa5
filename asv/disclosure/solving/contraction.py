"""Counts that only move together, taken as one.

An equation where two hidden counts are left says that one moves as the other does, or against it. Cheap patterns leave
two in most equations: thousands of counts then move as hundreds of classes, and moves that wind through the whole table
are short ones among classes.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from asv.disclosure.problem import Bools, Floats, Ints
from asv.disclosure.solving.reduction import Network

PAIR = 2


@dataclass(frozen=True, slots=True)
class Contraction:
    """Classes of the counts that a pattern lets move.

    of: (k,) class of each count, -1 where it cannot move; sign: (k,) 1 or -1, how it moves with its class. columns:
    equations between classes. low, high: how far a class moves. counts: counts by class, in columns.
    """

    of: Ints
    sign: Ints
    columns: sparse.csc_array
    low: Floats
    high: Floats
    counts: sparse.csr_array

    @property
    def size(self) -> int:
        return len(self.low)

    def spread(self, classes: Ints, steps: Ints) -> tuple[Ints, Ints]:
        """Counts moved, and by how much, when some classes move."""
        some = sparse.csr_array(self.counts[classes])
        return some.indices.astype(np.int64), some.data * np.repeat(steps, np.diff(some.indptr))

    def largest(self, needs: Ints) -> Ints:
        """The largest of what its counts need, by class."""
        most = np.zeros(self.size, np.int64)
        inside = self.of >= 0
        np.maximum.at(most, self.of[inside], needs[inside])
        return most


def contract(network: Network, hidden: Bools, far: float) -> Contraction:
    """The classes of what may move when these counts are hidden. far: stands for « without bound »."""
    of, sign = np.where(hidden, np.arange(network.size), -1), np.ones(network.size, np.int64)
    while True:
        rows = _between(network, of, sign)
        lengths = np.diff(rows.indptr)
        if not len(_mergeable(rows, lengths)) and not (lengths == 1).any():
            break
        _still(of, rows.indices[rows.indptr[:-1][lengths == 1]])
        _merge(of, sign, rows, _mergeable(rows, lengths))
    inside = np.flatnonzero(of >= 0)
    names, of[inside] = np.unique(of[inside], return_inverse=True)
    down, up = np.minimum(network.down, far), np.minimum(network.up, far)
    low, high = np.full(len(names), -far), np.full(len(names), far)
    rising = sign[inside] > 0
    np.maximum.at(low, of[inside], -np.where(rising, down[inside], up[inside]))
    np.minimum.at(high, of[inside], np.where(rising, up[inside], down[inside]))
    counts = sparse.coo_array((sign[inside], (of[inside], inside)), shape=(len(names), network.size))
    rows = sparse.csr_array(rows[:, names])
    return Contraction(of, sign, sparse.csc_array(rows), low, high, sparse.csr_array(counts))


def _between(network: Network, of: Ints, sign: Ints) -> sparse.csr_array:
    """The equations between classes that name some, each once more or less."""
    inside = np.flatnonzero(of >= 0)
    members = sparse.csr_array(
        (sign[inside].astype(np.float64), (inside, of[inside])), shape=(network.size, network.size)
    )
    rows = sparse.csr_array(network.rows @ members)
    rows.data[np.abs(rows.data) < 1 / 2] = 0
    rows.eliminate_zeros()
    return sparse.csr_array(rows[np.diff(rows.indptr) > 0])


def _mergeable(rows: sparse.csr_array, lengths: Ints) -> Ints:
    """Equations that name two classes with the same weight."""
    two = np.flatnonzero(lengths == PAIR)
    first = rows.indptr[two]
    found: Ints = two[np.abs(rows.data[first]) == np.abs(rows.data[first + 1])]
    return found


def _still(of: Ints, classes: Ints) -> None:
    """Classes that stand alone in an equation cannot move."""
    of[np.isin(of, classes)] = -1


def _merge(of: Ints, sign: Ints, rows: sparse.csr_array, two: Ints) -> None:
    """Join the two classes of each of these equations; one that would move against itself cannot move."""
    parent, turn = np.arange(len(of)).tolist(), [1] * len(of)
    stuck = set[int]()
    for row in two.tolist():
        start = rows.indptr[row]
        (one, by), (other, with_) = (_root(parent, turn, int(cell)) for cell in rows.indices[start : start + 2])
        relation = -by * with_ * int(np.sign(rows.data[start] * rows.data[start + 1]))
        if one != other:
            parent[max(one, other)], turn[max(one, other)] = min(one, other), relation
            if max(one, other) in stuck:
                stuck.add(min(one, other))
        elif relation < 0:
            stuck.add(one)
    for cell in np.flatnonzero(of >= 0).tolist():
        root, by = _root(parent, turn, int(of[cell]))
        of[cell] = -1 if root in stuck else root
        sign[cell] *= by


def _root(parent: list[int], turn: list[int], cell: int) -> tuple[int, int]:
    """The class that stands for this one, and how it moves with it; the way is made shorter."""
    path, by = [], 1
    while parent[cell] != cell:
        path.append(cell)
        cell = parent[cell]
    for below in reversed(path):
        by *= turn[below]
        parent[below], turn[below] = cell, by
    return cell, by
