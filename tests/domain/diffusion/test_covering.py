"""What the package says of a table with its totals, against plain listing."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asv.domain.diffusion.covering import Arc, Network, protect, ranges

ROWS, COLUMNS = ("r1", "r2", "r3"), ("c1", "c2", "c3")
counts = st.lists(st.integers(0, 4), min_size=9, max_size=9)
masks = st.lists(st.booleans(), min_size=9, max_size=9)


def two_ways(values, hidden, low=0):
    network = Network()
    for (row, column), value, secret in zip(product(ROWS, COLUMNS), values, hidden, strict=True):
        arc = Arc(row, column, value, min(low, value), hidden=secret, cost=value or None)
        network.add((row, column), arc)
    return network


def listed(values, hidden, low=0):
    """Every table with the same rows and columns sums and the same shown cells."""
    table = [values[start : start + 3] for start in (0, 3, 6)]
    mask = [hidden[start : start + 3] for start in (0, 3, 6)]
    by_row = [
        [
            row
            for row in product(
                *(
                    range(min(low, count), sum(line) + 1) if secret else [count]
                    for count, secret in zip(line, secrets, strict=True)
                )
            )
            if sum(row) == sum(line)
        ]
        for line, secrets in zip(table, mask, strict=True)
    ]
    columns = [sum(column) for column in zip(*table, strict=True)]
    return [rows for rows in product(*by_row) if [sum(column) for column in zip(*rows, strict=True)] == columns]


@settings(deadline=None, max_examples=40)
@given(values=counts, hidden=masks, low=st.integers(0, 1))
def test_the_exact_range_of_every_hidden_count_is_given_as_by_listing(values, hidden, low):
    network = two_ways(values, hidden, low)

    tables = [[count for row in rows for count in row] for rows in listed(values, hidden, low)]

    known = ranges(network)
    for rank, key in enumerate(product(ROWS, COLUMNS)):
        found = [table[rank] for table in tables]
        assert known[key] == (min(found), max(found))


def test_two_hidden_counts_in_each_row_and_column_are_not_enough():
    """1 + 1 in a row, 1 + 1 in a column: since a true zero would be shown, each of them can only be 1."""
    network = two_ways([1, 1, 30, 1, 40, 25, 40, 35, 50], [True, True, False, True, True, *[False] * 4], low=1)
    for key in (("r1", "c1"), ("r1", "c2"), ("r2", "c1")):
        network.arcs[key].protected = True
    assert ranges(network)["r1", "c1"] == (1, 1)

    assert protect(network, width=5, seuil=11) is None

    known = ranges(network)
    for key, arc in network.arcs.items():
        low, high = known[key]
        assert not arc.protected or high - low >= 5


@settings(deadline=None, max_examples=40)
@given(values=counts, hidden=masks)
def test_what_is_called_safe_is_safe(values, hidden):
    network = two_ways(values, hidden, low=1)
    for arc in network.arcs.values():
        arc.protected = arc.hidden and arc.value > 0

    if protect(network, width=2, seuil=3) is None:
        known = ranges(network)
        for key, arc in network.arcs.items():
            low, high = known[key]
            assert low <= arc.value <= high
            assert not arc.protected or high - low >= 2


def test_hidden_counts_that_add_up_to_few_take_another_with_them():
    """2 and 3 may be exchanged with the line below; but 2 + 3 = 5 is known unless the 20 beside them goes too."""
    network = two_ways([2, 3, 20, 30, 40, 25, 0, 0, 40], [True, True, False, True, True, False, *[False] * 3])

    assert protect(network, width=1, seuil=11) is None

    assert network.arcs["r1", "c3"].hidden


def test_a_count_that_nothing_can_cover_is_named():
    network = Network()
    network.add(("r", "c"), Arc("r", "c", 3, hidden=True, protected=True))

    assert protect(network, width=2, seuil=3) == ("r", "c")
    assert protect(network, width=0, seuil=11) == ("r", "c")


def test_a_count_is_kept_within_its_own_limits():
    network = two_ways([5, 5, 0, 5, 5, 0, 0, 0, 0], [True] * 9)
    network.arcs["r1", "c1"].high = 6
    network.arcs["r1", "c1"].low = 4

    assert ranges(network)["r1", "c1"] == (4, 6)


@pytest.mark.parametrize("arc", [Arc("r", "c", 3, low=4), Arc("r", "c", 3, high=2)])
def test_a_count_outside_its_limits_is_a_bug(arc):
    with pytest.raises(ValueError, match="impossible"):
        Network().add(("r", "c"), arc)
