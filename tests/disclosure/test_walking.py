"""One count moved by a step, in whole numbers, all others free to follow."""

from concurrent.futures import ThreadPoolExecutor
from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from asv.disclosure.problem import UNBOUNDED, Problem
from asv.disclosure.solving.attack import Attack
from asv.disclosure.solving.pool import Pool
from asv.disclosure.solving.reduction import reduce
from asv.disclosure.solving.walking import Walk

ODD = sparse.csc_array(np.array([[1, 1, 0, -1], [0, 1, 1, -1], [1, 0, 1, -1]]))
"""Three pairs with one total: a step of 1 of the total is half a step of each, a step of 2 is whole."""


def walk(columns: sparse.csc_array, low: list[int], high: list[int]) -> Walk:
    return Walk(columns, np.array(low, float), np.array(high, float), np.ones(2 * len(low)))


def test_a_step_that_only_halves_allow_is_not_taken():
    assert not walk(ODD, [-5] * 4, [5] * 4).by(3, 1).any()


def test_a_step_that_whole_numbers_allow_is_taken_with_all_that_follows():
    assert walk(ODD, [-5] * 4, [5] * 4).by(3, 2).tolist() == [1, 1, 1, 2]


def test_where_only_halves_allow_a_step_one_that_goes_beyond_may_be_taken():
    assert walk(ODD, [-5] * 4, [5] * 4).by(3, 1, beyond=True).tolist() == [1, 1, 1, 2]
    assert walk(ODD, [-5] * 4, [5] * 4).by(3, -1, beyond=True).tolist() == [-1, -1, -1, -2]


def test_a_step_beyond_the_room_of_the_count_is_not_looked_for():
    assert not walk(ODD, [-5] * 4, [5, 5, 5, 1]).by(3, 2).any()


def unproven(problem: Problem) -> list[int]:
    """Counts for which no whole move is found one by one when everything is hidden."""
    attack = Attack(reduce(problem), np.ones(problem.size, np.bool_), np.flatnonzero(problem.width), Pool(problem.size))
    with ThreadPoolExecutor(1) as threads:
        attack.prove(threads)
    return attack.left.tolist()


def hidden(values: list[int], rows: list[list[int]], lower: list[int], upper: list[int], **needs: list[int]) -> Problem:
    size, asked = len(values), {name: np.array(need) for name, need in needs.items()}
    return Problem(
        np.array(values), sparse.csr_array(np.array(rows)), np.array(lower), np.array(upper),
        hidden=np.ones(size, np.bool_), cost=np.zeros(size), **asked,
    )  # fmt: skip


def test_a_count_whose_width_takes_a_fall_and_a_rise_is_proven_by_both():
    # the parts of 10 leave it 7 to 12: five apart, and neither side is enough
    assert not unproven(hidden([10, 5, 5], [[-1, 1, 1]], [0, 3, 4], [20, 6, 6], width=[5, 0, 0]))


def test_counts_that_move_together_are_all_proven_though_they_need_different_steps():
    any_ = [int(UNBOUNDED)] * 2

    assert not unproven(hidden([5, 5], [[1, -1]], [0, 0], any_, width=[1, 5], up=[1, 3], down=[0, 2]))


def test_a_count_that_moves_by_two_only_is_proven_by_a_move_beyond_its_width():
    any_ = [int(UNBOUNDED)] * 3

    assert not unproven(hidden([10, 5, 5], [[-1, 1, 1], [0, 1, -1]], [0, 0, 0], any_, width=[3, 0, 0]))


@st.composite
def systems(draw):
    rows, size = draw(st.integers(1, 3)), draw(st.integers(2, 5))
    terms = st.lists(st.sampled_from([-1, 0, 1]), min_size=size, max_size=size)
    matrix = np.array(draw(st.lists(terms, min_size=rows, max_size=rows)))
    low, high = (draw(st.lists(st.integers(0, 2), min_size=size, max_size=size)) for _ in range(2))
    return sparse.csc_array(matrix), [-room for room in low], high


@given(systems(), st.integers(-2, 2).filter(bool))
def test_no_whole_move_goes_farther_than_a_program_says(system, step):
    columns, low, high = system
    every = product(*(range(least, most + 1) for least, most in zip(low, high, strict=True)))
    moves = [abs(move[0]) for move in every if move[0] * step >= 0 and not (columns @ np.array(move)).any()]

    far = walk(columns, low, high).farthest(0, step)

    assert far * step >= 0
    assert min(max(moves), abs(step)) <= abs(far) <= abs(step)


@given(systems(), st.integers(-2, 2).filter(bool))
def test_a_whole_move_is_found_whenever_trying_all_of_them_finds_one(system, step):
    columns, low, high = system
    every = product(*(range(least, most + 1) for least, most in zip(low, high, strict=True)))
    exists = any(move[0] == step and not (columns @ np.array(move)).any() for move in every)

    found = walk(columns, low, high).by(0, step)

    assert bool(found.any()) == exists
    if exists:
        assert found[0] == step
        assert not (columns @ found).any()
        assert (found >= low).all()
        assert (found <= high).all()
