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
from asv.documents.typography import part, percentage
from asv.domain.diffusion import ReleasedCell

WIDTH: Final = 720
MARGIN: Final = 8
DISC: Final = 9.5
NAME_SIZE: Final = 9.5
LEGEND: Final = 30
SCALE_ROOM: Final = 112
LOCATOR: Final = 240


@dataclass(frozen=True, slots=True)
class Zone:
    """One QPV and its released share; without cell it is only situated."""

    code: str
    libelle: str
    cell: ReleasedCell | None = None

    @property
    def texte(self) -> str:
        return "" if self.cell is None else part(self.cell)

    @property
    def valeur(self) -> int | None:
        """Whole percentage, as it is read."""
        if self.cell is None or self.cell.part is None:
            return None
        return percentage(self.cell.part)

    @property
    def is_hidden(self) -> bool:
        return self.cell is not None and self.cell.part is None


@dataclass(frozen=True, slots=True)
class Fond:
    """Shapes of a territory by code; the names of communes come in the order in which they take their place."""

    communes: Mapping[str, Geometry]
    noms: Mapping[str, str]
    qpv: Mapping[str, Geometry]


@dataclass(frozen=True, slots=True)
class Carte:
    """A drawing, and the number each QPV wears on it, for the table beside."""

    figure: Figure
    numeros: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Paint:
    classes: Classes
    hatching: str

    def of(self, zone: Zone) -> tuple[str, str]:
        """Fill of the quartier, ink of what is written on it."""
        if zone.cell is None:
            return PIN, PAPIER
        if zone.valeur is None:
            return self.hatching, ENCRE_CARTE
        rank = self.classes.rank(zone.valeur)
        return CLASSES[rank], ENCRE_SUR_CLASSE[rank]


def choropleth(
    identifiant: str,
    titre: str,
    zones: Sequence[Zone],
    fond: Fond,
    *,
    classes: Classes | None = None,
) -> Carte:
    """Map of the zones numbered in the order given; those without polygon keep their number and stay in the table.

    classes: fixed limits (five classes at most), else quantiles of the released values.
    """
    classes = classes or quantiles([zone.valeur for zone in zones if zone.valeur is not None], len(CLASSES))
    numeros = {zone.code: rank for rank, zone in enumerate(zones, start=1)}
    drawn = [zone for zone in zones if zone.code in fond.qpv]
    projection = fitted([*fond.communes.values(), *(fond.qpv[z.code] for z in drawn)], width=WIDTH, margin=MARGIN)
    description = _description(zones, numeros)
    root = new_svg(identifiant, titre, description, (WIDTH, projection.height + LEGEND))
    paint = _Paint(classes, add_hatching(root, identifiant, ENCRE_CARTE))
    contours = {code: outlines(contour, projection) for code, contour in fond.communes.items()}
    _draw_communes(root, contours.values())
    _draw_quartiers(root, drawn, _Sheet(projection, fond, numeros, contours), paint)
    _draw_legend(root, _legend_entries(zones, paint), projection)
    return Carte(Figure(identifiant, titre, description, written(root)), numeros)


def _description(zones: Sequence[Zone], numeros: Mapping[str, int]) -> str:
    values = " ; ".join(f"{numeros[z.code]}. {z.libelle}{f' : {z.texte}' if z.texte else ''}" for z in zones)
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


def _draw_quartiers(root: ET.Element, zones: Sequence[Zone], sheet: _Sheet, paint: _Paint) -> None:
    shapes = {zone.code: outlines(sheet.fond.qpv[zone.code], sheet.projection) for zone in zones}
    middles = {code: middle(lines) for code, lines in shapes.items()}
    discs = place_discs(shapes, middles, DISC)
    boxes = [_around(point, DISC) for point in discs.values()]
    _draw_names(root, sheet, Paper(WIDTH, sheet.projection.height, boxes, squares_of(shapes.values())))
    marks = ET.SubElement(root, "g", {"class": "carte-quartiers", "stroke": ENCRE_CARTE, "stroke-linejoin": "round"})
    for zone in zones:
        _draw_quartier(marks, zone, path(shapes[zone.code]), paint)
    for zone in zones:
        disc = discs[zone.code]
        _draw_disc(marks, zone, sheet.numeros[zone.code], (nearest(shapes[zone.code], disc), disc), paint)


def _around(point: Point, radius: float) -> Box:
    return point[0] - radius, point[1] - radius, point[0] + radius, point[1] + radius


def _draw_quartier(marks: ET.Element, zone: Zone, d: str, paint: _Paint) -> None:
    if zone.is_hidden:
        ET.SubElement(marks, "path", {"d": d, "fill": PAPIER, "fill-rule": "evenodd", "stroke": "none"})
    shape = ET.SubElement(
        marks, "path", {"d": d, "fill": paint.of(zone)[0], "fill-rule": "evenodd", "stroke-width": "0.9"}
    )
    ET.SubElement(shape, "title").text = f"{zone.libelle} : {zone.texte}" if zone.texte else zone.libelle


