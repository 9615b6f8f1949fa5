"""A map of numbered places over the communes of a territoire: where, for the table beside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from asv.documents.maps.projection import Geometry, Point, fitted, outlines, path
from asv.documents.palette import COMMUNE, ENCRE_CARTE, LIMITE_COMMUNE, OCRE, PAPIER, PIN
from asv.documents.svg import Figure, new_svg, written

WIDTH: Final = 720
MARGIN: Final = 10
DISC: Final = 10.0
APART: Final = 2 * DISC + 1
ROUND: Final = 6


@dataclass(frozen=True, slots=True)
class Repere:
    """A place, named as in the table."""

    lon: float
    lat: float
    libelle: str


def points_map(
    identifiant: str, titre: str, reperes: Sequence[Repere], communes: Mapping[str, Geometry], centre: Repere | None
) -> Figure:
    """Numbered discs in the order given, one for each place; `centre`: where the search starts, drawn apart.

    Discs that would cover each other are put side by side: the number, not the spot, is what the table names.
    """
    projection = fitted(communes.values(), width=WIDTH, margin=MARGIN)
    said = " ; ".join(f"{rank}. {repere.libelle}" for rank, repere in enumerate(reperes, start=1))
    root = new_svg(identifiant, titre, said or "Aucun lieu.", (WIDTH, projection.height))
    d = "".join(path(outlines(shape, projection)) for shape in communes.values())
    look = {"fill": COMMUNE, "fill-rule": "evenodd", "stroke": LIMITE_COMMUNE, "stroke-width": "0.8"}
    ET.SubElement(root, "path", {"d": d, **look})
    if centre is not None:
        x, y = projection.point(centre.lon, centre.lat)
        square = {"x": f"{x - 14:.1f}", "y": f"{y - 14:.1f}", "width": "28", "height": "28", "fill": OCRE}
        mark = ET.SubElement(root, "rect", {**square, "stroke": ENCRE_CARTE})
        ET.SubElement(mark, "title").text = centre.libelle
    placed: list[Point] = []
    for rank, repere in enumerate(reperes, start=1):
        spot = _beside(projection.point(repere.lon, repere.lat), placed)
        placed.append(spot)
        _disc(root, spot, str(rank), repere.libelle)
    return Figure(identifiant, titre, said, written(root))


def _beside(spot: Point, placed: Sequence[Point]) -> Point:
    """The spot, or the first free one on a spiral of steps to its right and below."""
    for turn in range(len(placed) + 1):
        x, y = spot[0] + APART * (turn % ROUND), spot[1] + APART * (turn // ROUND)
        if all(abs(x - px) >= APART or abs(y - py) >= APART for px, py in placed):
            return x, y
    return spot


def _disc(root: ET.Element, spot: Point, text: str, libelle: str) -> None:
    x, y = spot
    place = {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": str(DISC), "fill": PIN, "stroke": ENCRE_CARTE}
    disc = ET.SubElement(root, "circle", place)
    ET.SubElement(disc, "title").text = libelle
    letters = {"text-anchor": "middle", "font-size": "11", "font-weight": "600", "fill": PAPIER}
    ET.SubElement(root, "text", {"x": f"{x:.1f}", "y": f"{y + 3.9:.1f}", **letters}).text = text
