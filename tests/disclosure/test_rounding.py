"""The rounded public view tells nothing that the protected table does not tell."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.optimize import linprog

from asv.disclosure import Interval, NotProtectedError, Policy, ProtectedTable, Status, Table, protect, round_view
from asv.disclosure.auditing import audit_system, system_of
from asv.disclosure.problem import UNBOUNDED
from asv.disclosure.rounding import largest_error, limits, round_counts, round_share

COUNTS = st.integers(0, 10**6)
BASES = st.integers(1, 25)


def crossed(rows: int, columns: int) -> np.ndarray:
    """Equations of a table with both margins: cell (i, j) has rank i × (columns + 1) + j, the margins come last."""
    ranks = np.arange((rows + 1) * (columns + 1)).reshape(rows + 1, columns + 1)
    equations = np.zeros((rows + columns + 2, ranks.size))
    for line, cells in zip(equations, [*ranks, *ranks.T], strict=True):
        line[cells] = [*[1] * (len(cells) - 1), -1]
    return equations


@st.composite
def tables(draw):
    """A table with margins, and any choice of hidden cells: the promise does not depend on their being well chosen."""
    inner = np.array(draw(st.lists(st.lists(st.integers(0, 60), min_size=3, max_size=3), min_size=3, max_size=3)))
    inner = np.vstack([inner, inner.sum(axis=0)])
    counts = np.column_stack([inner, inner.sum(axis=1)]).ravel()
    hidden = np.array(draw(st.lists(st.booleans(), min_size=16, max_size=16)))
    return counts, hidden


def interval(rank: int, lower: np.ndarray, upper: np.ndarray) -> tuple[int, int]:
    """The least and the largest value of one count, for who knows the equations and these limits of each count."""
    goal = np.eye(16)[rank]
    bounds = list(zip(lower, np.minimum(upper, 10**5), strict=True))
    ends = [linprog(sign * goal, A_eq=crossed(3, 3), b_eq=np.zeros(8), bounds=bounds) for sign in (1, -1)]
    assert all(end.status == 0 for end in ends)
    return round(ends[0].fun), round(-ends[1].fun)


def known(counts, hidden) -> tuple[np.ndarray, np.ndarray]:
    """Limits for the reader of the exact table: published counts, hidden ones from 1 where they are not zero."""
    return np.where(hidden, np.minimum(counts, 1), counts), np.where(hidden, 10**5, counts)


def view(counts, hidden, base=5) -> tuple[int | None, ...]:
    return round_counts([None if h else int(c) for c, h in zip(counts, hidden, strict=True)], base)


@given(COUNTS, BASES)
def test_a_count_is_shown_as_the_nearest_multiple_of_the_base(count, base):
    (shown,) = round_counts([count], base)

    assert shown % base == 0
    assert count < base or abs(shown - count) <= largest_error(base)


@given(COUNTS, BASES)
def test_a_zero_is_the_only_count_that_reads_zero(count, base):
    assert (round_counts([count], base) == (0,)) == (count == 0)


def test_a_hidden_count_stays_hidden_and_the_others_are_rounded_to_five():
    assert round_counts([0, 11, 12, 13, 17, 18, None, 100]) == (0, 10, 10, 15, 15, 20, None, 100)


@given(st.lists(st.one_of(st.none(), COUNTS)), BASES)
def test_two_downloads_of_the_same_counts_are_the_same(counts, base):
    assert round_counts(counts, base) == round_counts(list(counts), base)


@given(COUNTS, COUNTS, BASES)
def test_a_larger_count_never_reads_smaller(first, second, base):
    shown = round_counts(sorted([first, second]), base)

    assert shown[0] <= shown[1]


@given(COUNTS, BASES)
def test_the_limits_that_a_reader_works_out_are_exactly_the_counts_that_read_the_same(count, base):
    shown = round_counts([count], base)
    lower, upper = (int(end[0]) for end in limits(shown, base))

    assert lower <= count <= upper
    assert {round_counts([n], base) for n in {lower, upper}} == {shown}
    assert all(round_counts([n], base) != shown for n in {lower - 1, upper + 1} if n >= 0)


def test_a_reader_who_knows_the_threshold_reads_eleven_or_twelve_behind_ten():
    lower, upper = limits((10, 0, None), threshold=11)

    assert (lower.tolist(), upper[:2].tolist()) == ([11, 0, 0], [12, 0])


@settings(max_examples=40, deadline=None)
@given(tables(), st.sampled_from([3, 5, 10]))
def test_no_interval_of_the_rounded_view_is_narrower_than_that_of_the_exact_table(table, base):
    counts, hidden = table
    exact_lower, exact_upper = known(counts, hidden)
    lower, upper = limits(view(counts, hidden, base), base)

    for rank in np.flatnonzero(hidden):
        exact = interval(rank, exact_lower, exact_upper)
        rounded = interval(rank, np.where(hidden, exact_lower, lower), np.where(hidden, exact_upper, upper))
        assert rounded[0] <= exact[0] <= exact[1] <= rounded[1]


@settings(max_examples=40, deadline=None)
@given(tables())
def test_two_readers_who_pool_the_exact_table_and_the_rounded_view_know_what_the_exact_table_says(table):
    counts, hidden = table
    exact_lower, exact_upper = known(counts, hidden)
    lower, upper = limits(view(counts, hidden))

    pooled = np.maximum(exact_lower, np.where(hidden, 0, lower)), np.minimum(exact_upper, upper)

    for rank in np.flatnonzero(hidden):
        assert interval(rank, *pooled) == interval(rank, exact_lower, exact_upper)


@given(st.lists(COUNTS, min_size=1, max_size=8))
def test_rounded_parts_differ_from_their_rounded_total_by_less_than_what_is_announced(parts):
    parts = [part or 11 for part in parts]
    *shown, total = round_counts([*parts, sum(parts)])

    small = sum(4 for part in parts if part < 5)
    assert abs(sum(shown) - total) <= (len(parts) + 1) * largest_error() + small


def test_a_rest_taken_from_two_rounded_counts_is_not_the_true_rest():
    whole, part = 57, 55

    shown = round_counts([whole, part])

    assert shown == (55, 55)
    lower, upper = limits(shown)
    assert (lower[0] - upper[1], upper[0] - lower[1]) == (-4, 4)


@given(st.integers(1, 10**5), st.data())
def test_a_share_reads_none_or_all_when_it_is_so_only(total, data):
    count = data.draw(st.integers(0, total))

    share = round_share(count, total)

    assert (share == 0, share == 100) == (count == 0, count == total)
    assert abs(100 * count - share * total) <= (total if share in {1, 99} else total / 2)


def test_a_share_of_a_hidden_count_is_hidden():
    assert (round_share(None, 40), round_share(12, None), round_share(0, 0)) == (None, None, None)


@pytest.mark.parametrize(("counts", "base"), [([-1], 5), ([12], 0)])
def test_a_negative_count_and_a_base_of_zero_are_refused(counts, base):
    with pytest.raises(ValueError, match=r"never negative|at least 1"):
        round_counts(counts, base)


def test_a_share_larger_than_all_is_refused():
    with pytest.raises(ValueError, match="count ≤ total"):
        round_share(41, 40)


PLACES = {"lieu": ["nord", "est", "sud"]}


def protected(counts, hidden) -> ProtectedTable:
    table = Table.from_rows(PLACES, counts)
    status = np.where(hidden, Status.SECONDARY, Status.PUBLISHED).astype(np.int8)
    return ProtectedTable(table, status)


def test_the_view_shows_each_published_cell_rounded_and_each_hidden_one_hidden():
    seen = dict(round_view(protected([14, 23, 0], [False, True, False, False])).rows())

    assert seen == {("nord",): 15, ("est",): None, ("sud",): 0, ("Total",): 35}


def test_the_view_says_neither_which_hidden_cell_is_primary_nor_what_it_holds():
    first, second = protected([4, 23, 0], [True, True, False, False]), protected([9, 18, 0], [True, True, False, False])
    first.status[0], second.status[1] = Status.PRIMARY, Status.PRIMARY

    assert list(round_view(first).rows()) == list(round_view(second).rows())
    assert (round_view(first).counts == round_view(second).counts).all()


def test_a_cell_that_nobody_is_shown_is_not_in_the_view():
    released = protected([40, 23, 0], [False] * 4)
    released.status[0] = Status.UNSHOWN

    assert len(list(round_view(released, base=3).rows())) == 3


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([0, 2, 5, 9, 12, 14, 23, 38]), min_size=9, max_size=9))
def test_the_auditor_finds_every_count_of_a_protected_table_at_least_as_safe_in_its_rounded_view(inner):
    rows = {"lieu": [row for row in "abc" for _ in range(3)], "frein": list("xyz") * 3}
    try:
        released = protect(Table.from_rows(rows, inner), Policy(protection=Interval(5)), workers=1)
    except NotProtectedError:
        assume(False)  # too few people for any protection
    view = round_view(released.table)

    lower, upper = limits([count for _, count in view.rows()], threshold=11)
    hidden = view.is_hidden.ravel()
    width = np.where(released.table.status.ravel() == Status.PRIMARY, 5, 0)
    sums = sparse.csr_array(crossed(3, 3).astype(np.int64))
    reader = system_of(
        np.zeros(16, dtype=np.bool_), np.zeros(16, dtype=np.int64), sums,
        lower=np.where(hidden, 1, lower), upper=upper, width=width,
    )  # fmt: skip
    proof, _ = audit_system(reader, exact=True, workers=1)

    assert proof.is_met.all()
    found = dict(zip(proof.cells.tolist(), zip(proof.lower.tolist(), proof.upper.tolist(), strict=True), strict=True))
    for rank, labels in enumerate(released.table.table.cells()):
        exact = released.audit.intervals.get(f"lieu = {labels[0]}, frein = {labels[1]}")
        if exact is not None:
            assert found[rank][0] <= exact.lower
            assert found[rank][1] >= (UNBOUNDED if exact.upper is None else exact.upper)
