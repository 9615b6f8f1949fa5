"""The cheapest move that takes one count as far as it needs, inside a part of the table."""

import highspy
import numpy as np

from asv.disclosure.problem import Floats, Ints
from asv.disclosure.solving.program import is_optimal, silent, solution
from asv.disclosure.solving.region import Net

SECONDS = 2.0  # for a search in whole numbers


def cheapest(net: Net, cells: Ints, price: Floats, cell: int, step: int, *, whole: bool = False) -> Floats | None:
    """Deviations of `cells` that move `cell` by `step` at the least sum of price × |deviation|; None if none does.

    price: (k,) > 0. whole: search whole numbers only, for a limited time.
    """
    low, high = -net.fall[cells], net.rise[cells].copy()
    at = np.flatnonzero(cells == cell)
    if not len(at) or not low[at[0]] <= step <= high[at[0]]:
        return None
    low[at], high[at] = step, step
    number, start, index, signs = net.columns(cells)
    zeros = np.zeros(number)
    starts = np.concatenate((start[:-1], start + start[-1])).astype(np.int32)
    highs = silent()
    highs.setOptionValue("time_limit", SECONDS if whole else 30.0)
    # each count is two columns, its rise and its fall, so that both cost
    highs.passModel(
        2 * len(cells), number, 2 * len(index),
        int(highspy.MatrixFormat.kColwise), int(highspy.ObjSense.kMinimize), 0.0,
        np.concatenate((price, price)), np.concatenate((np.maximum(low, 0), np.maximum(-high, 0))),
        np.concatenate((np.maximum(high, 0), np.maximum(-low, 0))), zeros, zeros, starts[:-1],
        np.concatenate((index, index)).astype(np.int32), np.concatenate((signs, -signs)),
        np.full(2 * len(cells), int(whole), np.int32),
    )  # fmt: skip
    highs.run()
    if not is_optimal(highs):
        return None
    x = solution(highs)
    return x[: len(cells)] - x[len(cells) :]
