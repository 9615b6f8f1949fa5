"""Rates of small areas drawn towards their surroundings, so that a map shows more than chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse, special

from asv.statistics.checks import InvalidInputError, confidences, factor, numbers, pairs, parts, vector
from asv.statistics.intervals import poisson, wilson
from asv.statistics.result import Bounds, Estimate, Floats, Levels, estimate

Adjacency: TypeAlias = Sequence[ArrayLike] | NDArray[Any] | sparse.sparray | sparse.spmatrix
"""Who touches whom: a square matrix, dense or sparse (not 0 = neighbours), or for each area the ranks, counted from 0,
of the others."""


@dataclass(frozen=True, slots=True)
class _Prior:
    """Distribution of the true rates around an area: mean m, variance A, and what the mean was made of."""

    mean: Floats
    variance: Floats
    events: Floats
    people: Floats


def empirical_bayes(
    numerator: ArrayLike,
    denominator: ArrayLike,
    adjacency: Adjacency | None = None,
    *,
    confidence: float | Sequence[float] = 0.95,
    multiplier: float = 100_000.0,
) -> Estimate:
    """Rate of each area drawn towards the mean: m + C (rate − m), with C from 0 (small area) to 1 (large area).

    numerator: events ≥ 0; denominator: people > 0; one axis, at least two areas. The raw rate is numerator /
    denominator of the result. Without `adjacency` the mean m and the variance A between areas are those of all areas;
    with it, those of the area and its neighbours (links count in both directions, an area need not touch another: it
    then keeps its own rate). Where the areas differ no more than by chance, A is 0 and the area takes the mean.
    Interval: quantiles of the gamma distribution that has Marshall's estimate for mean; where A is 0, that of the mean
    itself. It takes m and A as known, so it is a little too narrow: for reading a map, not for testing an area.
    Raises InvalidInputError (a ValueError) naming the argument and the rank.
    Source: Marshall, Journal of the Royal Statistical Society C (Applied Statistics) 40 (1991) 283-294; gamma model:
    Clayton & Kaldor, Biometrics 43 (1987) 671-681.
    """
    levels, scale = confidences(confidence), factor(multiplier)
    n, d = pairs(numerator, denominator)
    vector("numerator", n, at_least=2, what="areas")
    prior = _everywhere(n, d) if adjacency is None else _around(n, d, _neighbourhoods(adjacency, n.size))
    share = _share(prior, d)
    value = prior.mean + share * (n / d - prior.mean)
    bounds = _posterior(n, d, prior, value, levels)
    return estimate(value, bounds, levels, numerator=n, denominator=d, unit="shrunken rate", multiplier=scale)


def empirical_bayes_proportion(
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    confidence: float | Sequence[float] = 0.95,
    multiplier: float = 1.0,
) -> Estimate:
    """Proportion of each area drawn towards that of all areas: m + C (proportion − m), C = d / (d + M).

    For what is not rare, where `empirical_bayes` would take chance for larger than it is. numerator: 0 ≤ n ≤ d;
    denominator: people > 0; one axis, at least two areas, more people than areas. M: how many people the mean weighs,
    by the method of moments; where the areas differ no more than by chance, each takes the mean.
    Interval: quantiles of the beta distribution that has the estimate for mean; of Wilson around the mean where C is 0.
    It takes m and M as known, so it is a little too narrow: for reading a map, not for testing an area.
    Raises InvalidInputError (a ValueError) naming the argument and the rank.
    Source: Martuzzi & Elliott, Statistics in Medicine 15 (1996) 1867-1873.
    """
    levels, scale = confidences(confidence), factor(multiplier)
    n, d = parts(numerator, denominator)
    vector("numerator", n, at_least=2, what="areas")
    people = float(d.sum())
    if people <= n.size:
        raise InvalidInputError("denominator: one person in each area says nothing of the areas")
    mean = float(n.sum()) / people
    chance, spread = mean * (1 - mean), float((d * (n / d - mean) ** 2).sum()) / people
    between = spread - chance * n.size / people
    weight = max(chance - spread, 0.0) / between if between > 0 else np.inf
    value = mean + (n / d - mean) * (d / (d + weight))
    tail = levels.tails(n.ndim)
    bounds = _beta(n, d, value, weight, tail) if weight < np.inf else wilson(value * people, d * 0 + people, tail)
    return estimate(value, bounds, levels, numerator=n, denominator=d, unit="shrunken proportion", multiplier=scale)


def _beta(n: Floats, d: Floats, value: Floats, weight: float, tail: Floats) -> Bounds:
    """Beta quantiles of n + mM and d − n + (1 − m)M, of mean `value`; Wilson's limits where the mean weighs nothing."""
    if weight == 0:
        return wilson(n, d, tail)
    a, b = value * (d + weight), (1 - value) * (d + weight)
    lower, upper = special.betaincinv(a, b, tail), special.betaincinv(a, b, 1 - tail)
    # a very uneven prior puts its mean beyond its own quantile
    return Bounds(np.minimum(lower, value), np.maximum(upper, value), "empirical Bayes (beta)")


