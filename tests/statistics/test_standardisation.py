"""Direct and indirect standardisation."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.statistics import (
    AGE_GROUPS,
    EUROPEAN_STANDARD_POPULATION,
    InvalidInputError,
    count,
    directly_standardised_rate,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
    rate,
)

EVENTS = [[30, 25, 25, 15], [33, 21, 30, 20]]
PEOPLE = [[1000, 1000, 1100, 900], [1000, 900, 1100, 900]]
STANDARD = [1000, 900, 1000, 900]
"""Two regions of four ages: the worked example of PySAL (esda, smoothing), direct standardisation."""

strata = st.lists(
    st.tuples(st.integers(3, 500), st.integers(500, 10**6), st.integers(1, 1000)), min_size=4, max_size=19
)


def test_two_regions_of_four_ages_have_their_published_rates():
    found = directly_standardised_rate(EVENTS, PEOPLE, STANDARD, multiplier=1)

    np.testing.assert_allclose(found.value, [0.02374402, 0.02665072], atol=5e-9)
    np.testing.assert_array_equal(found.numerator, [95, 104])
    np.testing.assert_array_equal(found.denominator, [4000, 3900])


def test_the_interval_of_dobson_is_that_of_the_total_rescaled_worked_by_hand():
    """Two strata: 16 of 1 000 and 9 of 3 000, weights 1 and 3; total 25, Byar's 95 % limits 16.17 and 36.91."""
    found = directly_standardised_rate([16, 9], [1000, 3000], [1, 3], multiplier=1)

    value = (1 * 0.016 + 3 * 0.003) / 4
    spread = sqrt((1 * 16 / 1000**2 + 9 * 9 / 3000**2) / 16 / 25)
    limits = count(25)
    assert found.value == pytest.approx(value)
    assert found.lower == pytest.approx(value + spread * (limits.lower - 25))
    assert found.upper == pytest.approx(value + spread * (limits.upper - 25))
    assert (limits.lower, limits.upper) == pytest.approx((16.17, 36.91), abs=5e-3)


def test_the_european_population_of_2013_has_nineteen_groups_of_a_hundred_thousand_people():
    assert len(AGE_GROUPS) == len(EUROPEAN_STANDARD_POPULATION) == 19
    assert sum(EUROPEAN_STANDARD_POPULATION) == 100_000
    assert (AGE_GROUPS[0], AGE_GROUPS[1], AGE_GROUPS[-2], AGE_GROUPS[-1]) == ("0-4", "5-9", "85-89", "90+")


@given(st.integers(3, 500), st.integers(500, 10**6))
def test_the_same_rate_at_every_age_is_its_own_standardised_rate(events, people):
    found = directly_standardised_rate([events] * 19, [people] * 19)

    assert found.value == pytest.approx(rate(events, people).value)


@given(strata)
def test_the_population_itself_as_standard_gives_the_crude_rate_and_its_interval(rows):
    """With the weights of the area the variance is that of the total, so Dobson becomes Byar."""
    events, people, _ = map(list, zip(*rows, strict=True))

    found, crude = directly_standardised_rate(events, people, people), rate(sum(events), sum(people))

    assert found.value == pytest.approx(crude.value)
    assert (found.lower, found.upper) == pytest.approx((crude.lower, crude.upper))


@given(strata, st.floats(0.5, 0.99), st.floats(0.5, 0.99))
def test_a_higher_confidence_contains_a_lower_one_and_the_estimate(rows, one, other):
    narrow, wide = (
        directly_standardised_rate(*zip(*rows, strict=True), confidence=level) for level in sorted((one, other))
    )

    assert wide.lower <= narrow.lower <= narrow.value <= narrow.upper <= wide.upper


@given(strata)
def test_only_the_shares_of_the_standard_matter(rows):
    events, people, weights = zip(*rows, strict=True)

    found = directly_standardised_rate(events, people, weights)
    doubled = directly_standardised_rate(events, people, np.array(weights) * 2)

    assert (found.value, found.lower) == pytest.approx((doubled.value, doubled.lower))


def test_people_with_several_events_widen_the_interval_worked_by_hand():
    """8 people seen once and 4 seen twice, of 1 000, then 5 and 2 of 3 000: 25 events, variances 8 + 16 and 5 + 8."""
    people = [[8, 5], [4, 2]]

    found = directly_standardised_rate(people, [1000, 3000], [1, 3], multiplier=1, events_each=[1, 2])
    alone = directly_standardised_rate([16, 9], [1000, 3000], [1, 3], multiplier=1)

    spread = sqrt((1 * 24 / 1000**2 + 9 * 13 / 3000**2) / 16 / 25)
    assert (found.value, found.numerator) == (pytest.approx(alone.value), 25)
    assert found.lower == pytest.approx(found.value + spread * (count(25).lower - 25))
    assert found.upper > alone.upper


