"""Small multiples: one little panel a quartier for one share, all on the same scale, the territoire across each.

A quartier whose share is not shown is a hatched lane with the reason: it has no number and no scale depends on it.
"""

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil
from typing import Final, TypeAlias
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
DASHES: Final = "3 2"
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


Case: TypeAlias = tuple[str, str, Callable[[ET.Element, str], None]]
"""The name of a case, its words, and what draws it, given where and the `fill` of a hatching."""


def panels(identifiant: str, planche: Planche) -> list[Figure]:
    """One drawing a quartier, without its name, which the page writes above."""
    return drawn_apart(identifiant, planche.titre, _cases(planche))


def board(identifiant: str, planche: Planche) -> Figure:
    """All the panels in one drawing, each under its name, in rows of three."""
    return drawn_together(identifiant, planche.titre, _cases(planche))


def _cases(planche: Planche) -> list[Case]:
    return [(one.nom, one.texte, partial(_draw, planche, one)) for one in planche.panneaux]


def drawn_apart(identifiant: str, titre: str, cases: Sequence[Case]) -> list[Figure]:
    """A drawing for each case, in the order given."""
    return [_apart(f"{identifiant}-{rank}", titre, case) for rank, case in enumerate(cases, start=1)]


def _apart(identifiant: str, titre: str, case: Case) -> Figure:
    nom, texte, draw = case
    root = new_svg(identifiant, f"{nom} : {titre}", texte, (WIDTH, HEIGHT))
    draw(root, add_hatching(root, identifiant))
    return Figure(identifiant, f"{nom} : {titre}", texte, written(root))


def drawn_together(identifiant: str, titre: str, cases: Sequence[Case]) -> Figure:
    """All the cases in one drawing, each under its name, in rows of three."""
    cell = HEIGHT + (NAME_LINES + 1) * LINE
    description = " ; ".join(f"{nom} : {texte}" for nom, texte, _ in cases)
    rows = ceil(len(cases) / COLUMNS)
    root = new_svg(identifiant, titre, description, (COLUMNS * (WIDTH + GAP) - GAP, rows * cell))
    hatching = add_hatching(root, identifiant)
    for rank, case in enumerate(cases):
        place = (rank % COLUMNS * (WIDTH + GAP), LINE + rank // COLUMNS * cell)
        _draw_named(ET.SubElement(root, "g", {"transform": f"translate{place}"}), case, hatching)
    return Figure(identifiant, titre, description, written(root))


def _draw_named(target: ET.Element, case: Case, hatching: str) -> None:
    """The name on two lines at most, then the case."""
    nom, _, draw = case
    names = ET.SubElement(target, "g", SMALL)
    lines = textwrap.wrap(nom, NAME_WIDTH, max_lines=NAME_LINES, placeholder="…")
    for rank, line in enumerate(lines, start=NAME_LINES - len(lines)):
        _text(names, (0, rank * LINE), line)
    draw(ET.SubElement(target, "g", {"transform": f"translate(0 {NAME_LINES * LINE - 8})"}), hatching)


def _draw(planche: Planche, panneau: Panneau, target: ET.Element, hatching: str) -> None:
    cell, scale = panneau.cell, WIDTH / planche.most
    draw_lane(target, None if cell.part is None else percentage(cell.part) * scale, hatching)
    if cell.intervalle is not None:
        low, high = (percentage(end) * scale for end in cell.intervalle)
        middle = LANE_TOP + LANE / 2
        _line(target, f"M{low:.1f} {middle - 4}v8M{low:.1f} {middle}H{high:.1f}M{high:.1f} {middle - 4}v8")
    if planche.territoire.part is not None:
        draw_mark(target, percentage(planche.territoire.part) * scale, DASHES)
    write_lane(target, panneau.texte, pourcent(planche.most / 100), is_hidden=cell.part is None)


def draw_lane(target: ET.Element, length: float | None, hatching: str) -> None:
    """The lane of a case with its bar, hatched where there is none."""
    lane = {"x": "0", "y": str(LANE_TOP), "width": str(WIDTH), "height": str(LANE)}
    ET.SubElement(target, "rect", {**lane, "fill": ENCRE, "fill-opacity": "0.08"})
    bar = {"fill": hatching} if length is None else {"width": f"{length:.1f}", "fill": PIN}
    ET.SubElement(target, "rect", {**lane, **bar})


def draw_mark(target: ET.Element, x: float, dashes: str = "") -> None:
    """A line across the lane: where another place stands."""
    _line(target, f"M{x:.1f} {LANE_TOP - 4}V{LANE_TOP + LANE + 4}", dashes)


def write_lane(target: ET.Element, texte: str, most: str, *, is_hidden: bool) -> None:
    """The words above the lane, and the ends of its scale."""
    texts = ET.SubElement(target, "g", SMALL)
    _text(texts, (0, LANE_TOP - 7), texte, weight="400" if is_hidden else "600")
    _text(texts, (0, HEIGHT - 5), "0")
    _text(texts, (WIDTH, HEIGHT - 5), most, anchor="end")


def _line(target: ET.Element, path: str, dashes: str = "") -> None:
    look = {"d": path, "stroke": ENCRE, "stroke-width": "2"}
    ET.SubElement(target, "path", {**look, "stroke-dasharray": dashes} if dashes else look)


def _text(
    target: ET.Element, place: tuple[float, float], words: str, anchor: str = "start", weight: str = "400"
) -> None:
    given = {"x": f"{place[0]:.1f}", "y": f"{place[1]:.1f}", "text-anchor": anchor, "font-weight": weight}
    ET.SubElement(target, "text", given).text = words
