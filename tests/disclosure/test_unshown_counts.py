"""Counts that no table shows may be known: nothing is hidden on their account."""

import numpy as np
from scipy import sparse

from asv.disclosure.problem import UNBOUNDED, Problem
from asv.disclosure.solving import solve


def test_a_rest_that_nobody_publishes_needs_no_company():
    """Lines Q1 = 60 + 37 + 3 = 100 and a rest 50 + 60 + 20 that nobody publishes; totals by column are published.

    The 3 needs room: hiding the 37 beside it is enough, since the rest may move with both. The 60 stays shown,
    although the rest of its column is then known.
    """
    values = np.array([60, 37, 3, 50, 60, 20, 100, 110, 97, 23, 130])
    line = [[1, 1, 1, 0, 0, 0, -1, 0, 0, 0, 0], [0, 0, 0, 1, 1, 1, 0, 0, 0, 0, -1]]
    columns = [[int(c in (k, k + 3)) - int(c == k + 7) for c in range(11)] for k in range(3)]
    hidden = np.isin(np.arange(11), [2, 3, 4, 5])
    cost = np.where(np.arange(11) < 2, values, np.inf)
    problem = Problem(
        values=values,
        matrix=sparse.csr_array(np.array(line + columns)),
        lower=np.zeros(11, dtype=np.int64),
        upper=np.full(11, UNBOUNDED),
        hidden=hidden,
        width=np.where(np.arange(11) == 2, 5, 0),
        cost=cost,
    )

    solution = solve(problem, time_limit=10)

    assert (solution.loss, solution.bound) == (37, 37)
    assert not solution.hidden[0]
