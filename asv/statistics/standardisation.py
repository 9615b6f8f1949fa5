"""Rates made comparable between populations of different ages: strata on the last axis."""

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike

from asv.statistics.checks import InvalidInputError, confidences, counts, factor, refuse, sizes, vector
from asv.statistics.intervals import SMALLEST_BYAR, byar, poisson
from asv.statistics.result import Bounds, Estimate, Floats, estimate

AGE_GROUPS: Final = (*(f"{low}-{low + 4}" for low in range(0, 90, 5)), "90+")
"""Age groups of the European standard population: 0-4, 5-9, …, 85-89, 90+."""

EUROPEAN_STANDARD_POPULATION: Final = (
    *(5000.0, 5500.0, 5500.0, 5500.0, 6000.0, 6000.0, 6500.0, 7000.0, 7000.0, 7000.0),
    *(7000.0, 6500.0, 6000.0, 5500.0, 5000.0, 4000.0, 2500.0, 1500.0, 1000.0),
)
"""European standard population of 2013, 100 000 people in 19 groups. Source: Eurostat, Revision of the European
Standard Population, report of the task force, 2013."""


def directly_standardised_rate(
    observed: ArrayLike,
    populations: ArrayLike,
    standard_population: ArrayLike = EUROPEAN_STANDARD_POPULATION,
    *,
    confidence: float | Sequence[float] = 0.95,
    multiplier: float = 100_000.0,
    too_few: Literal["refuse", "nan"] = "refuse",
    events_each: ArrayLike | None = None,
) -> Estimate:
    """Rate that the standard population would have with the observed rates of each stratum, Σ w r / Σ w.

    observed: events ≥ 0 and populations > 0, both (…, strata). standard_population: weights ≥ 0, (strata,).
    Below 10 events in all the interval is not valid: the area is refused, or NaN when `too_few="nan"`.
    The interval is Dobson's: Byar's limits of the total, rescaled by the weighted variance.
    events_each: when one person may have several events, how many events (1, 2, 3, …) each of the rows of `observed`
    stands for; `observed` is then (…, rows, strata) and counts people. The interval is wider, as it should be.
    Raises InvalidInputError (a ValueError) naming the argument and the rank of the stratum.
    Source: Dobson, Kuulasmaa, Eberle & Scherer, Statistics in Medicine 10 (1991) 457-462.
    """
    levels, scale = confidences(confidence), factor(multiplier)
    events, squares = _repeated(counts("observed", observed), events_each)
    people = _same_strata(events, sizes("populations", populations))
    share = _weights(standard_population, events.shape[-1])
    total = np.asarray(events.sum(axis=-1))
    enough = total >= SMALLEST_BYAR
    if too_few == "refuse":
        refuse("events of all strata", total, ~enough, f"at least {SMALLEST_BYAR} are needed to standardise directly")
    value = np.where(enough, (share * events / people).sum(axis=-1), np.nan)
    spread = np.sqrt((share**2 * squares / people**2).sum(axis=-1) / np.maximum(total, 1.0))
    limits = byar(total, levels.tails(total.ndim))
    bounds = Bounds(value + spread * (limits.lower - total), value + spread * (limits.upper - total), "Dobson")
    return estimate(
        value, bounds, levels, numerator=total, denominator=people.sum(axis=-1), unit="rate", multiplier=scale
    )


def indirectly_standardised_ratio(
    observed: ArrayLike,
    populations: ArrayLike,
    reference_counts: ArrayLike,
    reference_populations: ArrayLike,
    *,
    confidence: float | Sequence[float] = 0.95,
    multiplier: float = 1.0,
) -> Estimate:
    """Events observed over those expected if each stratum had the rate of the reference.

    populations: (…, strata), ≥ 0. observed: the same shape, or without its last axis when only totals are known.
    reference_counts ≥ 0 and reference_populations > 0: (strata,). `denominator` of the result: expected events.
    The interval is Byar's from 10 events on, exact below; the reference is taken as known.
    Raises InvalidInputError (a ValueError) naming the argument and the rank of the stratum.
    Source: Breslow & Day, Statistical Methods in Cancer Research II, IARC 1987.
    """
    total, expected, _ = _expected(observed, populations, reference_counts, reference_populations)
    return _indirect(total, expected, confidence, factor(multiplier), "ratio")


