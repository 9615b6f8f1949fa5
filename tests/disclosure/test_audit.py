"""The auditor on tables that can be checked by hand."""

import numpy as np
import pytest
from scipy import sparse

from asv.disclosure.auditing import (
    Bond,
    ContradictionError,
    Facts,
    Published,
    Reason,
    System,
    audit,
    audit_system,
    read_published,
    system_of,
)
from asv.disclosure.auditing.reducing import components, reduce
from asv.disclosure.auditing.regions import Ground
from asv.disclosure.auditing.stepping import Stepper, wanted
from asv.disclosure.auditing.witnesses import Witnesses

LIEUX, SEXES = ["a", "a", "a", "b", "b", "b", "Total", "Total", "Total"], ["F", "H", "Total"] * 3


def square(*counts, status=None) -> Published:
    return Published("carré", {"lieu": LIEUX, "sexe": SEXES}, counts, status)


def ends(found, name) -> tuple[int, int | None]:
    return found.intervals[name].lower, found.intervals[name].upper


def names(found) -> set[str]:
    return {unsafe.name for unsafe in found.unsafe}


def test_a_lone_hidden_count_is_worked_out_from_its_total():
    found = audit(square(None, 30, 33, 50, 60, 110, 53, 90, 143))

    assert names(found) == {"lieu = a, sexe = F"}
    assert ends(found, "lieu = a, sexe = F") == (3, 3)
    assert found.unsafe[0].reason is Reason.DETERMINED
    assert not found.is_safe


def test_four_hidden_counts_in_a_rectangle_keep_their_range():
    found = audit(square(None, None, 33, None, None, 110, 53, 90, 143))

    assert ends(found, "lieu = a, sexe = F") == (1, 32)
    assert ends(found, "lieu = b, sexe = H") == (58, 89)
    assert found.is_safe
    assert found.method == "exact"
    assert all(interval.is_exact for interval in found.intervals.values())


def test_hidden_counts_that_may_be_zero_have_a_wider_range():
    found = audit(square(None, None, 33, None, None, 110, 53, 90, 143), facts=Facts(zeros_published=False))

    assert ends(found, "lieu = a, sexe = F") == (0, 33)


def test_two_ones_hidden_under_a_total_of_two_are_worked_out():
    found = audit(square(None, None, 2, None, None, 110, None, None, 112))

    assert names(found) == {"lieu = a, sexe = F", "lieu = a, sexe = H"}


def test_the_two_whole_tables_that_prove_a_count_agree_with_everything_published():
    found = audit(square(None, None, 33, None, None, 110, 53, 90, 143))

    low, high = found.witnesses("lieu = a, sexe = F")

    assert (low["lieu = a, sexe = F"], high["lieu = a, sexe = F"]) == (1, 32)
    for table in (low, high):
        assert table["lieu = a, sexe = F"] + table["lieu = a, sexe = H"] == 33
        assert table["lieu = b, sexe = F"] + table["lieu = b, sexe = H"] == 110
        assert table["lieu = a, sexe = F"] + table["lieu = b, sexe = F"] == 53


def test_a_range_that_is_too_narrow_is_unsafe_for_a_primary_count_and_enough_for_another():
    words = ["primaire", "secondaire", "publie", "secondaire", "secondaire", "publie", "publie", "publie", "publie"]
    table = square(None, None, 5, None, None, 110, 53, 62, 115, status=words)

    assert ends(audit(table), "lieu = a, sexe = F") == (1, 4)
    assert audit(table, facts=Facts(protection="interval:3")).is_safe
    found = audit(table, facts=Facts(protection="interval:4"))
    assert names(found) == {"lieu = a, sexe = F"}
    assert found.unsafe[0].reason is Reason.NARROW


def test_without_a_status_a_narrow_range_is_unsafe_when_all_of_it_is_small():
    small, large = (
        square(None, None, 5, None, None, 110, 53, 62, 115),
        square(None, None, 33, None, None, 4, 20, 17, 37),
    )
    facts = Facts(protection="interval:4")

    assert names(audit(small, facts=facts)) == {"lieu = a, sexe = F", "lieu = a, sexe = H"}
    assert ends(audit(large), "lieu = a, sexe = F") == (17, 19)
    assert names(audit(large, facts=facts)) == {"lieu = b, sexe = F", "lieu = b, sexe = H"}


def test_class_protection_asks_for_every_small_value():
    words = ["primaire", "secondaire", "publie", "secondaire", "secondaire", "publie", "publie", "publie", "publie"]
    facts = Facts(protection="class")

    assert audit(square(None, None, 11, None, None, 110, 53, 68, 121, status=words), facts=facts).is_safe
    short = square(None, None, 10, None, None, 110, 53, 67, 120, status=words)
    assert names(audit(short, facts=facts)) == {"lieu = a, sexe = F"}


