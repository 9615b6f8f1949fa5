"""The attack that tries every whole table, against protect and against the auditor."""

from collections.abc import Mapping, Sequence

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from asv.disclosure import Exact, Interval, NotProtectedError, Policy, Protection, SmallClass, Status, Table, protect
from asv.disclosure.auditing import Audit, Facts, Published, audit
from tests.disclosure.attackers import Cell, cells_of, possible, summed

Shape = Mapping[str, Sequence[str]]
SHAPES: list[Shape] = [
    {"lieu": ["a", "b"], "sexe": ["F", "H"]},
    {"lieu": ["a", "b", "c"], "sexe": ["F", "H"]},
    {"lieu": ["a", "b"], "sexe": ["F", "H"], "age": ["jeune", "vieux"]},
]
QUICK = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def released(shape: Shape, counts: Mapping[Cell, int], hidden: set[Cell]) -> dict[Cell, int | None]:
    return {cell: None if cell in hidden else count for cell, count in counts.items()}


def rows(shape: Shape, published: Mapping[Cell, int | None]) -> Published:
    columns = {name: [cell[axis] for cell in published] for axis, name in enumerate(shape)}
    return Published("table", columns, list(published.values()))


def name(shape: Shape, cell: Cell) -> str:
    return ", ".join(f"{dimension} = {label}" for dimension, label in zip(shape, cell, strict=True))


def ends(shape: Shape, found: Audit) -> dict[str, tuple[int, int | None]]:
    return {cell: (interval.lower, interval.upper) for cell, interval in found.intervals.items()}


@st.composite
def small_tables(draw, most: int = 4, shapes: Sequence[Shape] = SHAPES) -> tuple[Shape, dict[Cell, int]]:
    shape = draw(st.sampled_from(shapes))
    bases = [cell for cell in cells_of(shape) if "Total" not in cell]
    counts = draw(st.lists(st.integers(0, most), min_size=len(bases), max_size=len(bases)))
    return shape, summed(shape, dict(zip(bases, counts, strict=True)))


@st.composite
def patterns(draw) -> tuple[Shape, dict[Cell, int], set[Cell]]:
    """A table and any choice of hidden cells, the grand total published so that there are finitely many tables."""
    shape, counts = draw(small_tables())
    choices = [cell for cell, count in counts.items() if count > 0 and set(cell) != {"Total"}]
    hidden = draw(st.sets(st.sampled_from(choices), max_size=8)) if choices else set()
    return shape, counts, hidden


@QUICK
@given(patterns())
def test_the_auditor_gives_exactly_the_values_that_some_whole_table_has(drawn):
    shape, counts, hidden = drawn
    published = released(shape, counts, hidden)

    found = audit(rows(shape, published))

    tried = possible(shape, published)
    assert ends(shape, found) == {name(shape, cell): both for cell, both in tried.items()}
    assert {unsafe.name for unsafe in found.unsafe} == {
        name(shape, cell) for cell, (low, high) in tried.items() if low == high
    }


@QUICK
@given(patterns())
def test_the_auditor_is_exact_too_where_zeros_may_be_hidden(drawn):
    shape, counts, hidden = drawn
    published = released(shape, counts, hidden)

    found = audit(rows(shape, published), facts=Facts(zeros_published=False))

    tried = possible(shape, published, least=0)
    assert ends(shape, found) == {name(shape, cell): both for cell, both in tried.items()}


@QUICK
@given(patterns())
def test_what_the_quick_audit_calls_safe_the_attack_does_not_break(drawn):
    shape, counts, hidden = drawn
    published = released(shape, counts, hidden)

    found = audit(rows(shape, published), exact=False)

    tried = possible(shape, published)
    unsafe = {one.name for one in found.unsafe}
    assert unsafe == {name(shape, cell) for cell, (low, high) in tried.items() if low == high}
    for cell, (low, high) in tried.items():
        interval = found.intervals[name(shape, cell)]
        assert low <= interval.lower <= interval.upper <= high


FEW = settings(QUICK, max_examples=8)
FLAT = [*SHAPES[:2], {"lieu": ["a", "b", "c"], "sexe": ["F", "H", "nd"]}]
"""Shapes whose whole tables can all be tried whatever is hidden but the grand total."""


def policy(threshold: int, protection: Protection) -> Policy:
    return Policy(threshold=threshold, protection=protection, opened=({},))


def protected(shape: Shape, counts: Mapping[Cell, int], rules: Policy) -> dict[Cell, tuple[int | None, Status]] | None:
    if counts["Total", "Total"] < rules.threshold:
        return None
    bases = [cell for cell in cells_of(shape) if "Total" not in cell]
    columns = {dimension: [cell[axis] for cell in bases] for axis, dimension in enumerate(shape)}
    table = Table.from_rows(columns, [counts[cell] for cell in bases])
    try:
        safe = protect(table, rules, time_limit=0.5, workers=1)
    except NotProtectedError:
        return None
    return {labels: (count, status) for labels, count, status in safe.table.rows()}


