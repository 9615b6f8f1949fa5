"""Inequalities of the master program that every safe pattern satisfies, read off single equations.

Both families are the attacker's inequalities of Fischetti and Salazar-González (Management Science 47, 2001, 1008-1027)
for the multiplier « one equation ».
"""

import numpy as np

from asv.disclosure.problem import Floats, Ints
from asv.disclosure.solving.program import Cut
from asv.disclosure.solving.reduction import Network


def static_cuts(network: Network) -> list[Cut]:
    """No hidden count alone in an equation, and room enough beside each protected one."""
    found = []
    for row in range(network.rows.shape[0]):
        start, end = network.rows.indptr[row : row + 2]
        cells, signs = network.rows.indices[start:end].astype(np.int64), network.rows.data[start:end]
        free = network.hidden[cells] & (network.width[cells] == 0)  # shown nowhere, and may well be known
        found += [_not_alone(cells, place) for place in np.flatnonzero(~free)]
        for place in np.flatnonzero(network.width[cells] > 0):
            found += _room(network, cells, signs, int(place))
    return found


def _not_alone(cells: Ints, place: np.int64) -> Cut:
    """A hidden count has a hidden neighbour. Asked of secondary counts too: one that is known may as well be shown."""
    weights = np.ones(len(cells))
    weights[place] = -1.0
    return Cut(cells, weights, 0.0)


def _room(network: Network, cells: Ints, signs: Ints, place: int) -> list[Cut]:
    """What the other counts of the equation must allow: to rise, to fall, and both together."""
    others = np.delete(np.arange(len(cells)), place)
    ratio = np.abs(signs[others] / signs[place])
    same = signs[others] * signs[place] > 0
    down, up = network.down[cells[others]], network.up[cells[others]]
    rising, falling = np.where(same, down, up) * ratio, np.where(same, up, down) * ratio
    cell = cells[place]
    found = []
    for need, coefficients in (
        (network.need_up[cell], rising), (network.need_down[cell], falling), (network.width[cell], rising + falling),
    ):  # fmt: skip
        cut = tightened(network, cells[others], coefficients, float(need))
        if cut is not None:
            found.append(cut)
    return found


def tightened(network: Network, cells: Ints, coefficients: Floats, need: float) -> Cut | None:
    """`coefficients @ hidden >= need`, with the counts hidden from the start paid for, capped and divided.

    None when those are enough. A count that may be hidden counts at most for all that is missing; where each of them is
    worth all of it, what is left is « hide one of these ».
    """
    given = network.hidden[cells]
    missing = need - float(coefficients[given].sum())
    if missing <= 0:
        return None
    useful = ~given & (coefficients > 0)
    return Cut(cells[useful], np.minimum(coefficients[useful] / missing, 1.0), 1.0)