def _share(prior: _Prior, people: Floats) -> Floats:
    """Weight C of the area's own rate; 0 where the areas differ no more than by chance."""
    total = prior.variance + prior.mean / people
    return np.divide(prior.variance, total, out=np.zeros_like(total), where=total > 0)


def _everywhere(n: Floats, d: Floats) -> _Prior:
    """One prior for all areas: weighted mean and moments of the rates."""
    events, people = n.sum(), d.sum()
    mean = events / people
    spread = (d * (n / d - mean) ** 2).sum() / people
    variance = max(spread - mean * n.size / people, 0.0)
    return _Prior(*(np.full_like(n, x) for x in (mean, variance, events, people)))


def _around(n: Floats, d: Floats, near: sparse.csr_array) -> _Prior:
    """One prior for each area, from itself and its neighbours."""
    events, people, areas = near @ n, near @ d, near @ np.ones_like(n)
    mean = events / people
    # Σ d (r - m)² = Σ d r² - m Σ n within the neighbourhood; rounding may leave a little less than 0
    spread = np.maximum(near @ (n * n / d) - mean * events, 0.0) / people
    variance = np.maximum(spread - mean * areas / people, 0.0)
    return _Prior(mean, variance, events, people)


def _posterior(n: Floats, d: Floats, prior: _Prior, value: Floats, levels: Levels) -> Bounds:
    """Gamma quantiles of shape n + m²/A and rate d + m/A; the limits of the mean itself where A is 0."""
    tail = levels.tails(n.ndim)
    common = poisson(prior.events, tail)
    varies = (prior.variance > 0) & (prior.mean > 0)
    inverse = np.divide(prior.mean, prior.variance, out=np.ones_like(n), where=varies)
    shape, people = n + prior.mean * inverse, d + inverse
    shape = np.where(varies, shape, 1.0)
    lower = np.where(varies, special.gammaincinv(shape, tail) / people, common.lower / prior.people)
    upper = np.where(varies, special.gammainccinv(shape, tail) / people, common.upper / prior.people)
    # a very uneven prior puts its mean beyond its own quantile
    return Bounds(np.minimum(lower, value), np.maximum(upper, value), "empirical Bayes (gamma)")


def _neighbourhoods(adjacency: Adjacency, areas: int) -> sparse.csr_array:
    """Matrix of 0 and 1: each area with itself and its neighbours, made symmetrical."""
    near = _matrix(adjacency, areas)
    if near.shape != (areas, areas):
        raise InvalidInputError(f"adjacency: shape {near.shape} for {areas} areas")
    both = sparse.csr_array(abs(near) + abs(near).T + sparse.eye_array(areas))
    both.data = np.where(both.data > 0, 1.0, 0.0)
    return both


def _matrix(adjacency: Adjacency, areas: int) -> sparse.csr_array:
    if isinstance(adjacency, sparse.sparray | sparse.spmatrix):
        matrix: Any = adjacency  # the stubs give the common parent of sparse matrices no method
        row, column = matrix.nonzero()
        return sparse.csr_array((np.ones(row.size), (row, column)), shape=matrix.shape)
    rows = [np.atleast_1d(np.asarray(row)) for row in adjacency]
    # a list of neighbours never holds the area itself, so it is shorter than a row of the matrix
    if rows and all(row.size == areas for row in rows):
        return sparse.csr_array(numbers("adjacency", np.stack(rows)))
    return _from_lists(rows, areas)


def _from_lists(rows: Sequence[NDArray[np.generic]], areas: int) -> sparse.csr_array:
    if len(rows) != areas:
        raise InvalidInputError(f"adjacency: {len(rows)} lists of neighbours for {areas} areas")
    starts = np.cumsum([0, *(row.size for row in rows)])
    ranks = numbers("adjacency", np.concatenate([row.astype(np.float64) for row in rows]))
    wrong = (ranks != np.floor(ranks)) | (ranks < 0) | (ranks >= areas)
    if wrong.any():
        place = int(np.argmax(wrong))
        area = int(np.searchsorted(starts, place, side="right")) - 1
        raise InvalidInputError(f"adjacency[{area}]: {ranks[place]:g} is not the rank of one of {areas} areas")
    return sparse.csr_array((np.ones(ranks.size), ranks.astype(np.int64), starts), shape=(areas, areas))
