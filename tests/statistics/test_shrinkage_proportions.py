"""Empirical Bayes proportions, on the wards that Martuzzi and Elliott published."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from asv.statistics import InvalidInputError, empirical_bayes, empirical_bayes_proportion, proportion

# Respiratory symptoms in 71 school areas of Huddersfield: Martuzzi & Elliott, Stat. Medicine 15 (1996), p. 1870,
# as spData gives them (CC0). The estimates, in %, are those that the manual of spdep prints (EBest, family binomial).
CASES = [
    21, 22, 47, 3, 8, 25, 31, 26, 12, 5, 73, 27, 66, 41, 39, 26, 16, 10, 9, 4, 19, 7, 32, 23, 12, 26, 6, 4, 28,
    7, 33, 6, 18, 12, 14, 11, 19, 6, 34, 19, 22, 8, 5, 3, 32, 5, 16, 20, 7, 29, 19, 14, 16, 4, 8, 8, 4, 5, 0, 5,
    43, 6, 42, 3, 27, 33, 52, 26, 49, 25, 50,
]  # fmt: skip
ASKED = [
    49, 76, 166, 14, 24, 81, 92, 57, 45, 17, 263, 80, 202, 179, 114, 77, 55, 63, 22, 10, 66, 18, 113, 69, 86,
    77, 19, 12, 105, 11, 96, 30, 94, 47, 58, 25, 75, 33, 107, 59, 84, 42, 30, 15, 97, 10, 43, 61, 18, 116, 73,
    46, 81, 8, 37, 36, 11, 16, 1, 17, 138, 18, 124, 10, 89, 81, 112, 76, 202, 85, 106,
]  # fmt: skip
PRINTED = [
    34.44, 29.56, 28.94, 28.93, 30.72, 30.43, 31.85, 35.93, 28.95, 29.95, 28.36, 31.75, 31.84, 25.36, 32.33,
    31.72, 29.69, 24.36, 32.11, 31.01, 29.53, 31.47, 29.10, 31.44, 22.36, 31.72, 30.31, 30.42, 28.26, 33.57,
    32.24, 27.62, 24.60, 28.54, 27.79, 32.98, 27.95, 26.96, 30.97, 30.88, 28.23, 26.65, 26.81, 28.66, 31.54,
    31.97, 32.30, 31.13, 31.47, 27.26, 28.29, 30.18, 25.28, 31.61, 27.67, 27.88, 30.71, 30.22, 29.73, 29.95,
    30.71, 30.58, 32.22, 30.04, 30.19, 35.00, 38.96, 31.91, 26.10, 29.75, 39.13,
]  # fmt: skip

areas = st.lists(
    st.integers(1, 400).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))), min_size=2, max_size=25
)


def test_the_wards_of_huddersfield_have_the_estimates_that_were_printed():
    found = empirical_bayes_proportion(CASES, ASKED, multiplier=100)

    np.testing.assert_allclose(found.value, PRINTED, atol=0.005)


def test_the_interval_is_that_of_the_beta_law_with_the_estimate_for_mean():
    """Two areas drawn by hand: 10 of 100 and 30 of 100. m = 0.2, s² = 0.01, m (1 − m) = 0.16: M = 0.15 / 0.0084."""
    weight = 0.15 / 0.0084
    law = beta(np.array([10, 30]) + 0.2 * weight, np.array([90, 70]) + 0.8 * weight)

    found = empirical_bayes_proportion([10, 30], [100, 100])

    np.testing.assert_allclose(found.value, law.mean())
    np.testing.assert_allclose((found.lower, found.upper), law.interval(0.95))


def test_areas_that_differ_no_more_than_by_chance_all_take_the_mean():
    found = empirical_bayes_proportion([49, 51, 50], [100, 100, 100])

    whole = proportion(150, 300)
    assert list(found.value) == [0.5, 0.5, 0.5]
    np.testing.assert_allclose((found.lower[0], found.upper[0]), (whole.lower, whole.upper))


def test_areas_of_all_or_nothing_keep_their_own_figure():
    found = empirical_bayes_proportion([0, 20], [20, 20])

    assert list(found.value) == [0, 1]


def test_a_frequent_answer_is_drawn_less_than_by_the_law_of_rare_events():
    """72 % of women here, 60 % and 84 % there: chance is m (1 − m) and not m, three and a half times less."""
    n, d = [60, 72, 84], [100, 100, 100]

    right, rare = empirical_bayes_proportion(n, d), empirical_bayes(n, d, multiplier=1)

    assert right.value[0] < rare.value[0]


@given(areas)
def test_an_estimate_stays_between_the_raw_share_and_the_mean_and_in_its_interval(drawn):
    n, d = (np.array(side, dtype=float) for side in zip(*drawn, strict=True))
    if d.sum() <= d.size:
        return
    mean = n.sum() / d.sum()

    found = empirical_bayes_proportion(n, d)

    low, high = np.minimum(n / d, mean), np.maximum(n / d, mean)
    assert ((low - 1e-12 <= found.value) & (found.value <= high + 1e-12)).all()
    assert ((found.lower <= found.value) & (found.value <= found.upper)).all()
    assert ((found.lower >= 0) & (found.upper <= 1)).all()


@pytest.mark.parametrize(
    ("n", "d", "named"), [([1], [2], "at least 2"), ([3, 1], [2, 2], r"numerator\[0\]"), ([1, 0], [1, 1], "one person")]
)
def test_what_cannot_be_estimated_is_refused_by_name(n, d, named):
    with pytest.raises(InvalidInputError, match=named):
        empirical_bayes_proportion(n, d)
