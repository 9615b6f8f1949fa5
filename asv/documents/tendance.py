"""A share over closed periods: a point and its interval for each, and a line only where the rule says there is one."""

from math import ceil
from typing import Final
from xml.etree import ElementTree as ET

from asv.documents.csv import text_of
from asv.documents.csv import written as csv_written
from asv.documents.palette import ENCRE, PIN
from asv.documents.svg import Figure, new_svg, written
from asv.documents.typography import pourcent
from asv.domain.diagnostic.parts import Choix
from asv.domain.diagnostic.tendance import Pas, Tendance, saison_phrase
from asv.domain.diffusion import Ligne
from asv.domain.periodes import GenrePeriode, Periode

WIDTH: Final = 400
HEIGHT: Final = 260
LEFT, RIGHT, TOP, BOTTOM = 46, 20, 24, 40
DOT: Final = 5.0
MOST_TICKS: Final = 6
BAND: Final = "Le trait épais va d’une borne à l’autre de l’intervalle à 95 % : la vraie part y est très probablement."
LINE: Final = "La ligne pointillée est la tendance."
HEADER: Final = (
    "indicateur", "libelle_indicateur", "periode", "territoire", "code_lieu", "lieu", "code_categorie", "categorie",
    "reponses", "part", "part_basse", "part_haute",
)  # fmt: skip


def trend_drawing(identifiant: str, titre: str, tendance: Tendance) -> Figure:
    """Raises ValueError on a trend without period."""
    steps = tendance.pas
    if not steps:
        raise ValueError("a trend without period is not drawn")
    top = min(1.0, ceil(max(one.haut for one in steps) * 10) / 10)
    description = _description(tendance)
    root = new_svg(identifiant, titre, description, (WIDTH, HEIGHT))
    _draw_axes(root, steps, top)
    if tendance.sens is not None and tendance.sens.is_line and tendance.pente is not None:
        middle = _weighted_middle(steps)
        ends = [tendance.moyenne + tendance.pente * (rank - middle) for rank in (0, len(steps) - 1)]
        path = f"M{_x(0, steps):.1f} {_y(ends[0], top):.1f}L{_x(len(steps) - 1, steps):.1f} {_y(ends[1], top):.1f}"
        ET.SubElement(root, "path", {"d": path, "stroke": ENCRE, "stroke-width": "1.5", "stroke-dasharray": "6 4"})
    for rank, step in enumerate(steps):
        _draw_step(root, (_x(rank, steps), step), top)
    return Figure(identifiant, titre, description, written(root))


def _weighted_middle(steps: tuple[Pas, ...]) -> float:
    return sum(rank * one.reponses for rank, one in enumerate(steps)) / sum(one.reponses for one in steps)


def _description(tendance: Tendance) -> str:
    said = " ; ".join(
        f"{one.periode.libelle} : {pourcent(one.part)}, entre {pourcent(one.bas)} et {pourcent(one.haut)}"
        for one in tendance.pas
    )
    return f"Une part sur des périodes closes qui se suivent. {said}."


def _x(rank: int, steps: tuple[Pas, ...]) -> float:
    width = WIDTH - LEFT - RIGHT
    return LEFT + width * (rank + 0.5) / len(steps)


def _y(part: float, top: float) -> float:
    return HEIGHT - BOTTOM - part / top * (HEIGHT - TOP - BOTTOM)


def _draw_axes(root: ET.Element, steps: tuple[Pas, ...], top: float) -> None:
    group = ET.SubElement(root, "g", {"class": "tendance-axes", "font-size": "12", "fill": ENCRE})
    ground = HEIGHT - BOTTOM
    frame = f"M{LEFT} {TOP}V{ground}H{WIDTH - RIGHT}"
    ET.SubElement(group, "path", {"d": frame, "stroke": ENCRE, "fill": "none"})
    tenths = range(round(top * 10) + 1)
    for tenth in tenths if len(tenths) <= MOST_TICKS else tenths[::2]:
        words = {"x": str(LEFT - 5), "y": f"{_y(tenth / 10, top) + 4:.1f}", "text-anchor": "end"}
        ET.SubElement(group, "text", words).text = pourcent(tenth / 10)
    for rank, step in enumerate(steps):
        words = {"x": f"{_x(rank, steps):.1f}", "text-anchor": "middle"}
        for line, text in enumerate(_period(step.periode)):
            ET.SubElement(group, "text", {**words, "y": str(ground + 16 + 15 * line)}).text = text


def _period(periode: Periode) -> tuple[str, ...]:
    return (
        (f"T{periode.rang}", str(periode.annee)) if periode.genre is GenrePeriode.TRIMESTRE else (str(periode.annee),)
    )


def _draw_step(root: ET.Element, placed: tuple[float, Pas], top: float) -> None:
    """A thick bar between the bounds, the point, and its figure above."""
    x, step = placed
    high, low, y = (_y(part, top) for part in (step.haut, step.bas, step.part))
    look = {"stroke": PIN, "stroke-width": "8", "stroke-opacity": "0.3"}
    ET.SubElement(root, "path", {"d": f"M{x:.1f} {high:.1f}V{low:.1f}", **look})
    dot = f"M{x - DOT:.1f} {y:.1f}a{DOT} {DOT} 0 1 0 {2 * DOT} 0a{DOT} {DOT} 0 1 0 {-2 * DOT} 0z"
    ET.SubElement(root, "path", {"d": dot, "fill": PIN})
    words = {"x": f"{x:.1f}", "y": f"{high - 6:.1f}", "text-anchor": "middle", "font-size": "12", "font-weight": "600"}
    ET.SubElement(root, "text", {**words, "fill": ENCRE}).text = pourcent(step.part)


def trend_legend(tendance: Tendance) -> str:
    """How the drawing reads; nothing of a trend without period."""
    if not tendance.pas:
        return ""
    is_line = tendance.sens is not None and tendance.sens.is_line
    return " ".join(filter(None, (BAND, LINE * is_line, saison_phrase(tendance.pas[0].periode.genre))))


def trend_csv(choix: Choix, lieu: Ligne, tendance: Tendance) -> bytes:
    """One row a period, the earliest first: the share of one answer in one place, with its 95 % interval."""
    table, colonne = choix.table, choix.colonne
    rows = (
        (table.code, table.libelle, one.periode.code, table.perimetre, lieu.code, lieu.libelle, colonne.code,
         colonne.libelle, one.reponses, one.part, one.bas, one.haut)
        for one in tendance.pas
    )  # fmt: skip
    return csv_written([HEADER, *([text_of(value) for value in row] for row in rows)])
