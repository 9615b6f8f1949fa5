"""From a pattern that the master program proposes to one that no inequality refutes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from asv.disclosure.problem import Bools, Floats, Ints
from asv.disclosure.solving.attack import Attack
from asv.disclosure.solving.master import Master
from asv.disclosure.solving.pool import Pool
from asv.disclosure.solving.program import Cut
from asv.disclosure.solving.reduction import Network
from asv.disclosure.solving.separation import separate

SIZES = (15, 40, 120, 400, 100_000)
COSTLY = 3
AT_ONCE = 48


class Separator:
    """The attacker's inequalities for many counts at a time."""

    def __init__(self, network: Network, threads: ThreadPoolExecutor) -> None:
        self.network, self.threads = network, threads

    def cuts(self, values: Floats, cells: Ints, sizes: Ints) -> list[list[Cut]]:
        """For each count the inequalities that `values` violates, from so many equations near it; always in order."""
        one = lambda cell, size: separate(self.network, values, int(cell), int(size))  # noqa: E731 - shares the values
        return list(self.threads.map(one, cells, sizes))


class Completion:
    """Patterns made complete: what is missing is added, at the least cost under all inequalities known."""

    def __init__(self, master: Master, separator: Separator, pool: Pool, late: Callable[[], bool]) -> None:
        self.master, self.separator, self.pool, self.late = master, separator, pool, late

    def complete(self, pattern: Bools, most: Bools) -> Bools:
        """A pattern between this one and `most` that no inequality refutes; what refuted it on the way stays known.

        What is hidden only grows: a count that few equations do not refute any more is asked with more, never again
        with few. When it is late the pattern is given as far as it is.
        """
        network = self.master.network
        attack = Attack(network, pattern, network.protected, self.pool)
        attack.run()
        suspects = np.intersect1d(attack.suspects, attack.left)
        levels = np.zeros(len(suspects), np.int64)
        while len(suspects) and not self.late():
            turn = self._turn(levels)
            found = self.separator.cuts(pattern.astype(np.float64), suspects[turn], np.array(SIZES)[levels[turn]])
            levels[turn[[not cuts for cuts in found]]] += 1
            if self.master.add(cut for cuts in found for cut in cuts):
                pattern = self.master.whole(gap=0.01, seconds=2.0, low=pattern, high=most).hidden > 1 / 2
            elif any(found):
                return pattern
            suspects, levels = self._left(pattern, suspects, levels)
        return pattern

    def _turn(self, levels: Ints) -> Ints:
        """Who is asked now: all that few equations may refute; where there are none, some of the others."""
        cheap = np.flatnonzero(levels < COSTLY)
        return cheap if len(cheap) else np.flatnonzero(levels == levels.min())[:AT_ONCE]

    def _left(self, pattern: Bools, suspects: Ints, levels: Ints) -> tuple[Ints, Ints]:
        """Who is still suspect: those that all equations do not refute are not, nor those with a proof."""
        keep = levels < len(SIZES)
        if (levels >= COSTLY).all():
            attack = Attack(self.master.network, pattern, suspects[keep], self.pool)
            attack.prove(self.separator.threads.map)
            keep &= np.isin(suspects, attack.left)
        return suspects[keep], levels[keep]
