"""What the rules hide, counted by hand on small tables."""

import pytest

from asv.disclosure import Exact, Interval, InvalidTableError, Policy, SmallClass, Table, protection_of
from asv.disclosure.primary import primary_cells


def table(*counts: int, largest=None) -> Table:
    """Two places, « oui » and « non » at each."""
    rows = {"lieu": ["a", "a", "b", "b"], "besoin": ["oui", "non", "oui", "non"]}
    return Table.from_rows(rows, counts, largest=largest)


def hidden(found: Table, policy: Policy) -> set[str]:
    cells, mask = list(found.cells()), primary_cells(found, policy).ravel()
    return {"/".join(cell) for cell, is_hidden in zip(cells, mask, strict=True) if is_hidden}


def test_counts_from_one_to_below_the_threshold_are_hidden():
    assert hidden(table(1, 10, 0, 11), Policy()) == {"a/oui", "a/non", "Total/oui"}


def test_zeros_that_are_not_published_are_small_counts():
    assert hidden(table(20, 30, 0, 15), Policy(zeros_published=False)) == {"b/oui"}


def test_a_share_that_leaves_a_small_rest_is_hidden():
    assert hidden(table(40, 12, 60, 0), Policy(threshold=13, complement=("besoin",))) >= {"a/oui", "a/non", "Total/oui"}
    assert "a/oui" not in hidden(table(40, 12, 60, 0), Policy(threshold=12, complement=("besoin",)))


def test_all_of_them_is_hidden_with_the_zeros_that_would_tell_it():
    assert hidden(table(60, 0, 70, 80), Policy(certainty=("besoin",))) == {"a/oui", "a/non"}


def test_none_of_a_sensitive_kind_is_hidden_below_the_base_only():
    counts = {"lieu": ["a", "a", "a", "b", "b", "b"], "besoin": ["x", "y", "z"] * 2}
    found = Table.from_rows(counts, [0, 20, 20, 0, 30, 30])

    assert hidden(found, Policy(certainty=("besoin",), certainty_base=50)) == {"a/x"}


def test_a_count_owned_by_one_contributor_is_hidden():
    policy = Policy(dominance=0.85)

    assert hidden(table(100, 50, 60, 70, largest=[86, 10, 10, 10]), policy) == {"a/oui"}


def test_the_dominance_rule_needs_contributions():
    with pytest.raises(InvalidTableError, match="largest contribution"):
        primary_cells(table(1, 2, 3, 4), Policy(dominance=0.85))


def test_a_small_cell_that_nobody_is_shown_is_primary_too():
    assert hidden(table(1, 20, 30, 40).without("lieu", ["a"]), Policy()) == {"a/oui"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"threshold": 1},
        {"threshold": -5},
        {"dominance": 1.5},
        {"dominance": 0},
        {"rounding": 1},
        {"certainty_base": -1},
        {"cost": "price"},
        {"weights": {"lieu": {"a": 0}}},
        {"weights": {"lieu": {"a": float("nan")}}},
        {"threshold": 2, "protection": SmallClass()},
    ],
)
def test_figures_that_protect_nothing_are_refused(wrong):
    with pytest.raises(ValueError, match=r"."):
        Policy(**wrong)


@pytest.mark.parametrize("protection", [Exact(), Interval(5), Interval(1), SmallClass()])
def test_a_protection_is_read_from_its_own_text(protection):
    assert protection_of(str(protection)) == protection


@pytest.mark.parametrize("text", ["", "interval", "interval:", "interval:0", "interval:-1", "interval:x", "Exact", "²"])
def test_a_text_that_is_no_protection_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        protection_of(text)
