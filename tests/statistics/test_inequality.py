"""Quantile groups, slope index and relative index of inequality."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.statistics import (
    InvalidInputError,
    quantile_groups,
    relative_index_of_inequality,
    slope_index_of_inequality,
)

VALUES = np.array([30.0, 24.0, 22.0, 15.0, 12.0])
PEOPLE = np.array([1200, 1000, 900, 800, 1100])
ERRORS = np.array([1.5, 1.2, 1.4, 1.1, 0.9])

gradients = st.lists(
    st.tuples(st.floats(0.05, 0.95), st.integers(10, 10**4), st.floats(0.001, 0.01)), min_size=5, max_size=12
)

SCALES = st.sampled_from(
    [("value", False), ("rate", False), ("rate", True), ("proportion", False), ("proportion", True)]
)


def test_twenty_areas_make_five_groups_of_four_with_the_highest_first():
    values = np.arange(20.0)

    assert list(quantile_groups(values, 5)) == [5] * 4 + [4] * 4 + [3] * 4 + [2] * 4 + [1] * 4
    assert list(quantile_groups(values, 5, highest_first=False)) == list(quantile_groups(values, 5))[::-1]


def test_equal_values_share_a_group_and_their_best_rank():
    assert list(quantile_groups([9, 7, 7, 7, 1, 0], 3)) == [1, 1, 1, 1, 3, 3]


def test_twelve_areas_in_ten_groups_follow_the_ranks_of_the_british_package():
    """PHEindicatormethods 2.1.0 (UK OHID), North East of England, cancer under 75: 12 authorities, ranks 7 to 12."""
    found = quantile_groups(np.arange(12.0, 0.0, -1.0), 10)

    assert list(found[6:]) == [6, 6, 7, 8, 9, 10]


def test_the_border_of_a_group_does_not_depend_on_rounding():
    """28 areas in 20 groups: 28 / 20 has no exact double, and 14 areas are exactly ten groups."""
    assert list(quantile_groups(np.arange(28.0), 20, highest_first=False)[13:15]) == [10, 11]


@given(st.lists(st.integers(-50, 50), min_size=5, max_size=60), st.integers(2, 5))
def test_groups_follow_the_values_and_equal_values_stay_together(values, groups):
    found = quantile_groups(values, groups, highest_first=False)
    order = np.argsort(values, kind="stable")

    assert 1 == found.min() <= found.max() <= groups
    assert (np.diff(found[order]) >= 0).all()
    assert all(len({g for v, g in zip(values, found, strict=True) if v == one}) == 1 for one in set(values))


@given(st.integers(5, 200), st.integers(2, 5))
def test_without_equal_values_groups_differ_by_one_area_at_most(areas, groups):
    sizes = np.bincount(quantile_groups(np.arange(float(areas)), groups))[1:]

    assert sizes.size == groups
    assert np.ptp(sizes) <= 1


def test_values_on_a_line_have_the_slope_of_that_line():
    people = np.full(5, 100)

    slope = slope_index_of_inequality([1, 3, 5, 7, 9], people, [0.1] * 5)

    assert slope.value == pytest.approx(10)
    assert (slope.denominator, slope.numerator) == pytest.approx((0, 10))


def test_the_line_is_that_of_low_and_low_with_the_square_root_of_the_shares():
    """Low & Low, Journal of Public Health 26 (2004) 388-395: regression of √a Y on √a and √a b, without constant."""
    share = PEOPLE / PEOPLE.sum()
    rank = np.cumsum(share) - share / 2
    design = np.sqrt(share)[:, None] * np.column_stack([np.ones(5), rank])
    (bottom, slope), *_ = np.linalg.lstsq(design, np.sqrt(share) * VALUES, rcond=None)

    found = slope_index_of_inequality(VALUES, PEOPLE, ERRORS)
    relative = relative_index_of_inequality(VALUES, PEOPLE, ERRORS)

    assert (found.value, found.denominator) == pytest.approx((slope, bottom))
    assert relative.value == pytest.approx((bottom + slope) / bottom)


@pytest.mark.parametrize(("kind", "transform"), [("value", False), ("rate", True), ("proportion", True)])
def test_limits_are_where_simulated_ones_gather(kind, transform):
    """The British package draws each value at random around itself and takes quantiles; ours is what they tend to."""
    values = VALUES / 100 if kind == "proportion" else VALUES
    errors = ERRORS if kind == "value" else ERRORS / VALUES
    there, back = {
        "value": (lambda y: y, lambda y: y),
        "rate": (np.log, np.exp),
        "proportion": (lambda y: np.log(y / (1 - y)), lambda y: 1 / (1 + np.exp(-y))),
    }[kind]
    drawn = np.random.default_rng(5).normal(there(values), errors, (200_000, 5))
    share = PEOPLE / PEOPLE.sum()
    distance = np.cumsum(share) - share / 2 - 0.5
    slopes = (drawn * share * distance).sum(axis=1) / (share * distance**2).sum()
    middle = (there(values) * share).sum()

    found = slope_index_of_inequality(values, PEOPLE, errors, kind=kind, transform=transform)
    limits = [back(middle + q / 2) - back(middle - q / 2) for q in np.quantile(slopes, [0.025, 0.975])]

    assert (found.lower, found.upper) == pytest.approx(limits, rel=5e-3)


def test_limits_of_the_relative_index_are_where_simulated_ones_gather():
    drawn = np.random.default_rng(6).normal(VALUES, ERRORS, (200_000, 5))
    share = PEOPLE / PEOPLE.sum()
    distance = np.cumsum(share) - share / 2 - 0.5
    slopes = (drawn * share * distance).sum(axis=1) / (share * distance**2).sum()
    middles = (drawn * share).sum(axis=1)

    found = relative_index_of_inequality(VALUES, PEOPLE, ERRORS)

    limits = np.quantile((middles + slopes / 2) / (middles - slopes / 2), [0.025, 0.975])
    assert (found.lower, found.upper) == pytest.approx(limits, rel=5e-3)


def test_an_error_on_the_logarithm_or_the_logit_is_brought_back_to_the_value():
    """An error of 0.05 is worth 0.05 × 30 around a rate of 30, and 0.05 × 0.3 × 0.7 around a share of 0.3."""
    share = VALUES / 100
    rates = slope_index_of_inequality(VALUES, PEOPLE, np.full(5, 0.05), kind="rate")
    parts = slope_index_of_inequality(share, PEOPLE, np.full(5, 0.05), kind="proportion")

    from_rates = slope_index_of_inequality(VALUES, PEOPLE, 0.05 * VALUES)
    from_parts = slope_index_of_inequality(share, PEOPLE, 0.05 * share * (1 - share))

    assert (rates.lower, rates.upper) == pytest.approx((from_rates.lower, from_rates.upper))
    assert (parts.lower, parts.upper) == pytest.approx((from_parts.lower, from_parts.upper))


def test_limits_of_the_values_say_as_much_as_their_standard_errors():
    z = 1.959963984540054
    low, high = VALUES * np.exp(-z * ERRORS / VALUES), VALUES * np.exp(z * ERRORS / VALUES)

    from_limits = slope_index_of_inequality(VALUES, PEOPLE, lower=low, upper=high, kind="rate", transform=True)
    from_errors = slope_index_of_inequality(VALUES, PEOPLE, ERRORS / VALUES, kind="rate", transform=True)

    assert (from_limits.lower, from_limits.upper) == pytest.approx((from_errors.lower, from_errors.upper))


@given(gradients, SCALES)
def test_a_higher_confidence_contains_a_lower_one_and_the_estimate(rows, scale):
    kind, transform = scale
    values, people, errors = zip(*rows, strict=True)

    found = slope_index_of_inequality(values, people, errors, kind=kind, transform=transform, confidence=(0.95, 0.998))

    assert found.lower[1] <= found.lower[0] <= found.value <= found.upper[0] <= found.upper[1]


@given(gradients, SCALES)
def test_turning_the_scale_round_changes_the_sign_only(rows, scale):
    kind, transform = scale
    values, people, errors = map(np.array, zip(*rows, strict=True))

    found = slope_index_of_inequality(values, people, errors, kind=kind, transform=transform)
    turned = slope_index_of_inequality(values[::-1], people[::-1], errors[::-1], kind=kind, transform=transform)
    negative = slope_index_of_inequality(values, people, errors, kind=kind, transform=transform, multiplier=-1)

    assert (turned.value, turned.lower) == pytest.approx((-found.value, -found.upper), rel=1e-6, abs=1e-9)
    assert (negative.value, negative.lower, negative.upper) == (-found.value, -found.upper, -found.lower)


def test_a_table_has_one_index_for_each_row():
    values = np.stack([VALUES, VALUES[::-1]])
    people, errors = np.stack([PEOPLE, PEOPLE]), np.stack([ERRORS, ERRORS])

    for index in (slope_index_of_inequality, relative_index_of_inequality):
        found = index(values, people, errors, confidence=(0.95, 0.998))
        alone = index(values[1], people[1], errors[1], confidence=(0.95, 0.998))
        assert found.value[1] == pytest.approx(alone.value)
        np.testing.assert_allclose(found.upper[:, 1], alone.upper)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: quantile_groups([1, 2, 3, 4]), "values: 4 areas, at least 5"),
        (lambda: quantile_groups(range(9)), "groups = 10: a whole number from 2 to the number of areas, 9"),
        (lambda: quantile_groups(range(9), 1), "groups = 1"),
        (lambda: quantile_groups([1, 2, 3, 4, None], 2), r"values\[4\] = nan"),
        (lambda: slope_index_of_inequality(VALUES[:4], PEOPLE[:4], ERRORS[:4]), "at least 5 groups"),
        (lambda: slope_index_of_inequality(VALUES, PEOPLE[:4], ERRORS), "groups do not match"),
        (lambda: slope_index_of_inequality(VALUES, PEOPLE, ERRORS[:4]), "groups do not match"),
        (lambda: slope_index_of_inequality(VALUES, PEOPLE), "either standard_errors, or both lower and upper"),
        (
            lambda: slope_index_of_inequality(VALUES, PEOPLE, ERRORS, kind="proportion"),
            r"values\[0\] = 30: must be below",
        ),
        (
            lambda: slope_index_of_inequality(-VALUES, PEOPLE, ERRORS, kind="rate"),
            r"values\[0\] = -30: must be above 0",
        ),
        (lambda: slope_index_of_inequality(VALUES, PEOPLE, ERRORS, kind="mean"), "kind = 'mean'"),
        (lambda: slope_index_of_inequality(VALUES, PEOPLE, ERRORS, transform=True), "transform: only a rate"),
        (lambda: slope_index_of_inequality(VALUES, PEOPLE, ERRORS, multiplier=0), "multiplier = 0"),
        (
            lambda: slope_index_of_inequality(VALUES, PEOPLE, lower=VALUES, upper=VALUES - 1),
            r"upper\[0\] = 29: is below",
        ),
        (lambda: relative_index_of_inequality([1, 3, 5, 7, 9], [9] * 5, [1] * 5), "cannot be told from 0"),
    ],
)
def test_a_scale_that_does_not_fit_is_refused_by_name_and_rank(call, message):
    with pytest.raises(InvalidInputError, match=message):
        call()
