"""Adjacency comes from the real contours: these pairs were checked on the map of the agglomeration."""

from itertools import combinations

import pytest

from asv.reference import are_adjacent, centre_of, kilometres, neighbours, read_polygons, read_qpv

CALL = [qpv.code for qpv in read_qpv() if "246200364" in qpv.epci]
CITE_12_14, GRANDE_RESIDENCE, CITE_2 = "QN06224M", "QN06225M", "QN06226M"
BLANCHES_LAINES, TROIS_QUINZE = "QN06233M", "QN06234M"
SELLIER, BLUM = "QN06227M", "QN06230M"
TABERNEAUX = "QN06235M"
LENS, LIEVIN, PARIS = "62498", "62510", "75056"


@pytest.mark.parametrize("pair", [(CITE_12_14, GRANDE_RESIDENCE), (BLANCHES_LAINES, TROIS_QUINZE), (SELLIER, BLUM)])
def test_quartiers_that_touch_or_nearly_are_adjacent_either_way(pair):
    first, second = pair

    assert are_adjacent(first, second)
    assert are_adjacent(second, first)


def test_two_quartiers_of_one_commune_with_a_town_between_them_are_not_adjacent():
    assert not are_adjacent(GRANDE_RESIDENCE, CITE_2)


def test_a_quartier_is_not_its_own_neighbour():
    assert not any(are_adjacent(code, code) for code in CALL)


def test_adjacency_is_symmetric_over_the_whole_agglomeration():
    assert all(are_adjacent(a, b) == are_adjacent(b, a) for a, b in combinations(CALL, 2))


def test_a_lonely_quartier_has_no_neighbour():
    assert neighbours(TABERNEAUX, CALL) == ()


def test_without_contours_sharing_a_commune_counts_as_adjacent():
    drawn = read_polygons()
    elsewhere = [qpv for qpv in read_qpv() if qpv.code not in drawn]
    first = elsewhere[0]
    shared = next(qpv for qpv in elsewhere[1:] if set(qpv.communes) & set(first.communes))
    apart = next(qpv for qpv in elsewhere if not set(qpv.communes) & set(first.communes))

    assert are_adjacent(first.code, shared.code)
    assert not are_adjacent(first.code, apart.code)


def test_the_centre_of_a_quartier_lies_within_its_limits():
    rings = read_polygons()[TABERNEAUX]["coordinates"]
    lons = [lon for part in rings for ring in part for lon, _ in ring]
    lats = [lat for part in rings for ring in part for _, lat in ring]
    lon, lat = centre_of(TABERNEAUX)

    assert min(lons) < lon < max(lons)
    assert min(lats) < lat < max(lats)


def test_a_quartier_without_contour_stands_at_the_centre_of_its_commune():
    drawn = read_polygons()
    qpv = next(qpv for qpv in read_qpv() if qpv.code not in drawn)

    assert centre_of(qpv.code) == centre_of(commune=qpv.communes[0])


def test_distances_are_those_of_the_map():
    assert kilometres(centre_of(commune=LENS), centre_of(commune=LIEVIN)) == pytest.approx(3.9, abs=0.1)
    assert kilometres(centre_of(commune=LENS), centre_of(commune=PARIS)) == pytest.approx(180, abs=5)


def test_an_unknown_place_has_no_centre():
    assert centre_of("QN99999M") is None
    assert centre_of() is None
