"""One count moved by a step, in whole numbers, all others free to follow."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from asv.disclosure.solving.walking import Walk

ODD = sparse.csc_array(np.array([[1, 1, 0, -1], [0, 1, 1, -1], [1, 0, 1, -1]]))
"""Three pairs with one total: a step of 1 of the total is half a step of each, a step of 2 is whole."""


def walk(columns: sparse.csc_array, low: list[int], high: list[int]) -> Walk:
    return Walk(columns, np.array(low, float), np.array(high, float), np.ones(2 * len(low)))


def test_a_step_that_only_halves_allow_is_not_taken():
    assert not walk(ODD, [-5] * 4, [5] * 4).by(3, 1).any()


def test_a_step_that_whole_numbers_allow_is_taken_with_all_that_follows():
    assert walk(ODD, [-5] * 4, [5] * 4).by(3, 2).tolist() == [1, 1, 1, 2]


def test_a_step_beyond_the_room_of_the_count_is_not_looked_for():
    assert not walk(ODD, [-5] * 4, [5, 5, 5, 1]).by(3, 2).any()


@st.composite
def systems(draw):
    rows, size = draw(st.integers(1, 3)), draw(st.integers(2, 5))
    terms = st.lists(st.sampled_from([-1, 0, 1]), min_size=size, max_size=size)
    matrix = np.array(draw(st.lists(terms, min_size=rows, max_size=rows)))
    low, high = (draw(st.lists(st.integers(0, 2), min_size=size, max_size=size)) for _ in range(2))
    return sparse.csc_array(matrix), [-room for room in low], high


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