@FEW
@given(small_tables(most=4, shapes=FLAT))
def test_after_protect_no_attack_works_out_a_hidden_count(drawn):
    shape, counts = drawn
    found = protected(shape, counts, policy(3, Exact()))

    if found is not None:
        tried = possible(shape, {cell: count for cell, (count, _) in found.items()})
        assert all(low < high for low, high in tried.values())


@FEW
@given(small_tables(most=4, shapes=FLAT))
def test_after_protect_every_primary_count_keeps_the_width_asked(drawn):
    shape, counts = drawn
    found = protected(shape, counts, policy(3, Interval(3)))

    if found is not None:
        tried = possible(shape, {cell: count for cell, (count, _) in found.items()})
        assert all(tried[cell][1] - tried[cell][0] >= 3 for cell, (_, word) in found.items() if word is Status.PRIMARY)


@FEW
@given(small_tables(most=4, shapes=FLAT))
def test_after_class_protection_every_small_value_stays_possible(drawn):
    shape, counts = drawn
    found = protected(shape, counts, policy(4, SmallClass()))

    if found is not None:
        tried = possible(shape, {cell: count for cell, (count, _) in found.items()})
        primary = [cell for cell, (_, word) in found.items() if word is Status.PRIMARY and "Total" not in cell]
        assert all(tried[cell][0] == 1 for cell in primary)
        assert all(tried[cell][1] >= 3 for cell in primary)


@QUICK
@given(small_tables(most=4, shapes=FLAT))
def test_publishing_one_secondary_count_again_is_found_out_wherever_it_opens_something(drawn):
    shape, counts = drawn
    found = protected(shape, counts, policy(3, Exact()))

    for cell, (_, word) in (found or {}).items():
        if word is not Status.SECONDARY:
            continue
        sabotaged = {other: counts[other] if other == cell else count for other, (count, _) in found.items()}
        tried = possible(shape, sabotaged)
        broken = {name(shape, other) for other, (low, high) in tried.items() if low == high}
        assert {unsafe.name for unsafe in audit(rows(shape, sabotaged)).unsafe} == broken


FIVE_BY_FOUR = np.array([[4, 23, 31, 18], [27, 6, 19, 40], [22, 35, 8, 29], [9, 14, 26, 33], [30, 21, 17, 5]])


def linear_program_recovers(counts: np.ndarray, hidden: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Hidden cells that the least and the most of a linear program determine, written for this test."""
    cells = sorted(hidden)
    lines = [[cell[axis] == rank for cell in cells] for axis in (0, 1) for rank in range(counts.shape[axis])]
    sums = [
        sum(counts[cell] for cell in cells if cell[axis] == rank)
        for axis in (0, 1)
        for rank in range(counts.shape[axis])
    ]
    found = set()
    for place, cell in enumerate(cells):
        weights = np.eye(len(cells))[place]
        low, high = (
            linprog(sign * weights, A_eq=np.array(lines, float), b_eq=sums, bounds=(1, None)).fun for sign in (1, -1)
        )
        if round(-high - low, 6) == 0:
            found.add(cell)
    return found


def audited(counts: np.ndarray, hidden: set[tuple[int, int]]) -> Audit:
    full = np.zeros((counts.shape[0] + 1, counts.shape[1] + 1), dtype=int)
    full[:-1, :-1] = counts
    full[-1], full[:, -1] = full.sum(axis=0), full.sum(axis=1)
    full[-1, -1] = counts.sum()
    places = list(np.ndindex(full.shape))
    labels = {
        "ligne": [f"l{i}" if i < len(counts) else "Total" for i, _ in places],
        "colonne": [f"c{j}" if j < counts.shape[1] else "Total" for _, j in places],
    }
    return audit(Published("5 × 4", labels, [None if place in hidden else int(full[place]) for place in places]))


def test_two_hidden_in_every_row_and_column_do_not_protect_and_the_auditor_finds_what_a_linear_program_finds():
    counts = np.array([[1, 20, 30, 1], [25, 1, 1, 40], [22, 1, 1, 29], [1, 24, 26, 1], [30, 21, 17, 15]])
    hidden = {(0, 0), (0, 3), (1, 1), (1, 2), (2, 1), (2, 2), (3, 0), (3, 3)}

    found = {tuple(int(part[-1]) for part in one.cell.values()) for one in audited(counts, hidden).unsafe}

    assert found == linear_program_recovers(counts, hidden) == hidden


@QUICK
@given(st.data())
def test_on_a_table_of_five_by_four_the_auditor_finds_exactly_what_a_linear_program_finds(data):
    hidden = data.draw(st.sets(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=4, max_size=10))

    found = {tuple(int(part[-1]) for part in one.cell.values()) for one in audited(FIVE_BY_FOUR, hidden).unsafe}

    assert found == linear_program_recovers(FIVE_BY_FOUR, hidden)
