"""Several tables, earlier releases and added equations as one problem."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.disclosure import (
    Dimension,
    Exact,
    Interval,
    InvalidTableError,
    Model,
    Policy,
    ProtectedTable,
    SmallClass,
    Status,
    Table,
)  # fmt: skip

PAR_LIEU = Table.from_rows({"lieu": ["a", "a", "b", "b"], "sexe": ["F", "H", "F", "H"]}, [3, 20, 30, 40])
PAR_AGE = Table.from_rows({"lieu": ["a", "a", "b", "b"], "age": ["jeune", "vieux"] * 2}, [12, 11, 50, 20])
ANNEE = Dimension.of("periode", [{"T1": "2026", "T2": "2026"}])


def test_tables_that_share_a_margin_share_its_cells():
    model = Model([PAR_LIEU, PAR_AGE], Policy())

    assert model.problem().size == PAR_LIEU.size + PAR_AGE.size - len(["a", "b", "Total"])
    assert model.value(model.rank({"lieu": "a"})) == 23


def test_two_counts_for_one_cell_are_refused_by_naming_it():
    other = Table.from_rows({"lieu": ["a", "b"]}, [23, 71])

    with pytest.raises(InvalidTableError, match=r"lieu = b, sexe = Total: .*7[01]") as refusal:
        Model([PAR_LIEU, other], Policy())

    assert refusal.value.kind == "linked"


def test_a_dimension_has_one_total_in_all_tables():
    other = Table.from_rows({"lieu": ["a", "b"]}, [23, 70], {"lieu": [{"a": "Tous", "b": "Tous"}]})

    with pytest.raises(InvalidTableError, match="Tous"):
        Model([PAR_LIEU, other], Policy())


def test_a_table_of_each_quarter_and_of_the_year_are_bound_by_the_sum_of_the_quarters():
    quarters = [Table.from_rows({"sexe": ["F", "H"]}, counts) for counts in ([5, 20], [7, 30])]
    year = Table.from_rows({"sexe": ["F", "H"]}, [12, 50])

    model = Model([year, quarters[0].at(ANNEE, "T1"), quarters[1].at(ANNEE, "T2")], Policy())

    one_sum_a_period, one_sum_a_sex_and_the_total = 3, 3
    assert model.problem().matrix.shape == (one_sum_a_period + one_sum_a_sex_and_the_total, 9)


def test_a_quarter_that_nobody_shows_is_a_rest_that_may_hold_anything():
    year = Table.from_rows({"sexe": ["F", "H"]}, [12, 50])
    first = Table.from_rows({"sexe": ["F", "H"]}, [5, 20]).at(ANNEE, "T1")

    model = Model([year, first], Policy())
    problem = model.problem()
    rests = [at for at, rank in enumerate(model.order) if rank >= len(model.linked.values)]

    assert sorted(problem.values[rests].tolist()) == [7, 30, 37]
    assert problem.hidden[rests].all()
    assert not problem.lower[rests].any()


def test_a_small_rest_is_protected_as_a_small_count():
    year = Table.from_rows({"sexe": ["F", "H"]}, [12, 50])
    first = Table.from_rows({"sexe": ["F", "H"]}, [5, 20]).at(ANNEE, "T1")

    problem = Model([year, first], Policy(protection=Interval(4))).problem()

    assert problem.width[problem.values == 7].tolist() == [4]
    assert problem.width[problem.values == 30].tolist() == [0]


def test_parts_above_their_whole_are_refused():
    year = Table.from_rows({"sexe": ["F", "H"]}, [12, 50])
    first = Table.from_rows({"sexe": ["F", "H"]}, [13, 20]).at(ANNEE, "T1")

    with pytest.raises(InvalidTableError) as refusal:
        Model([year, first], Policy())

    assert refusal.value.kind == "rest"


def test_what_an_earlier_release_showed_cannot_be_hidden_and_what_it_hid_stays_protected():
    status = np.array([Status.PRIMARY, Status.SECONDARY, Status.PUBLISHED], dtype=np.int8)
    earlier = ProtectedTable(Table.from_rows({"sexe": ["F", "H"]}, [33, 60]), status)

    model = Model([PAR_LIEU], Policy(protection=Exact()), [earlier])
    problem, place = model.problem(), {int(rank): at for at, rank in enumerate(model.order)}

    total, women = place[model.rank({})], place[model.rank({"sexe": "F"})]
    assert problem.cost[total] == np.inf
    assert not problem.hidden[total]
    assert problem.hidden[women]
    assert problem.width[women] == 1


def test_a_cell_that_no_table_shows_is_hidden_without_a_width_unless_it_is_small():
    model = Model([PAR_LIEU.without("lieu", ["a"])], Policy())
    problem, place = model.problem(), {int(rank): at for at, rank in enumerate(model.order)}

    unseen, small = (place[model.rank({"lieu": "a", "sexe": sexe})] for sexe in ("H", "F"))
    assert problem.hidden[small]
    assert problem.width[small] > 0
    assert problem.hidden[unseen]
    assert problem.width[unseen] == 0
    assert problem.lower[unseen] == 0


def test_a_cell_forced_open_costs_everything_and_one_forced_closed_is_protected():
    policy = Policy(protection=Interval(7), opened=({"lieu": "b"},), closed=({"lieu": "b", "sexe": "H"},))
    model = Model([PAR_LIEU], policy)
    problem, place = model.problem(), {int(rank): at for at, rank in enumerate(model.order)}

    assert problem.cost[place[model.rank({"lieu": "b"})]] == np.inf
    assert problem.width[place[model.rank({"lieu": "b", "sexe": "H"})]] == 7


def test_a_cell_that_a_rule_hides_cannot_be_forced_open():
    with pytest.raises(InvalidTableError, match="lieu = a, sexe = F"):
        Model([PAR_LIEU], Policy(opened=({"lieu": "a", "sexe": "F"},)))


@pytest.mark.parametrize("cell", [{"lieu": "z"}, {"couleur": "bleu"}])
def test_a_cell_that_no_table_has_is_refused(cell):
    with pytest.raises(InvalidTableError):
        Model([PAR_LIEU], Policy(closed=(cell,)))


@pytest.mark.parametrize("wrong", [{"complement": ("couleur",)}, {"weights": {"couleur": {"bleu": 2.0}}}])
def test_a_rule_on_an_unknown_dimension_is_refused(wrong):
    with pytest.raises(InvalidTableError, match="couleur"):
        Model([PAR_LIEU], Policy(**wrong))


def test_class_protection_asks_for_room_down_to_one_and_up_to_the_last_small_count():
    model = Model([PAR_LIEU], Policy(protection=SmallClass()))
    problem = model.problem()
    small = int(np.flatnonzero(problem.values == 3)[0])

    assert (problem.down[small], problem.up[small], problem.width[small]) == (2, 7, 9)


def test_the_cost_is_the_count_its_logarithm_or_one_times_the_weight():
    costs = {}
    for cost in ("value", "log", "count"):
        problem = Model([PAR_LIEU], Policy(cost=cost, weights={"lieu": {"b": 2.0}})).problem()
        costs[cost] = problem.cost[problem.values == 40][0]

    assert costs == {"value": 80.0, "log": pytest.approx(2 * np.log(41)), "count": 2.0}


def test_a_bound_becomes_an_equation_with_a_count_that_nobody_shows():
    model = Model([PAR_LIEU], Policy())
    women, men = model.rank({"sexe": "F"}), model.rank({"sexe": "H"})

    slack = model.add_at_most([women], [men])

    assert model.value(slack) == 27
    assert model.problem().hidden[list(model.order).index(slack)]


def test_an_equation_or_a_bound_that_the_counts_break_is_refused():
    model = Model([PAR_LIEU], Policy())
    women, men = model.rank({"sexe": "F"}), model.rank({"sexe": "H"})

    with pytest.raises(ValueError, match="sexe = H"):
        model.add_at_most([men], [women])
    with pytest.raises(ValueError, match="sexe = F"):
        model.add_equation({women: 1, men: -1})


@given(st.lists(st.integers(0, 30), min_size=12, max_size=12), st.randoms(use_true_random=False))
def test_renaming_labels_and_shuffling_rows_give_the_same_problem_up_to_cells_that_are_alike(counts, random):
    lieux, sexes = ["a", "b", "c", "d"], ["F", "H", "?"]
    rows = [(lieu, sexe) for lieu in lieux for sexe in sexes]
    names = dict(zip([*lieux, *sexes], random.sample([f"n{rank}" for rank in range(7)], 7), strict=True))
    order = random.sample(range(12), 12)
    renamed = {"z": [names[rows[at][0]] for at in order], "a": [names[rows[at][1]] for at in order]}

    first = Model([Table.from_rows({"lieu": [r[0] for r in rows], "sexe": [r[1] for r in rows]}, counts)], Policy())
    second = Model([Table.from_rows(renamed, [counts[at] for at in order])], Policy())
    one, other = first.problem(), second.problem()

    for name in ("values", "hidden", "width", "lower", "cost"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist()
    assert abs(one.matrix).sum(axis=1).tolist() == abs(other.matrix).sum(axis=1).tolist()
    assert (one.matrix @ other.values).any() == 0


def test_small_counts_that_one_sum_tells_together_are_protected_as_one_count():
    table = Table.from_rows({"lieu": ["a", "b", "c"]}, [3, 4, 40])

    problem = Model([table], Policy(unions=True)).problem()

    assert problem.width[problem.values == 7].tolist() == [5]


def test_counts_that_add_up_to_the_threshold_need_no_union():
    table = Table.from_rows({"lieu": ["a", "b", "c"]}, [3, 8, 40])

    assert Model([table], Policy(unions=True)).problem().size == table.size


def test_a_cell_at_the_total_is_named_by_the_total_whatever_else_counts_everybody():
    table = Table.from_rows({"lieu": ["a", "b"]}, [3, 40], {"lieu": [{"a": "Agglo", "b": "Agglo", "Agglo": "Total"}]})

    model = Model([table], Policy())

    assert model.name(model.rank({"lieu": "Agglo"})) == "lieu = Total"


def test_a_zero_that_nobody_is_shown_leaves_the_other_zeros_published():
    table = Table.from_rows({"lieu": ["a", "b", "c"]}, [0, 0, 40]).without("lieu", ["a"])

    problem = Model([table], Policy()).problem()

    assert sorted(problem.cost[problem.values == 0].tolist()) == [0.0, np.inf]