def test_one_event_for_each_person_changes_nothing():
    found = directly_standardised_rate([EVENTS[0]], PEOPLE[0], STANDARD, events_each=[1])

    assert found.upper == directly_standardised_rate(EVENTS[0], PEOPLE[0], STANDARD).upper


def test_nine_events_are_too_few_to_standardise_directly():
    with pytest.raises(InvalidInputError, match=r"events of all strata\[1\] = 9: at least 10"):
        directly_standardised_rate([[5, 5], [4, 5]], [[10, 10], [10, 10]], [1, 1])


def test_a_column_of_areas_can_keep_a_blank_for_those_with_too_few_events():
    found = directly_standardised_rate([[5, 5], [4, 5], [0, 0]], np.full((3, 2), 10), [1, 1], too_few="nan")

    assert np.isnan([found.value[1], found.lower[1], found.upper[2]]).all()
    assert found.value[0] == 50_000
    np.testing.assert_array_equal(found.numerator, [10, 9, 0])


def test_the_indirect_ratio_divides_by_the_events_of_the_reference_worked_by_hand():
    """Reference rates 0.1 and 0.2 for 100 and 50 people: 10 + 10 events expected, 25 seen."""
    found = indirectly_standardised_ratio([10, 15], [100, 50], [50, 20], [500, 100])

    assert (found.value, found.numerator, found.denominator) == (1.25, 25, 20)
    assert (found.lower, found.upper) == pytest.approx((count(25).lower / 20, count(25).upper / 20))
    assert found.method == "Byar"


def test_the_total_of_events_is_enough_for_an_indirect_ratio():
    by_age = indirectly_standardised_ratio(EVENTS, PEOPLE, [100, 45, 120, 100], STANDARD)
    by_total = indirectly_standardised_ratio([95, 104], PEOPLE, [100, 45, 120, 100], STANDARD)

    np.testing.assert_array_equal(by_age.value, by_total.value)
    np.testing.assert_array_equal(by_age.upper, by_total.upper)


def test_the_reference_has_a_ratio_of_one_and_its_own_crude_rate():
    reference, people = [100, 45, 120, 100], [1000, 900, 1000, 900]

    assert indirectly_standardised_ratio(reference, people, reference, people).value == pytest.approx(1)
    assert indirectly_standardised_rate(reference, people, reference, people).value == pytest.approx(
        rate(365, 3800).value
    )


def test_an_age_without_people_expects_nothing():
    found = indirectly_standardised_ratio([3, 0], [100, 0], [50, 20], [500, 100])

    assert (found.value, found.method) == (0.3, "exact Poisson")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: directly_standardised_rate([9, 9], [9, 0], [1, 1]), r"populations\[1\] = 0: must be above 0"),
        (lambda: directly_standardised_rate([9, -9], [9, 9], [1, 1]), r"observed\[1\] = -9: cannot be negative"),
        (lambda: directly_standardised_rate([9, 9], [9, 9, 9], [1, 1]), "strata do not match"),
        (lambda: directly_standardised_rate([9, 9], [9, 9]), r"standard_population: shape \(19,\), the events have 2"),
        (lambda: directly_standardised_rate([9, 9], [9, 9], [0, 0]), "every weight is 0"),
        (lambda: directly_standardised_rate(9, 9, 1), "strata are expected on the last axis"),
        (lambda: directly_standardised_rate([9, 9], [9, 9], [1, 1], events_each=[1, 2]), "they do not match"),
        (lambda: indirectly_standardised_ratio([1], [1, 2], [1, 1], [9, 9]), "observed: shape"),
        (lambda: indirectly_standardised_ratio(1, [1, 2], [1, 1, 1], [9, 9]), "reference_counts: shape"),
        (lambda: indirectly_standardised_ratio(1, [1, 2], [1, 1], [9, 0]), r"reference_populations\[1\] = 0"),
        (lambda: indirectly_standardised_ratio(1, [1, 2], [0, 0], [9, 9]), "expected events = 0: must be above 0"),
    ],
)
def test_strata_that_do_not_fit_are_refused_by_name_and_rank(call, message):
    with pytest.raises(InvalidInputError, match=message):
        call()
