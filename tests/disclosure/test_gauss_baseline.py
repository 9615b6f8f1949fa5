"""The baseline of the benchmark gives no primary count away, and hides nothing in vain."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from asv.disclosure.problem import UNBOUNDED, Problem
from tests.bench.gauss import base_matrix, gauss


def crossed(inner: np.ndarray, threshold: int = 11) -> Problem:
    """A table with margins: the cell (i, j) has rank i × columns + j, totals last."""
    counts = np.vstack([inner, inner.sum(axis=0)])
    counts = np.column_stack([counts, counts.sum(axis=1)])
    ranks = np.arange(counts.size).reshape(counts.shape)
    lines = [np.isin(ranks, line[:-1]).ravel() * 1 - (ranks == line[-1]).ravel() for line in [*ranks, *ranks.T]]
    values = counts.ravel().astype(np.int64)
    hidden = (values > 0) & (values < threshold)
    cost = np.where(values == 0, np.inf, values)
    far = np.full(values.size, UNBOUNDED)
    matrix = sparse.csr_array(np.array(lines, dtype=np.int64))
    return Problem(values, matrix, np.minimum(values, 1), far, hidden, hidden.astype(np.int64), cost)


TABLES = st.tuples(st.integers(2, 5), st.integers(2, 4)).flatmap(
    lambda shape: st.lists(
        st.sampled_from([0, 0, 3, 4, 8, 12, 15, 20, 40]), min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]
    ).map(lambda counts: np.array(counts).reshape(shape))
)


def given_away(problem: Problem, hidden: np.ndarray) -> list[int]:
    """Primary counts that are combinations of open ones, by ranks of matrices. Parts of a published zero are zero."""
    matrix = base_matrix(problem).toarray()
    zero = ~hidden & (problem.values == 0)
    opened = np.vstack([matrix[~hidden], (matrix[zero].sum(axis=0) > 0) * np.eye(matrix.shape[1])])
    rank = np.linalg.matrix_rank(opened)
    cells = np.flatnonzero(problem.hidden)
    return [cell for cell in cells if np.linalg.matrix_rank(np.vstack([opened, matrix[cell]])) == rank]


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_no_primary_count_is_a_combination_of_open_ones_and_none_is_hidden_in_vain(inner):
    problem = crossed(inner)

    hidden = gauss(problem)

    assert not (problem.hidden & ~hidden).any()
    assert given_away(problem, hidden) == []
    for cell in np.flatnonzero(hidden & ~problem.hidden):
        opened = hidden.copy()
        opened[cell] = False
        assert given_away(problem, opened)


def test_one_small_count_takes_the_cheapest_rectangle_with_it():
    problem = crossed(np.array([[5, 20, 30], [40, 60, 70], [50, 80, 12]]))

    hidden = gauss(problem)

    corners = [True, False, True, False]
    assert hidden.reshape(4, 4).tolist() == [corners, [False] * 4, corners, [False] * 4]


def test_equations_that_are_not_sums_of_base_cells_are_refused():
    lines = sparse.csr_array(np.array([[1, 1, -1], [1, -2, 0]]))
    three = np.ones(3, dtype=np.int64)
    problem = Problem(np.array([2, 1, 3]), lines, 0 * three, 9 * three, three > 1, 0 * three, 1.0 * three)

    with pytest.raises(ValueError, match="not sums of base cells"):
        base_matrix(problem)
