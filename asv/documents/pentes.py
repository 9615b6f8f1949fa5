"""Two rankings face to face: a line for each point, from its rank in one college to its rank in the other."""

from collections.abc import Callable, Sequence
from textwrap import wrap
from typing import Final
from xml.etree import ElementTree as ET

from asv.documents.palette import BRIQUE, ENCRE, OCRE, PIN
from asv.documents.svg import Figure, new_svg, written
from asv.domain.priorites import College, Point

WIDTH: Final = 620
STEP: Final = 46
TOP: Final = 58
LEFT, RIGHT = 218, 402
LETTERS: Final = 27
"""Of a line of a label: it has to hold beside the lines."""
LINES: Final = 2


def slopes(identifiant: str, titre: str, points: Sequence[Point], words: Callable[[str], str]) -> Figure:
    """words: label of a point. A point that a college did not rank stands under the others, on a dotted line.

    Equal ranks are drawn one under the other, each with its rank: nothing overlaps. Raises ValueError without points.
    """
    if not points:
        raise ValueError("a ranking without points is not drawn")
    sides = [_places(points, college) for college in College]
    height = TOP + STEP * max(len(places) for places in sides) + 8
    description = _description(points, words)
    root = new_svg(identifiant, titre, description, (WIDTH, height))
    for college, x, anchor in zip(College, (LEFT - 12, RIGHT + 12), ("end", "start"), strict=True):
        _word(root, college.libelle, (x, 24), anchor, bold=True)
    for point in points:
        _draw(root, point, [places[point.objet] for places in sides], words(point.objet))
    return Figure(identifiant, titre, description, written(root))


def _rank(point: Point, college: College) -> int | None:
    return point.habitants if college is College.HABITANTS else point.professionnels


def _places(points: Sequence[Point], college: College) -> dict[str, float]:
    """Height of each point on one side: its order there, those not ranked last."""
    order = sorted(points, key=lambda point: (_rank(point, college) is None, _rank(point, college) or 0))
    return {point.objet: TOP + STEP * (place + 0.5) for place, point in enumerate(order)}


def _draw(root: ET.Element, point: Point, heights: Sequence[float], label: str) -> None:
    """Pine where the inhabitants place it higher, brick where the others do, ochre alike; words say it beside."""
    left, right = heights
    ink = {"stroke": _ink(point), "stroke-width": "3"}
    if point.desaccord is None:
        ink["stroke-dasharray"] = "3 6"
    ET.SubElement(root, "path", {"d": f"M{LEFT} {left:.0f}L{RIGHT} {right:.0f}", **ink})
    for college, x, y, side in zip(College, (LEFT, RIGHT), heights, (-1, 1), strict=True):
        rang = _rank(point, college)
        dot = f"M{x - 5} {y:.0f}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"
        ET.SubElement(root, "path", {"d": dot, "fill": _ink(point) if rang else "none", "stroke": _ink(point)})
        _label(root, f"{rang}. {label}" if rang else f"{label} : non classé", (x + 12 * side, y), side)


def _ink(point: Point) -> str:
    if point.desaccord == 0:
        return OCRE
    is_theirs = point.habitants is None or (
        point.professionnels is not None and point.professionnels < point.habitants
    )  # fmt: skip
    return BRIQUE if is_theirs else PIN


def _label(root: ET.Element, text: str, at: tuple[float, float], side: int) -> None:
    x, y = at
    lines = wrap(text, LETTERS, max_lines=LINES, placeholder="…")
    for rank, line in enumerate(lines):
        _word(root, line, (x, y + 4 + 15 * (rank - (len(lines) - 1) / 2)), "end" if side < 0 else "start")


def _word(root: ET.Element, text: str, at: tuple[float, float], anchor: str, *, bold: bool = False) -> None:
    look = {"x": f"{at[0]:.0f}", "y": f"{at[1]:.0f}", "text-anchor": anchor, "font-size": "13", "fill": ENCRE}
    ET.SubElement(root, "text", look | ({"font-weight": "700"} if bold else {})).text = text


def _description(points: Sequence[Point], words: Callable[[str], str]) -> str:
    said = " ; ".join(
        f"{words(point.objet)} : {_told(point.habitants)} pour les habitants, "
        f"{_told(point.professionnels)} pour les professionnels"
        for point in points
    )
    return f"Les deux classements, reliés point par point. {said}."


def _told(rang: int | None) -> str:
    return "non classé" if rang is None else f"rang {rang}"
