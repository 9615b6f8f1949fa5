"""The search: a master program that proposes patterns, an attacker that refutes them, a repair that makes them safe.

The decomposition is the one of Fischetti and Salazar-González, « Solving the cell suppression problem on tabular data
with linear constraints », Management Science 47 (2001) 1008-1027: hide or not is decided by an integer program whose
inequalities come, when they are needed, from the attacker's linear programs.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from asv.disclosure.problem import Bools, Problem, Solution
from asv.disclosure.solving.attack import Attack
from asv.disclosure.solving.master import Master
from asv.disclosure.solving.progress import Progress, Watch
from asv.disclosure.solving.proofs import Proofs
from asv.disclosure.solving.pruning import prune
from asv.disclosure.solving.reduction import Network, reduce
from asv.disclosure.solving.repair import repair
from asv.disclosure.solving.static import static_cuts


def solve(
    problem: Problem,
    *,
    time_limit: float,
    seed: int = 0,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    workers: int | None = None,
) -> Solution:
    """The cheapest pattern found that protects every count which can be protected, and a bound of what one must cost.

    time_limit: seconds for the search; a first safe pattern is looked for whatever it is. seed: the same seed gives the
    same pattern when the limit is not reached. progress: told now and then. cancelled: asked now and then, True raises
    Cancelled. workers: processes, all cores when None; they change the time, not the result. Counts that cannot be
    protected even with everything hidden are named in `exposed`: the pattern then protects the others only.
    """
    del workers
    watch = Watch(time_limit, progress, cancelled)
    network = _feasible(reduce(problem))
    master = Master(network, static_cuts(network))
    watch.report("master", np.inf, 0.0)
    found = master.whole(gap=0.001, seconds=max(1.0, time_limit / 4))
    hidden = problem.hidden.copy()
    hidden[network.cells] |= found.hidden > 1 / 2
    watch.report("repair", np.inf, found.bound)
    proofs = Proofs(problem)
    hidden = repair(problem, hidden, seed=seed, proofs=proofs)
    hidden = prune(problem, hidden, seed=seed, deadline=watch.deadline, proofs=proofs)
    exposed = tuple(np.flatnonzero(proofs.unproven()).tolist())
    loss = _loss(problem, hidden)
    watch.report("done", loss, found.bound)
    return Solution(hidden, loss, min(found.bound, loss), exposed)


def _feasible(network: Network) -> Network:
    """The network that asks a width only of those that have it when everything is hidden."""
    attack = Attack(network, np.ones(network.size, np.bool_), network.protected)
    attack.run()
    attack.finish()
    asked = np.ones(network.size, np.bool_)
    asked[attack.left] = False
    needs = (network.width, network.need_down, network.need_up)
    width, need_down, need_up = (np.where(asked, need, 0) for need in needs)
    return replace(network, width=width, need_down=need_down, need_up=need_up)


def _loss(problem: Problem, hidden: Bools) -> float:
    return float(problem.cost[hidden & ~problem.hidden].sum())
