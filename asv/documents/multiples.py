"""Small multiples: one little panel a quartier for one share, all on the same scale, the territoire across each.

A quartier whose share is not shown is a hatched lane with the reason: it has no number and no scale depends on it.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final
from xml.etree import ElementTree as ET

from asv.documents.palette import ENCRE, PIN
from asv.documents.svg import Figure, add_hatching, new_svg, written
from asv.documents.typography import intervalle, part, percentage, pourcent
from asv.domain.diffusion import ReleasedCell

WIDTH: Final = 220
HEIGHT: Final = 58
LANE_TOP, LANE = 20, 16
SMALL: Final = {"font-size": "12", "fill": ENCRE}
COLUMNS: Final = 3
GAP: Final = 24
LINE: Final = 16
NAME_LINES: Final = 2
NAME_WIDTH: Final = 34
LEGENDE: Final = (
    "Une case par quartier, toutes à la même échelle. La barre est la part du quartier ; le trait en tirets, celle du "
    "territoire ({territoire}). Le trait fin va d’une borne à l’autre de l’intervalle à 95 %, quand les réponses sont "
    "peu nombreuses. Une case hachurée n’a pas de chiffre à montrer. Ce n’est pas un classement."
)


@dataclass(frozen=True, slots=True)
class Panneau:
    """One quartier. `absence`: what stands in place of a share that is not shown."""

    nom: str
    cell: ReleasedCell
    absence: str

    @property
    def texte(self) -> str:
        if self.cell.part is None:
            return self.absence
        return ", ".join(filter(None, (pourcent(self.cell.part), intervalle(self.cell))))


@dataclass(frozen=True, slots=True)
class Planche:
    """The panels of one share, beside the share of the territoire."""

    titre: str
    territoire: ReleasedCell
    panneaux: Sequence[Panneau]

    @property
    def most(self) -> int:
        """Right end of the scale: the next ten above all that is shown, in %."""
        shown = [self.territoire, *(panneau.cell for panneau in self.panneaux)]
        parts = [part for cell in shown if cell.part is not None for part in (cell.part, *(cell.intervalle or ()))]
        return min(100, max(10, ceil(max(map(percentage, parts), default=0) / 10) * 10))

    @property
    def legende(self) -> str:
        return LEGENDE.format(territoire=part(self.territoire))

    @property
    def caches(self) -> str:
        """Which quartiers have no share to show, by reason; empty when all have one."""
        reasons: dict[str, list[str]] = {}
        for panneau in self.panneaux:
            if panneau.cell.part is None:
                reasons.setdefault(panneau.absence, []).append(panneau.nom)
        return " ".join(f"{reason.capitalize()} : {' ; '.join(names)}." for reason, names in reasons.items())


def panels(identifiant: str, planche: Planche) -> list[Figure]:
    """One drawing a quartier, without its name, which the page writes above."""
    return [_panel(f"{identifiant}-{rank}", planche, one) for rank, one in enumerate(planche.panneaux, start=1)]


def _panel(identifiant: str, planche: Planche, panneau: Panneau) -> Figure:
    titre = f"{panneau.nom} : {planche.titre}"
    root = new_svg(identifiant, titre, panneau.texte, (WIDTH, HEIGHT))
    _draw(root, planche, panneau, add_hatching(root, identifiant))
    return Figure(identifiant, titre, panneau.texte, written(root))


def _draw(target: ET.Element, planche: Planche, panneau: Panneau, hatching: str) -> None:
    cell, scale = panneau.cell, WIDTH / planche.most
    hidden = cell.part is None
    lane = {"x": "0", "y": str(LANE_TOP), "width": str(WIDTH), "height": str(LANE)}
    ET.SubElement(target, "rect", {**lane, "fill": ENCRE, "fill-opacity": "0.08"})
    if hidden:
        ET.SubElement(target, "rect", {**lane, "fill": hatching})
    if cell.part is not None:
        bar = {**lane, "width": f"{percentage(cell.part) * scale:.1f}", "fill": PIN}
        ET.SubElement(target, "rect", bar)
    if cell.intervalle is not None:
        low, high = (percentage(end) * scale for end in cell.intervalle)
        middle = LANE_TOP + LANE / 2
        _line(target, f"M{low:.1f} {middle - 4}v8M{low:.1f} {middle}H{high:.1f}M{high:.1f} {middle - 4}v8")
    if planche.territoire.part is not None:
        x = percentage(planche.territoire.part) * scale
        _line(target, f"M{x:.1f} {LANE_TOP - 4}V{LANE_TOP + LANE + 4}", "3 2")
    texts = ET.SubElement(target, "g", SMALL)
    _text(texts, (0, LANE_TOP - 7), panneau.texte, weight="400" if hidden else "600")
    _text(texts, (0, HEIGHT - 5), "0")
    _text(texts, (WIDTH, HEIGHT - 5), pourcent(planche.most / 100), anchor="end")


def board(identifiant: str, planche: Planche) -> Figure:
    """All the panels in one drawing, each under its name, in rows of three."""
    cell = HEIGHT + (NAME_LINES + 1) * LINE
    description = " ; ".join(f"{one.nom} : {one.texte}" for one in planche.panneaux)
    rows = ceil(len(planche.panneaux) / COLUMNS)
    root = new_svg(identifiant, planche.titre, description, (COLUMNS * (WIDTH + GAP) - GAP, rows * cell))
    hatching = add_hatching(root, identifiant)
    for rank, panneau in enumerate(planche.panneaux):
        place = (rank % COLUMNS * (WIDTH + GAP), LINE + rank // COLUMNS * cell)
        _draw_named(ET.SubElement(root, "g", {"transform": f"translate{place}"}), planche, panneau, hatching)
    return Figure(identifiant, planche.titre, description, written(root))


def _draw_named(target: ET.Element, planche: Planche, panneau: Panneau, hatching: str) -> None:
    """The name on two lines at most, then the panel."""
    names = ET.SubElement(target, "g", SMALL)
    lines = textwrap.wrap(panneau.nom, NAME_WIDTH, max_lines=NAME_LINES, placeholder="…")
    for rank, line in enumerate(lines, start=NAME_LINES - len(lines)):
        _text(names, (0, rank * LINE), line)
    _draw(
        ET.SubElement(target, "g", {"transform": f"translate(0 {NAME_LINES * LINE - 8})"}), planche, panneau, hatching
    )


def _line(target: ET.Element, path: str, dashes: str = "") -> None:
    look = {"d": path, "stroke": ENCRE, "stroke-width": "2"}
    ET.SubElement(target, "path", {**look, "stroke-dasharray": dashes} if dashes else look)


def _text(
    target: ET.Element, place: tuple[float, float], words: str, anchor: str = "start", weight: str = "400"
) -> None:
    given = {"x": f"{place[0]:.1f}", "y": f"{place[1]:.1f}", "text-anchor": anchor, "font-weight": weight}
    ET.SubElement(target, "text", given).text = words
