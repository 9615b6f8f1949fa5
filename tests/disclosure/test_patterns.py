import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from asv.disclosure.problem import UNBOUNDED, Problem
from asv.disclosure.solving.proofs import Draft, Move, Proofs, holds, whole_moves
from asv.disclosure.solving.pruning import exchange, prune
from asv.disclosure.solving.region import Net, Part
from asv.disclosure.solving.repair import repair


def crossed(base: np.ndarray) -> tuple[np.ndarray, sparse.csr_array]:
    """Counts with all margins, and the equations of rows and columns."""
    rows, columns = base.shape
    full = np.zeros((rows + 1, columns + 1), np.int64)
    full[:rows, :columns] = base
    full[rows], full[:, columns] = full[:rows].sum(axis=0), full[:, :columns].sum(axis=1)
    full[rows, columns] = base.sum()
    ranks = np.arange(full.size).reshape(full.shape)
    lines = [*ranks, *ranks.T]
    matrix = np.zeros((len(lines), full.size), np.int64)
    for equation, line in zip(matrix, lines, strict=True):
        equation[line[:-1]], equation[line[-1]] = 1, -1
    return full.ravel(), sparse.csr_array(matrix)


def problem_of(base: np.ndarray, *, width: int = 1, threshold: int = 11) -> Problem:
    values, matrix = crossed(base)
    hidden = (values > 0) & (values < threshold)
    cost = np.where(values > 0, values, np.inf).astype(float)
    upper = np.full(len(values), UNBOUNDED)
    return Problem(values, matrix, np.minimum(values, 1), upper, hidden, np.where(hidden, width, 0), cost)


def is_true_proof(problem: Problem, hidden: np.ndarray, proofs: Proofs) -> bool:
    """Every move checked against the equations of the problem itself, and the reach counted again from the moves."""
    reach = np.zeros((2, problem.size), np.int64)
    for move in proofs.moves.values():
        other = problem.values.copy()
        other[move.cells] += move.steps
        inside = (other >= problem.lower).all() and (other <= problem.upper).all()
        if not inside or (problem.matrix @ other).any() or not hidden[move.cells].all():
            return False
        reach = np.maximum(reach, [other - problem.values, problem.values - other])
    return bool((reach.sum(axis=0) >= problem.width).all())


FOUR = np.array([[3, 20, 31, 40], [25, 34, 41, 22], [28, 45, 37, 29], [50, 33, 26, 61]])
bases = st.lists(st.lists(st.integers(0, 40), min_size=4, max_size=4), min_size=4, max_size=4).map(np.array)


def loss(problem: Problem, hidden: np.ndarray) -> float:
    return float(problem.cost[hidden & ~problem.hidden].sum())


def test_one_small_count_takes_three_others_with_it():
    problem = problem_of(FOUR, width=2)
    proofs = Proofs(problem)
    hidden = repair(problem, problem.hidden, proofs=proofs)
    assert is_true_proof(problem, hidden, proofs)
    assert hidden.sum() == 4
    assert loss(problem, hidden) == 20 + 25 + 34


@settings(max_examples=30, deadline=None)
@given(base=bases, width=st.sampled_from([1, 3, 5]))
def test_what_a_repair_calls_proven_is_proven_by_its_moves(base, width):
    problem = problem_of(base, width=width)
    proofs = Proofs(problem)
    hidden = repair(problem, problem.hidden, proofs=proofs)
    assert (hidden | ~problem.hidden).all()
    assert np.isfinite(problem.cost[hidden & ~problem.hidden]).all()
    if not proofs.unproven().any():
        assert is_true_proof(problem, hidden, proofs)


@settings(max_examples=30, deadline=None)
@given(base=bases, width=st.sampled_from([1, 5]))
def test_pruning_and_exchanging_keep_what_is_proven_and_never_cost_more(base, width):
    problem = problem_of(base, width=width)
    proofs = Proofs(problem)
    hidden = repair(problem, problem.hidden | np.isfinite(problem.cost), proofs=proofs)
    unproven = proofs.unproven()
    for change in (prune, exchange):
        cheaper = change(problem, hidden, proofs=proofs)
        assert loss(problem, cheaper) <= loss(problem, hidden)
        assert (proofs.unproven() <= unproven).all()
        assert all(cheaper[move.cells].all() for move in proofs.moves.values())
        hidden = cheaper
    if not unproven.any():
        assert is_true_proof(problem, hidden, proofs)


