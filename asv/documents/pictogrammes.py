"""A share as marks to count: ten of them, or a hundred; full, perhaps, or empty. Words beside always say the same."""

from typing import Final
from xml.etree import ElementTree as ET

from asv.documents.palette import ENCRE, PIN
from asv.documents.svg import Figure, add_hatching, new_svg, written
from asv.domain.diagnostic.images import TEN, Image

CELL: Final = {10: 32, 100: 16}
"""Side of the square of one mark, by the number of marks."""
EDGE: Final = 3


def icons(identifiant: str, titre: str, image: Image, phrase: str) -> Figure:
    """Marks in rows of ten: full up to the low end of the interval, hatched up to its high end, then empty.

    phrase: the sentence that says the same, for who does not see.
    """
    side = CELL[image.sur]
    root = new_svg(identifiant, titre, phrase, (TEN * side, image.sur // TEN * side))
    hatching = "" if image.is_sure else add_hatching(root, identifiant)
    full = image.pleins if image.is_sure else image.bas
    radius = side / 2 - EDGE
    for rank in range(image.sur):
        x, y = (rank % TEN + 0.5) * side, (rank // TEN + 0.5) * side
        fill = PIN if rank < full else hatching if rank < image.haut and hatching else "none"
        look = {"fill": fill, "stroke": PIN if rank < image.haut else ENCRE, "stroke-width": "1.5"}
        ET.SubElement(root, "circle", {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{radius:.1f}", **look})
    return Figure(identifiant, titre, phrase, written(root))
