"""A drawing on a sheet that stands alone: title above, the words of the page under it, dark ink on light paper."""

import textwrap
from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from xml.etree import ElementTree as ET

import vl_convert

from asv.documents.palette import ENCRE, ENCRE_CARTE, PAPIER
from asv.documents.svg import XMLNS, Figure, new_svg, written

WIDTH: Final = 756
MARGIN: Final = 24
LINE: Final = 16
SIGNS: Final = 120
TITLE_SIGNS: Final = 76
TITLE_LINE: Final = 22
LARGEST: Final = 1.35
"""How many times a small drawing may be enlarged: its letters stay near those of the sheet."""
SHARPNESS: Final = 2.0
LETTERS: Final = "Liberation Sans, sans-serif"
"""The renderer brings these: the same pixels whatever the machine has installed."""


def sheet(figure: Figure, titre: str, phrases: Iterable[str]) -> Figure:
    """The drawing enlarged a little, at most as wide as the sheet. phrases: legend, what is hidden, how to cite."""
    name = f"{figure.identifiant}-feuille"
    heads = textwrap.wrap(titre, TITLE_SIGNS)
    feet = [line for phrase in phrases for line in textwrap.wrap(phrase, SIGNS, break_on_hyphens=False)]
    top = MARGIN + len(heads) * TITLE_LINE
    drawing, height = _placed(figure, top)
    size = (WIDTH, top + height + (len(feet) + 2) * LINE)
    root = new_svg(name, titre, figure.description, size)
    root.attrib.update(color=ENCRE_CARTE, width=str(size[0]), height=str(size[1]))
    ET.SubElement(root, "rect", {"width": str(size[0]), "height": str(size[1]), "fill": PAPIER})
    _write(root, heads, (MARGIN + LINE, TITLE_LINE), {"font-size": "17", "font-weight": "600"})
    root.append(drawing)
    _write(root, feet, (top + height + LINE, LINE), {"font-size": "12"})
    return Figure(name, titre, figure.description, written(root))


def png_of(figure: Figure) -> bytes:
    """A sheet as pixels, twice as fine as its own size."""
    return bytes(vl_convert.svg_to_png(figure.svg, scale=SHARPNESS))


@lru_cache(maxsize=128)
def pixels_of(figure: Figure) -> bytes:
    """A drawing without words around it, dark on light paper, in the letters that the renderer brings with it."""
    root = _bare(figure)
    width, height = root.attrib["viewBox"].split()[2:]
    root.attrib.update({"xmlns": XMLNS, "width": width, "height": height, "color": ENCRE_CARTE, "font-family": LETTERS})
    root.insert(0, ET.Element("rect", {"width": width, "height": height, "fill": PAPIER}))
    return bytes(vl_convert.svg_to_png(written(root), scale=SHARPNESS))


def _bare(figure: Figure) -> ET.Element:
    """The elements of a drawing, without the prefix of their space."""
    drawing = ET.fromstring(figure.svg)  # noqa: S314 -- drawn by us
    for element in drawing.iter():
        element.tag = element.tag.rpartition("}")[2]
    return drawing


def _placed(figure: Figure, top: int) -> tuple[ET.Element, int]:
    """The drawing at its place on the sheet, and the height it takes there."""
    drawing = _bare(figure)
    width, height = (float(side) for side in drawing.attrib["viewBox"].split()[2:])
    room = min(WIDTH - 2 * MARGIN, round(width * LARGEST))
    taken = round(room * height / width)
    place = {"x": (WIDTH - room) / 2, "y": top, "width": room, "height": taken}
    drawing.attrib.update({side: str(value) for side, value in place.items()}, color=ENCRE_CARTE)
    return drawing, taken


def _write(root: ET.Element, lines: Iterable[str], rows: tuple[int, int], look: dict[str, str]) -> None:
    first, step = rows
    group = ET.SubElement(root, "g", {"fill": ENCRE, **look})
    for rank, line in enumerate(lines):
        ET.SubElement(group, "text", {"x": str(MARGIN), "y": str(first + rank * step)}).text = line
