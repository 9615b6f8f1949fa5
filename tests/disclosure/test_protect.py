"""protect, from tables to what may leave."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asv.disclosure import (
    Cancelled,
    Dimension,
    Exact,
    Interval,
    Model,
    NotProtectedError,
    Policy,
    Progress,
    Status,
    Table,
    audit,
    protect,
)

LIEUX = ["a", "a", "b", "b", "c", "c"]
SEXES = ["F", "H"] * 3
TABLE = Table.from_rows({"lieu": LIEUX, "sexe": SEXES}, [3, 30, 50, 60, 25, 70])
ANNEE = Dimension.of("periode", [{"T1": "2026", "T2": "2026"}])


def hidden(found) -> set[str]:
    return {"/".join(labels) for labels, count, _ in found.rows() if count is None}


def test_a_small_count_takes_the_cheapest_rectangle_with_it():
    safe = protect(TABLE, Policy(protection=Exact()))

    assert hidden(safe.table) == {"a/F", "a/H", "c/F", "c/H"}
    assert safe.loss == safe.bound == 30 + 25 + 70
    assert safe.gap == 0


def test_every_published_count_is_the_true_one_and_hidden_ones_do_not_leave():
    safe = protect(TABLE)

    assert safe.table.published({"lieu": "b"}) == 110
    assert safe.table.published({"lieu": "a", "sexe": "F"}) is None
    assert safe.table.statut({"lieu": "a", "sexe": "F"}) is Status.PRIMARY


def test_a_weight_turns_the_choice_to_another_rectangle():
    safe = protect(TABLE, Policy(protection=Exact(), weights={"lieu": {"c": 10.0}}))

    assert hidden(safe.table) == {"a/F", "a/H", "b/F", "b/H"}


def test_a_table_without_small_counts_loses_nothing():
    safe = protect(Table.from_rows({"lieu": LIEUX, "sexe": SEXES}, [11, 30, 50, 60, 25, 70]))

    assert hidden(safe.table) == set()
    assert (safe.loss, safe.gap) == (0, 0)


def test_what_forced_openings_leave_no_room_for_is_refused_with_its_cells():
    opened = tuple({"lieu": lieu, "sexe": "H"} for lieu in "abc") + tuple({"lieu": lieu} for lieu in "abc")

    with pytest.raises(NotProtectedError) as refusal:
        protect(TABLE, Policy(opened=opened))

    assert refusal.value.cells == ("lieu = a, sexe = F",)


def test_a_second_release_is_safe_beside_the_first():
    first = protect(TABLE, Policy(protection=Exact()))
    ages = Table.from_rows({"lieu": LIEUX, "age": ["jeune", "vieux"] * 3}, [4, 29, 55, 55, 45, 50])

    second = protect(ages, Policy(protection=Interval(3)), known=[first])

    assert audit([*first.tables, *second.tables]).is_safe


def test_what_the_first_release_hid_the_second_does_not_show():
    first = protect(TABLE, Policy(protection=Exact()))
    smaller = Table.from_rows({"lieu": ["a", "b", "c"]}, [33, 110, 95]).at(
        Dimension.of("sexe", labels=["F", "H"]), "Total"
    )

    again = protect([TABLE, smaller], Policy(threshold=2, protection=Exact()), known=[first])

    assert hidden(again.tables[0]) >= hidden(first.table)


def test_a_quarter_is_not_worked_out_from_the_year_and_the_other_quarter():
    def people(counts):
        return Table.from_rows({"lieu": ["a", "b", "c"]}, counts)

    year, first = people([24, 60, 70]), people([20, 25, 40]).at(ANNEE, "T1")

    published = protect([first], Policy(protection=Exact()))
    safe = protect([year], Policy(protection=Exact()), known=[published])

    assert safe.tables[0].published({"lieu": "a"}) is None


def test_an_added_bound_is_part_of_what_the_attacker_knows():
    table = Table.from_rows({"besoin": ["x", "y"]}, [12, 5])
    people = Table.from_rows({"sexe": ["F", "H"]}, [9, 8])
    model = Model([table, people], Policy(protection=Exact()))
    model.add_at_most([model.rank({"besoin": "y"})], [model.rank({"sexe": "H"})])

    safe = protect(model)

    assert audit(safe.tables, policy=Policy(protection=Exact())).is_safe


def test_a_table_of_one_place_is_hidden_whole():
    safe = protect(Table.from_rows({"lieu": ["a"]}, [5]), Policy(protection=Interval(5)))

    assert safe.table.published({"lieu": "a"}) is None
    assert safe.table.published({}) is None


def test_a_search_can_be_stopped():
    with pytest.raises(Cancelled):
        protect(TABLE, cancelled=lambda: True)


def test_progress_tells_its_phase_and_a_share_between_nothing_and_all():
    told: list[Progress] = []

    protect(TABLE, progress=told.append)

    assert told
    assert all(one.phase and 0 <= one.done <= 1 for one in told)


def test_a_hidden_zero_of_a_sensitive_kind_is_protected_too():
    rows = {"lieu": ["a"] * 3 + ["b"] * 3 + ["c"] * 3, "besoin": ["x", "y", "z"] * 3}
    table = Table.from_rows(rows, [0, 20, 20, 30, 30, 30, 40, 50, 60])

    safe = protect(table, Policy(certainty=("besoin",), protection=Exact()))

    assert safe.table.published({"lieu": "a", "besoin": "x"}) is None
    assert safe.audit.is_safe


COUNTS = st.lists(st.integers(0, 40), min_size=9, max_size=9)
PROTECTIONS = st.sampled_from([Exact(), Interval(3), Interval(5)])


def crossed(counts, names: str = "abcxyz", order=range(9)) -> Table:
    rows = [(names[at // 3], names[3 + at % 3]) for at in range(9)]
    return Table.from_rows(
        {"p": [rows[at][0] for at in order], "q": [rows[at][1] for at in order]}, [counts[at] for at in order]
    )


@settings(max_examples=30, deadline=None)
@given(COUNTS, PROTECTIONS)
def test_what_is_returned_passes_the_audit_and_hides_no_more_than_it_says(counts, protection):
    policy = Policy(protection=protection)
    table = crossed(counts)

    safe = protect(table, policy)

    secondary = table.counts[safe.table.status == Status.SECONDARY]
    assert audit(safe.tables, policy=policy).is_safe
    assert secondary.sum() == safe.loss
    assert safe.bound <= safe.loss
    assert not ((table.counts > 0) & (table.counts < 11) & safe.table.is_published).any()


@settings(max_examples=20, deadline=None)
@given(COUNTS, st.permutations(range(9)), st.permutations("abcxyz"))
def test_the_order_of_rows_and_the_names_of_labels_do_not_change_the_loss(counts, order, names):
    policy = Policy(protection=Exact())

    first, second = protect(crossed(counts), policy), protect(crossed(counts, "".join(names), order), policy)

    assert first.loss == second.loss


@settings(max_examples=15, deadline=None)
@given(COUNTS, st.lists(st.integers(0, 8), min_size=9, max_size=9))
def test_an_earlier_release_never_makes_the_result_unsafe(counts, shares):
    later = np.array(counts) + np.array(shares)
    earlier, year = crossed(counts).at(ANNEE, "T1"), crossed(later.tolist())
    policy = Policy(protection=Exact())
    first = protect(earlier, policy)

    try:
        second = protect(year, policy, known=[first])
    except NotProtectedError:
        return

    assert audit([*first.tables, *second.tables], policy=policy).is_safe
