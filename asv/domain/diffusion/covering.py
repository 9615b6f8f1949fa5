"""A table with its totals, stated for `asv.disclosure`: what to hide more so that nothing protected can be worked out.

Each count is a cell, each equation a node where what enters equals what leaves. Published counts are fixed; hidden ones
may move between their bounds as long as every node balances. The package hides the cheapest counts that give each
protected one its room, and what it returns is looked at again by its auditor, which shares nothing with it.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from scipy import sparse

from asv.disclosure.auditing import System, audit_system, system_of
from asv.disclosure.problem import UNBOUNDED as NO_BOUND
from asv.disclosure.problem import Bools, Ints, Problem
from asv.disclosure.solving import solve

UNBOUNDED = 10**9
"""Stands for « no upper bound »: far above any count, and still exact in sums."""
SECONDS = 20.0
"""Never reached on tables of this size, so that the same counts always give the same choice."""

REMEMBERED = 512
"""Answers kept: most readings of a diagnostic find the counts of the reading before."""

Node = Hashable
Key = tuple[str, str]


@dataclass(slots=True)
class Arc:
    """One count, from node `tail` to node `head`.

    low, high: bounds that the attacker knows when the count is hidden. hidden: not published.
    protected: must keep room to move. cost: what is lost by hiding it; None when it cannot be hidden.
    """

    tail: Node
    head: Node
    value: int
    low: int = 0
    high: int = UNBOUNDED
    hidden: bool = False
    protected: bool = False
    cost: int | None = None


@dataclass(slots=True)
class Network:
    """Counts that share equations. Nothing else than `hidden` changes once it is built."""

    arcs: dict[Key, Arc] = field(default_factory=dict)

    def add(self, key: Key, arc: Arc) -> None:
        """Put a count in; it must lie between its own bounds."""
        if not arc.low <= arc.value <= arc.high or key in self.arcs:
            raise ValueError(f"{key}: impossible count")
        self.arcs[key] = arc


@dataclass(slots=True)
class _Arrays:
    """Counts and equations in the order of the arcs, then of what is added to them."""

    network: Network
    width: int
    cells: list[Arc] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    rows: list[dict[int, int]] = field(default_factory=list)
    members: dict[int, int] = field(default_factory=dict)
    """A union of hidden counts, and the first of them."""

    def __post_init__(self) -> None:
        self.cells = list(self.network.arcs.values())
        self.widths = [self.width if arc.hidden and arc.protected else 0 for arc in self.cells]
        nodes: dict[Node, dict[int, int]] = defaultdict(dict)
        for rank, arc in enumerate(self.cells):
            nodes[arc.tail][rank] = 1
            nodes[arc.head][rank] = nodes[arc.head].get(rank, 0) - 1
        self.rows = list(nodes.values())

    def cover(self, seuil: int) -> None:
        """Where the hidden counts of an equation add up to few, their sum is a count to protect too."""
        for row in list(self.rows):
            hidden = {rank: sign for rank, sign in row.items() if self.cells[rank].hidden and sign}
            total = sum(self.cells[rank].value for rank in hidden)
            if len(set(hidden.values())) == 1 and 0 < total < seuil:
                union = self._add(Arc("", "", total, hidden=True), 1)
                self.rows.append({**dict.fromkeys(hidden, 1), union: -1})
                self.members[union] = min(hidden)

    def _add(self, arc: Arc, width: int) -> int:
        self.cells.append(arc)
        self.widths.append(width)
        return len(self.cells) - 1

    def problem(self) -> Problem:
        """As arrays; what an equation lacks to balance is a published total, a count that cannot be hidden."""
        for row in self.rows:
            lacking = sum(self.cells[rank].value * sign for rank, sign in row.items())
            if lacking:
                row[self._add(Arc("", "", abs(lacking)), 0)] = -1 if lacking > 0 else 1
        entries = [(rank, column, sign) for rank, row in enumerate(self.rows) for column, sign in row.items()]
        places = np.array(entries, dtype=np.int64).reshape(-1, 3).T
        highs = [int(NO_BOUND) if arc.high >= UNBOUNDED else arc.high for arc in self.cells]
        costs = [np.inf if arc.cost is None else float(arc.cost) for arc in self.cells]
        return Problem(
            values=_whole([arc.value for arc in self.cells]),
            matrix=sparse.csr_array((places[2], (places[0], places[1])), shape=(len(self.rows), len(self.cells))),
            lower=_whole([arc.low for arc in self.cells]),
            upper=_whole(highs),
            hidden=np.array([arc.hidden for arc in self.cells], dtype=np.bool_),
            width=_whole(self.widths),
            cost=np.array(costs, dtype=np.float64),
        )


def _whole(numbers: list[int]) -> Ints:
    return np.array(numbers, dtype=np.int64)


def protect(network: Network, *, width: int, seuil: int) -> Key | None:
    """Hide counts until the network is safe. Gives the first count that cannot be made safe, None when all are.

    Safe: every protected hidden count can take values at least `width` apart, and the hidden counts of an equation
    whose sum is known add up to zero or at least `seuil`. A network without a small count costs nothing.
    """
    hidden, culprit = _choice(_frozen(network), width, seuil)
    for key in hidden:
        network.arcs[key].hidden = True
    return culprit


_Frozen = tuple[tuple[Key, tuple[Node, Node, int, int, int, bool, bool, int | None]], ...]


def _frozen(network: Network) -> _Frozen:
    return tuple(
        (key, (arc.tail, arc.head, arc.value, arc.low, arc.high, arc.hidden, arc.protected, arc.cost))
        for key, arc in network.arcs.items()
    )


def _thawed(frozen: _Frozen) -> Network:
    return Network({key: Arc(*fields) for key, fields in frozen})


@lru_cache(maxsize=REMEMBERED)
def _choice(frozen: _Frozen, width: int, seuil: int) -> tuple[tuple[Key, ...], Key | None]:
    """What to hide more, and the first count that is still not safe; the same for the same counts."""
    arrays = _Arrays(_thawed(frozen), width)
    arrays.cover(seuil)
    problem = arrays.problem()
    if not problem.width.any() or not _unproved(problem, problem.hidden).any():
        return (), None
    solution = solve(problem, time_limit=SECONDS, workers=1)
    keys = [key for key, _ in frozen]
    left = np.flatnonzero(_unproved(problem, solution.hidden)).tolist()
    ranks = sorted({arrays.members.get(rank, rank) for rank in (*solution.exposed, *left)})
    more = np.flatnonzero(solution.hidden & ~problem.hidden).tolist()
    return tuple(keys[rank] for rank in more), keys[ranks[0]] if ranks else None


def _unproved(problem: Problem, hidden: Bools) -> Bools:
    """Counts that have a width which the auditor does not prove."""
    proof, _ = audit_system(_system(problem, hidden), exact=False, workers=1)
    met = np.zeros(problem.size, dtype=np.bool_)
    met[proof.cells] = proof.is_met
    unproved: Bools = (problem.width > 0) & ~met
    return unproved


def _system(problem: Problem, hidden: Bools) -> System:
    return system_of(
        ~hidden, np.where(hidden, 0, problem.values), problem.matrix,
        lower=problem.lower, upper=problem.upper, width=problem.width,
    )  # fmt: skip


def ranges(network: Network) -> Mapping[Key, tuple[int, int]]:
    """Smallest and largest value of every count that agree with everything published; its own when it is not proved."""
    return _ranges(_frozen(network))


@lru_cache(maxsize=REMEMBERED)
def _ranges(frozen: _Frozen) -> Mapping[Key, tuple[int, int]]:
    network = _thawed(frozen)
    problem = _Arrays(network, 0).problem()
    proof, _ = audit_system(_system(problem, problem.hidden), exact=True, workers=1)
    found = {key: (arc.value, arc.value) for key, arc in network.arcs.items()}
    keys = list(network.arcs)
    for place, rank in enumerate(proof.cells.tolist()):
        if rank < len(keys) and proof.is_exact[place]:
            found[keys[rank]] = (int(proof.lower[place]), int(proof.upper[place]))
    return found
