"""A rule that hides a zero: published zeros around it would give it away, so some are hidden with it."""

import pytest

from asv.disclosure import Exact, Interval, Policy, Protection, SmallClass, Status, Table, audit, protect

COUNTS = {"nord": (40, 0, 0), "est": (30, 25, 0), "sud": (0, 35, 28), "ouest": (60, 42, 55)}
"""By place and difficulty: everybody in the north has the first one, which « certainty » hides."""


def table() -> Table:
    rows = {"lieu": [name for name in COUNTS for _ in range(3)], "frein": list("xyz") * len(COUNTS)}
    return Table.from_rows(rows, [count for line in COUNTS.values() for count in line])


@pytest.mark.parametrize("protection", [Exact(), Interval(5), SmallClass()])
def test_all_of_a_place_is_hidden_with_its_zeros_and_proved(protection: Protection):
    policy = Policy(protection=protection, certainty=("frein",))

    safe = protect(table(), policy, time_limit=20, workers=1)

    north = [safe.table.statut({"lieu": "nord", "frein": frein}) for frein in "xyz"]
    assert north == [Status.PRIMARY] * 3
    assert audit(safe.table, policy=policy).is_safe


def test_a_zero_stays_published_where_no_rule_hides_one():
    safe = protect(table(), Policy(protection=Interval(5)), time_limit=20, workers=1)

    assert safe.table.published({"lieu": "nord", "frein": "y"}) == 0
    assert safe.loss == 0
