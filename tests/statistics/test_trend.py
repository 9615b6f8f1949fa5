"""Trends of proportions (Cochran-Armitage) and of rates (Poisson score)."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.special import ndtri
from scipy.stats import chi2

from asv.statistics import InvalidInputError, trend, trend_departure

series = st.lists(st.tuples(st.integers(1, 300), st.integers(400, 10**5)), min_size=4, max_size=12)


def test_the_clinical_trial_of_the_sas_manual_has_its_published_statistic():
    """SAS/STAT user's guide, PROC FREQ, example « Cochran-Armitage trend test »: Z = 4.7918 for the adverse effects."""
    found = trend([6, 7, 9, 14, 23], [32, 33, 32, 32, 32])

    assert -ndtri(found.p_value / 2) == pytest.approx(4.7918, abs=5e-5)
    assert found.value > 0


def test_malformations_by_alcohol_have_their_published_test():
    """Graubard & Korn, Biometrics 43 (1987) 471-476; Agresti, Categorical Data Analysis: M² = 6.57, P = 0.010."""
    cases, others = np.array([48, 38, 5, 1, 1]), np.array([17_066, 14_464, 788, 126, 37])

    found = trend(cases, cases + others, [0, 0.5, 1.5, 4, 7])

    assert ndtri(found.p_value / 2) ** 2 == pytest.approx(6.57, abs=5e-3)
    assert found.p_value == pytest.approx(0.010, abs=5e-4)


def test_what_the_slope_leaves_unsaid_is_the_rest_of_the_published_chi_square():
    """Agresti, Categorical Data Analysis, same table: X² = 12.08 with 4 degrees of freedom, of which the slope 6.57."""
    cases, others = np.array([48, 38, 5, 1, 1]), np.array([17_066, 14_464, 788, 126, 37])

    found = trend_departure(cases, cases + others, [0, 0.5, 1.5, 4, 7])

    assert found == pytest.approx(chi2(3).sf(12.08 - 6.57), abs=5e-4)


def test_points_on_a_line_do_not_depart_from_it_and_a_broken_series_does():
    assert trend_departure([10, 12, 14, 16], [100] * 4) == pytest.approx(1)
    assert trend_departure([10, 40, 10, 40], [100] * 4) < 1e-6


def test_a_steady_rise_of_two_points_a_year_has_that_slope():
    found = trend([10, 12, 14, 16], [100] * 4, [2021, 2022, 2023, 2024], multiplier=100)

    assert found.value == pytest.approx(2)
    assert (found.numerator, found.denominator) == (52, 400)


def test_a_poisson_trend_worked_by_hand():
    """1, 2, 3 and 6 events for equal populations: Σ (x - 1.5) n = 8, variance 3 × 5 = 15, so z = 8 / √15."""
    found = trend([1, 2, 3, 6], [1000] * 4, statistic="rate")

    assert -ndtri(found.p_value / 2) == pytest.approx(8 / np.sqrt(15))
    assert found.method == "Poisson score"


@given(series, st.floats(0.5, 0.99), st.sampled_from(["proportion", "rate"]))
def test_the_interval_holds_zero_when_and_only_when_the_test_finds_nothing(rows, level, statistic):
    n, d = zip(*rows, strict=True)

    found = trend(n, d, statistic=statistic, confidence=level)

    assume(abs(found.p_value - (1 - level)) > 1e-9)
    assert (found.lower <= 0 <= found.upper) == (found.p_value > 1 - level)


@given(series)
def test_reading_time_backwards_changes_the_sign_only(rows):
    n, d = zip(*rows, strict=True)

    found, backwards = trend(n, d), trend(n[::-1], d[::-1])

    assert backwards.value == pytest.approx(-found.value, rel=1e-6, abs=1e-12)
    assert backwards.p_value == pytest.approx(found.p_value, rel=1e-6)


@given(series, st.floats(-3000, 3000), st.floats(0.1, 10))
def test_dates_may_start_anywhere_and_count_in_any_unit(rows, start, step):
    n, d = zip(*rows, strict=True)

    found, moved = trend(n, d), trend(n, d, start + step * np.arange(len(n)))

    assert moved.p_value == pytest.approx(found.p_value, rel=1e-6, abs=1e-12)
    assert moved.value * step == pytest.approx(found.value, rel=1e-5, abs=1e-12)


def test_a_table_has_one_slope_for_each_row():
    n, d = np.array([[1, 2, 3, 4], [9, 7, 5, 2]]), np.full((2, 4), 50)

    found = trend(n, d, confidence=(0.95, 0.998))

    for i in range(2):
        alone = trend(n[i], d[i], confidence=(0.95, 0.998))
        assert (found.value[i], found.p_value[i]) == (alone.value, alone.p_value)
        np.testing.assert_array_equal(found.lower[:, i], alone.lower)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: trend([1, 2, 3], [9, 9, 9]), "numerator: 3 points, at least 4 are needed for a trend"),
        (lambda: trend([1, 2, 3, 10], [9] * 4), r"numerator\[3\] = 10: is above its denominator"),
        (lambda: trend([0] * 4, [9] * 4), "nothing can rise or fall"),
        (lambda: trend([9] * 4, [9] * 4), "nothing can rise or fall"),
        (lambda: trend([[1, 2, 3, 4], [0] * 4], [9] * 4), r"overall figure\[1\] = 0"),
        (lambda: trend([1, 2, 3, 4], [9] * 4, [1, 2, 3]), "scores: 3 points, at least 4"),
        (lambda: trend([1, 2, 3, 4], [9] * 4, [1, 2, 3, 4, 5]), "scores: 5 for 4 points"),
        (lambda: trend([1, 2, 3, 4], [9] * 4, [7] * 4), "scores: all equal"),
        (lambda: trend([1, 2, 3, 4], [9] * 4, statistic="ratio"), "statistic = 'ratio'"),
    ],
)
def test_a_series_without_trend_is_refused_by_name_and_rank(call, message):
    with pytest.raises(InvalidInputError, match=message):
        call()
