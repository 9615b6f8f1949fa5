"""The tablet's geometry says what plain Python says of the contours shipped, on points drawn at random."""

import math
import random
from itertools import pairwise

import pytest

from asv.documents.maps.projection import is_inside
from asv.reference import read_communes, read_polygons
from asv.reference.quartiers import PAS, TOLERANCE, distance, read_map

CALL = "246200364"
DOUBT = 20
SLACK = TOLERANCE + 0.2  # metres: what simplifying may move, and the flat earth
MAP = read_map(CALL)
SHIPPED = {code: geometry for code, geometry in read_polygons().items() if code in {q["code"] for q in MAP["qpv"]}}
RINGS = {code: [ring for part in one["coordinates"] for ring in part] for code, one in SHIPPED.items()}
LOCATE = """async ([map, points]) => {
  const { decode, locate } = await import("/static/js/geometrie.js");
  const plan = decode(map);
  const flat = ([lon, lat]) => [(lon / map.pas - plan.west) * plan.across, (plan.north - lat / map.pas) * plan.up];
  return points.map((point) => locate(plan, ...flat(point)));
}"""
INSIDE = """async (cases) => {
  const { isInside } = await import("/static/js/geometrie.js");
  return cases.map(([rings, [x, y]]) => isInside(rings, x, y));
}"""


@pytest.fixture
def notebook(tablet, site):
    tablet.goto(f"{site.url}/terrain")
    return tablet


def units(vertex):
    return vertex[0] / PAS, vertex[1] / PAS


def metres_to_a_limit(point):
    """Metres from a point to the nearest limit of any quartier, on the contours as shipped."""
    edges = ((a, b) for rings in RINGS.values() for ring in rings for a, b in pairwise(ring))
    near = ((a, b) for a, b in edges if abs(a[1] - point[1]) < 0.01 or abs(b[1] - point[1]) < 0.01)
    return min((distance(units(point), units(a), units(b)) for a, b in near), default=math.inf)


def points_near_limits(draw, number):
    for _ in range(number):
        lon, lat = draw.choice(draw.choice(draw.choice(list(RINGS.values()))))
        yield lon + draw.gauss(0, 40) * 1.41e-5, lat + draw.gauss(0, 40) * 0.9e-5


def test_a_point_is_in_the_quartier_that_the_shipped_contours_say_and_doubtful_under_twenty_metres(notebook):
    points = list(points_near_limits(random.Random(20260122), 600))

    found = notebook.evaluate(LOCATE, [MAP, points])

    tried = {"doubtful": 0, "inside": 0, "outside": 0}
    for point, answer in zip(points, found, strict=True):
        away = metres_to_a_limit(point)
        if abs(away - DOUBT) <= SLACK:
            continue
        if away < DOUBT:
            tried["doubtful"] += 1
            assert (answer["zone"], answer["qpv"]) == ("ZR_INCERTAIN", None), point
            continue
        holder = next((code for code, rings in RINGS.items() if is_inside(rings, point)), None)
        tried["inside" if holder else "outside"] += 1
        assert answer["qpv"] == holder, point
    assert min(tried.values()) > 100, tried


def test_the_middle_of_each_commune_is_found_in_it_and_paris_is_elsewhere(notebook):
    communes = [commune for commune in read_communes() if commune.epci == CALL]
    points = [(commune.lon, commune.lat) for commune in communes] + [(2.35, 48.85)]

    *found, paris = notebook.evaluate(LOCATE, [MAP, points])

    assert [answer["communes"][0] for answer in found] == [commune.code for commune in communes]
    assert (paris["zone"], paris["communes"]) == ("ZR_HORS_CALL", [""])


def star(draw, x, y, least, most):
    """A polygon with as many dents as it likes, that never crosses itself."""
    turns = sorted(draw.uniform(0, 2 * math.pi) for _ in range(draw.randint(4, 40)))
    reach = [draw.uniform(least, most) for _ in turns]
    return [[x + far * math.cos(turn), y + far * math.sin(turn)] for turn, far in zip(turns, reach, strict=True)]


def test_holes_and_separate_parts_are_read_as_plain_python_reads_them(notebook):
    draw = random.Random(7)
    cases = []
    for _ in range(2000):
        rings = [star(draw, 0, 0, 50, 90), star(draw, 0, 0, 10, 45), star(draw, 150, 20, 20, 50)]
        cases.append([rings, [draw.uniform(-100, 210), draw.uniform(-100, 100)]])

    found = notebook.evaluate(INSIDE, cases)

    assert found == [is_inside(rings, point) for rings, point in cases]
    assert 200 < sum(found) < 1800
