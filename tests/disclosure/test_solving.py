"""The choice of what to hide, on tables small enough to try every pattern and every whole table."""

from concurrent.futures import ThreadPoolExecutor
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from asv.disclosure.problem import UNBOUNDED, Problem
from asv.disclosure.solving import Cancelled, Progress, solve
from asv.disclosure.solving.attack import unsafe
from asv.disclosure.solving.completion import Separator
from asv.disclosure.solving.reduction import reduce

THRESHOLD = 4


def flat(base, *, width=1, known=(), threshold=THRESHOLD):
    """A table of rows and columns with its totals; cells in reading order, small counts hidden."""
    base = np.array(base)
    counts = np.pad(base, ((0, 1), (0, 1)))
    counts[-1, :] = counts[:-1].sum(axis=0)
    counts[:, -1] = counts[:, :-1].sum(axis=1)
    ranks = np.arange(counts.size).reshape(counts.shape)
    rows = []
    for line in (*ranks, *ranks.T):
        row = np.zeros(counts.size, np.int64)
        row[line[:-1]], row[line[-1]] = 1, -1
        rows.append(row)
    values = counts.ravel().astype(np.int64)
    hidden = (values > 0) & (values < threshold)
    hidden[list(known)] = False
    cost = np.where(values == 0, np.inf, values.astype(float))
    cost[list(known)] = np.inf
    cost[hidden] = 0
    return Problem(
        values, sparse.csr_array(np.array(rows)), np.minimum(values, 1), np.full(len(values), UNBOUNDED), hidden,
        np.where(hidden, width, 0), cost,
    )  # fmt: skip


def all_tables(problem, shape):
    """Every table of this shape whose base counts are small, as one line of counts each."""
    most = problem.values.max() + int(problem.width.max(initial=0)) + 1
    rows, columns = shape
    base = np.array(list(product(range(most + 1), repeat=rows * columns))).reshape(-1, rows, columns)
    tall = np.concatenate([base, base.sum(axis=1, keepdims=True)], axis=1)
    return np.concatenate([tall, tall.sum(axis=2, keepdims=True)], axis=2).reshape(len(base), -1)


def is_safe(problem, tables, hidden):
    """Whether each protected count takes two values its width apart among the tables that agree with the rest."""
    agree = (tables[:, ~hidden] == problem.values[~hidden]).all(axis=1)
    agree &= (tables[:, hidden] >= problem.lower[hidden]).all(axis=1)
    left = tables[agree]
    return bool(((left.max(axis=0) - left.min(axis=0)) >= problem.width).all())


def cheapest(problem, tables):
    """The least loss of a safe pattern, by trying all of them; None when even the largest is not safe."""
    free = np.flatnonzero(~problem.hidden & np.isfinite(problem.cost))
    losses = []
    for chosen in product((False, True), repeat=len(free)):
        hidden = problem.hidden.copy()
        hidden[free[list(chosen)]] = True
        loss = problem.cost[free[list(chosen)]].sum()
        if (not losses or loss < min(losses)) and is_safe(problem, tables, hidden):
            losses.append(loss)
    return min(losses) if losses else None


def test_inequalities_are_looked_for_until_it_is_late_only():
    network = reduce(flat([[2] * 10, [9] * 10, [9] * 10]))
    cells = np.arange(network.size)

    with ThreadPoolExecutor(1) as threads:
        separator = Separator(network, threads)
        every = separator.cuts(network.hidden.astype(float), cells, 40)
        first = separator.cuts(network.hidden.astype(float), cells, 40, late=lambda: True)

    assert len(every) == len(cells)
    assert 0 < len(first) < len(cells)
    assert [[cut.key for cut in some] for some in first] == [[cut.key for cut in some] for some in every[: len(first)]]


def test_a_single_small_count_takes_the_cheapest_rectangle_with_it():
    # 2 hidden; the rectangle with 5, 7 and 6 costs 18, all others more
    problem = flat([[2, 5, 20], [7, 6, 30], [40, 50, 60]])

    solution = solve(problem, time_limit=10)

    assert np.flatnonzero(solution.hidden).tolist() == [0, 1, 4, 5]
    assert (solution.loss, solution.bound, solution.gap, solution.exposed) == (18.0, 18.0, 0.0, ())


def test_a_table_without_small_counts_is_published_whole():
    problem = flat([[20, 30], [40, 50]])

    solution = solve(problem, time_limit=10)

    assert not solution.hidden.any()
    assert (solution.loss, solution.bound) == (0.0, 0.0)


