"""Draws: from weights, without double booking, and identifiers."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from asv.domain.synthese.blocs import Octets, Rangs

Poids = NDArray[np.float64]


def generator(seed: int, siren: str, *part: int) -> Generator:
    """One independent stream for each part of a territoire, whatever the order in which the parts are drawn."""
    return np.random.default_rng([seed, int(siren), *part])


def identifiers(rng: Generator, length: int) -> Octets:
    """UUID of version 4, as a device draws them, from the stream."""
    octets = rng.integers(0, 256, size=(length, 16), dtype=np.uint8)
    octets[:, 6] = (octets[:, 6] & 0x0F) | 0x40
    octets[:, 8] = (octets[:, 8] & 0x3F) | 0x80
    return octets


def uuids(rng: Generator, length: int) -> list[UUID]:
    return [UUID(bytes=row.tobytes()) for row in identifiers(rng, length)]


def weights(codes: Sequence[str], table: Mapping[str, float]) -> Poids:
    """Weights in the order of the codes; a code left out is never drawn. Raises KeyError on a code nobody has."""
    if unknown := set(table) - set(codes):
        raise KeyError(*sorted(unknown))
    return np.array([table.get(code, 0.0) for code in codes])


def pick(rng: Generator, poids: Poids, group: Rangs) -> Rangs:
    """One rank a row, drawn with the weights of the row's group: `poids` is groups × ranks."""
    cumulated = np.cumsum(poids, axis=1)
    cumulated /= cumulated[:, -1:]
    drawn = rng.random(len(group))
    found = (cumulated[group] <= drawn[:, None]).sum(axis=1)
    return np.asarray(np.minimum(found, poids.shape[1] - 1), dtype=np.intp)


def pick_alike(rng: Generator, poids: Poids, length: int) -> Rangs:
    """One rank a row, every row with the same weights."""
    cumulated = np.cumsum(poids)
    found = np.searchsorted(cumulated / cumulated[-1], rng.random(length), side="right")
    return np.asarray(np.minimum(found, len(poids) - 1), dtype=np.intp)


def one_of(rng: Generator, table: Mapping[str, float]) -> str:
    """One code, drawn with its weight."""
    return tuple(table)[int(pick_alike(rng, np.array([*table.values()]), 1)[0])]


def happens(rng: Generator, chance: float | Poids, length: int) -> NDArray[np.bool_]:
    """Whether the event happens on each row."""
    return rng.random(length) < chance


def share(rng: Generator, total: int, poids: Poids) -> Rangs:
    """Split a total at random along the weights; the parts sum to it."""
    return rng.multinomial(total, poids / poids.sum()).astype(np.intp)


def spread(rng: Generator, poids: Poids, length: int) -> Rangs:
    """Distinct ranks taken at regular steps of the cumulated weights: a stretch gets what it weighs, to the unit.

    Fewer than asked when some weights are too heavy for the number of ranks (systematic sampling, Madow 1949).
    """
    cumulated = np.cumsum(poids)
    steps = (rng.random() + np.arange(length)) * (cumulated[-1] / length)
    found = np.minimum(np.searchsorted(cumulated, steps, side="right"), len(poids) - 1)
    return np.asarray(np.unique(found), dtype=np.intp)


def without_replacement(rng: Generator, poids: Poids, length: int) -> Rangs:
    """Distinct ranks, the likelier the heavier (Efraimidis and Spirakis 2006); fewer when too few have a weight."""
    possible = np.flatnonzero(poids)
    keys = np.log(poids[possible]) + rng.gumbel(size=len(possible))
    if length >= len(possible):
        return possible
    return np.sort(possible[np.argpartition(keys, -length)[-length:]])
