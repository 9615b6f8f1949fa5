"""From a pattern that the master program proposes to one that no inequality refutes."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from asv.disclosure.problem import Bools, Floats, Ints
from asv.disclosure.solving.attack import Attack
from asv.disclosure.solving.master import Master
from asv.disclosure.solving.pool import Pool
from asv.disclosure.solving.program import Cut
from asv.disclosure.solving.progress import never
from asv.disclosure.solving.reduction import Network
from asv.disclosure.solving.separation import separate

SIZES = (40, 120, 400, 1500, 100_000)
GAP = 0.005
SECONDS = 3.0
MAY_WAIT = 0.7
ASKED = 16  # counts between two looks at the time


class Separator:
    """The attacker's inequalities for many counts at a time."""

    def __init__(self, network: Network, threads: ThreadPoolExecutor) -> None:
        self.network, self.threads = network, threads

    def cuts(
        self, values: Floats, cells: Ints, size: int, *, late: Callable[[], bool] = never
    ) -> list[list[Cut]]:  # fmt: skip
        """For each count the inequalities that `values` violates, from so many equations near it; always in order.

        Only those of the first counts when it becomes late.
        """
        found: list[list[Cut]] = []
        for some in self.threads.map(lambda cell: separate(self.network, values, int(cell), size), cells):
            found.append(some)
            if len(found) % ASKED == 0 and late():
                break
        return found


@dataclass(frozen=True, slots=True)
class Refuted:
    """A pattern, and the counts that the programs of an attack leave too narrow: none where nothing refutes it."""

    pattern: Bools
    attack: Attack
    unsafe: Ints


class Completion:
    """Patterns made complete: what is missing is added, at the least cost under all inequalities known."""

    def __init__(self, master: Master, separator: Separator, pool: Pool, late: Callable[[], bool]) -> None:
        self.master, self.separator, self.pool, self.late = master, separator, pool, late
        self.inequalities = _Inequalities(master, separator)

    def complete(self, pattern: Bools, most: Bools) -> Bools:
        """A pattern between this one and `most` that no inequality refutes; what refuted it on the way stays known.

        What is hidden only grows: a count that is safe stays so. When it is late the pattern is given as far as it is;
        and a count that only whole numbers leave without its width is left so.
        """
        attack = self._attack(pattern)
        return self.grow(Refuted(pattern, attack, self._unsafe(attack)), most)

    def near(self, enough: Callable[[float], bool]) -> Refuted:
        """A pattern near the relaxed optimum: proposed, refuted and proposed again.

        enough: whether to stop, asked with the seconds since the pattern was proposed. Some of what refutes the last
        one may then be unknown.
        """
        while True:
            begun = time.monotonic()
            self.master.relaxed()
            pattern = self.master.near(gap=GAP, seconds=SECONDS).hidden > 1 / 2
            attack = self._attack(pattern)
            late = partial(_since, begun, enough)
            found = Refuted(pattern, attack, self._unsafe(attack, late))
            if not len(found.unsafe) or late() or not len(self.inequalities.refute(pattern, found.unsafe, late)):
                return found

    def grow(self, found: Refuted, most: Bools) -> Bools:
        """A pattern between one that is refuted and `most` that no inequality refutes."""
        return self._grown(found, most, self.inequalities)

    def is_refuted(self, pattern: Bools) -> bool:
        """Whether inequalities that were not known refute a pattern; from now on they are known."""
        unsafe = self._unsafe(self._attack(pattern))
        return bool(len(self.inequalities.refute(pattern, unsafe, self.late)))

    def widen(self, pattern: Bools, most: Bools, cells: Ints, more: int) -> Bools:
        """The same for a few counts, as if each needed so much more width: whole numbers then find more room.

        The inequalities that say so are not true of every safe pattern, and are forgotten.
        """
        network = widened(self.master.network, cells, more)
        attack = Attack(network, pattern, cells, Pool(network.size))
        wishes = _Wishes(self.master, Separator(network, self.separator.threads))
        return self._grown(Refuted(pattern, attack, self._unsafe(attack)), most, wishes)

    def _attack(self, pattern: Bools) -> Attack:
        attack = Attack(self.master.network, pattern, self.master.network.protected, self.pool)
        attack.run()
        return attack

    def _grown(self, found: Refuted, most: Bools, refutation: "_Inequalities") -> Bools:
        pattern, attack, unsafe = found.pattern, found.attack, found.unsafe
        while len(unsafe) and not self.late():
            unsafe = refutation.refute(pattern, unsafe, self.late)
            if not len(unsafe):
                break
            pattern = refutation.least(pattern, most)
            unsafe = self._unsafe(Attack(attack.network, pattern, unsafe, attack.pool))
        return pattern

    def _unsafe(self, attack: Attack, late: Callable[[], bool] | None = None) -> Ints:
        """Which of the counts the programs leave too narrow."""
        attack.ask(np.intersect1d(attack.suspects, attack.left), self.separator.threads, late=late or self.late)
        left = attack.left
        found: Ints = left[attack.refuted[left]]
        return found


