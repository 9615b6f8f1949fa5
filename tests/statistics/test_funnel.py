"""Funnels: limits by size, significance of the areas, overdispersion."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, poisson

from asv.statistics import (
    InvalidInputError,
    effective_denominator,
    funnel_boundary,
    funnel_limits,
    funnel_significance,
    overdispersion,
    proportion,
)

statistics = pytest.mark.parametrize("statistic", ["proportion", "rate", "ratio"])
areas = st.lists(st.tuples(st.integers(1, 400), st.integers(400, 10**5)), min_size=2, max_size=20)


def test_proportions_have_the_published_limits_of_the_british_package():
    """PHEindicatormethods 2.1.0 (UK OHID), tests of funnels: 80.642448 % in all, sizes 1, 2 and 3."""
    found = funnel_limits(1, 2, target=0.80642448, at=[1, 2, 3], multiplier=100)

    np.testing.assert_allclose(found.lower, [[3.204264, 25.885383, 35.933491], [0, 0, 10.150815]], atol=2e-5)
    np.testing.assert_allclose(found.upper, 100)


def test_ratios_have_the_published_boundary_of_the_british_package():
    """Same source, with their own rounding: they stop a bisection at 1e-7, which leaves five digits for one event."""
    found = funnel_boundary([1, 2, 3], multiplier=100)

    np.testing.assert_allclose(found.lower[0], [17.94802207, 27.6828582, 34.21816244], rtol=1e-6)
    np.testing.assert_allclose(found.upper[0], [3949.774946, 825.7315569, 484.9096876], rtol=5e-6)
    np.testing.assert_allclose(found.lower[1], [10.83023482, 17.81123382, 22.96695541], rtol=1e-6)


@given(st.integers(1, 2000), st.floats(0.8, 0.9999))
def test_the_curve_by_events_is_the_curve_by_sizes(events, level):
    boundary = funnel_boundary(events, confidence=level)

    low = funnel_limits(1, 1, statistic="ratio", at=events / boundary.lower, confidence=level)
    high = funnel_limits(1, 1, statistic="ratio", at=events / boundary.upper, confidence=level)

    assert low.lower == pytest.approx(boundary.lower, rel=1e-6)
    assert high.upper == pytest.approx(boundary.upper, rel=1e-6)


def test_a_proportion_on_the_limit_has_a_wilson_interval_that_ends_on_the_target():
    """The score limits of the funnel and the score interval of an area are the same test, seen from both sides."""
    limit = funnel_limits(1, 1, target=0.3, at=200, confidence=0.95)

    assert proportion(limit.lower * 200, 200).upper == pytest.approx(0.3)
    assert proportion(limit.upper * 200, 200).lower == pytest.approx(0.3)


@given(st.floats(0.05, 500), st.sampled_from([0.025, 0.001]))
def test_limits_of_a_ratio_leave_the_right_chance_between_two_whole_numbers(expected, tail):
    limits = funnel_limits(1, 1, statistic="ratio", at=expected, confidence=1 - 2 * tail)
    low, high = limits.lower * expected, limits.upper * expected

    assert poisson.sf(np.ceil(high + 1e-9) - 1, expected) <= tail * (1 + 1e-6)
    assert high <= 1 or poisson.sf(np.floor(high - 1e-9) - 1, expected) >= tail * (1 - 1e-6)
    assert low == 0 or poisson.cdf(np.ceil(low + 1e-9), expected) >= tail * (1 - 1e-6)


@statistics
@given(rows=areas)
def test_limits_contain_the_target_nest_and_narrow_with_size(statistic, rows):
    n, d = zip(*rows, strict=True)

    found = funnel_limits(n, d, statistic=statistic, multiplier=1, at=[50, 500, 5000])

    assert (found.lower[1] <= found.lower[0]).all()
    assert (found.lower[0] <= found.value).all()
    assert (found.value <= found.upper[0]).all()
    assert (found.upper[0] <= found.upper[1]).all()
    assert (np.diff(found.upper - found.lower) <= 0).all()


@statistics
def test_significance_counts_the_limits_crossed_on_each_side(statistic):
    n, d = [2, 22, 50, 74, 120], [500] * 5
    scale = 500 / 50 if statistic == "ratio" else 1

    found = funnel_significance(n, np.array(d) / scale, statistic=statistic, target=scale / 10)

    assert list(found) == [-2, -2, 0, 2, 2]
    assert list(funnel_significance(n, d, target=0.1, confidence=0.95)) == [-1, -1, 0, 1, 1]


def test_an_area_between_both_limits_is_an_alert_and_not_an_alarm():
    """Target 10 % of 500: score limits at 95 % are 36.9 and 63.1, at 99.8 % 29.3 and 70.7."""
    assert list(funnel_significance([29, 30, 36, 37, 63, 64, 70, 71], [500] * 8, target=0.1)) == [
        *(-2, -1, -1, 0),
        *(0, 1, 1, 2),
    ]


def test_score_limits_are_close_to_those_of_the_binomial_law():
    found = funnel_limits(1, 1, target=0.3, at=1000, confidence=0.95)

    assert found.lower * 1000 == pytest.approx(binom.ppf(0.025, 1000, 0.3), abs=1)
    assert found.upper * 1000 == pytest.approx(binom.ppf(0.975, 1000, 0.3), abs=1)


@given(st.integers(1, 3000), st.floats(0.01, 0.99), st.sampled_from([0.025, 0.001]))
def test_exact_limits_of_a_proportion_leave_the_right_chance_between_two_whole_numbers(size, target, tail):
    limits = funnel_limits(1, 1, target=target, at=size, confidence=1 - 2 * tail, exact=True)
    low, high = limits.lower * size, limits.upper * size

    assert high >= size or binom.sf(np.ceil(high + 1e-9) - 1, size, target) <= tail * (1 + 1e-6)
    assert high <= 1 or high >= size or binom.sf(np.floor(high - 1e-9) - 1, size, target) >= tail * (1 - 1e-6)
    assert low <= 0 or binom.cdf(np.ceil(low + 1e-9), size, target) >= tail * (1 - 1e-6)


def test_nobody_or_everybody_leaves_nothing_to_chance():
    for exact in (False, True):
        assert funnel_limits(1, 1, target=0, at=50, exact=exact).upper.max() == 0
        assert funnel_limits(1, 1, target=1, at=50, exact=exact).lower.min() == 1


def test_a_standardised_rate_stands_at_the_population_that_it_implies():
    """30 events at 150 for 100 000 over three years: 20 000 person-years, 6 667 people a year."""
    assert effective_denominator(30, 150) == pytest.approx(20_000)
    assert effective_denominator(30, 150, years=3) == pytest.approx(6_666.67, abs=5e-3)


def test_overdispersion_worked_by_hand():
    """Target 50 %, size 100: standard deviation 5 points. Distances -2, 0, 0, 2: mean square 2."""
    n = [40, 50, 50, 60]

    assert overdispersion(n, [100] * 4, target=0.5, winsorised=0) == pytest.approx(2)
    assert overdispersion(n, [100] * 4, target=0.5, winsorised=0.25) == 0


def test_pulling_in_the_extremes_gives_them_the_value_of_their_neighbour():
    """Ten ratios at 100 expected: distances -9, -1, …, 1, 9; a tenth at each end becomes -1 and 1."""
    n = [10, *([90] * 4), *([110] * 4), 190]

    assert overdispersion(n, [100] * 10, statistic="ratio", winsorised=0.1) == pytest.approx(1)
    assert overdispersion(n, [100] * 10, statistic="ratio", winsorised=0) == pytest.approx((81 * 2 + 8) / 10)


@statistics
def test_overdispersion_widens_the_funnel_by_its_square_root_and_never_narrows_it(statistic):
    plain, wide, narrow = (
        funnel_limits([20, 30], [200, 300], statistic=statistic, target=0.4, overdispersion=phi, multiplier=1)
        for phi in (1, 2.25, 0.5)
    )

    np.testing.assert_allclose(wide.upper[0] - 0.4, sqrt(2.25) * (plain.upper[0] - 0.4))
    np.testing.assert_array_equal(narrow.upper, plain.upper)
    assert (funnel_significance([20, 30], [200, 300], overdispersion=1e6) == 0).all()


def test_the_target_is_the_figure_of_all_areas_together_and_1_for_a_ratio():
    """10 of 100 and 50 of 200: 60 of 300, and not the mean of 10 % and 25 %."""
    assert funnel_limits([10, 50], [100, 200]).value[0] == pytest.approx(0.2)
    assert funnel_limits([10, 50], [100, 200], statistic="rate").value[1] == pytest.approx(20_000)
    assert funnel_limits([10, 50], [100, 200], statistic="ratio").value[0] == 1


def test_without_any_event_anywhere_every_limit_is_zero():
    found = funnel_limits([0, 0], [10, 20], statistic="rate")

    np.testing.assert_array_equal([*found.lower.ravel(), *found.upper.ravel()], 0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: funnel_limits([], []), "numerator: no area"),
        (lambda: funnel_limits([11], [10]), r"numerator\[0\] = 11: is above its denominator"),
        (lambda: funnel_limits([1], [10], at=[5, 0]), r"at\[1\] = 0: must be above 0"),
        (lambda: funnel_limits([1], [10], target=[0.1, 0.2]), "target: one number"),
        (lambda: funnel_limits([1], [10], overdispersion=[1, 2]), "overdispersion: one number"),
        (lambda: funnel_limits([1], [10], target=1.5), "target = 1.5"),
        (lambda: funnel_limits([1], [10], statistic="mean"), "statistic = 'mean'"),
        (lambda: funnel_limits([1], [10], overdispersion=0), "overdispersion = 0"),
        (lambda: effective_denominator(0, 150), "numerator = 0: must be above 0"),
        (lambda: funnel_boundary([3, 0]), r"events\[1\] = 0: must be above 0"),
        (lambda: overdispersion([1], [10]), "numerator: 1 areas, at least 2"),
        (lambda: overdispersion([0, 0], [10, 10]), "target = 0: chance has no spread"),
        (lambda: overdispersion([1, 2], [10, 10], winsorised=0.5), "winsorised = 0.5"),
    ],
)
def test_a_funnel_without_meaning_is_refused_by_name_and_rank(call, message):
    with pytest.raises(InvalidInputError, match=message):
        call()
