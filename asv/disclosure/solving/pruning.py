"""Publish again what was hidden without need."""

import time
from collections.abc import Sequence

import numpy as np

from asv.disclosure.problem import Bools, Problem
from asv.disclosure.solving.proofs import Proofs
from asv.disclosure.solving.repair import Repair


def prune(
    problem: Problem, hidden: Bools, *, seed: int = 0, deadline: float | None = None, proofs: Proofs | None = None
) -> Bools:
    """A part of `hidden` that still protects what it protected: dearest counts are published first where possible.

    proofs: moves that prove `hidden`, as `repair` leaves them; kept true for the result. Without them, or where they
    lack a count, the proof is searched first, and a count without proof keeps nothing hidden for it.
    deadline: moment of time.monotonic() at which to stop.
    """
    proofs = Proofs(problem) if proofs is None else proofs
    work = Repair(problem, hidden, seed, proofs)
    work.possible = work.hidden
    work.prove(deadline)
    secondary = np.flatnonzero(hidden & ~problem.hidden)
    for cell in secondary[np.argsort(-problem.cost[secondary], kind="stable")].tolist():
        if deadline is not None and time.monotonic() >= deadline:
            break
        publish(work, [cell], deadline)
    return work.hidden


def publish(work: Repair, cells: Sequence[int], deadline: float | None = None) -> bool:
    """Publish hidden counts if every proof that moved them can be given in another way; else change nothing."""
    used = {number for cell in cells for number in work.proofs.users[cell]}
    proven = ~work.proofs.unproven()
    work.hidden[cells] = False
    gone, touched = work.proofs.drop(used)
    lost = touched[work.proofs.unproven(touched) & proven[touched]]
    if all(work.again(cell, deadline) for cell in lost.tolist()):
        return True
    work.hidden[cells] = True
    for number, move in gone.items():
        work.proofs.put(number, move)
    return False
