"""Where places are, how far apart, and which QPV are side by side: from the real contours, in kilometres.

Two QPV are adjacent when their contours touch, or come nearer than `NEAR`: a street or a railway between two quartiers
does not keep their inhabitants apart. Contours are shipped for departments 59 and 62 only; elsewhere, sharing a commune
counts as adjacent, which says too much in large towns and nothing across their limits. Each file is read once.
"""

import itertools
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import Final, TypeAlias

from asv.reference.places import read_communes, read_polygons, read_qpv, read_retired_qpv
from asv.reference.quartiers import METRES_PER_DEGREE, PAS, distance
from asv.reference.records import Geometry

NEAR: Final = 300.0
"""Metres under which two QPV that do not touch are adjacent all the same."""
EARTH: Final = 6371.0

Point: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[float, float, float, float]


def centre_of(qpv: str | None = None, commune: str | None = None) -> Point | None:
    """Longitude and latitude of a QPV, at the middle of its contour; else of the centre of the commune, or of its own.

    None for a place that no shipped file knows.
    """
    found = _centroids().get(qpv) if qpv else None
    if found is not None:
        return found
    communes = [commune] if commune else list(_communes_of_qpv().get(qpv or "", ()))
    return next((_centres()[code] for code in communes if code in _centres()), None)


def kilometres(start: Point, end: Point) -> float:
    """Distance as the crow flies between two (longitude, latitude), in kilometres (haversine)."""
    (lon, lat), (other_lon, other_lat) = start, end
    up, across = radians(other_lat - lat), radians(other_lon - lon)
    half = sin(up / 2) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(across / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def are_adjacent(first: str, second: str) -> bool:
    """Whether two QPV touch or come nearer than NEAR; symmetric, and false of a QPV with itself."""
    return first != second and _adjacent(*sorted((first, second)))


def neighbours(qpv: str, among: Sequence[str]) -> tuple[str, ...]:
    """Those of `among` that are adjacent to a QPV, in their order."""
    return tuple(code for code in among if are_adjacent(qpv, code))


@lru_cache(maxsize=100_000)
def _adjacent(first: str, second: str) -> bool:
    known = contours()
    if first not in known or second not in known:
        return not _communes_of_qpv().get(first, frozenset()).isdisjoint(_communes_of_qpv().get(second, frozenset()))
    return _near(first, second) or _near(second, first)


def _near(of: str, to: str) -> bool:
    """Whether a vertex of the one lies nearer than NEAR to a side of the other."""
    margin = NEAR / METRES_PER_DEGREE / PAS
    box = _box(to, margin)
    for x, y in _vertices(of):
        if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
            point = (x, y)
            if any(distance(point, start, end) < NEAR for start, end in _sides(to, y, margin)):
                return True
    return False


def _sides(code: str, y: float, margin: float) -> Iterator[tuple[Point, Point]]:
    """The sides that may pass within the margin of that latitude."""
    for start, end in _all_sides(code):
        if min(start[1], end[1]) - margin <= y <= max(start[1], end[1]) + margin:
            yield start, end


@cache
def _all_sides(code: str) -> tuple[tuple[Point, Point], ...]:
    rings = [ring for part in contours()[code]["coordinates"] for ring in part]
    points = [[(lon / PAS, lat / PAS) for lon, lat in ring] for ring in rings]
    return tuple(side for ring in points for side in itertools.pairwise(ring))


def _vertices(code: str) -> Iterator[Point]:
    return (start for start, _ in _all_sides(code))


def _box(code: str, margin: float) -> Box:
    """Limits widened by the margin; a degree of longitude is shorter than one of latitude, hence the half more."""
    xs, ys = zip(*_vertices(code), strict=True)
    wide = margin / cos(radians(ys[0] * PAS))
    return min(xs) - wide, min(ys) - margin, max(xs) + wide, max(ys) + margin


@cache
def contours() -> dict[str, Geometry]:
    """The contours of the QPV, read and checked once for the life of the process."""
    return read_polygons()


@cache
def _centroids() -> dict[str, Point]:
    return {code: _centroid(shape) for code, shape in contours().items()}


def _centroid(shape: Geometry) -> Point:
    """Centre of gravity of the surface; holes are turned the other way, so that they count negatively."""
    area = x = y = 0.0
    left, low = shape["coordinates"][0][0][0]
    for ring in (ring for part in shape["coordinates"] for ring in part):
        for (x1, y1), (x2, y2) in itertools.pairwise(ring):
            # From a corner of the shape: from 0° the differences of the products would lose their last digits.
            turn = (x1 - left) * (y2 - low) - (x2 - left) * (y1 - low)
            area += turn
            x += (x1 + x2 - 2 * left) * turn
            y += (y1 + y2 - 2 * low) * turn
    return left + x / (3 * area), low + y / (3 * area)


@cache
def _centres() -> dict[str, Point]:
    return {commune.code: (commune.lon, commune.lat) for commune in read_communes()}


@cache
def _communes_of_qpv() -> dict[str, frozenset[str]]:
    return {qpv.code: frozenset(qpv.communes) for qpv in (*read_qpv(), *read_retired_qpv())}
