"""The map of a territory with its QPV coloured by a released value, and the small map that situates one QPV."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from asv.documents.maps.classes import Classes, quantiles
from asv.documents.maps.placement import Paper, nearest, place_discs, place_names, squares_of
from asv.documents.maps.projection import Box, Geometry, Line, Point, Projection, fitted, middle, outlines, path
from asv.documents.palette import (
    CLASSES,
    COMMUNE,
    ENCRE,
    ENCRE_CARTE,
    ENCRE_SUR_CLASSE,
    LIMITE_COMMUNE,
    PAPIER,
    PIN,
    TEXTE_COMMUNE,
)
from asv.documents.svg import Figure, add_hatching, new_svg, written
from asv.documents.typography import part, percentage, valeur
from asv.domain.diffusion import ReleasedCell, ReleasedValue, Statut

WIDTH: Final = 720
MARGIN: Final = 8
DISC: Final = 9.5
NAME_SIZE: Final = 9.5
LEGEND: Final = 52
LEGEND_LINE: Final = 24
LOCATOR: Final = 240
LOCATOR_NAME_SIZE: Final = 14.0


@dataclass(frozen=True, slots=True)
class QuartierSitue:
    """One QPV and its released share or rate, or a count of things that are not people; alone, it is only situated."""

    code: str
    libelle: str
    cell: ReleasedCell | ReleasedValue | int | None = None

    @property
    def texte(self) -> str:
        if self.cell is None:
            return ""
        if isinstance(self.cell, int):
            return str(self.cell)
        return valeur(self.cell) if isinstance(self.cell, ReleasedValue) else part(self.cell)

    @property
    def valeur(self) -> int | None:
        """Whole percentage, rate or count, by which the quartier takes its class."""
        if isinstance(self.cell, int):
            return self.cell
        if isinstance(self.cell, ReleasedValue):
            return None if self.cell.valeur is None else round(self.cell.valeur)
        return None if self.cell is None or self.cell.part is None else percentage(self.cell.part)

    @property
    def is_hidden(self) -> bool:
        return self.cell is not None and self.valeur is None


@dataclass(frozen=True, slots=True)
class Fond:
    """Shapes of a territory by code; the names of communes come in the order in which they take their place."""

    communes: Mapping[str, Geometry]
    noms: Mapping[str, str]
    qpv: Mapping[str, Geometry]

    @property
    def is_drawn(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.communes or self.qpv)


@dataclass(frozen=True, slots=True)
class Carte:
    """A drawing, and the number each QPV wears on it, for the table beside."""

    figure: Figure
    numeros: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Paint:
    classes: Classes
    hatching: str

    def of(self, quartier: QuartierSitue) -> tuple[str, str]:
        """Fill of the quartier, ink of what is written on it."""
        if quartier.cell is None:
            return PIN, PAPIER
        if quartier.valeur is None:
            return self.hatching, ENCRE_CARTE
        rank = self.classes.rank(quartier.valeur)
        return CLASSES[rank], ENCRE_SUR_CLASSE[rank]


def choropleth(
    identifiant: str,
    titre: str,
    quartiers: Sequence[QuartierSitue],
    fond: Fond,
    *,
    classes: Classes | None = None,
) -> Carte:
    """Map of the quartiers numbered in the order given; those without polygon keep their number and stay in the table.

    classes: fixed limits (five classes at most), else quantiles of the released values.
    """
    values = [quartier.valeur for quartier in quartiers if quartier.valeur is not None]
    numeros = {quartier.code: rank for rank, quartier in enumerate(quartiers, start=1)}
    drawn = [quartier for quartier in quartiers if quartier.code in fond.qpv]
    projection = fitted([*fond.communes.values(), *(fond.qpv[z.code] for z in drawn)], width=WIDTH, margin=MARGIN)
    description = _description(quartiers, numeros)
    root = new_svg(identifiant, titre, description, (WIDTH, projection.height + LEGEND))
    paint = _Paint(classes or quantiles(values, len(CLASSES)), add_hatching(root, identifiant, ENCRE_CARTE))
    contours = {code: outlines(contour, projection) for code, contour in fond.communes.items()}
    _draw_communes(root, contours.values())
    _draw_quartiers(root, drawn, _Sheet(projection, fond, numeros, contours), paint)
    _draw_legend(root, _legend_entries(quartiers, paint), projection)
    return Carte(Figure(identifiant, titre, description, written(root)), numeros)


def _description(quartiers: Sequence[QuartierSitue], numeros: Mapping[str, int]) -> str:
    values = " ; ".join(f"{numeros[z.code]}. {z.libelle}{f' : {z.texte}' if z.texte else ''}" for z in quartiers)
    return f"Carte des quartiers prioritaires, numérotés. {values}."


@dataclass(frozen=True, slots=True)
class _Sheet:
    projection: Projection
    fond: Fond
    numeros: Mapping[str, int]
    contours: Mapping[str, Sequence[Line]]


def _draw_communes(root: ET.Element, contours: Iterable[Sequence[Line]]) -> None:
    d = "".join(path(lines) for lines in contours)
    shape = {"d": d, "fill": COMMUNE, "fill-rule": "evenodd", "stroke": LIMITE_COMMUNE, "stroke-width": "0.8"}
    ET.SubElement(root, "path", {**shape, "stroke-linejoin": "round", "class": "carte-communes"})


def _draw_quartiers(root: ET.Element, quartiers: Sequence[QuartierSitue], sheet: _Sheet, paint: _Paint) -> None:
    shapes = {quartier.code: outlines(sheet.fond.qpv[quartier.code], sheet.projection) for quartier in quartiers}
    middles = {code: middle(lines) for code, lines in shapes.items()}
    discs = place_discs(shapes, middles, DISC)
    boxes = [_around(point, DISC) for point in discs.values()]
    _draw_names(root, sheet, Paper(WIDTH, sheet.projection.height, boxes, squares_of(shapes.values())))
    marks = ET.SubElement(root, "g", {"class": "carte-quartiers", "stroke": ENCRE_CARTE, "stroke-linejoin": "round"})
    for quartier in quartiers:
        _draw_quartier(marks, quartier, path(shapes[quartier.code]), paint)
    for quartier in quartiers:
        disc = discs[quartier.code]
        _draw_disc(marks, quartier, sheet.numeros[quartier.code], (nearest(shapes[quartier.code], disc), disc), paint)


def _around(point: Point, radius: float) -> Box:
    return point[0] - radius, point[1] - radius, point[0] + radius, point[1] + radius


def _draw_quartier(marks: ET.Element, quartier: QuartierSitue, d: str, paint: _Paint) -> None:
    if quartier.is_hidden:
        ET.SubElement(marks, "path", {"d": d, "fill": PAPIER, "fill-rule": "evenodd", "stroke": "none"})
    shape = ET.SubElement(
        marks, "path", {"d": d, "fill": paint.of(quartier)[0], "fill-rule": "evenodd", "stroke-width": "0.9"}
    )
    ET.SubElement(shape, "title").text = (
        f"{quartier.libelle} : {quartier.texte}" if quartier.texte else quartier.libelle
    )


def _draw_disc(
    marks: ET.Element, quartier: QuartierSitue, numero: int, places: tuple[Point, Point], paint: _Paint
) -> None:
    (x, y), (disc_x, disc_y) = places
    fill, ink = paint.of(quartier)
    ET.SubElement(marks, "path", {"d": f"M{x:.1f} {y:.1f}L{disc_x:.1f} {disc_y:.1f}", "stroke-width": "0.9"})
    disc = {"cx": f"{disc_x:.1f}", "cy": f"{disc_y:.1f}", "r": str(DISC), "stroke-width": "1"}
    look = {"fill": PAPIER, "stroke-dasharray": "2.4 1.6"} if quartier.is_hidden else {"fill": fill}
    ET.SubElement(marks, "circle", {**disc, **look})
    text = {
        "x": f"{disc_x:.1f}",
        "y": f"{disc_y + 3.7:.1f}",
        "text-anchor": "middle",
        "font-size": "10.5",
        "font-weight": "600",
    }
    ET.SubElement(marks, "text", {**text, "fill": ink, "stroke": "none"}).text = str(numero)


def _draw_names(root: ET.Element, sheet: _Sheet, paper: Paper, size: float = NAME_SIZE) -> None:
    names = {code: nom for code, nom in sheet.fond.noms.items() if code in sheet.contours}
    style = {"font-size": str(size), "fill": TEXTE_COMMUNE, "text-anchor": "middle"}
    group = ET.SubElement(root, "g", {"class": "carte-noms", **style})
    for code, (x, y) in place_names(names, sheet.contours, paper, size).items():
        ET.SubElement(group, "text", {"x": f"{x:.1f}", "y": f"{y + size / 3:.1f}"}).text = names[code]


def _legend_entries(quartiers: Sequence[QuartierSitue], paint: _Paint) -> list[tuple[str, str]]:
    """Fill and text of each class in use, from the texts of its least and greatest quartier."""
    released = sorted((quartier.valeur, quartier.texte) for quartier in quartiers if quartier.valeur is not None)
    texts = dict(released)
    extents = paint.classes.extents([valeur for valeur, _ in released])
    entries = [
        (CLASSES[rank], texts[low] if low == high else f"{texts[low]} à {texts[high]}") for rank, low, high in extents
    ]
    hidden = sorted({quartier.texte for quartier in quartiers if quartier.is_hidden})
    words = "non montré" if Statut.TROP_PEU in hidden else f"{', '.join(hidden)} : non diffusé"
    return [*entries, (paint.hatching, words)] if hidden else entries


def _draw_legend(root: ET.Element, entries: Sequence[tuple[str, str]], projection: Projection) -> None:
    top = projection.height + 8
    group = ET.SubElement(root, "g", {"class": "carte-legende", "font-size": "11.5", "fill": ENCRE})
    step = (WIDTH - MARGIN) / max(len(entries), 1)
    for place, (fill, text) in enumerate(entries):
        x = MARGIN + place * step
        swatch = {"x": f"{x:.1f}", "y": str(top), "width": "20", "height": "14"}
        ET.SubElement(group, "rect", {**swatch, "fill": PAPIER})
        ET.SubElement(group, "rect", {**swatch, "fill": fill, "stroke": ENCRE, "stroke-width": "0.8"})
        ET.SubElement(group, "text", {"x": f"{x + 25:.1f}", "y": str(top + 11)}).text = text
    _draw_scale(group, projection, top + (LEGEND_LINE if entries else 0) + 10)


def _draw_scale(group: ET.Element, projection: Projection, y: int) -> None:
    length = 2 * projection.units_per_km
    d = f"M{MARGIN} {y - 4}v4h{length:.1f}v-4"
    ET.SubElement(group, "path", {"d": d, "fill": "none", "stroke": ENCRE, "stroke-width": "1"})
    ET.SubElement(group, "text", {"x": f"{MARGIN + length + 6:.1f}", "y": str(y)}).text = "2\u202fkm"


def locator(identifiant: str, quartier: QuartierSitue, fond: Fond, communes: Sequence[str]) -> Figure:
    """Small map of one QPV within its communes, with its neighbours in outline."""
    titre = f"Situation du quartier {quartier.libelle}"
    noms = ", ".join(fond.noms[code] for code in communes if code in fond.noms)
    description = f"{titre} ({noms})."
    drawn = [code for code in communes if code in fond.communes]
    projection = fitted(
        [*(fond.communes[code] for code in drawn), fond.qpv[quartier.code]], width=LOCATOR, margin=6, ratio=0.8
    )
    root = new_svg(identifiant, titre, description, (projection.width, projection.height))
    contours = {code: outlines(fond.communes[code], projection) for code in drawn}
    _draw_communes(root, contours.values())
    lines = outlines(fond.qpv[quartier.code], projection)
    paper = Paper(projection.width, projection.height, [], squares_of([lines]))
    _draw_names(root, _Sheet(projection, fond, {}, contours), paper, LOCATOR_NAME_SIZE)
    d = path(lines)
    shape = {"d": d, "fill": PIN, "fill-rule": "evenodd", "stroke": ENCRE_CARTE, "stroke-width": "1"}
    ET.SubElement(root, "path", {**shape, "stroke-linejoin": "round", "class": "carte-quartier"})
    return Figure(identifiant, titre, description, written(root))
