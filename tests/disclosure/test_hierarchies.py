"""Dimensions: one or several trees over the same base labels."""

import pytest

from asv.disclosure import Dimension, InvalidTableError

COMMUNES = {"Cité A": "Lens", "Cité B": "Lens", "Reste de Lens": "Lens", "Cité C": "Liévin", "Lens": "T", "Liévin": "T"}
QUARTIERS = {
    "Cité A": "Q1",
    "Cité C": "Q1",
    "Cité B": "Q2",
    "Q1": "En QPV",
    "Q2": "En QPV",
    "Reste de Lens": "Hors QPV",
}


def sums_of(dimension: Dimension) -> set[tuple[str, frozenset[str]]]:
    label = dimension.labels
    return {(label[parent], frozenset(label[child] for child in children)) for parent, children in dimension.sums}


def test_a_dimension_without_a_hierarchy_is_flat_under_the_total():
    dimension = Dimension.of("sexe", labels=["F", "H"])

    assert dimension.total == "Total"
    assert sums_of(dimension) == {("Total", frozenset({"F", "H"}))}


def test_the_only_root_is_the_total_whatever_its_name():
    dimension = Dimension.of("lieu", [COMMUNES], labels=["Cité A"])

    assert dimension.total == "T"


def test_several_roots_get_the_total_above_them():
    dimension = Dimension.of("lieu", [{"a": "X", "b": "X", "c": "Y", "d": "Y"}], total="Tous")

    assert dimension.total == "Tous"
    assert ("Tous", frozenset({"X", "Y"})) in sums_of(dimension)


def test_rows_may_call_the_only_root_by_the_label_of_the_total():
    dimension = Dimension.of("lieu", [COMMUNES], labels=["Cité A", "Total"])

    assert dimension.same[dimension.rank("Total")] == dimension.same[dimension.rank("T")]


def test_two_hierarchies_over_one_base_give_both_their_sums():
    dimension = Dimension.of("lieu", [COMMUNES, QUARTIERS])

    assert ("Q1", frozenset({"Cité A", "Cité C"})) in sums_of(dimension)
    assert ("T", frozenset({"En QPV", "Reste de Lens"})) in sums_of(dimension)
    assert ("T", frozenset({"Lens", "Cité C"})) in sums_of(dimension)


def test_a_parent_with_one_child_is_one_cell_with_it():
    dimension = Dimension.of("lieu", [COMMUNES])

    assert dimension.same[dimension.rank("Liévin")] == dimension.rank("Cité C")
    assert "Liévin" not in {parent for parent, _ in sums_of(dimension)}


def test_areas_of_two_hierarchies_with_the_same_base_are_one_cell():
    dimension = Dimension.of(
        "lieu", [{"a": "X", "b": "X", "c": "Y", "d": "Y"}, {"a": "P", "b": "P", "c": "R", "d": "S"}]
    )

    assert dimension.same[dimension.rank("P")] == dimension.same[dimension.rank("X")]


def test_a_level_may_be_skipped():
    dimension = Dimension.of("lieu", [{"a": "X", "b": "X", "X": "T", "c": "T"}])

    assert ("T", frozenset({"X", "c"})) in sums_of(dimension)


def test_a_hierarchy_may_start_from_the_middle_labels_of_another():
    dimension = Dimension.of("lieu", [{"a": "Q", "b": "Q", "c": "R", "d": "R"}, {"Q": "Z", "c": "Z", "d": "V"}])

    assert ("Z", frozenset({"Q", "c"})) in sums_of(dimension)


@pytest.mark.parametrize(
    ("trees", "kind", "label"),
    [
        ([{"a": "b", "b": "a", "c": "T"}], "cycle", "a"),
        ([{"a": "a", "b": "T"}], "cycle", "a"),
        ([[("a", "X"), ("a", "Y")]], "two-parents", "a"),
        ([{"a": "T", "b": "T"}, {"a": "X"}], "missing-leaf", "b"),
        ([{"a": "X", "b": "X"}, {"a": "X", "c": "Y"}], "missing-leaf", None),
        ([{"a": "X", "b": "X", "c": "T", "X": "T"}, {"X": "Z", "a": "Z", "c": "Z"}], "overlap", "Z"),
        ([{}], "empty-dimension", None),
    ],
)
def test_what_is_no_hierarchy_is_refused_by_naming_the_label(trees, kind, label):
    with pytest.raises(InvalidTableError) as refusal:
        Dimension.of("lieu", trees)

    assert refusal.value.kind == kind
    assert label is None or label in str(refusal.value)


def test_a_cycle_beside_a_sound_tree_is_refused():
    with pytest.raises(InvalidTableError, match="above itself"):
        Dimension.of("lieu", [{"a": "T", "b": "c", "c": "b"}])


def test_a_label_of_the_table_that_no_hierarchy_knows_is_refused():
    with pytest.raises(InvalidTableError, match="ailleurs") as refusal:
        Dimension.of("lieu", [COMMUNES], labels=["Cité A", "ailleurs"])

    assert refusal.value.kind == "unknown-label"


def test_a_very_deep_hierarchy_does_not_overflow():
    depth = 5_000
    chain = {f"n{rank}": f"n{rank + 1}" for rank in range(depth)} | {"b": f"n{depth}"}

    dimension = Dimension.of("lieu", [chain])

    assert len(dimension.sums) == 1
