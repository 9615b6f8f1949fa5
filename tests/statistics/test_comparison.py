"""Two proportions and two rates compared."""

from math import inf

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from asv.statistics import (
    InvalidInputError,
    proportion,
    proportion_difference,
    proportion_ratio,
    rate,
    rate_difference,
    rate_ratio,
    rest_of,
)

NEWCOMBE_TABLE_II = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0),
    (10, 10, 0, 10, 0.6075, 1.0),
]
"""Newcombe, Statistics in Medicine 17 (1998) 873-890, Table II, method 10."""

OPENEPI = [
    (17, 100_025, 3, 122_268, 6.927, 2.004, 36.89),
    (8, 78_531, 1, 77_932, 7.939, 1.064, 352.3),
    (25, 178_556, 4, 200_200, 7.008, 2.42, 27.71),
]
"""OpenEpi, « Comparing 2 person-time rates », both strata and their sum: exact (Fisher) limits of the ratio."""

parts = st.integers(1, 10**5).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d)))
counted = st.tuples(st.integers(0, 10**5), st.floats(1, 1e7))
levels = st.floats(0.1, 0.999)
functions = pytest.mark.parametrize("compare", [proportion_difference, rate_difference, proportion_ratio, rate_ratio])


@pytest.mark.parametrize("row", NEWCOMBE_TABLE_II)
def test_the_examples_of_newcombe_have_their_published_differences(row):
    found = proportion_difference(*row[:4])

    assert (found.lower, found.upper) == pytest.approx(row[4:], abs=5.1e-5)


def test_the_ratio_of_two_risks_has_the_limits_that_scipy_prints():
    """scipy.stats.contingency.relative_risk, documented example: method of Katz and others 1978."""
    found = proportion_ratio(10, 75, 12, 225)

    assert found.value == pytest.approx(2.5)
    assert (found.lower, found.upper) == pytest.approx((1.1261564003469628, 5.549850800541033), rel=1e-12)


@pytest.mark.parametrize("row", OPENEPI)
def test_the_ratio_of_two_rates_has_the_exact_limits_of_openepi(row):
    found = rate_ratio(*row[:4])

    assert (found.value, found.lower, found.upper) == pytest.approx(row[4:], rel=5e-4)


def test_a_difference_of_rates_squares_and_adds_both_limits():
    one, other = rate(20, 1000, multiplier=1), rate(4, 1000, multiplier=1)

    found = rate_difference(20, 1000, 4, 1000, multiplier=1)

    assert found.value == pytest.approx(0.016)
    assert found.lower == pytest.approx(0.016 - np.hypot(0.02 - one.lower, other.upper - 0.004))
    assert found.upper == pytest.approx(0.016 + np.hypot(one.upper - 0.02, 0.004 - other.lower))
    assert found.method == "exact Poisson"
    assert rate_difference(20, 1000, 40, 1000).method == "Byar"


def test_a_district_is_compared_with_the_rest_of_the_town_that_contains_it():
    """30 of 100 in the district, 90 of 1 000 in the town: 60 of 900 elsewhere, so 4.5 times as often and not 3.3."""
    found = proportion_ratio(30, 100, rest_of(90, 30), rest_of(1000, 100))

    assert found.value == pytest.approx(4.5)
    assert (found.numerator, found.denominator) == pytest.approx((0.3, 60 / 900))


@given(parts, parts, levels)
def test_a_difference_of_proportions_contains_its_estimate_and_stays_within_1(one, other, level):
    found = proportion_difference(*one, *other, confidence=level)

    assert -1 - 1e-12 <= found.lower <= found.value <= found.upper <= 1 + 1e-12


@given(counted, counted, levels)
def test_the_exact_ratio_of_rates_contains_its_estimate(one, other, level):
    assume(other[0] > 0)

    found = rate_ratio(*one, *other, confidence=level)

    assert 0 <= found.lower <= found.value * (1 + 1e-9)
    assert found.value <= found.upper * (1 + 1e-9) < inf


@functions
@given(one=parts, other=parts, low=levels, high=levels)
def test_a_higher_confidence_contains_a_lower_one(compare, one, other, low, high):
    assume(0 < one[0] < one[1] and 0 < other[0] < other[1])
    low, high = sorted((low, high))

    narrow, wide = compare(*one, *other, confidence=low), compare(*one, *other, confidence=high)
    rounding = 1e-9 * max(abs(narrow.lower), abs(narrow.upper))

    assert wide.lower <= narrow.lower + rounding
    assert wide.upper >= narrow.upper - rounding


@pytest.mark.parametrize("compare", [proportion_difference, rate_difference])
@given(one=parts, other=parts)
def test_changing_the_order_turns_a_difference_round(compare, one, other):
    found, turned = compare(*one, *other), compare(*other, *one)

    assert (found.lower, found.upper) == pytest.approx((-turned.upper, -turned.lower), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("compare", [proportion_ratio, rate_ratio])
@given(one=parts, other=parts)
def test_changing_the_order_turns_a_ratio_upside_down(compare, one, other):
    assume(0 < one[0] < one[1] and 0 < other[0] < other[1])

    found, turned = compare(*one, *other), compare(*other, *one)

    assert (found.lower, found.upper) == pytest.approx((1 / turned.upper, 1 / turned.lower), rel=1e-6)


@functions
def test_an_array_gives_what_each_number_gives(compare):
    n, d, m, e = [5, 20, 3], [50, 60, 70], [8, 2, 30], [90, 30, 40]

    together = compare(n, d, m, e, confidence=(0.95, 0.998))

    for i in range(3):
        alone = compare(n[i], d[i], m[i], e[i], confidence=(0.95, 0.998))
        assert together.value[i] == alone.value
        np.testing.assert_array_equal(together.lower[:, i], alone.lower)
        np.testing.assert_array_equal(together.upper[:, i], alone.upper)


def test_two_equal_groups_differ_by_nothing():
    assert proportion_difference(12, 40, 12, 40).value == 0
    assert proportion_difference(12, 40, 12, 40).lower == pytest.approx(-proportion_difference(12, 40, 12, 40).upper)
    assert proportion(12, 40).lower - 0.3 > proportion_difference(12, 40, 12, 40).lower


def test_a_rate_of_zero_is_a_ratio_of_zero_with_an_upper_limit():
    found = rate_ratio(0, 100, 10, 100)

    assert (found.value, found.lower) == (0, 0)
    assert found.upper == pytest.approx(0.4461, abs=5e-4)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: proportion_ratio([3, 0], 9, 3, 9), r"numerator_1\[1\] = 0: without any case"),
        (lambda: proportion_ratio(3, 9, 0, 9), "numerator_2 = 0: without any case"),
        (lambda: proportion_ratio(9, 9, 9, 9), "only cases in both groups"),
        (lambda: proportion_difference(10, 9, 1, 9), "numerator_1 = 10: is above its denominator_1"),
        (lambda: rate_ratio(1, 9, [1, 0], 9), r"numerator_2\[1\] = 0: without any event"),
        (lambda: rate_difference(1, 9, 1, [9, 0]), r"denominator_2\[1\] = 0: must be above 0"),
        (lambda: rest_of([5, 5], [4, 6]), r"part\[1\] = 6: is above the whole"),
    ],
)
def test_groups_that_cannot_be_compared_are_refused_by_name_and_rank(call, message):
    with pytest.raises(InvalidInputError, match=message):
        call()
