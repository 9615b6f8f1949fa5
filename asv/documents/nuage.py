"""The scatter of needs and answers: rank of need across, séances per 1 000 inhabitants upwards.

Drawn in plain Python as the maps are: ranks are whole, so cells fall on one another, and what makes the drawing
readable is to write how many stand on a point. Shape and words tell the corners apart, colour only repeats them.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from asv.documents.palette import BRIQUE, ENCRE, OCRE, PIN
from asv.documents.svg import Figure, new_svg, written
from asv.domain.matrice import Lecture

WIDTH: Final = 720
HEIGHT: Final = 440
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 30, 52
RADIUS: Final = 7.0
STEPS: Final = 5
COLOURS: Final = {Lecture.AUCUNE: PIN, Lecture.SANS_REPONSE: BRIQUE, Lecture.SANS_BESOIN: OCRE}


@dataclass(frozen=True, slots=True)
class Point:
    """A theme in a QPV. `taux`: séances per 1 000 inhabitants. `coin`: the corner that it stands in, or nothing."""

    libelle: str
    rang: int
    taux: float
    coin: Lecture = Lecture.AUCUNE


@dataclass(frozen=True, slots=True)
class _Scale:
    last: int
    most: float

    def x(self, rang: float) -> float:
        return LEFT + (rang - 0.5) / max(self.last, 1) * (WIDTH - LEFT - RIGHT)

    def y(self, taux: float) -> float:
        return HEIGHT - BOTTOM - taux / (self.most or 1) * (HEIGHT - TOP - BOTTOM)


def need_and_answer(identifiant: str, titre: str, points: Sequence[Point], *, last: int) -> Figure:
    """`last`: the last rank."""
    most = max((point.taux for point in points), default=0.0)
    scale = _Scale(last, _rounded(most))
    root = new_svg(identifiant, titre, description := _description(points), (WIDTH, HEIGHT))
    _draw_names(root)
    _draw_axes(root, scale)
    group = ET.SubElement(root, "g", {"class": "nuage-points", "stroke": ENCRE, "stroke-width": "1"})
    stacked: Counter[tuple[int, float, Lecture]] = Counter()
    names: dict[tuple[int, float, Lecture], list[str]] = {}
    for point in points:
        place = point.rang, round(scale.y(point.taux) / RADIUS), point.coin
        stacked[place] += 1
        names.setdefault(place, []).append(point.libelle)
    for (rang, step, coin), count in sorted(stacked.items()):
        _draw_point(group, (scale.x(rang), step * RADIUS), coin, count, names[rang, step, coin])
    return Figure(identifiant, titre, description, written(root))


def _rounded(most: float) -> float:
    """Top of the scale: whole, and above STEPS a multiple of it, so that every tick is whole."""
    unit = STEPS if most > STEPS else 1
    return float(max(1, -(-most // unit) * unit))


def _description(points: Sequence[Point]) -> str:
    corners = Counter(point.coin for point in points)
    return (
        f"Nuage de {len(points)} points : chaque point est un thème dans un quartier. De gauche à droite, le rang du "
        "besoin publié, le premier à gauche ; de bas en haut, les séances pour 1\u202f000 habitants. "
        f"En bas à gauche, besoin sans réponse : {corners[Lecture.SANS_REPONSE]}. "
        f"À droite, réponse sans besoin : {corners[Lecture.SANS_BESOIN]}. Le tableau donne chaque valeur."
    )


def _draw_names(root: ET.Element) -> None:
    """Each corner is named beside the shape of its points: rank and height alone do not tell who stands in it."""
    group = ET.SubElement(root, "g", {"class": "nuage-coins", "font-size": "13", "font-weight": "600", "fill": ENCRE})
    low, high = HEIGHT - 14, TOP - 12
    places = {Lecture.SANS_REPONSE: (12, low, "start", 14), Lecture.SANS_BESOIN: (WIDTH - RIGHT, high, "end", -24)}
    for coin, (x, y, anchor, aside) in places.items():
        mark = x if aside > 0 else x - 8
        ET.SubElement(group, "path", {"d": _shape(coin, mark, y, RADIUS - 1), "fill": COLOURS[coin], "stroke": ENCRE})
        words = {"x": str(x + aside), "y": str(y + 4), "text-anchor": anchor}
        ET.SubElement(group, "text", words).text = coin.libelle.capitalize()


def _draw_axes(root: ET.Element, scale: _Scale) -> None:
    group = ET.SubElement(root, "g", {"class": "nuage-axes", "font-size": "12", "fill": ENCRE})
    floor = HEIGHT - BOTTOM
    frame = f"M{LEFT} {TOP}V{floor}H{WIDTH - RIGHT}"
    ET.SubElement(group, "path", {"d": frame, "stroke": ENCRE, "stroke-width": "1.2", "fill": "none"})
    for rang in range(1, scale.last + 1):
        words = {"x": f"{scale.x(rang):.1f}", "y": str(floor + 18), "text-anchor": "middle"}
        ET.SubElement(group, "text", words).text = str(rang)
    steps = STEPS if scale.most > STEPS else int(scale.most)
    for step in range(steps + 1):
        value = scale.most * step / steps
        words = {"x": str(LEFT - 8), "y": f"{scale.y(value) + 4:.1f}", "text-anchor": "end"}
        ET.SubElement(group, "text", words).text = str(round(value))
    middle = {"x": f"{(LEFT + WIDTH - RIGHT) / 2 + 30:.1f}", "y": str(HEIGHT - 10), "text-anchor": "middle"}
    ET.SubElement(group, "text", middle).text = "Rang du besoin dans le quartier (1 : le plus exprimé)"
    ET.SubElement(group, "text", {"x": "0", "y": "14"}).text = "Séances pour 1\u202f000 habitants"


def _draw_point(
    group: ET.Element, place: tuple[float, float], coin: Lecture, count: int, names: Sequence[str]
) -> None:  # fmt: skip
    """A round; a diamond where the need has no answer, a square where the answer has no need."""
    x, y = place
    r = RADIUS + (3 if count > 1 else 0)
    shape = ET.SubElement(group, "path", {"d": _shape(coin, x, y, r), "fill": COLOURS[coin]})
    ET.SubElement(shape, "title").text = " ; ".join(names)
    if count > 1:
        words = {"x": f"{x:.1f}", "y": f"{y + 4:.1f}", "text-anchor": "middle", "font-size": "11", "font-weight": "600"}
        ET.SubElement(group, "text", {**words, "fill": "#ffffff", "stroke": "none"}).text = str(count)


def _shape(coin: Lecture, x: float, y: float, r: float) -> str:
    return {
        Lecture.AUCUNE: f"M{x - r:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z",
        Lecture.SANS_REPONSE: f"M{x:.1f} {y - r - 2:.1f}l{r + 2} {r + 2}l{-r - 2} {r + 2}l{-r - 2} {-r - 2}z",
        Lecture.SANS_BESOIN: f"M{x - r:.1f} {y - r:.1f}h{2 * r}v{2 * r}h{-2 * r}z",
    }[coin]
