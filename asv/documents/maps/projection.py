"""From longitude and latitude to the paper of one map, and the path text of a GeoJSON geometry.

Equirectangular with the cosine of the middle latitude: over the 23 km of an agglomeration its error stays under the
width of a line, and it is two multiplications a vertex.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any, Final, TypeAlias

Geometry: TypeAlias = Mapping[str, Any]
Point: TypeAlias = tuple[float, float]
Line: TypeAlias = Sequence[Point]
Ring: TypeAlias = Sequence[Sequence[float]]
Box: TypeAlias = tuple[float, float, float, float]

KM_PER_DEGREE: Final = 111.2
LEAST_RING: Final = 3


@dataclass(frozen=True, slots=True)
class Projection:
    """x = (longitude - west) * by_longitude + margin; y grows downwards from the north."""

    west: float
    north: float
    by_longitude: float
    by_latitude: float
    width: int
    height: int
    margin: float

    def point(self, lon: float, lat: float) -> Point:
        return (lon - self.west) * self.by_longitude + self.margin, (self.north - lat) * self.by_latitude + self.margin

    @property
    def units_per_km(self) -> float:
        return self.by_latitude / KM_PER_DEGREE


def fitted(geometries: Iterable[Geometry], *, width: int, margin: float, ratio: float | None = None) -> Projection:
    """Projection that shows all the geometries on a paper `width` wide.

    ratio: height / width to reach by adding room around; None cuts the paper at the drawing.
    """
    vertices = [vertex for geometry in geometries for ring in rings(geometry) for vertex in ring]
    west, east = min(v[0] for v in vertices), max(v[0] for v in vertices)
    south, north = min(v[1] for v in vertices), max(v[1] for v in vertices)
    shrink = cos(radians((south + north) / 2))
    across, along = (east - west) * shrink, north - south
    inner = width - 2 * margin
    scale = inner / across
    height = round(along * scale + 2 * margin)
    if ratio is not None:
        height = round(width * ratio)
        scale = min(scale, (height - 2 * margin) / along)
        west -= (inner / scale - across) / 2 / shrink
        north += ((height - 2 * margin) / scale - along) / 2
    return Projection(west, north, shrink * scale, scale, width, height, margin)


def rings(geometry: Geometry) -> Iterator[Ring]:
    """Every ring of a Polygon or MultiPolygon, holes included."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for part in parts:
        yield from part


def outlines(geometry: Geometry, projection: Projection, *, detail: float = 0.7) -> list[list[Point]]:
    """Rings on the paper, without the vertices closer than `detail` to the one before: nobody would see them."""
    least = detail * detail
    drawn = []
    for ring in rings(geometry):
        points = [projection.point(lon, lat) for lon, lat, *_ in ring]
        kept = points[:1]
        for x, y in points[1:]:
            last_x, last_y = kept[-1]
            if (x - last_x) ** 2 + (y - last_y) ** 2 >= least:
                kept.append((x, y))
        if len(kept) >= LEAST_RING:
            drawn.append(kept)
    return drawn


def path(lines: Iterable[Sequence[Point]]) -> str:
    """Text of the `d` attribute, one decimal."""
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line) + "Z" for line in lines)


def middle(lines: Sequence[Sequence[Point]]) -> Point:
    """Centre of gravity of the largest outline: where the eye looks for the name."""
    area, x, y = max((_moments(line) for line in lines), key=lambda moments: abs(moments[0]))
    if area == 0:
        return lines[0][0]
    return x / (3 * area), y / (3 * area)


def is_inside(lines: Iterable[Line], point: Point) -> bool:
    """Whether a horizontal ray from the point crosses the outlines an odd number of times."""
    x, y = point
    crossings = 0
    for line in lines:
        for (x1, y1), (x2, y2) in zip(line, [*line[1:], line[0]], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                crossings += 1
    return crossings % 2 == 1


def _moments(line: Sequence[Point]) -> tuple[float, float, float]:
    """Twice the signed area of a closed line, and the sums that its centre needs."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(line, [*line[1:], line[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return area, x, y
