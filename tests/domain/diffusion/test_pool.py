"""The pool: lines whose detail is not published, and the last check on them before a table leaves."""

import pytest

from asv.domain.diffusion import POLICY
from asv.domain.diffusion.covering import Arc, Network
from asv.domain.diffusion.frame import Frame
from asv.domain.diffusion.lines import POOL, Lines, Verdict, settle
from tests.domain.diffusion.tables import partition


def pooled(populations, ranges):
    table = partition([[count, 0] for count in populations])
    codes = [ligne.code for ligne in table.lignes]
    frame = Frame(total_shown=True, shown=frozenset(), ranges=dict(zip(codes, ranges, strict=True)))
    return Lines(table, frame, frozenset(range(len(codes))))


@pytest.mark.parametrize(
    ("pool_range", "width"),
    [((0, 3), 3), ((8, 8), 8), ((58, 58), 10), ((60, 60), 9), ((2, 9), 9)],
    ids=["few in the pool", "some", "nearly everybody", "everybody", "any number"],
)
def test_a_count_of_a_pooled_line_lies_between_frechet_bounds(pool_range, width):
    """A line of 1 to 10 persons in a pool of 60."""
    lines = pooled([4, 56], [(1, 10), (50, 59)])

    assert lines.is_open(0, pool_range, width)
    assert not lines.is_open(0, pool_range, width + 1)


def test_a_line_that_holds_nearly_all_the_pool_is_known_nearly_as_well():
    assert not pooled([56, 4], [(56, 56), (4, 4)]).is_open(0, (58, 58), 5)


@pytest.mark.parametrize(("low", "high", "is_open"), [(3, 3, False), (0, 9, True)])
def test_a_pool_is_open_when_its_small_counts_are(low, high, is_open):
    network = Network()
    network.add((POOL, "A"), Arc(POOL, "A", 3, low, high, hidden=True))
    network.add((POOL, "B"), Arc(POOL, "B", 57, 57 - high + 3, 57 + 3 - low, hidden=True))
    network.add(("x", "A"), Arc("B", "A", 3, 0, 60, hidden=True))
    network.add(("y", "A"), Arc("A", POOL, 3, 0, 60, hidden=True))
    lines = pooled([4, 56], [(1, 10), (50, 59)])

    assert lines.is_pool_open(network, {"A": (3, 0)}, POLICY) is is_open
    assert lines.is_pool_open(network, {"A": (0, 30)}, POLICY)
    assert lines.is_pool_open(network, {"A": (0, 30)}, POLICY, always={"A"}) is is_open


def test_lines_are_withdrawn_from_the_smallest_until_the_table_is_safe():
    table = partition([[30, 0], [20, 0], [0, 0], [25, 0], [40, 0]])
    frame = Frame(total_shown=True, shown=frozenset({"Q1", "Q2", "Q3", "Q4"}), ranges={})
    tried = []

    def attempt(lines):
        tried.append([lines.code(rank) for rank in lines.kept])
        return POOL if len(tried) < 3 else Verdict(frozenset({("Q1", "A")}))

    assert settle(table, frame, (), attempt).shown == {("Q1", "A")}
    assert tried == [["Q1", "Q2", "Q3", "Q4"], ["Q1", "Q3", "Q4"], ["Q1", "Q3"]]


def test_the_line_in_the_way_is_withdrawn_before_smaller_ones():
    table = partition([[30, 0], [20, 0], [40, 0]])
    frame = Frame(total_shown=True, shown=frozenset({"Q1", "Q2"}), ranges={})
    tried = []

    def attempt(lines):
        tried.append([lines.code(rank) for rank in lines.kept])
        return "Q1"

    assert settle(table, frame, (), attempt) == Verdict()
    assert tried == [["Q1", "Q2"], ["Q2"], []]