class _Inequalities:
    """What refutes a pattern, and the least pattern that it does not refute."""

    def __init__(self, master: Master, separator: Separator) -> None:
        self.master, self.separator = master, separator

    def refute(self, pattern: Bools, unsafe: Ints, late: Callable[[], bool]) -> Ints:
        """Add inequalities that refute the pattern, from as few equations as do; the counts to look at again.

        Counts that only many equations refute wait while few equations refute most of the others: what these make
        hidden may well serve them. No count where all inequalities were known: there was no time to satisfy them.
        """
        waiting, added = unsafe, 0
        for size in SIZES:
            cuts = self.separator.cuts(pattern.astype(np.float64), waiting, size, late=late)
            added += self.add([cut for some in cuts for cut in some])
            waiting = np.array([cell for cell, some in zip(waiting, cuts, strict=False) if not some], np.int64)
            if len(waiting) <= MAY_WAIT * len(unsafe) or late():
                break
        return unsafe if added else unsafe[:0]

    def add(self, cuts: list[Cut]) -> int:
        """Keep those that are new; how many were."""
        return self.master.add(cuts)

    def least(self, pattern: Bools, most: Bools) -> Bools:
        """The least pattern between two that satisfies all of them."""
        return self.master.whole(gap=GAP, seconds=SECONDS, low=pattern, high=most).hidden > 1 / 2


class _Wishes(_Inequalities):
    """Inequalities for a while: those that cannot be satisfied are left out."""

    def __init__(self, master: Master, separator: Separator) -> None:
        super().__init__(master, separator)
        self.cuts: list[Cut] = []

    def add(self, cuts: list[Cut]) -> int:
        """Keep those that everything hidden satisfies."""
        possible = [cut for cut in cuts if cut.weights.sum() >= cut.floor]
        self.cuts += possible
        return len(possible)

    def least(self, pattern: Bools, most: Bools) -> Bools:
        """The least pattern between two that satisfies them too; the first one where there is none."""
        found = self.master.whole(gap=GAP, seconds=SECONDS, low=pattern, high=most, more=self.cuts)
        return pattern if found.is_none else found.hidden > 1 / 2


def _since(begun: float, enough: Callable[[float], bool]) -> bool:
    return enough(time.monotonic() - begun)


def widened(network: Network, cells: Ints, more: int) -> Network:
    """The network where a few counts need more width."""
    width, need_down, need_up = network.width.copy(), network.need_down.copy(), network.need_up.copy()
    width[cells] += more
    down, up = network.down[cells], network.up[cells]
    need_up[cells] = np.maximum(need_up[cells], _lack(width[cells], down))
    need_down[cells] = np.maximum(need_down[cells], _lack(width[cells], up))
    return replace(network, width=width, need_down=need_down, need_up=need_up)


def _lack(width: Ints, room: Floats) -> Ints:
    """What the other side has to give where there is little room on one."""
    return np.where(np.isfinite(room), np.maximum(width - room, 0), 0).astype(np.int64)
