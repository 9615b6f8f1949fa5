import itertools

import pytest

from asv.reference import (
    TypeCommune,
    default_contract,
    read_contours_communes,
    read_polygons,
    read_qpv,
    read_qpv_2015,
    read_retired_qpv,
)

CALL = "246200364"
HENIN_CARVIN = "246200299"


def rings_of(geometry):
    return [ring for part in geometry["coordinates"] for ring in part]


def every_ring():
    geometries = [*read_polygons().values(), *read_contours_communes().values()]
    return [ring for geometry in geometries for ring in rings_of(geometry)]


def signed_area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))


def test_no_code_appears_twice(communes):
    for places in (communes, (*read_qpv(), *read_retired_qpv()), read_qpv_2015()):
        assert len({place.code for place in places}) == len(places)


def test_every_qpv_has_its_communes_in_the_cog_2026(communes):
    current = {commune.code for commune in communes if commune.type is TypeCommune.COMMUNE}

    for qpv in (*read_qpv(), *read_retired_qpv()):
        assert qpv.communes
        assert set(qpv.communes) <= current


def test_the_epci_of_a_qpv_are_those_of_its_communes(communes):
    epci = {commune.code: commune.epci for commune in communes}

    for qpv in read_qpv():
        assert set(qpv.epci) == {epci[code] for code in qpv.communes} - {None}


def test_a_qpv_of_a_merged_commune_is_in_the_commune_that_took_it_over():
    # Pierrefitte-sur-Seine (93059) joined Saint-Denis (93066) in 2025.
    communes = {qpv.code: qpv.communes for qpv in read_qpv()}

    assert communes["QN09336I"] == ("93066",)
    assert communes["QN09342M"] == ("93066",)


def test_every_polygon_is_that_of_a_known_qpv_and_the_22_of_lens_lievin_are_there():
    known = {qpv.code for qpv in read_qpv()}
    drawn = set(read_polygons())

    assert len(drawn) == 158
    assert drawn <= known
    assert {entry.qpv for entry in default_contract(CALL).qpv} <= drawn


def test_every_commune_of_lens_lievin_has_a_contour_and_no_other(communes):
    assert set(read_contours_communes()) == {commune.code for commune in communes if commune.epci == CALL}


def test_every_ring_is_closed_and_has_at_most_five_decimals():
    for ring in every_ring():
        assert len(ring) >= 4
        assert ring[0] == ring[-1]
        assert all(round(coordinate, 5) == coordinate for vertex in ring for coordinate in vertex)


def test_an_outer_ring_turns_left_and_a_hole_turns_right():
    for geometry in (*read_polygons().values(), *read_contours_communes().values()):
        for outer, *holes in geometry["coordinates"]:
            assert signed_area(outer) > 0
            assert all(signed_area(hole) < 0 for hole in holes)


def test_the_populations_that_spill_over_the_border_of_lens_lievin_are_flagged():
    contrat = default_contract(CALL)

    spilling = [entry.qpv for entry in contrat.qpv if entry.population_hors_epci]

    assert spilling == ["QN06216M", "QN06243M", "QN06245M", "QN06247M"]


def test_a_qpv_left_out_of_the_contract_says_why():
    left_out = next(entry for entry in default_contract(CALL).qpv if entry.qpv == "QN06243M")

    assert left_out.part_surface == 1.6
    assert "à confirmer" in left_out.motif


def test_elsewhere_all_the_qpv_of_an_epci_are_in_its_contract():
    contrat = default_contract(HENIN_CARVIN)

    assert "QN06243M" in [entry.qpv for entry in contrat.qpv]
    assert all(entry.dans_contrat for entry in contrat.qpv)


def test_a_siren_that_is_no_epci_has_no_contract():
    with pytest.raises(LookupError, match="123456789"):
        default_contract("123456789")
