"""Rates, ratios and counts: Byar from 10 events on, exact Poisson below."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from asv.statistics import InvalidInputError, count, proportion, rate, ratio

events = st.integers(0, 10**6)
people = st.floats(1e-3, 1e9)
levels = st.floats(0.01, 0.9999)


@pytest.mark.parametrize(
    ("observed", "lower", "upper"),
    [(0, 0.0, 3.6889), (1, 0.0253, 5.5716), (2, 0.2422, 7.2247), (5, 1.6235, 11.6683), (9, 4.1154, 17.0848)],
)
def test_small_counts_have_the_exact_limits_of_the_tables(observed, lower, upper):
    """Usual table of 95 % limits of a Poisson count, as in Breslow & Day 1987 and Ulm 1990 (χ² quantiles)."""
    found = count(observed)

    assert found.method == "exact Poisson"
    assert (found.lower, found.upper) == pytest.approx((lower, upper), abs=5e-5)


def test_thirty_cases_for_fifteen_expected_have_the_limits_of_the_manual():
    """Barry, in Biological Effects of Low Level Exposures (1992), chapter 7: 30 / 15.21 lies within 1.33 and 2.82."""
    found = ratio(30, 15.21)

    assert found.method == "Byar"
    assert (found.lower, found.upper) == pytest.approx((1.33, 2.82), abs=5e-3)
    assert count(30).lower == pytest.approx(20.24, abs=5e-3)


@pytest.mark.parametrize(
    ("numerator", "confidence", "lower", "upper"),
    [
        (65, 0.95, 50.163187710459454, 82.84913854593984),
        (65, 0.998, 42.8802614714802, 94.00029084431802),
        (1045, 0.95, 982.5932018073325, 1110.33121298565),
        (5, 0.95, 1.62348639011842, 11.668332079322669),
        (5, 0.998, 0.739371731917839, 16.454745203680105),
        (1, 0.998, 0.0010005003335835344, 9.233413476451585),
    ],
)
def test_rates_for_a_hundred_agree_with_the_british_public_health_package(numerator, confidence, lower, upper):
    """Figures of the tests of PHEindicatormethods 2.1.0 (UK OHID): Byar's limits, and exact ones below 10."""
    found = rate(numerator, 100, confidence=confidence, multiplier=100)

    assert (found.lower, found.upper) == pytest.approx((lower, upper), rel=1e-12)


def test_the_result_says_for_each_rate_which_interval_it_has():
    found = rate([9, 10], [1000, 1000])

    assert list(found.method) == ["exact Poisson", "Byar"]
    assert rate(9, 1000).method == "exact Poisson"
    np.testing.assert_allclose(found.value, [900, 1000])


def test_no_event_has_a_lower_limit_of_exactly_zero():
    found = rate(0, 1000)

    assert (found.value, found.lower) == (0, 0)
    assert found.upper == pytest.approx(368.887945, rel=1e-8)


def test_more_events_than_people_is_a_rate_and_not_a_proportion():
    assert rate(12, 10, multiplier=1).value == 1.2

    with pytest.raises(InvalidInputError, match="is above its denominator"):
        proportion(12, 10)


@given(events, people, levels)
def test_the_interval_contains_the_estimate(n, d, level):
    found = rate(n, d, confidence=level)

    assert 0 <= found.lower <= found.value <= found.upper


@given(events, people, levels, levels)
def test_a_higher_confidence_contains_a_lower_one(n, d, one, other):
    narrow, wide = (rate(n, d, confidence=level) for level in sorted((one, other)))

    assert wide.lower <= narrow.lower * (1 + 1e-9)
    assert wide.upper >= narrow.upper * (1 - 1e-9)


@given(st.integers(1, 10**5), people, st.integers(2, 20))
def test_the_same_rate_of_more_people_has_a_narrower_interval(n, d, times):
    few, many = rate(n, d), rate(n * times, d * times)

    assert many.upper - many.lower < few.upper - few.lower


@given(st.integers(10, 10**6))
def test_both_methods_nearly_meet_from_ten_events_on(n):
    """APHO technical guide of 2018: Byar's 95 % limits are within 0.2 % of the exact ones from 10 events on."""
    found = count(n)

    assert found.lower == pytest.approx(chi2.ppf(0.025, 2 * n) / 2, rel=2e-3)
    assert found.upper == pytest.approx(chi2.ppf(0.975, 2 * n + 2) / 2, rel=2e-3)


@given(st.lists(st.tuples(st.integers(0, 40), people), min_size=1, max_size=8))
def test_an_array_gives_what_each_number_gives(rows):
    n, d = zip(*rows, strict=True)

    together = rate(n, d, confidence=(0.95, 0.998))

    for i, row in enumerate(rows):
        alone = rate(*row, confidence=(0.95, 0.998))
        assert (together.value[i], together.method[i]) == (alone.value, alone.method)
        np.testing.assert_array_equal(together.lower[:, i], alone.lower)
        np.testing.assert_array_equal(together.upper[:, i], alone.upper)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: rate([1, -1], [5, 5]), r"numerator\[1\] = -1: cannot be negative"),
        (lambda: rate(1, 0), "denominator = 0: must be above 0"),
        (lambda: ratio([[1, 2]], [[3, 0]]), r"expected\[0, 1\] = 0: must be above 0"),
        (lambda: count(float("nan")), "events = nan: a finite number"),
    ],
)
def test_what_has_no_rate_is_refused_by_name_and_rank(call, message):
    with pytest.raises(InvalidInputError, match=message):
        call()