def _draw_disc(marks: ET.Element, zone: Zone, numero: int, places: tuple[Point, Point], paint: _Paint) -> None:
    (x, y), (disc_x, disc_y) = places
    fill, ink = paint.of(zone)
    ET.SubElement(marks, "path", {"d": f"M{x:.1f} {y:.1f}L{disc_x:.1f} {disc_y:.1f}", "stroke-width": "0.9"})
    disc = {"cx": f"{disc_x:.1f}", "cy": f"{disc_y:.1f}", "r": str(DISC), "stroke-width": "1"}
    look = {"fill": PAPIER, "stroke-dasharray": "2.4 1.6"} if zone.is_hidden else {"fill": fill}
    ET.SubElement(marks, "circle", {**disc, **look})
    text = {
        "x": f"{disc_x:.1f}",
        "y": f"{disc_y + 3.7:.1f}",
        "text-anchor": "middle",
        "font-size": "10.5",
        "font-weight": "600",
    }
    ET.SubElement(marks, "text", {**text, "fill": ink, "stroke": "none"}).text = str(numero)


def _draw_names(root: ET.Element, sheet: _Sheet, paper: Paper) -> None:
    names = {code: nom for code, nom in sheet.fond.noms.items() if code in sheet.contours}
    style = {"font-size": str(NAME_SIZE), "fill": TEXTE_COMMUNE, "text-anchor": "middle"}
    group = ET.SubElement(root, "g", {"class": "carte-noms", **style})
    for code, (x, y) in place_names(names, sheet.contours, paper, NAME_SIZE).items():
        ET.SubElement(group, "text", {"x": f"{x:.1f}", "y": f"{y + NAME_SIZE / 3:.1f}"}).text = names[code]


def _legend_entries(zones: Sequence[Zone], paint: _Paint) -> list[tuple[str, str]]:
    """Fill and text of each class in use, from the texts of its least and greatest zone."""
    released = sorted((zone.valeur, zone.texte) for zone in zones if zone.valeur is not None)
    texts = dict(released)
    extents = paint.classes.extents([valeur for valeur, _ in released])
    entries = [
        (CLASSES[rank], texts[low] if low == high else f"{texts[low]} à {texts[high]}") for rank, low, high in extents
    ]
    hidden = sorted({zone.texte for zone in zones if zone.is_hidden})
    return [*entries, (paint.hatching, f"{', '.join(hidden)} : non diffusé")] if hidden else entries


def _draw_legend(root: ET.Element, entries: Sequence[tuple[str, str]], projection: Projection) -> None:
    top = projection.height + 8
    group = ET.SubElement(root, "g", {"class": "carte-legende", "font-size": "11.5", "fill": ENCRE})
    _draw_scale(group, projection, top + 11)
    left = MARGIN + SCALE_ROOM
    step = (WIDTH - left) / max(len(entries), 1)
    for place, (fill, text) in enumerate(entries):
        x = left + place * step
        swatch = {"x": f"{x:.1f}", "y": str(top), "width": "20", "height": "14", "fill": fill}
        ET.SubElement(group, "rect", {**swatch, "stroke": ENCRE, "stroke-width": "0.8"})
        ET.SubElement(group, "text", {"x": f"{x + 25:.1f}", "y": str(top + 11)}).text = text


def _draw_scale(group: ET.Element, projection: Projection, y: int) -> None:
    length = 2 * projection.units_per_km
    d = f"M{MARGIN} {y - 4}v4h{length:.1f}v-4"
    ET.SubElement(group, "path", {"d": d, "fill": "none", "stroke": ENCRE, "stroke-width": "1"})
    ET.SubElement(group, "text", {"x": f"{MARGIN + length + 6:.1f}", "y": str(y)}).text = "2\u202fkm"


def locator(identifiant: str, zone: Zone, fond: Fond, communes: Sequence[str]) -> Figure:
    """Small map of one QPV within its communes, with its neighbours in outline."""
    titre = f"Situation du quartier {zone.libelle}"
    noms = ", ".join(fond.noms[code] for code in communes if code in fond.noms)
    description = f"{titre} ({noms})."
    drawn = [code for code in communes if code in fond.communes]
    projection = fitted(
        [*(fond.communes[code] for code in drawn), fond.qpv[zone.code]], width=LOCATOR, margin=6, ratio=0.8
    )
    root = new_svg(identifiant, titre, description, (projection.width, projection.height))
    contours = {code: outlines(fond.communes[code], projection) for code in drawn}
    _draw_communes(root, contours.values())
    lines = outlines(fond.qpv[zone.code], projection)
    paper = Paper(projection.width, projection.height, [], squares_of([lines]))
    _draw_names(root, _Sheet(projection, fond, {}, contours), paper)
    d = path(lines)
    shape = {"d": d, "fill": PIN, "fill-rule": "evenodd", "stroke": ENCRE_CARTE, "stroke-width": "1"}
    ET.SubElement(root, "path", {**shape, "stroke-linejoin": "round", "class": "carte-quartier"})
    return Figure(identifiant, titre, description, written(root))
