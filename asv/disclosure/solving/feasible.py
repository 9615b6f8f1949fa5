"""Which counts can be protected at all."""

from concurrent.futures import Executor
from dataclasses import replace
from functools import partial

import numpy as np

from asv.disclosure.solving.attack import Attack
from asv.disclosure.solving.pool import Pool
from asv.disclosure.solving.progress import Watch
from asv.disclosure.solving.reduction import Network


def feasible(network: Network, threads: Executor, watch: Watch) -> Network:
    """The network that asks a width only of those that have it when everything is hidden.

    Where the time is over before all were looked at, of all: the audit then says who does not have it.
    """
    watch.report("feasible", np.inf, 0.0)
    attack = Attack(network, np.ones(network.size, np.bool_), network.protected, Pool(network.size))
    attack.run()
    attack.prove(threads, late=partial(watch.is_over, watch.seconds))
    watch.report("feasible", np.inf, 0.0)
    if watch.left <= 0:
        return network
    asked = np.ones(network.size, np.bool_)
    asked[attack.left] = False
    needs = (network.width, network.need_down, network.need_up)
    width, need_down, need_up = (np.where(asked, need, 0) for need in needs)
    return replace(network, width=width, need_down=need_down, need_up=need_up)
