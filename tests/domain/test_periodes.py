from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain.errors import Refused
from asv.domain.periodes import (
    GenrePeriode,
    Periode,
    annee,
    day_of,
    is_closed,
    last_closed,
    mois,
    parse_periode,
    periode_of,
    trimestre,
)

days = st.dates(date(2001, 1, 1), date(2099, 12, 31))
genres = st.sampled_from(GenrePeriode)


@pytest.mark.parametrize(
    ("code", "debut", "fin", "libelle"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "année 2026"),
        ("2026-T1", date(2026, 1, 1), date(2026, 3, 31), "1er trimestre 2026"),
        ("2026-T2", date(2026, 4, 1), date(2026, 6, 30), "2e trimestre 2026"),
        ("2026-T4", date(2026, 10, 1), date(2026, 12, 31), "4e trimestre 2026"),
        ("2026-05", date(2026, 5, 1), date(2026, 5, 31), "mai 2026"),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29), "février 2028"),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31), "décembre 2026"),
    ],
)
def test_a_code_says_where_the_period_begins_and_ends(code, debut, fin, libelle):
    periode = parse_periode(f" {code} ")

    assert (periode.debut, periode.fin, periode.libelle) == (debut, fin, libelle)
    assert str(periode) == periode.code == code


@pytest.mark.parametrize(
    "text", ["", "26", "2026-13", "2026-00", "2026-T5", "2026-T0", "2026-5", "1999", "2101", "mai"]
)
def test_an_unreadable_period_is_refused_with_examples(text):
    with pytest.raises(Refused, match="2026-T2"):
        parse_periode(text)


@pytest.mark.parametrize(("year", "rang", "genre"), [(2026, 5, GenrePeriode.TRIMESTRE), (2026, 0, GenrePeriode.MOIS)])
def test_a_period_that_no_calendar_has_cannot_be_built(year, rang, genre):
    with pytest.raises(ValueError, match="no such period"):
        Periode(year, rang, genre)


def test_a_year_closes_on_the_thirty_first_of_january_of_the_next():
    assert not is_closed(annee(2026), date(2027, 1, 31))
    assert is_closed(annee(2026), date(2027, 2, 1))


def test_a_quarter_closes_at_the_end_of_the_month_after_it():
    assert trimestre(2027, 4).cloture == date(2028, 1, 31)
    assert mois(2028, 1).cloture == date(2028, 2, 29)


def test_in_january_the_last_closed_year_is_not_the_one_just_ended():
    assert last_closed(date(2027, 1, 15)) == annee(2025)
    assert last_closed(date(2027, 2, 1)) == annee(2026)
    assert last_closed(date(2026, 11, 22), GenrePeriode.TRIMESTRE) == trimestre(2026, 3)


def test_a_year_covers_its_quarters_and_no_other():
    assert annee(2026).covers(trimestre(2026, 1))
    assert not annee(2026).covers(trimestre(2027, 1))


@given(day=days, genre=genres)
def test_every_day_falls_in_one_period_whose_code_reads_back(day, genre):
    periode = periode_of(day, genre)

    assert periode.contains(day)
    assert parse_periode(periode.code) == periode


@given(day=days, genre=genres)
def test_the_previous_and_next_periods_touch_without_overlap(day, genre):
    periode = periode_of(day, genre)

    assert periode.previous.fin + timedelta(days=1) == periode.debut
    assert periode.next.previous == periode
    assert not periode.contains(periode.previous.fin)
    assert periode.previous < periode < periode.next


def test_the_day_is_the_one_people_live_in_france_and_not_that_of_the_server():
    just_after_midnight_in_summer = datetime(2026, 7, 14, 22, 30, tzinfo=UTC)
    just_before_midnight_in_winter = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)

    assert day_of(just_after_midnight_in_summer) == date(2026, 7, 15)
    assert day_of(just_before_midnight_in_winter) == date(2026, 12, 31)