def test_a_hidden_total_without_bound_has_no_upper_end():
    found = audit(Published("lieux", {"lieu": ["a", "b", "c", "Total"]}, [None, None, 20, None]))

    assert ends(found, "lieu = a") == (1, None)
    assert ends(found, "lieu = Total") == (22, None)
    assert found.is_safe


def test_two_hierarchies_over_the_same_places_are_both_used():
    places = ["a", "b", "c", "d", "N", "S", "E", "O", "Total"]
    trees = [
        {"a": "N", "b": "N", "c": "S", "d": "S", "N": "Total", "S": "Total"},
        {"a": "E", "b": "O", "c": "E", "d": "O", "E": "Total", "O": "Total"},
    ]
    table = Published("lieux", {"lieu": places}, [None, None, None, None, 30, 40, 25, 45, 70])

    found = audit(table, hierarchies={"lieu": trees})

    assert ends(found, "lieu = a") == (1, 24)
    assert ends(found, "lieu = d") == (16, 39)


def test_a_label_outside_its_hierarchy_is_refused_by_name():
    table = Published("lieux", {"lieu": ["a", "z"]}, [20, 30])

    with pytest.raises(ValueError, match="label z is not in its hierarchy"):
        audit(table, hierarchies={"lieu": [{"a": "Total"}]})


def test_a_total_that_is_not_the_sum_of_its_parts_is_a_contradiction_naming_the_cell():
    with pytest.raises(ContradictionError, match=r"lieu = [ab], sexe = Total"):
        audit(square(3, 30, 34, 50, 60, 109, 53, 90, 143))


def test_hidden_counts_that_no_whole_number_can_be_are_a_contradiction():
    with pytest.raises(ContradictionError, match="lieu = a"):
        audit(square(None, 30, 20, 50, 60, 110, None, 90, None))


def test_a_cell_given_twice_is_refused():
    with pytest.raises(ContradictionError, match="lieu = a: given twice in lieux"):
        audit(Published("lieux", {"lieu": ["a", "a"]}, [1, 1]))


def test_a_cell_that_no_table_lists_is_unsafe_when_a_difference_gives_it():
    table = Published("lieux", {"lieu": ["a", "b", "Total"]}, [20, 30, 54])

    found = audit(table, hierarchies={"lieu": [dict.fromkeys("abc", "Total")]})

    assert names(found) == {"lieu = c"}
    assert (found.unsafe[0].interval.lower, found.unsafe[0].interval.upper) == (4, 4)


def test_an_equation_that_everybody_knows_narrows_what_is_possible():
    table = Published("lieux", {"lieu": ["a", "b", "Total"]}, [None, None, 40])
    bond = Bond([({"lieu": "a"}, 1), ("reste", 1), ({"lieu": "b"}, -1)])

    assert ends(audit(table), "lieu = a") == (1, 39)
    assert ends(audit(table, bonds=[bond]), "lieu = a") == (1, 20)


def test_a_csv_file_with_blanks_and_signs_is_read_as_published():
    table = read_published(b"lieu;n\na;c\nb;\nTotal;1 040\n", name="lieux")

    assert table.counts == [None, None, 1040]
    assert table.status is None
    assert ends(audit(table), "lieu = a") == (1, 1039)


def test_a_count_that_is_no_number_is_refused_with_its_line():
    with pytest.raises(ValueError, match="line 3"):
        read_published(b"lieu;n\na;4\nb;-2\n")


def test_nothing_is_called_safe_without_time_to_prove_it():
    found = audit(square(None, None, 33, None, None, 110, 53, 90, 143), time_limit=0.0)

    assert {unsafe.reason for unsafe in found.unsafe} == {Reason.NOT_PROVEN}
    assert len(found.unsafe) == 4


@pytest.mark.parametrize(("left", "moves"), [(60.0, True), (0.0, False)])
def test_no_step_of_a_count_is_looked_for_once_the_time_is_over(left, moves):
    system = three_counts([None, None, None])
    component = components(reduce(system), system.demand)[0]
    witnesses = Witnesses(component, np.array([1, 3, 4]))
    stepper = Stepper(Ground(component), witnesses, 10.0, lambda: left)

    assert (stepper.table(0, wanted(witnesses, 0)) is not None) == moves


def test_an_audit_may_be_stopped_and_then_proves_nothing():
    found = audit(square(None, None, 33, None, None, 110, 53, 90, 143), cancelled=lambda: True)

    assert not found.is_safe


def three_counts(known) -> System:
    """x + y = z."""
    return system_of(
        np.array([count is not None for count in known]),
        np.array([count or 0 for count in known]),
        sparse.csr_array(np.array([[1, 1, -1]])),
        lower=np.zeros(3, np.int64),
        upper=np.array([6, 100, 100]),
        width=np.array([5, 0, 0]),
    )


def test_arrays_can_be_audited_with_bounds_of_their_own():
    proof, _ = audit_system(three_counts([None, None, 9]))

    assert proof.lower.tolist() == [0, 3]
    assert proof.upper.tolist() == [6, 9]
    assert proof.is_met.all()
