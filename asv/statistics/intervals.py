"""Intervals of a binomial proportion and of a Poisson count, as arrays; every other interval is made of these two.

Throughout, `tail` is the probability left on each side (0.025 for 95 %), with the confidence levels on its first axis.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import special

from asv.statistics.result import Bounds, Floats

SMALLEST_BYAR: Final = 10
"""Events from which Byar's approximation is used; below, the exact Poisson limits."""


def quantile(tail: Floats) -> Floats:
    """Normal quantile z left behind by `tail` on the right: 1.96 for 0.025."""
    return np.asarray(-special.ndtri(tail), dtype=np.float64)


def wilson(n: Floats, d: Floats, tail: Floats) -> Bounds:
    """Wilson's score limits of n/d, for real 0 ≤ n ≤ d, d > 0. Source: Newcombe 1998, method 3."""
    z = quantile(tail)
    middle, half = 2 * n + z * z, z * np.sqrt(z * z + 4 * n * (1 - n / d))
    # the product of both roots gives the lower one without subtracting: exactly 0 when n is 0
    lower = 2 * n * (n / d) / (middle + half)
    upper = np.where(n == d, 1.0, (middle + half) / (2 * (d + z * z)))
    return Bounds(np.minimum(lower, n / d), np.clip(upper, n / d, 1.0), "Wilson score")


def byar(events: Floats, tail: Floats) -> Bounds:
    """Byar's approximate limits of a Poisson mean, meant for 10 events and more. Source: Breslow & Day 1987."""
    z, more = quantile(tail), events + 1
    low = np.maximum(events, 1)
    lower = events * (1 - 1 / (9 * low) - z / (3 * np.sqrt(low))) ** 3
    upper = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return Bounds(np.maximum(lower, 0.0), upper, "Byar")


def exact_poisson(events: Floats, tail: Floats) -> Bounds:
    """Exact limits of a Poisson mean from chi-square quantiles: χ²(2x)/2 and χ²(2x+2)/2. Source: Ulm 1990."""
    positive = np.where(events > 0, events, 1.0)
    lower = np.where(events > 0, special.gammaincinv(positive, tail), 0.0)
    return Bounds(lower, special.gammainccinv(events + 1, tail), "exact Poisson")


def poisson(events: Floats, tail: Floats) -> Bounds:
    """Byar's limits from 10 events on, exact ones below; the method says which, element by element."""
    large = events >= SMALLEST_BYAR
    approximate, exact = byar(events, tail), exact_poisson(np.minimum(events, SMALLEST_BYAR), tail)
    return Bounds(
        np.where(large, approximate.lower, exact.lower),
        np.where(large, approximate.upper, exact.upper),
        names(large),
    )


def names(large: NDArray[np.bool_]) -> NDArray[np.str_]:
    return np.where(large, "Byar", "exact Poisson")
