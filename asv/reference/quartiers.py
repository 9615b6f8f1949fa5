"""The map a tablet carries: communes and quartiers of one EPCI, a few kilobytes of whole numbers.

A ring is a flat list of steps, in units of `pas` degrees, from one vertex to the next and first from zero. The rings of
quartiers are simplified, never by more than `TOLERANCE`: the tablet doubts any point within 20 m of a limit, so what
is dropped here must stay far below. Contours of communes come simplified already and are kept as they are.
"""

import json
from collections.abc import Sequence
from math import cos, hypot, radians
from pathlib import Path
from typing import Any, Final, TypeAlias

from asv.reference.files import FOLDER
from asv.reference.places import read_communes, read_contours_communes, read_polygons, read_qpv
from asv.reference.records import Geometry

PAS: Final = 1e-5
TOLERANCE: Final = 1.0
"""Metres between the rings served and the rings shipped."""
METRES_PER_DEGREE: Final = 111_200.0
CLOSED: Final = 4

Vertex: TypeAlias = tuple[int, int]


def read_map(siren: str, *, folder: Path = FOLDER) -> dict[str, Any] | None:
    """Give the map of an EPCI, or None when its contours are not shipped: only those of the CALL are."""
    contours = read_contours_communes(folder=folder)
    communes = [commune for commune in read_communes(folder=folder) if commune.epci == siren]
    drawn = [commune for commune in communes if commune.code in contours]
    if not drawn:
        return None
    polygons = read_polygons(folder=folder)
    quartiers = [qpv for qpv in read_qpv(folder=folder) if siren in qpv.epci and qpv.code in polygons]
    return {
        "siren": siren,
        "pas": PAS,
        "communes": [{"code": c.code, "nom": c.nom, "contour": _steps(contours[c.code], 0.0)} for c in drawn],
        "qpv": [
            {"code": q.code, "nom": q.nom, "insee": q.communes, "contour": _steps(polygons[q.code], TOLERANCE)}
            for q in quartiers
        ],
    }


def map_bytes(siren: str, *, folder: Path = FOLDER) -> bytes | None:
    """The map as it travels: compact JSON, always the same bytes for the same files."""
    found = read_map(siren, folder=folder)
    return None if found is None else json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def distance(point: Sequence[float], start: Sequence[float], end: Sequence[float]) -> float:
    """Metres from a point to a segment; longitudes and latitudes in units of `PAS`."""
    up = PAS * METRES_PER_DEGREE
    across = up * cos(radians(point[1] * PAS))
    px, py = (point[0] - start[0]) * across, (point[1] - start[1]) * up
    dx, dy = (end[0] - start[0]) * across, (end[1] - start[1]) * up
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else min(1.0, max(0.0, (px * dx + py * dy) / length))
    return hypot(px - along * dx, py - along * dy)


def _steps(geometry: Geometry, tolerance: float) -> list[list[list[int]]]:
    return [[_ring(ring, tolerance) for ring in part] for part in geometry["coordinates"]]


def _ring(ring: list[list[float]], tolerance: float) -> list[int]:
    vertices = [(round(lon / PAS), round(lat / PAS)) for lon, lat in ring]
    kept = _simplified(vertices, tolerance) if tolerance else vertices
    kept = kept if len(kept) >= CLOSED else vertices
    steps: list[int] = []
    for (x, y), (before_x, before_y) in zip(kept[:-1], [(0, 0), *kept], strict=False):
        steps += [x - before_x, y - before_y]
    return steps


def _simplified(vertices: list[Vertex], tolerance: float) -> list[Vertex]:
    """Douglas and Peucker: a vertex goes when the line drawn without it passes within `tolerance`."""
    first, *between, last = vertices
    if not between:
        return vertices
    far = max(range(1, len(vertices) - 1), key=lambda rank: distance(vertices[rank], first, last))
    if distance(vertices[far], first, last) <= tolerance:
        return [first, last]
    return _simplified(vertices[: far + 1], tolerance)[:-1] + _simplified(vertices[far:], tolerance)
