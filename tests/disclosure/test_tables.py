"""Tables from rows: sums computed, sums checked, and nothing that depends on the order of rows or on names."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asv.disclosure import InvalidTableError, Table

LIEUX = {"a": "X", "b": "X", "c": "Y", "d": "Y", "X": "Tous", "Y": "Tous"}
AUTRES = {"a": "P", "c": "P", "b": "R", "d": "R", "P": "Tous", "R": "Tous"}
ROWS = {"lieu": ["a", "a", "b", "c"], "sexe": ["F", "H", "F", "H"]}


def small_table(**changes) -> Table:
    return Table.from_rows(ROWS, [3, 4, 5, 6], {"lieu": [LIEUX, AUTRES]}, **changes)


def every_row(table: Table) -> tuple[dict[str, list[str]], list[int]]:
    cells = list(table.cells())
    names = [dimension.name for dimension in table.dimensions]
    return {name: [cell[at] for cell in cells] for at, name in enumerate(names)}, table.counts.ravel().tolist()


def test_sums_are_computed_along_both_hierarchies():
    table = small_table()

    assert table.count({"lieu": "X"}) == 12
    assert table.count({"lieu": "P", "sexe": "H"}) == 10
    assert table.count({}) == 18


def test_base_cells_left_out_count_zero():
    assert small_table().count({"lieu": "d", "sexe": "F"}) == 0


def test_a_wrong_sum_is_refused_by_naming_its_cell():
    rows, counts = every_row(small_table())
    wrong = rows["lieu"].index("Y")

    with pytest.raises(InvalidTableError, match=rf"lieu = Y, sexe = {rows['sexe'][wrong]}") as refusal:
        Table.from_rows(rows, [c + (at == wrong) for at, c in enumerate(counts)], {"lieu": [LIEUX, AUTRES]})

    assert refusal.value.kind == "margin"


def test_a_cell_given_twice_is_refused_by_its_name():
    with pytest.raises(InvalidTableError, match="lieu = a: given twice"):
        Table.from_rows({"lieu": ["a", "b", "a"]}, [1, 2, 1])


@pytest.mark.parametrize("wrong", [-1, 1.5, float("nan"), float("inf"), "douze", None, 2**60])
def test_what_is_no_count_is_refused_by_naming_its_cell(wrong):
    with pytest.raises(InvalidTableError, match="lieu = b") as refusal:
        Table.from_rows({"lieu": ["a", "b"]}, [1, wrong])

    assert refusal.value.kind == "count"


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(InvalidTableError, match="lengths"):
        Table.from_rows({"lieu": ["a", "b"], "sexe": ["F"]}, [1, 2])


def test_a_hierarchy_of_no_dimension_is_refused():
    with pytest.raises(InvalidTableError, match="quartier"):
        Table.from_rows({"lieu": ["a"]}, [1], {"quartier": [LIEUX]})


def test_a_grid_too_large_for_memory_is_refused_before_it_is_built():
    names = [f"v{rank}" for rank in range(300)]

    with pytest.raises(InvalidTableError) as refusal:
        Table.from_rows(dict.fromkeys(("x", "y", "z", "t"), names), [1] * 300)

    assert refusal.value.kind == "many-cells"


def test_a_dense_array_gives_the_same_table_as_its_rows():
    array = np.array([[3, 4], [5, 0], [0, 6], [0, 0]])

    table = Table.from_arrays(array, {"lieu": list("abcd"), "sexe": ["F", "H"]}, {"lieu": [LIEUX, AUTRES]})

    assert table.count({"lieu": "P", "sexe": "H"}) == small_table().count({"lieu": "P", "sexe": "H"})


def test_an_array_that_does_not_fit_its_labels_is_refused():
    with pytest.raises(InvalidTableError, match="sexe"):
        Table.from_arrays(np.zeros((1, 3)), {"lieu": ["a"], "sexe": ["F", "H"]})


def test_the_largest_contribution_of_a_sum_is_the_largest_of_its_parts():
    table = small_table(largest=[3, 1, 2, 5])

    assert table.largest is not None
    assert table.largest[table.place({"lieu": "X"})] == 3
    assert table.largest[table.place({})] == 5


def test_a_contribution_above_its_count_is_refused():
    with pytest.raises(InvalidTableError, match="largest contribution of 9"):
        small_table(largest=[9, 1, 2, 5])


@st.composite
def tables(draw):
    leaves = [f"l{rank}" for rank in range(draw(st.integers(2, 6)))]
    trees = []
    for prefix in draw(st.sampled_from(["", "P", "PQ"])):
        groups = draw(st.lists(st.integers(0, 2), min_size=len(leaves), max_size=len(leaves)))
        tree = {leaf: f"{prefix}{group}" for leaf, group in zip(leaves, groups, strict=True)}
        trees.append(tree | dict.fromkeys(tree.values(), "Tous"))
    other = ["F", "H", "?"][: draw(st.integers(1, 3))]
    rows = [(leaf, sexe) for leaf in leaves for sexe in other]
    counts = draw(st.lists(st.integers(0, 40), min_size=len(rows), max_size=len(rows)))
    return (
        {"lieu": [row[0] for row in rows], "sexe": [row[1] for row in rows]},
        counts,
        {"lieu": trees} if trees else {},
    )


@given(tables())
def test_sums_that_are_computed_are_accepted_when_given(drawn):
    rows, counts, hierarchies = drawn
    table = Table.from_rows(rows, counts, hierarchies)

    again = Table.from_rows(*every_row(table), hierarchies)

    assert all(again.count(dict(zip(rows, cell, strict=True))) == n for cell, n in zip(
        table.cells(), table.counts.ravel().tolist(), strict=True))  # fmt: skip


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_count(drawn, random):
    rows, counts, hierarchies = drawn
    order = list(range(len(counts)))
    random.shuffle(order)

    shuffled = {name: [labels[at] for at in order] for name, labels in rows.items()}
    table = Table.from_rows(rows, counts, hierarchies)
    other = Table.from_rows(shuffled, [counts[at] for at in order], hierarchies)

    for cell in table.cells():
        named = dict(zip(rows, cell, strict=True))
        assert other.count(named) == table.count(named)


@settings(max_examples=50)
@given(tables(), st.integers(0, 10**6), st.data())
def test_a_sum_changed_by_one_is_always_found(drawn, seed, data):
    rows, counts, hierarchies = drawn
    table = Table.from_rows(rows, counts, hierarchies)
    given_rows, given_counts = every_row(table)
    at = seed % len(given_counts)
    given_counts[at] += data.draw(st.sampled_from([1, 2, 30]))

    with pytest.raises(InvalidTableError):
        Table.from_rows(given_rows, given_counts, hierarchies)
