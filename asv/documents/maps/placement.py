"""Where the number of a QPV and the name of a commune go, so that none hides another or the quartier it names.

Greedy and deterministic: the same territory gives the same map twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Final

from asv.documents.maps.projection import Box, Line, Point, is_inside, middle

DIRECTIONS: Final = tuple(
    (cos(k * pi / 8), sin(k * pi / 8)) for k in (14, 10, 2, 6, 15, 9, 1, 7, 0, 8, 13, 11, 12, 3, 5, 4)
)
DISTANCES: Final = (15.0, 20.0, 26.0, 33.0, 42.0)
SHIFTS: Final = tuple(
    sorted(
        ((dx, dy * 1.3) for dx in range(-8, 9) for dy in range(-6, 7)),
        key=lambda shift: (shift[0] ** 2 + shift[1] ** 2, shift),
    )
)
LETTER_WIDTH: Final = 0.52
SQUARE: Final = 7.0


def place_discs(shapes: Mapping[str, Sequence[Line]], middles: Mapping[str, Point], radius: float) -> dict[str, Point]:
    """Centre of the numbered disc of each QPV: beside its shape, off the other shapes and discs when there is room."""
    vertices = [point for lines in shapes.values() for line in lines for point in line[::2]]
    placed: dict[str, Point] = {}
    for code, centre in middles.items():
        near = _within(vertices, centre, DISTANCES[-1] + radius + 2)
        discs = _within(placed.values(), centre, DISTANCES[-1] + 2 * radius + 2)
        candidates = ((centre[0] + dx * far, centre[1] + dy * far) for far in DISTANCES for dx, dy in DIRECTIONS)
        placed[code] = _least_crowded(candidates, near, discs, radius)
    return placed


def _least_crowded(
    candidates: Iterable[Point], vertices: Sequence[Point], discs: Sequence[Point], radius: float
) -> Point:
    """First place that covers nothing, else the one that covers least; candidates come nearest first."""
    best, least = (0.0, 0.0), float("inf")
    for point in candidates:
        touched = len(_within(discs, point, 2 * radius + 2))
        covered = 0 if touched else len(_within(vertices, point, radius + 1.5))
        cost = 1000 * touched + covered
        if cost < least:
            best, least = point, cost
        if cost == 0:
            break
    return best


def _within(points: Iterable[Point], centre: Point, distance: float) -> list[Point]:
    x, y, limit = centre[0], centre[1], distance * distance
    return [p for p in points if (p[0] - x) * (p[0] - x) + (p[1] - y) * (p[1] - y) < limit]


def nearest(lines: Sequence[Line], point: Point) -> Point:
    """Vertex of a shape closest to a point: where the leader of its number ends."""
    vertices = [vertex for line in lines for vertex in line]
    return min(vertices, key=lambda vertex: (vertex[0] - point[0]) ** 2 + (vertex[1] - point[1]) ** 2)


@dataclass(slots=True)
class Paper:
    """What is already drawn: boxes of discs and names, and the squares that an outline of quartier goes through."""

    width: float
    height: float
    boxes: list[Box]
    squares: set[tuple[int, int]]

    def has_room(self, box: Box) -> bool:
        if box[0] < 0 or box[1] < 0 or box[2] > self.width or box[3] > self.height:
            return False
        columns = range(int(box[0] // SQUARE), int(box[2] // SQUARE) + 1)
        if any((x, int(y // SQUARE)) in self.squares for x in columns for y in (box[1], box[3])):
            return False
        return not any(_overlap(box, other) for other in self.boxes)


def squares_of(shapes: Iterable[Sequence[Line]]) -> set[tuple[int, int]]:
    vertices = (vertex for lines in shapes for line in lines for vertex in line)
    return {(int(x // SQUARE), int(y // SQUARE)) for x, y in vertices}


def place_names(
    names: Mapping[str, str], contours: Mapping[str, Sequence[Line]], paper: Paper, size: float
) -> dict[str, Point]:
    """Middle of each name that finds room within its contour, first come first served; one without room is left out."""
    placed: dict[str, Point] = {}
    for code, name in names.items():
        x, y = middle(contours[code])
        for dx, dy in SHIFTS:
            point = (x + dx * size, y + dy * size)
            box = _text_box(name, point, size)
            if paper.has_room(box) and is_inside(contours[code], point):
                paper.boxes.append(box)
                placed[code] = point
                break
    return placed


def _text_box(text: str, centre: Point, size: float) -> Box:
    half = len(text) * size * LETTER_WIDTH / 2 + 1
    return centre[0] - half, centre[1] - size * 0.6, centre[0] + half, centre[1] + size * 0.6


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
