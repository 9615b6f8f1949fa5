"""The rules of mail: when, how often, and what a header may carry."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from asv.domain.courrier import LONGEST_WAIT, MOST_TRIES, Etat, Sort, digest_moment, etat_after, one_line, stop_token
from asv.domain.courrier import wait_after as wait


def test_the_mail_of_the_day_is_at_seven_in_france_in_winter_as_in_summer():
    winter, summer = datetime(2026, 1, 10, 6, tzinfo=UTC), datetime(2026, 7, 10, 5, tzinfo=UTC)

    for at_seven in (winter, summer):
        assert digest_moment(at_seven - timedelta(minutes=1)) is None
        assert digest_moment(at_seven) == at_seven
        assert digest_moment(at_seven + timedelta(hours=10)) == at_seven


def test_the_wait_doubles_and_stays_bearable():
    assert [wait(n) for n in (1, 2, 3)] == [timedelta(minutes=m) for m in (5, 10, 20)]
    assert wait(1000) == LONGEST_WAIT


@given(st.sampled_from(Sort), st.integers(1, 100))
def test_only_what_was_refused_before_it_was_taken_is_ever_tried_again(sort: Sort, essais: int):
    again = etat_after(sort, essais) is Etat.ATTENTE

    assert again == (sort is Sort.REFUSE and essais < MOST_TRIES)


@given(st.text())
def test_a_header_holds_in_one_line_whatever_it_is_given(text: str):
    line = one_line(text)

    assert len(line) <= 150
    assert len(line.splitlines()) <= 1
    assert not set(line) & {"\r", "\n", "\0", "\u2028", "\u202e", "\x85"}


def test_the_link_that_stops_mails_is_of_one_person_and_of_one_deployment():
    one, other = uuid4(), uuid4()

    assert stop_token(b"a", one) == stop_token(b"a", one)
    assert len({stop_token(b"a", one), stop_token(b"a", other), stop_token(b"b", one)}) == 3