def indirectly_standardised_rate(
    observed: ArrayLike,
    populations: ArrayLike,
    reference_counts: ArrayLike,
    reference_populations: ArrayLike,
    *,
    confidence: float | Sequence[float] = 0.95,
    multiplier: float = 100_000.0,
) -> Estimate:
    """Give the standardised ratio times the crude rate of the reference; arguments and errors are those of the ratio.

    `denominator` of the result: the population that would give the value, expected events / reference rate.
    """
    total, expected, crude = _expected(observed, populations, reference_counts, reference_populations)
    return _indirect(total, expected / crude, confidence, factor(multiplier), "rate")


def _indirect(
    total: Floats, expected: Floats, confidence: float | Sequence[float], multiplier: float, unit: str
) -> Estimate:
    levels = confidences(confidence)
    limits = poisson(total, levels.tails(total.ndim))
    bounds = Bounds(limits.lower / expected, limits.upper / expected, limits.method)
    return estimate(
        total / expected, bounds, levels, numerator=total, denominator=expected, unit=unit, multiplier=multiplier
    )


def _expected(
    observed: ArrayLike, populations: ArrayLike, reference_counts: ArrayLike, reference_populations: ArrayLike
) -> tuple[Floats, Floats, float]:
    """Total observed, total expected, and the crude rate of the reference."""
    people = _strata("populations", counts("populations", populations))
    events, base = counts("reference_counts", reference_counts), sizes("reference_populations", reference_populations)
    for name, array in (("reference_counts", events), ("reference_populations", base)):
        if array.shape != people.shape[-1:]:
            raise InvalidInputError(f"{name}: shape {array.shape}, populations have {people.shape[-1]} strata")
    expected = np.asarray((events / base * people).sum(axis=-1))
    refuse("expected events", expected, expected <= 0, "must be above 0: no reference event or no population")
    return _totals(counts("observed", observed), people), expected, float(events.sum() / base.sum())


def _totals(events: Floats, people: Floats) -> Floats:
    if events.shape == people.shape:
        return np.asarray(events.sum(axis=-1))
    if events.shape == people.shape[:-1]:
        return events
    raise InvalidInputError(f"observed: shape {events.shape} does not go with populations of shape {people.shape}")


def _strata(name: str, array: Floats) -> Floats:
    if array.ndim == 0 or array.shape[-1] == 0:
        raise InvalidInputError(f"{name}: strata are expected on the last axis")
    return array


def _repeated(observed: Floats, events_each: ArrayLike | None) -> tuple[Floats, Floats]:
    """Events of each stratum, and their variance: f² for each person who had f of them."""
    if events_each is None:
        return observed, observed
    each = vector("events_each", sizes("events_each", events_each), at_least=1, what="rows")
    if observed.ndim <= 1 or observed.shape[-2] != each.size:
        raise InvalidInputError(f"observed has shape {observed.shape}, events_each {each.size} rows: they do not match")
    column = each[:, None]
    return (observed * column).sum(axis=-2), (observed * column**2).sum(axis=-2)


def _same_strata(events: Floats, people: Floats) -> Floats:
    if events.shape != people.shape:
        raise InvalidInputError(f"observed has shape {events.shape}, populations {people.shape}: strata do not match")
    return _strata("populations", people)


def _weights(standard_population: ArrayLike, strata: int) -> Floats:
    """Shares of the standard population, adding up to 1."""
    weights = counts("standard_population", standard_population)
    if weights.shape != (strata,):
        raise InvalidInputError(f"standard_population: shape {weights.shape}, the events have {strata} strata")
    if weights.sum() <= 0:
        raise InvalidInputError("standard_population: every weight is 0")
    return np.asarray(weights / weights.sum())
