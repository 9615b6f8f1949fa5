"""The funnel as a drawing: answers across, shares upwards, the two bands of chance, one numbered mark a quartier.

Shape tells who stands outside, colour only repeats it. A quartier that is not compared has no mark and no coordinate,
and no scale depends on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Final
from xml.etree import ElementTree as ET

from asv.documents.palette import BRIQUE, ENCRE, PIN
from asv.documents.svg import Figure, new_svg, written
from asv.documents.typography import nombre, pourcent
from asv.domain.diagnostic.entonnoir import Entonnoir, Point, Position
from asv.domain.diffusion import FEWEST

WIDTH: Final = 400
HEIGHT: Final = 340
LEFT, RIGHT, TOP, BOTTOM = 46, 14, 26, 48
MARK: Final = 5.0
CURVE: Final = 40
STEPS: Final = (10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000)
MOST_TICKS: Final = 6
SMALL: Final = {"font-size": "12", "fill": ENCRE}
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Scale:
    """Answers from FEWEST to `most`, shares from `low` to `high`."""

    most: float
    low: float
    high: float

    def x(self, reponses: float) -> float:
        return LEFT + (reponses - FEWEST) / (self.most - FEWEST) * (WIDTH - LEFT - RIGHT)

    def y(self, part: float) -> float:
        return HEIGHT - BOTTOM - (part - self.low) / (self.high - self.low) * (HEIGHT - TOP - BOTTOM)


def funnel(identifiant: str, titre: str, entonnoir: Entonnoir, numeros: Mapping[str, int]) -> Figure:
    """`numeros`: the number of each quartier in the table beside. Raises ValueError on a funnel that is refused."""
    if not entonnoir.points:
        raise ValueError("a refused funnel is not drawn")
    scale = _scale(entonnoir)
    description = _description(entonnoir, numeros)
    root = new_svg(identifiant, titre, description, (WIDTH, HEIGHT))
    _draw_bands(root, entonnoir, scale)
    _draw_axes(root, scale)
    _draw_centre(root, entonnoir, scale)
    _draw_points(root, entonnoir.points, numeros, scale)
    return Figure(identifiant, titre, description, written(root))


def _scale(entonnoir: Entonnoir) -> _Scale:
    most = max(point.reponses for point in entonnoir.points)
    _, (least, greatest) = entonnoir.limits(FEWEST)
    parts = [point.part for point in entonnoir.points]
    low, high = min(least, *parts), max(greatest, *parts)
    return _Scale(max(most * 1.08, FEWEST + STEPS[0]), floor(low * 10) / 10, min(1.0, ceil(high * 10) / 10))


def _description(entonnoir: Entonnoir, numeros: Mapping[str, int]) -> str:
    said = " ; ".join(
        f"{numeros[point.ligne.code]}. {point.ligne.libelle} : {pourcent(point.part)} de {nombre(point.reponses)} "
        f"réponses, {point.position}"
        for point in entonnoir.points
    )
    return f"Entonnoir autour de la part du territoire, {pourcent(entonnoir.cible)}. {said}."


def _draw_bands(root: ET.Element, entonnoir: Entonnoir, scale: _Scale) -> None:
    """The outer band, then the usual one over it, from curves that narrow as answers grow."""
    sizes = [FEWEST + (scale.most - FEWEST) * step / CURVE for step in range(CURVE + 1)]
    limits = [entonnoir.limits(size) for size in sizes]
    group = ET.SubElement(root, "g", {"class": "entonnoir-bandes", "fill": ENCRE, "fill-opacity": "0.1"})
    for rank in (1, 0):
        above = [(scale.x(size), scale.y(pair[rank][1])) for size, pair in zip(sizes, limits, strict=True)]
        below = [(scale.x(size), scale.y(pair[rank][0])) for size, pair in zip(sizes, limits, strict=True)]
        ET.SubElement(group, "path", {"d": _closed([*above, *reversed(below)])})


def _closed(places: Sequence[Place]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places) + "Z"


def _draw_axes(root: ET.Element, scale: _Scale) -> None:
    group = ET.SubElement(root, "g", {"class": "entonnoir-axes", **SMALL})
    ground = HEIGHT - BOTTOM
    frame = f"M{LEFT} {TOP}V{ground}H{WIDTH - RIGHT}"
    ET.SubElement(group, "path", {"d": frame, "stroke": ENCRE, "fill": "none"})
    step = next((one for one in STEPS if (scale.most - FEWEST) / one < MOST_TICKS), STEPS[-1])
    first = -(-FEWEST // step) * step
    for reponses in sorted({FEWEST, *range(first, int(scale.most) + 1, step)}):
        if reponses == FEWEST or scale.x(reponses) - LEFT > 2 * len(str(reponses)) * MARK:
            _text(group, (scale.x(reponses), ground + 16), nombre(reponses), "middle")
    tenths = range(round(scale.low * 10), round(scale.high * 10) + 1)
    for tenth in tenths if len(tenths) <= MOST_TICKS else tenths[::2]:
        _text(group, (LEFT - 5, scale.y(tenth / 10) + 4), pourcent(tenth / 10), "end")
    _text(group, ((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10), "Réponses dans le quartier", "middle")
    _text(group, (0, 14), "Part observée", "start")


def _draw_centre(root: ET.Element, entonnoir: Entonnoir, scale: _Scale) -> None:
    y = scale.y(entonnoir.cible)
    line = {"d": f"M{LEFT} {y:.1f}H{WIDTH - RIGHT}", "stroke": ENCRE, "stroke-dasharray": "5 4"}
    ET.SubElement(root, "path", line)
    _text(ET.SubElement(root, "g", SMALL), (WIDTH - RIGHT, TOP - 12), f"- - - territoire : {pourcent(entonnoir.cible)}")


def _draw_points(root: ET.Element, points: Sequence[Point], numeros: Mapping[str, int], scale: _Scale) -> None:
    group = ET.SubElement(root, "g", {"class": "entonnoir-points", "stroke": ENCRE, "stroke-width": "0.8"})
    words = ET.SubElement(root, "g", {**SMALL, "font-weight": "600"})
    places = [(scale.x(point.reponses), scale.y(point.part)) for point in points]
    taken = list(places)
    for point, place in zip(points, places, strict=True):
        colour = BRIQUE if point.position.is_outside else PIN
        mark = ET.SubElement(group, "path", {"d": _shape(point.position, place), "fill": colour})
        ET.SubElement(mark, "title").text = f"{point.ligne.libelle} : {pourcent(point.part)}, {point.position}"
        spot = _free(place, taken)
        taken.append(spot)
        _text(words, (spot[0], spot[1] + 4), str(numeros[point.ligne.code]), "middle")


def _free(place: Place, taken: Sequence[Place]) -> Place:
    """Where the number of a mark covers no other mark and no other number, beside it first."""
    x, y = place
    around = [(x + dx, y + dy) for far in (13, 19, 26) for dx, dy in ((far, 0), (-far, 0), (0, -far), (0, far))]
    inside = [(a, b) for a, b in around if LEFT < a < WIDTH - 7 and TOP < b < HEIGHT - BOTTOM]
    clear = (spot for spot in inside if all(abs(spot[0] - a) > 11 or abs(spot[1] - b) > 10 for a, b in taken))  # noqa: PLR2004 - half a number
    return next(clear, around[0])


def _shape(position: Position, place: Place) -> str:
    """A round inside, a triangle that points to its side outside."""
    x, y = place
    if position is Position.AU_DESSUS:
        return f"M{x:.1f} {y - MARK - 1:.1f}l{MARK + 1} {2 * MARK}h{-2 * MARK - 2}z"
    if position is Position.AU_DESSOUS:
        return f"M{x:.1f} {y + MARK + 1:.1f}l{MARK + 1} {-2 * MARK}h{-2 * MARK - 2}z"
    return f"M{x - MARK:.1f} {y:.1f}a{MARK} {MARK} 0 1 0 {2 * MARK} 0a{MARK} {MARK} 0 1 0 {-2 * MARK} 0z"


def _text(group: ET.Element, place: Place, words: str, anchor: str = "end") -> None:
    given = {"x": f"{place[0]:.1f}", "y": f"{place[1]:.1f}", "text-anchor": anchor}
    ET.SubElement(group, "text", given).text = words
