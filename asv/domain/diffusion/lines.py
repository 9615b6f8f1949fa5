"""Lines shown one by one, and the pool of those that are not.

A line is pooled when its own population is hidden, when it is the rest outside QPV, or when its detail is withdrawn.
Nothing of the detail of a pooled line is published, so its persons may be exchanged with those of the others of the
pool without changing any published figure, in this table or in another: only the sum of the pool is known.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from asv.domain.diffusion.covering import Key, Network, ranges
from asv.domain.diffusion.frame import Frame
from asv.domain.diffusion.policy import Policy
from asv.domain.diffusion.tables import CountedTable

POOL = "POOL"
MANQUANTS = "MANQUANTS"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be shown: (line, column) pairs, the line of the territoire included. Anything else is hidden."""

    shown: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class Lines:
    """Ranks of the lines of a table, those kept and those pooled."""

    table: CountedTable
    frame: Frame
    pooled: frozenset[int]

    @property
    def kept(self) -> tuple[int, ...]:
        return tuple(rank for rank in range(len(self.table.lignes)) if rank not in self.pooled)

    def code(self, rank: int) -> str:
        return self.table.lignes[rank].code

    def pool_of(self, counts: Iterable[int]) -> int:
        """Sum, over the pool, of one count for each line."""
        return sum(count for rank, count in enumerate(counts) if rank in self.pooled)

    def is_open(self, rank: int, count_range: tuple[int, int], width: int) -> bool:
        """Whether a count of a pooled line keeps its room, when the same count of the whole pool has this range.

        Its persons may all be of that kind, up to those of the pool; or none, unless the pool holds more of that kind
        than persons outside the line (Fréchet bounds).
        """
        low, high = self.frame.ranges[self.code(rank)]
        pool = self.pool_of(self.table.populations)
        return min(high, count_range[1]) - max(0, low + count_range[0] - pool) >= width

    def is_pool_open(
        self, network: Network, counts: Mapping[str, Sequence[int]], policy: Policy, always: Container[str] = ()
    ) -> bool:
        """Whether every small count of a pooled line keeps its room, and every count of the columns `always`."""
        found: Mapping[Key, tuple[int, int]] = {}
        for code, values in counts.items():
            exposed = [rank for rank in self.pooled if code in always or policy.is_small(values[rank])]
            known = network.arcs[POOL, code].value if exposed else 0
            if all(self.is_open(rank, (known, known), policy.largeur) for rank in exposed):
                continue  # open whatever the room of the pool: nothing to work out
            found = found or ranges(network)
            if not all(self.is_open(rank, found[POOL, code], policy.largeur) for rank in exposed):
                return False
        return True


Attempt = Callable[[Lines], "Verdict | str"]
"""Tries with these lines; gives what may be shown, or the code of the line (or pool) that is in the way."""


def settle(table: CountedTable, frame: Frame, withdrawn: Iterable[int], attempt: Attempt) -> Verdict:
    """Withdraw the detail of more lines, the culprit or else the smallest, until the table is safe or empty."""
    codes = [ligne.code for ligne in table.lignes]
    pooled = {rank for rank, code in enumerate(codes) if code not in frame.shown} | set(withdrawn)
    while True:
        result = attempt(Lines(table, frame, frozenset(pooled)))
        if isinstance(result, Verdict):
            return result
        left = [rank for rank in range(len(codes)) if rank not in pooled and table.populations[rank]]
        if not left:
            return Verdict()
        pooled.add(min(left, key=lambda rank: (codes[rank] != result, table.populations[rank], codes[rank])))


def too_few(table: CountedTable, policy: Policy, columns: Iterable[int]) -> set[int]:
    """Lines whose answers are too few, or all in one of these columns while they are not many."""
    found = set()
    for rank, answers in enumerate(table.denominateurs):
        alike = 0 < answers < policy.certitude and answers in {table.effectifs[rank][column] for column in columns}
        if policy.is_small(answers) or alike:
            found.add(rank)
    return found
