"""Differences between releases: each is safe alone, together they tell a small count."""

import pytest

from asv.disclosure import Dimension, Exact, Policy, Table, audit, protect
from asv.disclosure.auditing import Audit, ContradictionError, Facts, Published, Reason
from asv.disclosure.auditing import audit as audit_rows

QUARTERS = ["T1", "T2", "T3", "T4"]
YEAR = {"periode": [dict.fromkeys(QUARTERS, "2026")]}


def joint(*tables: Published, hierarchies) -> Audit:
    """The audit of all the tables, each having been found safe alone."""
    for table in tables:
        assert audit_rows(table, hierarchies=hierarchies).is_safe
    return audit_rows(tables, hierarchies=hierarchies)


def found(audited: Audit) -> dict[str, tuple[int, int | None]]:
    return {unsafe.name: (unsafe.interval.lower, unsafe.interval.upper) for unsafe in audited.unsafe}


def test_two_nested_areas_tell_the_two_persons_between_them():
    wide = Published("commune", {"lieu": ["commune"]}, [57])
    narrow = Published("quartier", {"lieu": ["quartier"]}, [55])
    trees = {"lieu": [{"quartier": "commune", "couronne": "commune"}]}

    assert found(joint(wide, narrow, hierarchies=trees)) == {"lieu = couronne": (2, 2)}


def test_two_cumulated_periods_tell_the_one_person_of_the_last_month():
    until_may = Published("fin mai", {"mois": ["janvier-mai"]}, [18])
    until_june = Published("fin juin", {"mois": ["janvier-juin"]}, [19])
    trees = {"mois": [{"janvier-mai": "janvier-juin", "juin": "janvier-juin"}]}

    assert found(joint(until_may, until_june, hierarchies=trees)) == {"mois = juin": (1, 1)}


def test_areas_that_differ_by_nobody_or_by_enough_persons_tell_nothing():
    trees = {"lieu": [{"quartier": "commune", "couronne": "commune"}]}
    for inside in (57, 46):
        wide = Published("commune", {"lieu": ["commune"]}, [57])
        narrow = Published("quartier", {"lieu": ["quartier"]}, [inside])

        assert joint(wide, narrow, hierarchies=trees).is_safe


def test_three_published_quarters_and_the_year_tell_the_hidden_quarter():
    quarters = Published("trimestres", {"periode": QUARTERS}, [20, None, 30, 15])
    year = Published("année", {"periode": ["2026"]}, [69])

    assert found(joint(quarters, year, hierarchies=YEAR)) == {"periode = T2": (4, 4)}


def test_a_cell_hidden_in_one_release_and_shown_in_the_next_is_named_with_both():
    first = Published("mars", {"lieu": ["a", "b", "Total"]}, [None, None, 40])
    second = Published("avril", {"lieu": ["a"]}, [4])

    audited = audit_rows([first, second])

    assert {unsafe.name for unsafe in audited.unsafe} == {"lieu = a", "lieu = b"}
    shown = next(unsafe for unsafe in audited.unsafe if unsafe.name == "lieu = a")
    assert (shown.reason, shown.tables) == (Reason.SHOWN, ("mars", "avril"))


def test_a_corrected_quarter_tells_the_person_that_was_added():
    first = Published("T1", {"version": ["v1"]}, [26])
    corrected = Published("T1 corrigé", {"version": ["v2"]}, [27])
    trees = {"version": [{"v1": "v2", "ajouts": "v2"}]}

    assert found(joint(first, corrected, hierarchies=trees)) == {"version = ajouts": (1, 1)}


def test_two_different_counts_of_one_cell_are_a_contradiction_naming_it_and_both_releases():
    first, second = (Published(name, {"lieu": ["a"]}, [count]) for name, count in (("mars", 20), ("avril", 21)))

    with pytest.raises(ContradictionError, match="lieu = a: 20 in mars and 21 in avril"):
        audit_rows([first, second])


def test_patterns_that_differ_from_one_release_to_the_next_undo_each_other():
    labels = {"lieu": ["a", "a", "b", "b", "c", "c"], "sexe": ["F", "H"] * 3}
    everywhere = {"lieu": [*labels["lieu"], "Total", "Total"], "sexe": ["F", "H"] * 4}
    first = Published("mars", everywhere, [None, None, None, None, 25, 70, 78, 160])
    second = Published("avril", everywhere, [None, None, 50, 60, None, None, 78, 160])

    alone = [audit_rows(table).is_safe for table in (first, second)]
    together = {unsafe.name for unsafe in audit_rows([first, second]).unsafe}

    assert alone == [True, True]
    assert {"lieu = a, sexe = F", "lieu = a, sexe = H"} <= together


def test_a_table_by_place_and_one_by_age_meet_in_their_total():
    by_place = Published("lieux", {"lieu": ["a", "b"]}, [30, None])
    by_age = Published("âges", {"age": ["jeune", "vieux"]}, [12, 22])

    assert found(joint(by_place, by_age, hierarchies={})) == {"lieu = b, age = Total": (4, 4)}


def test_tables_meet_in_sums_that_neither_of_them_lists():
    trees = {"lieu": [{"a": "N", "b": "N", "c": "S", "N": "Total", "S": "Total"}]}
    by_sex = Published("sexes", {"lieu": ["a", "a", "b"], "sexe": ["F", "H", "F"]}, [20, 30, 15])
    by_age = Published("âges", {"lieu": ["N", "N"], "age": ["jeune", "vieux"]}, [40, 27])

    audited = joint(by_sex, by_age, hierarchies=trees)

    assert found(audited) == {"lieu = b, sexe = H, age = Total": (2, 2)}


def test_the_audit_without_a_dimension_stands_at_its_total():
    crossed = Published("croisé", {"lieu": ["a", "b"], "sexe": ["Total", "Total"]}, [30, None])
    plain = Published("simple", {"lieu": ["Total"]}, [34])

    assert "lieu = b, sexe = Total" in found(audit_rows([crossed, plain], facts=Facts(threshold=11)))


PLACES = ["a", "a", "b", "b", "c", "c"]
PERIOD = Dimension.of("periode", [dict.fromkeys(QUARTERS, "2026")])


def quarter(counts: list[int]) -> Table:
    return Table.from_rows({"lieu": PLACES, "sexe": ["F", "H"] * 3}, counts)


def test_a_year_protected_with_its_first_quarter_known_is_safe_beside_it():
    policy = Policy(protection=Exact())
    first = protect(quarter([3, 30, 50, 60, 25, 70]).at(PERIOD, "T1"), policy)
    year = quarter([9, 95, 160, 200, 80, 230]).at(PERIOD, "2026")

    alone = protect(year, policy)
    joint_release = protect(year, policy, known=[first])

    assert audit([*first.tables, *joint_release.tables], policy=policy).is_safe
    assert joint_release.loss >= alone.loss


def test_a_year_beside_a_quarter_that_hid_nothing_is_made_safe():
    policy = Policy(protection=Exact())
    first = protect(quarter([12, 30, 50, 60, 25, 70]).at(PERIOD, "T1"), policy)
    year = quarter([14, 95, 160, 200, 80, 230]).at(PERIOD, "2026")

    safe = protect(year, policy, known=[first])

    assert audit([*first.tables, *safe.tables], policy=policy).is_safe
