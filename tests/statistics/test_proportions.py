"""Wilson's interval of a proportion. Published figures: Newcombe, Statistics in Medicine 17 (1998) 857-872, Table I."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.statistics import InvalidInputError, proportion

NEWCOMBE_TABLE_I = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]

parts = st.integers(1, 10**6).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d)))
levels = st.floats(0.01, 0.9999)


@pytest.mark.parametrize(("n", "d", "lower", "upper"), NEWCOMBE_TABLE_I)
def test_the_four_examples_of_newcombe_have_their_published_limits(n, d, lower, upper):
    found = proportion(n, d)

    assert (found.lower, found.upper) == pytest.approx((lower, upper), abs=5e-5)


def test_no_case_and_only_cases_have_an_interval_too():
    none, all_ = proportion(0, 12), proportion(12, 12)

    assert (none.value, none.lower, all_.value, all_.upper) == (0, 0, 1, 1)
    assert none.upper == pytest.approx(1.959963984540054**2 / (12 + 1.959963984540054**2), rel=1e-12)


@given(parts, levels)
def test_the_interval_contains_the_estimate_and_stays_between_0_and_1(part, level):
    found = proportion(*part, confidence=level)

    assert 0 <= found.lower <= found.value <= found.upper <= 1


@given(parts, levels, levels)
def test_a_higher_confidence_contains_a_lower_one(part, one, other):
    narrow, wide = (proportion(*part, confidence=level) for level in sorted((one, other)))

    assert wide.lower <= narrow.lower * (1 + 1e-12)
    assert wide.upper >= narrow.upper * (1 - 1e-12)


@given(parts, levels)
def test_counting_those_without_turns_the_interval_round(part, level):
    n, d = part

    found, turned = proportion(n, d, confidence=level), proportion(d - n, d, confidence=level)

    assert found.lower == pytest.approx(1 - turned.upper, abs=1e-12)
    assert found.upper == pytest.approx(1 - turned.lower, abs=1e-12)


@given(parts, st.integers(2, 50))
def test_the_same_share_of_more_people_has_a_narrower_interval(part, times):
    n, d = part

    few, many = proportion(n, d), proportion(n * times, d * times)

    assert many.upper - many.lower < few.upper - few.lower


@given(st.lists(parts, min_size=1, max_size=8))
def test_an_array_gives_what_each_number_gives(rows):
    n, d = zip(*rows, strict=True)

    together = proportion(n, d, confidence=(0.95, 0.998), multiplier=100)

    for i, row in enumerate(rows):
        alone = proportion(*row, confidence=(0.95, 0.998), multiplier=100)
        assert together.value[i] == alone.value
        np.testing.assert_array_equal(together.lower[:, i], alone.lower)
        np.testing.assert_array_equal(together.upper[:, i], alone.upper)


def test_several_confidences_come_on_the_first_axis_in_the_order_asked():
    found = proportion([65, 5], [100, 100], confidence=(0.998, 0.95))

    assert found.lower.shape == (2, 2)
    np.testing.assert_array_equal(found.lower[1], proportion([65, 5], [100, 100]).lower)
    assert found.confidence == (0.998, 0.95)


def test_the_result_says_what_it_was_made_of():
    found = proportion(65, 100, multiplier=100)

    assert (found.value, found.numerator, found.denominator) == (65, 65, 100)
    assert (found.unit, found.multiplier, found.method, found.confidence) == ("proportion", 100, "Wilson score", 0.95)


def test_a_result_cannot_be_changed_and_leaves_its_inputs_alone():
    given_ = np.array([1.0, 2.0])
    found = proportion(given_, [5, 5])

    with pytest.raises(ValueError, match="read-only"):
        found.lower[0] = 0
    with pytest.raises(AttributeError):
        found.value = 0
    given_[0] = 3
    assert found.numerator[0] == 1


@pytest.mark.parametrize(
    ("n", "d", "message"),
    [
        ([1, -2], [5, 5], r"numerator\[1\] = -2: cannot be negative"),
        ([1, 6], [5, 5], r"numerator\[1\] = 6: is above its denominator"),
        ([1, 0], [5, 0], r"denominator\[1\] = 0: must be above 0: an empty group has no figure"),
        ([1, None], [5, 5], r"numerator\[1\] = nan: a finite number is expected"),
        (1, float("inf"), "denominator = inf: a finite number is expected"),
        ([[1], [2, 3]], 5, "numerator: rows of different lengths"),
        (["1", "2"], 5, "numerator: numbers expected"),
        ([1, 2, 3], [5, 5], r"shapes that do not belong together: numerator \(3,\), denominator \(2,\)"),
        (np.ma.masked_array([1, 2], mask=[False, True]), 5, r"numerator\[1\] = nan"),
    ],
)
def test_what_has_no_proportion_is_refused_by_name_and_rank(n, d, message):
    with pytest.raises(InvalidInputError, match=message):
        proportion(n, d)


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5, float("nan"), (), (0.95, 2)])
def test_a_confidence_lies_strictly_between_0_and_1(confidence):
    with pytest.raises(ValueError, match="confidence"):
        proportion(1, 2, confidence=confidence)


@pytest.mark.parametrize("multiplier", [0, -100, float("inf")])
def test_a_multiplier_is_above_0(multiplier):
    with pytest.raises(ValueError, match="multiplier"):
        proportion(1, 2, multiplier=multiplier)
