"""One count moved by a step, the whole component following.

The shortest move that makes the step is found by a linear program and is seldom whole. Whole ones are then looked for
near it: what is not whole there, or shares an equation with that, may change by one, and the rest stays.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from asv.disclosure.auditing.programs import End, Program, is_whole
from asv.disclosure.auditing.regions import Ground, Region
from asv.disclosure.auditing.system import Floats
from asv.disclosure.auditing.witnesses import Witnesses

SIZE = 8000
"""Counts of the part that may move: beyond, one program takes too long."""
SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Stepper:
    """Moves of single counts from the first table. reach: farthest move of the others. left: seconds left."""

    ground: Ground
    found: Witnesses
    reach: float
    left: Callable[[], float]

    def table(self, rank: int, steps: list[int]) -> Floats | None:
        """A whole table where one count made the first of these steps that is found possible."""
        rng = np.random.default_rng(rank)
        component, here = self.ground.component, self.found.first.astype(np.float64)
        reach = np.full(component.size, self.reach)
        reach[rank] = np.inf
        up, down = np.minimum(component.upper - here, reach), np.minimum(here - component.lower, reach)
        region = self.ground.region(self.ground.near(rank, SIZE, rng), up, down)
        for step in steps:
            if self.left() <= 0:
                return None
            move = _stepped(region, int(np.searchsorted(region.ranks, rank)), step, rng, min(self.left(), SECONDS))
            if move is not None:
                here[region.ranks] += move
                return here
        return None


def wanted(found: Witnesses, rank: int) -> list[int]:
    """Steps of a count from the first table, each of which would show what the first of its open cells lacks."""
    component, demand = found.component, found.component.demand
    place = int(np.flatnonzero((component.of == rank) & ~found.met & ~found.hopeless)[0])
    low, high = (int(bound[place]) for bound in component.of_cells(found.low, found.high))
    here, sign = int(component.values(found.first)[place]), int(component.sign[place])
    targets = [low + int(demand.distance[place]), high - int(demand.distance[place])]
    if demand.reach[place]:
        targets = [demand.threshold - 1] if high < demand.threshold - 1 else [int(demand.smallest[place])]
    return [sign * (target - here) for target in targets]


def _stepped(region: Region, place: int, step: int, rng: np.random.Generator, seconds: float) -> Floats | None:
    """A whole move of a region that makes the step, as (ranks,) deviations; None when none is found."""
    if not -region.down[place] <= step <= region.up[place]:
        return None
    size, both = len(region.ranks), sparse.csr_array(sparse.hstack([region.matrix, -region.matrix]))
    low, high = np.zeros(2 * size), np.concatenate([region.up, region.down])
    low[place] = high[place] = max(step, 0)
    low[place + size] = high[place + size] = max(-step, 0)
    none, prices = np.zeros(both.shape[0]), rng.uniform(0.9, 1.1, 2 * size)
    end, point = Program(both, none, low, high).maximise(-prices, seconds)
    if end is not End.BEST:
        return None
    links = abs(both)
    loose = links.T @ (links @ ~is_whole(point) > 0) > 0
    low = np.where(loose, np.maximum(low, np.floor(point + 1e-6) - 1), np.round(point))
    high = np.where(loose, np.minimum(high, np.ceil(point - 1e-6) + 1), np.round(point))
    end, point = Program(both, none, low, high, is_whole=True, gap=1.0).maximise(np.zeros(2 * size), seconds)
    return np.round(point[:size] - point[size:]) if end in {End.BEST, End.FOUND} else None
