"""Means with Student's interval."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.statistics import InvalidInputError, mean, mean_from_summary

SLEEP = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
"""Hours of sleep gained, first drug. Student, Biometrika 6 (1908) 1-25."""

samples = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30)


def test_the_sleepers_of_student_have_the_interval_of_the_textbooks():
    """95 % limits as printed by t.test on the data set `sleep` of R, first group."""
    found = mean(SLEEP)

    assert (found.value, found.lower, found.upper) == pytest.approx((0.75, -0.5297804, 2.0297804), abs=1e-7)
    assert (found.numerator, found.denominator) == (pytest.approx(7.5), 10)


def test_a_published_mean_and_deviation_give_the_same_interval_as_the_values():
    from_values, from_summary = mean(SLEEP), mean_from_summary(0.75, np.std(SLEEP, ddof=1), 10)

    assert (from_values.lower, from_values.upper) == pytest.approx((from_summary.lower, from_summary.upper), rel=1e-12)


def test_each_row_of_a_table_has_its_mean():
    found = mean([[1, 2, 3], [4, 4, 4]], confidence=(0.95, 0.998))

    np.testing.assert_allclose(found.value, [2, 4])
    np.testing.assert_allclose(found.lower[:, 1], [4, 4])
    assert found.lower.shape == (2, 2)


@given(samples, st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_a_higher_confidence_contains_a_lower_one_and_the_estimate(values, one, other):
    narrow, wide = (mean(values, confidence=level) for level in sorted((one, other)))

    assert wide.lower <= narrow.lower <= narrow.value <= narrow.upper <= wide.upper


@given(samples, st.floats(-100, 100), st.floats(0.1, 100))
def test_moving_and_stretching_the_values_moves_and_stretches_the_interval(values, move, stretch):
    found, other = mean(values), mean([move + stretch * value for value in values])
    rounding = 1e-9 * (1 + abs(move) + stretch * max(map(abs, values)))

    assert other.lower == pytest.approx(move + stretch * found.lower, rel=1e-9, abs=rounding)
    assert other.upper == pytest.approx(move + stretch * found.upper, rel=1e-9, abs=rounding)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: mean([1.0]), "at least 2"),
        (lambda: mean(3.0), "at least 2"),
        (lambda: mean([1.0, float("inf")]), r"values\[1\] = inf"),
        (lambda: mean_from_summary([1, 2], [1, -1], [5, 5]), r"deviation\[1\] = -1: cannot be negative"),
        (lambda: mean_from_summary(1, 1, 1), "size = 1: at least 2"),
    ],
)
def test_what_has_no_mean_is_refused_by_name_and_rank(call, message):
    with pytest.raises(InvalidInputError, match=message):
        call()
