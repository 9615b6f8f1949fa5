"""What can be worked out from a published table, and what to hide more so that it cannot.

A table with its totals is a circulation: each count is an arc, each equation a node where what enters equals what
leaves. Published counts are fixed; hidden ones may move between their bounds as long as every node balances. The
values an attacker must consider possible for one hidden count are therefore given exactly, in whole numbers, by two
maximum flows: one that lets it grow, one that lets it shrink. To give a count more room, the cheapest path that still
balances shows which published counts to hide.
Source: Cox, Network models for complementary cell suppression, JASA 90 (1995) 1453-1462.
"""

import heapq
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from itertools import count

UNBOUNDED = 10**9
"""Stands for « no upper bound »: far above any count, and still exact in sums."""

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
    _around: dict[Node, list[tuple[Key, int, Node]]] = field(default_factory=dict)

    def add(self, key: Key, arc: Arc) -> None:
        """Put a count in; it must lie between its own bounds."""
        if not arc.low <= arc.value <= arc.high or key in self.arcs:
            raise ValueError(f"{key}: impossible count")
        self.arcs[key] = arc
        self._around.setdefault(arc.tail, []).append((key, 1, arc.head))
        self._around.setdefault(arc.head, []).append((key, -1, arc.tail))

    def nodes(self) -> Iterator[list[tuple[Arc, int]]]:
        """Arcs around each node, with 1 for those that leave and -1 for those that enter."""
        for around in self._around.values():
            yield [(self.arcs[key], sign) for key, sign, _ in around]

    def around(self, node: Node) -> list[tuple[Key, int, Node]]:
        """Arcs that touch the node: key, 1 along the arc or -1 against it, node at the other end."""
        return self._around.get(node, [])


@dataclass(slots=True)
class _Flow:
    """Moves made so far while one count is pushed up or down; the count itself is left out."""

    network: Network
    pushed: Key
    moves: dict[Key, int] = field(default_factory=dict)

    def room(self, key: Key, sign: int) -> int:
        arc = self.network.arcs[key]
        now = arc.value + self.moves.get(key, 0)
        return arc.high - now if sign > 0 else now - arc.low

    def path(
        self, source: Node, sink: Node, price: Callable[[Arc], int | None], need: int = 1
    ) -> tuple[int, list[tuple[Key, int]]]:
        """Cheapest way from source to sink with that much room: its price, and its steps, none if there is no way."""
        rank = count()
        queue: list[tuple[int, int, Node, tuple[Key, int] | None, Node]] = [(0, next(rank), source, None, source)]
        came: dict[Node, tuple[Node, tuple[Key, int] | None]] = {}
        while queue:
            total, _, node, step, before = heapq.heappop(queue)
            if node in came:
                continue
            came[node] = (before, step)
            if node == sink:
                return total, _steps(came, sink)
            for key, sign, other in self.network.around(node):
                extra = price(self.network.arcs[key])
                if extra is not None and key != self.pushed and other not in came and self.room(key, sign) >= need:
                    heapq.heappush(queue, (total + extra, next(rank), other, (key, sign), node))
        return 0, []

    def way(self, source: Node, sink: Node, least: int, need: int) -> tuple[float, list[tuple[Key, int]]]:
        """Cheapest way with at least that room: its price for each unit of room that is needed, and its steps."""
        price, steps = self.path(source, sink, _any, least)
        room = min((self.room(key, sign) for key, sign in steps), default=1)
        return price / min(room, need), steps


def _steps(came: dict[Node, tuple[Node, tuple[Key, int] | None]], sink: Node) -> list[tuple[Key, int]]:
    steps = []
    before, step = came[sink]
    while step is not None:
        steps.append(step)
        before, step = came[before]
    return steps


def _free(arc: Arc) -> int | None:
    """Price of a move through counts already hidden."""
    return 0 if arc.hidden else None


def _any(arc: Arc) -> int | None:
    """Price of a move when more counts may be hidden."""
    return 0 if arc.hidden else arc.cost


def _push(network: Network, key: Key, sign: int, limit: int) -> tuple[int, _Flow]:
    """How far the count can move in one direction, up to the limit, and the moves of the others that allow it."""
    arc = network.arcs[key]
    source, sink = (arc.head, arc.tail) if sign > 0 else (arc.tail, arc.head)
    flow = _Flow(network, key)
    limit = min(limit, flow.room(key, sign))
    moved = 0
    while moved < limit:
        _, steps = flow.path(source, sink, _free)
        if not steps:
            break
        amount = min(limit - moved, *(flow.room(other, way) for other, way in steps))
        for other, way in steps:
            flow.moves[other] = flow.moves.get(other, 0) + way * amount
        moved += amount
    return moved, flow


def bounds(network: Network, key: Key) -> tuple[int, int]:
    """Smallest and largest value of a hidden count that agree with everything published: exact, in whole numbers."""
    arc = network.arcs[key]
    if not arc.hidden:
        return arc.value, arc.value
    up, _ = _push(network, key, 1, UNBOUNDED)
    down, _ = _push(network, key, -1, UNBOUNDED)
    return arc.value - down, arc.value + up


def _widen(network: Network, key: Key, width: int) -> bool:
    """Hide the counts that let this one take values `width` apart at the least cost; False when nothing can."""
    arc = network.arcs[key]
    while True:
        up, flow_up = _push(network, key, 1, width)
        down, flow_down = _push(network, key, -1, width - up)
        need = width - up - down
        if need <= 0:
            return True
        ways = []
        for flow, sign, ends, moved in (
            (flow_up, 1, (arc.head, arc.tail), up),
            (flow_down, -1, (arc.tail, arc.head), down),
        ):
            room = flow.room(key, sign) - moved
            ways += [flow.way(*ends, least, min(room, need)) for least in {1, need} if least <= room]
        found = min((way for way in ways if way[1]), key=lambda way: way[0], default=None)
        if found is None:
            return False
        for other, _ in found[1]:
            network.arcs[other].hidden = True


def _cover(around: list[tuple[Arc, int]], seuil: int) -> bool:
    """Hide one more count where the hidden ones of an equation add up to a small number; False when nothing can."""
    hidden = [(arc.value, sign) for arc, sign in around if arc.hidden]
    if len({sign for _, sign in hidden}) != 1 or not 0 < sum(value for value, _ in hidden) < seuil:
        return True
    choices = [arc for arc, _ in around if not arc.hidden and arc.cost is not None]
    if not choices:
        return False
    min(choices, key=lambda arc: arc.cost or 0).hidden = True
    return True


def protect(network: Network, *, width: int, seuil: int) -> Key | None:
    """Hide counts until the network is safe. Gives the first count that cannot be made safe, None when all are.

    Safe: every protected hidden count can take values at least `width` apart, and the hidden counts of an equation
    whose sum is known add up to zero or at least `seuil`.
    """
    while True:
        hidden = sum(arc.hidden for arc in network.arcs.values())
        for key, arc in network.arcs.items():
            if arc.hidden and arc.protected and not _widen(network, key, width):
                return key
        for around in network.nodes():
            if not _cover(around, seuil):
                return next(key for key, arc in network.arcs.items() if any(arc is one for one, _ in around))
        if hidden == sum(arc.hidden for arc in network.arcs.values()):
            return None
