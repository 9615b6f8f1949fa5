"""Empirical Bayes rates, global and local."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse
from scipy.stats import gamma

from asv.statistics import InvalidInputError, count, empirical_bayes, rate

EVENTS, PEOPLE = [0, 10, 40, 50], [100, 1000, 1000, 900]
"""A row of four areas, each touching the next; rates 0, 0.01, 0.04 and 0.0556."""
TOUCHING = [[1], [0, 2], [1, 3], [2]]
MATRIX = np.array([[0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0]])

areas = st.lists(st.tuples(st.integers(0, 200), st.integers(1, 10**5)), min_size=2, max_size=25)


def marshall(events, people, i):
    """Formulas of Marshall 1991, equations for one area, written out with plain numbers."""
    total, size = sum(events), sum(people)
    m = total / size
    spread = sum(d * (n / d - m) ** 2 for n, d in zip(events, people, strict=True)) / size
    a = max(spread - m / (size / len(people)), 0)
    raw = events[i] / people[i]
    return m + a / (a + m / people[i]) * (raw - m) if a + m > 0 else m


def test_every_area_follows_the_formulas_of_marshall():
    found = empirical_bayes(EVENTS, PEOPLE, multiplier=1)

    np.testing.assert_allclose(found.value, [marshall(EVENTS, PEOPLE, i) for i in range(4)])


def test_the_interval_is_that_of_the_gamma_law_with_the_estimate_for_mean():
    """Clayton & Kaldor 1987: with a gamma prior of mean m and variance A, shape n + m²/A and scale 1 / (d + m/A)."""
    mean = 100 / 3000
    spread = sum(d * (n / d - mean) ** 2 for n, d in zip(EVENTS, PEOPLE, strict=True)) / 3000
    between = spread - mean / (3000 / 4)
    law = gamma(np.array(EVENTS) + mean**2 / between, scale=1 / (np.array(PEOPLE) + mean / between))

    found = empirical_bayes(EVENTS, PEOPLE, multiplier=1)

    np.testing.assert_allclose(found.value, law.mean())
    np.testing.assert_allclose((found.lower, found.upper), law.interval(0.95))


def test_the_local_estimate_looks_at_the_area_and_its_neighbours_only():
    found = empirical_bayes(EVENTS, PEOPLE, TOUCHING, multiplier=1)

    expected = [
        marshall(EVENTS[:2], PEOPLE[:2], 0),
        marshall(EVENTS[:3], PEOPLE[:3], 1),
        marshall(EVENTS[1:], PEOPLE[1:], 1),
        marshall(EVENTS[2:], PEOPLE[2:], 1),
    ]
    np.testing.assert_allclose(found.value, expected)


@pytest.mark.parametrize(
    "adjacency",
    [
        MATRIX,
        MATRIX.tolist(),
        sparse.csr_matrix(MATRIX),
        sparse.coo_array(MATRIX),
        sparse.triu(MATRIX),
        [[1], [2], [3], []],
    ],
    ids=["array", "lists of 0 and 1", "sparse matrix", "sparse array", "upper half", "each link once"],
)
def test_neighbours_may_be_given_in_any_form(adjacency):
    found, expected = empirical_bayes(EVENTS, PEOPLE, adjacency), empirical_bayes(EVENTS, PEOPLE, TOUCHING)

    np.testing.assert_array_equal(found.value, expected.value)
    np.testing.assert_array_equal(found.upper, expected.upper)


def test_the_raw_rate_stays_beside_the_shrunken_one():
    found = empirical_bayes(EVENTS, PEOPLE)

    np.testing.assert_array_equal(found.numerator / found.denominator * found.multiplier, rate(EVENTS, PEOPLE).value)


def test_an_area_that_touches_nobody_keeps_its_own_rate_and_interval():
    found = empirical_bayes([5, 30, 50], [100, 1000, 900], [[], [2], [1]])

    assert found.value[0] == pytest.approx(5000)
    assert (found.lower[0], found.upper[0]) == pytest.approx((count(5).lower * 1000, count(5).upper * 1000))


def test_areas_that_differ_by_chance_only_take_the_common_rate_and_its_interval():
    found, common = empirical_bayes([10, 11, 9], [100, 100, 100]), rate(30, 300)

    np.testing.assert_allclose(found.value, common.value)
    np.testing.assert_allclose(found.lower, common.lower)
    np.testing.assert_allclose(found.upper, common.upper)


@given(areas)
def test_the_estimate_lies_between_the_raw_rate_and_the_mean(rows):
    n, d = map(np.array, zip(*rows, strict=True))

    found = empirical_bayes(n, d, multiplier=1)
    raw, mean = n / d, n.sum() / d.sum()

    assert (found.value >= np.minimum(raw, mean) * (1 - 1e-9)).all()
    assert (found.value <= np.maximum(raw, mean) * (1 + 1e-9)).all()


@given(areas)
def test_everybody_touching_everybody_is_the_global_estimate(rows):
    n, d = zip(*rows, strict=True)

    near, everywhere = empirical_bayes(n, d, np.ones((len(n), len(n)))), empirical_bayes(n, d)

    np.testing.assert_allclose(near.value, everywhere.value, rtol=1e-6, atol=1e-6)


@given(areas, st.floats(0.5, 0.99), st.floats(0.5, 0.99))
def test_a_higher_confidence_contains_a_lower_one_and_the_estimate(rows, one, other):
    n, d = zip(*rows, strict=True)
    narrow, wide = (empirical_bayes(n, d, confidence=level) for level in sorted((one, other)))

    assert (wide.lower <= narrow.lower * (1 + 1e-9)).all()
    assert (narrow.lower <= narrow.value * (1 + 1e-9)).all()
    assert (narrow.value <= narrow.upper * (1 + 1e-9)).all()
    assert (narrow.upper <= wide.upper * (1 + 1e-9)).all()


@given(areas, st.randoms())
def test_the_order_of_the_areas_changes_nothing(rows, random):
    order = list(range(len(rows)))
    random.shuffle(order)
    n, d = map(np.array, zip(*rows, strict=True))

    np.testing.assert_allclose(empirical_bayes(n[order], d[order]).value, empirical_bayes(n, d).value[order], rtol=1e-9)


def test_the_smaller_of_two_areas_with_one_rate_is_drawn_further():
    found = empirical_bayes([1, 100, 500, 10], [10, 1000, 10_000, 1000], multiplier=1)
    mean = 611 / 12_010

    assert abs(found.value[0] - mean) < abs(found.value[1] - mean)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: empirical_bayes([1], [10]), "numerator: 1 areas, at least 2"),
        (lambda: empirical_bayes([[1, 2]], [[10, 10]]), "one axis is expected"),
        (lambda: empirical_bayes(EVENTS, PEOPLE, [[1], [0]]), "adjacency: 2 lists of neighbours for 4 areas"),
        (lambda: empirical_bayes(EVENTS, PEOPLE, [[1], [0, 4], [], []]), r"adjacency\[1\]: 4 is not the rank"),
        (lambda: empirical_bayes(EVENTS, PEOPLE, [[1.5], [], [], []]), r"adjacency\[0\]: 1.5 is not the rank"),
        (lambda: empirical_bayes(EVENTS, PEOPLE, np.ones((3, 4))), r"adjacency: shape \(3, 4\) for 4 areas"),
        (lambda: empirical_bayes(EVENTS, PEOPLE, sparse.eye_array(3)), r"adjacency: shape \(3, 3\) for 4 areas"),
        (lambda: empirical_bayes([1, 2], [10, 0]), r"denominator\[1\] = 0: must be above 0"),
    ],
)
def test_a_map_that_does_not_fit_is_refused_by_name_and_rank(call, message):
    with pytest.raises(InvalidInputError, match=message):
        call()