def test_a_count_that_earlier_releases_show_beside_is_named_as_exposed():
    # everything of the first line but the small count is known already
    problem = flat([[2, 5, 20], [7, 6, 30]], known=(1, 2, 3))

    solution = solve(problem, time_limit=10)

    assert solution.exposed == (0,)


def test_rooms_asked_on_both_sides_are_given():
    base = flat([[2, 5, 20], [3, 6, 30], [40, 50, 60]], width=1)
    down, up = np.where(base.hidden, base.values - 1, 0), np.where(base.hidden, 3 - base.values, 0)
    problem = Problem(
        base.values, base.matrix, base.lower, base.upper, base.hidden, np.where(base.hidden, 2, 0), base.cost, down, up
    )

    solution = solve(problem, time_limit=10)

    assert not solution.exposed
    assert not len(unsafe(problem, solution.hidden))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 7), min_size=4, max_size=4), st.integers(1, 3), st.lists(st.integers(0, 8), max_size=1))
def test_the_loss_and_the_bound_hold_the_least_loss_between_them(counts, width, known):
    problem = flat(np.array(counts).reshape(2, 2), width=width, known=known)
    tables = all_tables(problem, (2, 2)) if problem.values.max() <= 12 else None
    if tables is None:
        return

    solution = solve(problem, time_limit=10)

    best = cheapest(problem, tables)
    assert bool(solution.exposed) == (best is None)
    if best is not None:
        assert is_safe(problem, tables, solution.hidden)
        assert solution.bound - 1e-6 <= best <= solution.loss + 1e-6


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 7), min_size=4, max_size=4), st.integers(1, 3), st.data())
def test_the_attacker_agrees_with_the_trial_of_every_table(counts, width, data):
    problem = flat(np.array(counts).reshape(2, 2), width=width)
    if problem.values.max() > 12:
        return
    tables = all_tables(problem, (2, 2))
    free = np.flatnonzero(~problem.hidden & np.isfinite(problem.cost))
    chosen = data.draw(st.lists(st.sampled_from(free.tolist()))) if len(free) else []
    hidden = problem.hidden.copy()
    hidden[chosen] = True

    assert (len(unsafe(problem, hidden)) == 0) == is_safe(problem, tables, hidden)


def drawn(seed, *, width=1):
    """A larger table with unequal counts."""
    base = np.random.default_rng(seed).poisson(np.exp(np.random.default_rng(seed + 1).normal(2, 1.2, (9, 7))))
    return flat(base, width=width, threshold=11)


@pytest.mark.parametrize("width", [1, 5])
def test_workers_and_repetition_do_not_change_the_result(width):
    problem = drawn(3, width=width)

    solutions = [solve(problem, time_limit=30, seed=4, workers=workers) for workers in (1, 3, 3)]

    assert all((one.hidden == solutions[0].hidden).all() for one in solutions)
    assert len({(one.loss, one.bound) for one in solutions}) == 1


@pytest.mark.parametrize("width", [1, 5])
def test_a_larger_table_is_safe_and_proven(width):
    problem = drawn(5, width=width)

    solution = solve(problem, time_limit=30)

    assert not len(unsafe(problem, solution.hidden))
    assert solution.hidden[problem.hidden].all()
    assert solution.gap <= 0.02


def test_without_time_the_result_is_safe_all_the_same():
    problem = drawn(6, width=5)

    solution = solve(problem, time_limit=0)

    assert not len(unsafe(problem, solution.hidden))
    assert 0 <= solution.bound <= solution.loss


def test_the_bound_never_falls_and_the_loss_never_rises_while_it_runs():
    told: list[Progress] = []

    solution = solve(drawn(7, width=5), time_limit=20, progress=told.append)

    assert [one.bound for one in told] == sorted(one.bound for one in told)
    assert [one.loss for one in told] == sorted((one.loss for one in told), reverse=True)
    assert (told[-1].phase, told[-1].loss) == ("done", solution.loss)


def test_a_search_that_is_not_wanted_any_more_stops():
    with pytest.raises(Cancelled):
        solve(drawn(8), time_limit=20, cancelled=lambda: True)


def test_a_search_stops_wherever_it_is_when_it_is_not_wanted_any_more():
    for patience in range(10):
        asked = iter(range(patience))
        with pytest.raises(Cancelled):
            solve(drawn(8, width=5), time_limit=20, cancelled=lambda asked=asked: next(asked, None) is None)