def test_a_count_hidden_without_need_is_published_again():
    problem = problem_of(FOUR)
    everything = np.ones(problem.size, np.bool_)
    hidden = prune(problem, everything)
    assert loss(problem, hidden) < loss(problem, everything) / 2
    proofs = Proofs(problem)
    assert (prune(problem, hidden, proofs=proofs) == hidden).all()
    assert is_true_proof(problem, hidden, proofs)


@pytest.mark.parametrize("workers", [1, 3])
def test_the_same_seed_gives_the_same_pattern_whatever_the_number_of_workers(workers):
    problem = problem_of(np.random.default_rng(3).poisson(9, (8, 9)), width=5)
    first = exchange(problem, repair(problem, problem.hidden, seed=4), seed=4)
    second = exchange(problem, repair(problem, problem.hidden, seed=4, workers=workers), seed=4, workers=workers)
    assert (first == second).all()


def test_a_room_on_each_side_is_asked_for_on_each_side():
    problem = problem_of(FOUR, width=5)
    down, up = np.where(problem.hidden, 2, 0), np.where(problem.hidden, 3, 0)
    asked = Problem(
        problem.values,
        problem.matrix,
        problem.lower,
        problem.upper,
        problem.hidden,
        problem.width,
        problem.cost,
        down,
        up,
    )
    proofs = Proofs(asked)
    hidden = repair(asked, asked.hidden, proofs=proofs)
    assert not proofs.unproven().any()
    assert is_true_proof(asked, hidden, proofs)
    assert (proofs.rise >= up).all()
    assert (proofs.fall >= down).all()


def test_a_count_alone_in_a_line_of_zeros_is_left_unproven():
    problem = problem_of(np.array([[3, 0], [0, 40]]))
    cost = np.where(problem.hidden, problem.cost, np.inf)
    fixed = Problem(problem.values, problem.matrix, problem.lower, problem.upper, problem.hidden, problem.width, cost)
    proofs = Proofs(fixed)
    assert (repair(fixed, fixed.hidden, proofs=proofs) == fixed.hidden).all()
    assert (proofs.unproven() == fixed.hidden).all()


def test_a_moment_already_past_changes_nothing():
    problem = problem_of(FOUR)
    assert (repair(problem, problem.hidden, late=lambda: True) == problem.hidden).all()
    everything = np.ones(problem.size, np.bool_)
    assert (prune(problem, everything, late=lambda: True) == everything).all()


def test_a_step_that_breaks_an_equation_or_a_bound_is_no_move():
    problem = problem_of(FOUR)
    net, corner = Net(problem), np.array([0, 1, 5, 6])
    assert holds(net, Move(corner, np.array([1, -1, -1, 1])))
    assert not holds(net, Move(corner, np.array([1, -1, -1, 2])))
    assert not holds(net, Move(corner, np.array([-3, 3, 3, -3])))


def test_halves_become_whole_and_apart_they_become_two_moves():
    problem = problem_of(FOUR)
    cells = np.array([0, 1, 5, 6, 12, 13, 17, 18])
    halves = np.array([0.5, -0.5, -0.5, 0.5, 1, -1, -1, 1])
    moves = whole_moves(Net(problem), cells, halves)
    assert [move.steps.tolist() for move in moves] == [[1, -1, -1, 1], [1, -1, -1, 1]]


def test_a_rectangle_is_closed_from_three_of_its_corners():
    problem = problem_of(FOUR)
    part = Part(Net(problem), np.ones(problem.size, np.bool_), most=4)
    part.add(np.array([0, 1, 5]))
    assert 6 in part.cells


def test_a_draft_leaves_the_proofs_under_it_as_they_are():
    problem = problem_of(FOUR)
    proofs = Proofs(problem)
    proofs.add(Move(np.array([0, 1, 5, 6]), np.array([1, -1, -1, 1])))
    draft = Draft(proofs)
    draft.forget(draft.users_of([0]))
    draft.add(Move(np.array([0, 2, 10, 12]), np.array([2, -2, -2, 2])))
    assert (draft.rise[0], draft.rise[6], proofs.rise[0], proofs.rise[6]) == (2, 0, 1, 1)
    assert len(proofs.moves) == 1
