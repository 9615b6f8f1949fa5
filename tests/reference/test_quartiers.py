"""The map of the tablet says the same as the contours shipped, to a metre, and weighs little."""

import gzip
import itertools
import json

import pytest

from asv.reference import read_polygons
from asv.reference.quartiers import PAS, TOLERANCE, distance, map_bytes, read_map

CALL = "246200364"
DOUBT = 20.0
SHIPPED = read_polygons()
SERVED = {qpv["code"]: qpv["contour"] for qpv in (read_map(CALL) or {})["qpv"]}


def vertices(steps):
    x = y = 0
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        yield x, y


def gap(point, ring):
    return min(distance(point, *edge) for edge in zip(ring, [*ring[1:], ring[0]], strict=True))


def test_the_map_holds_every_commune_and_every_quartier_of_the_agglomeration():
    found = read_map(CALL)

    assert (len(found["communes"]), len(found["qpv"])) == (36, 22)


def test_an_epci_whose_contours_are_not_shipped_has_no_map():
    assert read_map("200093201") is None


@pytest.mark.parametrize("code", sorted(SERVED))
def test_no_limit_moves_by_more_than_a_twentieth_of_the_doubt(code):
    shipped = [ring for part in SHIPPED[code]["coordinates"] for ring in part]
    served = [list(vertices(ring)) for part in SERVED[code] for ring in part]

    moved = 0.0
    for before, after in zip(shipped, served, strict=True):
        exact = [(lon / PAS, lat / PAS) for lon, lat in before]
        halves = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in itertools.pairwise(exact)]
        moved = max(moved, *(gap(point, after) for point in exact + halves), *(gap(point, exact) for point in after))

    assert moved <= TOLERANCE + 0.01 < DOUBT / 19


def test_the_map_travels_in_less_than_sixteen_kilobytes():
    content = map_bytes(CALL)

    assert json.loads(content)["siren"] == CALL
    assert len(gzip.compress(content, 9)) < 16_000
