"""The map of the quartiers."""

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given as draw
from hypothesis import strategies as st

from asv.documents.maps import Carte, Fond, QuartierSitue, choropleth, locator, quantiles
from asv.documents.maps.projection import fitted, outlines
from asv.domain.diffusion import ReleasedTable
from asv.reference import default_contract, read_communes, read_contours_communes, read_polygons, read_qpv
from tests.documents.drawn import QUARTIERS, SECRET

SVG = "{http://www.w3.org/2000/svg}"
CALL = "246200364"


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 -- our own drawing


def carte(table: ReleasedTable, fond: Fond) -> Carte:
    situes = [
        QuartierSitue(qpv, f"Cité {rank}", table.cell(qpv, "X_NC")) for rank, qpv in enumerate(QUARTIERS, start=1)
    ]
    return choropleth("carte", "Part « autre »", situes, fond)


def test_every_quartier_is_drawn_with_its_number(sexe, fond):
    drawn = carte(sexe, fond)

    root = parsed(drawn.figure.svg)
    texts = [element.text for element in root.iter(f"{SVG}text")]
    assert len(list(root.iter(f"{SVG}circle"))) == 3
    assert {"1", "2", "3"} <= set(texts)
    assert drawn.numeros == dict(zip(QUARTIERS, (1, 2, 3), strict=True))


def test_a_hidden_quartier_is_hatched_and_its_count_stands_nowhere(sexe, fond):
    figure = carte(sexe, fond).figure

    fills = [element.get("fill") for element in parsed(figure.svg).iter(f"{SVG}path")]
    words = [word.strip("\u202f%;.: ") for word in figure.description.split()]
    assert "url(#carte-hachures)" in fills
    assert "2. Cité 2 : c" in figure.description
    assert str(SECRET) not in words


def test_the_legend_says_each_class_in_words(sexe, fond):
    texts = {element.text for element in parsed(carte(sexe, fond).figure.svg).iter(f"{SVG}text")}

    assert "c : non diffusé" in texts


def test_a_map_stands_inline_under_a_strict_policy(sexe, fond):
    elements = list(parsed(carte(sexe, fond).figure.svg).iter())

    attributes = {name for element in elements for name in element.attrib}
    names = {element.tag.removeprefix(SVG) for element in elements}
    assert names <= {"svg", "title", "desc", "defs", "pattern", "g", "path", "circle", "rect", "text"}
    assert "style" not in attributes
    assert not [name for name in attributes if name.startswith("on") or name.endswith("href")]


def test_a_quartier_without_polygon_keeps_its_number(sexe, fond):
    without = Fond(fond.communes, fond.noms, {QUARTIERS[0]: fond.qpv[QUARTIERS[0]]})

    drawn = carte(sexe, without)

    assert len(list(parsed(drawn.figure.svg).iter(f"{SVG}circle"))) == 1
    assert drawn.numeros[QUARTIERS[2]] == 3


def test_the_projection_keeps_angles_and_puts_the_north_up():
    # At 50.4° north a degree of longitude is 0.6374 of a degree of latitude (cosine).
    tile = {"type": "Polygon", "coordinates": [[[2.0, 50.3], [3.0, 50.3], [3.0, 50.5], [2.0, 50.5], [2.0, 50.3]]]}

    projection = fitted([tile], width=1000, margin=0)

    assert projection.point(2.0, 50.5) == (0, 0)
    assert projection.point(3.0, 50.3) == pytest.approx((1000, 1000 * 0.2 / 0.63742), rel=1e-4)


def test_close_vertices_are_left_out_and_the_shape_stays():
    ring = [[2 + k / 1e6, 50] for k in range(100)] + [[2.1, 50], [2.1, 50.1], [2, 50]]
    tile = {"type": "Polygon", "coordinates": [ring]}

    (line,) = outlines(tile, fitted([tile], width=500, margin=0))

    assert len(line) == 4


@draw(st.lists(st.integers(0, 100), min_size=1, max_size=60))
def test_equal_values_never_fall_into_two_classes_and_none_beyond_the_fifth(values):
    classes = quantiles(values)

    assert len(classes.bornes) <= 4
    assert classes.rank(max(values)) == len(classes.bornes)
    extents = classes.extents(values)
    assert all(high < low for (_, _, high), (_, low, _) in pairwise(extents))


def call_fond() -> tuple[Fond, list[QuartierSitue], dict[str, tuple[str, ...]]]:
    contours, polygons = read_contours_communes(), read_polygons()
    noms = {c.code: c.nom for c in read_communes() if c.code in contours}
    quartiers = {qpv.code: qpv for qpv in read_qpv()}
    codes = [entry.qpv for entry in default_contract(CALL).qpv if entry.dans_contrat]
    communes = {code: tuple(c for c in quartiers[code].communes if c in contours) for code in codes}
    situes = [QuartierSitue(code, quartiers[code].nom) for code in codes]
    return Fond(contours, noms, {code: polygons[code] for code in codes}), situes, communes


def test_the_21_quartiers_of_the_call_make_a_light_map():
    fond, situes, communes = call_fond()

    drawn = choropleth("call", "Quartiers prioritaires", situes, fond)

    assert len(list(parsed(drawn.figure.svg).iter(f"{SVG}circle"))) == 21
    assert len(drawn.figure.svg.encode()) < 120_000
    assert all(len(locator("s", situe, fond, communes[situe.code]).svg) < 20_000 for situe in situes)


def test_no_two_numbers_touch_on_the_map_of_the_call():
    fond, situes, _ = call_fond()

    circles = list(parsed(choropleth("call", "Quartiers", situes, fond).figure.svg).iter(f"{SVG}circle"))

    centres = [(float(circle.get("cx", 0)), float(circle.get("cy", 0))) for circle in circles]
    pairs = [(a, b) for rank, a in enumerate(centres) for b in centres[:rank]]
    assert min(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 for a, b in pairs) >= 19
