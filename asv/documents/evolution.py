"""Evolutions of séries of context as small drawings with one scale, side by side: only those that may be drawn.

Both ends are written in figures; a vintage without a figure is a gap, never a line across it.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final
from xml.etree import ElementTree as ET

from asv.documents.palette import ENCRE, PIN
from asv.documents.svg import Figure, new_svg, written
from asv.documents.typography import nombre
from asv.domain.series.evolution import Evolution

WIDTH: Final = 180
HEIGHT: Final = 92
SIDE: Final = 30
TOP: Final = 26
BOTTOM: Final = 66
YEARS: Final = 86
Place = tuple[float, float]


def evolutions(identifiant: str, shown: Sequence[Evolution]) -> list[Figure]:
    """One drawing a place, in the order given, all on the scale of the whole: heights compare from one to the next."""
    every = [value for one in shown for value in one.nombres]
    return [
        _drawn(f"{identifiant}-{rank}", one, (min(every), max(every))) for rank, one in enumerate(shown, start=1)
    ]  # fmt: skip


def _drawn(identifiant: str, one: Evolution, scale: tuple[float, float]) -> Figure:
    titre, description = one.lieu.nom or one.lieu.code, _description(one)
    root = new_svg(identifiant, titre, description, (WIDTH, HEIGHT))
    places = _places(one, scale)
    for start, end in pairwise(places):
        if start is not None and end is not None:
            _line(root, start, end)
    for place in places:
        if place is not None:
            ET.SubElement(root, "path", {"d": _dot(place), "fill": PIN})
    ends = [(place, step) for place, step in zip(places, one.pas, strict=True) if place is not None]
    for (x, y), (millesime, value) in (ends[0], ends[-1]):
        _text(root, (x, y - 9), written_value(value or 0.0), weight="600")
        _text(root, (x, YEARS), str(millesime.annee))
    return Figure(identifiant, titre, description, written(root))


def _places(one: Evolution, scale: tuple[float, float]) -> list[Place | None]:
    years = [millesime.annee or 0 for millesime, _ in one.pas]
    low, high = scale
    span, height = (years[-1] - years[0]) or 1, (high - low) or 1.0
    return [
        None if value is None
        else (SIDE + (WIDTH - 2 * SIDE) * (year - years[0]) / span, BOTTOM - (BOTTOM - TOP) * (value - low) / height)
        for year, (_, value) in zip(years, one.pas, strict=True)
    ]  # fmt: skip


def _description(one: Evolution) -> str:
    said = [f"{written_value(v)} ({m.libelle})" for m, v in one.pas if v is not None]
    return f"{one.lieu.nom or one.lieu.code}, en {one.serie.unite} : {', puis '.join(said)}."


def written_value(value: float) -> str:
    """As in the table beside it: whole, or with one decimal."""
    return nombre(value, 0 if value == int(value) else 1)


def _line(root: ET.Element, start: Place, end: Place) -> None:
    (x1, y1), (x2, y2) = start, end
    path = f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"
    ET.SubElement(root, "path", {"d": path, "stroke": PIN, "stroke-width": "2.5"})


def _dot(place: Place, size: float = 4.0) -> str:
    x, y = place
    return f"M{x - size:.1f} {y:.1f}a{size} {size} 0 1 0 {2 * size} 0a{size} {size} 0 1 0 {-2 * size} 0"


def _text(root: ET.Element, place: Place, words: str, weight: str = "400") -> None:
    x, y = place
    given = {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": "middle", "font-size": "12", "font-weight": weight}
    ET.SubElement(root, "text", given | {"fill": ENCRE}).text = words
