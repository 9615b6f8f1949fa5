"""Many whole tables at a time: move the counts that are still to be proven, within reach of a table already found.

A linear program maximises the moves of those counts, with a small price on every move so that only what is needed
moves. Where its solution is not whole, the part that is not is solved again in whole numbers, which is quick because
that part is small and nothing else takes part. Large components are worked on region by region.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from asv.disclosure.auditing.regions import Ground, Region
from asv.disclosure.auditing.system import Floats, Ints


@dataclass(slots=True)
class Walker:
    """Goes from whole table to whole table. here: (y,) the one it stands on. reach: farthest move of a count."""

    ground: Ground
    here: Floats
    reach: float
    rng: np.random.Generator
    left: Callable[[], float]

    def stroll(self, targets: Ints, penalty: float, size: int) -> Floats:
        """Move the targets of one region after the other, each in a direction drawn by lot; give the last table."""
        signs = np.zeros(len(self.here))
        signs[targets] = self.rng.choice([-1.0, 1.0], len(targets)) * self.rng.uniform(0.8, 1.2, len(targets))
        waiting = signs != 0
        for rank in self.rng.permutation(targets).tolist():
            if not waiting[rank] or self.left() <= 0:
                continue
            region = self._region(self.ground.near(rank, size, self.rng))
            move = region.move(signs[region.ranks], penalty, self.left())
            self.here = self.here.copy()
            self.here[region.ranks] += move
            waiting[region.ranks] = False
        return self.here

    def _region(self, ranks: Ints) -> Region:
        component = self.ground.component
        up = np.minimum(component.upper - self.here, self.reach)
        return self.ground.region(ranks, up, np.minimum(self.here - component.lower, self.reach))


def until(deadline: float, cancelled: Callable[[], bool]) -> Callable[[], float]:
    """Seconds that are left, none once cancelled."""
    return lambda: 0.0 if cancelled() else deadline - time.monotonic()
