"""The shipped files against figures their producers published."""

from collections import Counter

from asv.reference import TypeCommune, default_contract, read_epci, read_qpv, read_retired_qpv

CALL = "246200364"
HAUTS_DE_FRANCE = "32"


def test_france_has_34_969_communes_in_the_cog_2026_and_45_municipal_arrondissements(communes):
    types = Counter(commune.type for commune in communes)

    assert types == {TypeCommune.COMMUNE: 34_969, TypeCommune.ARRONDISSEMENT: 45}


def test_france_has_1_255_epci_in_2026():
    assert len(read_epci()) == 1_255


def test_an_epci_counts_the_communes_that_name_it(communes):
    named = Counter(commune.epci for commune in communes if commune.epci)

    assert named == {epci.siren: epci.nb_communes for epci in read_epci()}


def test_an_epci_has_the_inhabitants_of_its_communes(communes):
    populations = Counter()
    for commune in communes:
        if commune.epci:
            populations[commune.epci] += commune.population

    assert populations == {epci.siren: epci.population for epci in read_epci()}


def test_lens_lievin_has_36_communes_and_242_013_inhabitants(communes):
    populations = [commune.population for commune in communes if commune.epci == CALL]

    assert len(populations) == 36
    assert sum(populations) == 242_013


def test_hauts_de_france_has_204_qpv_and_the_population_insee_published(communes):
    # Insee Analyses Hauts-de-France n° 178 (November 2024): « 204 QPV », « 753 100 » inhabitants.
    region = {commune.code: commune.region for commune in communes}
    qpv = [qpv for qpv in read_qpv() if region[qpv.communes[0]] == HAUTS_DE_FRANCE]

    population = sum(one.population for one in qpv)

    assert len(qpv) == 204
    assert population == 753_115
    assert round(population, -2) == 753_100


def test_the_national_list_of_january_2026_has_1_584_qpv_and_mayotte_lost_42():
    assert len(read_qpv()) == 1_584
    assert {qpv.code[:5] for qpv in read_retired_qpv()} == {"QN976"}
    assert len(read_retired_qpv()) == 42


def test_22_qpv_touch_lens_lievin_and_21_of_them_over_19_communes_make_its_contract(communes):
    # The contrat de ville of the CALL announces « 19 villes et 21 quartiers ».
    contrat = default_contract(CALL)

    outside = [entry.qpv for entry in contrat.qpv if not entry.dans_contrat]

    assert len(contrat.qpv) == 22
    assert outside == ["QN06243M"]
    assert len(contrat.communes) == 19
    assert set(contrat.communes) <= {commune.code for commune in communes if commune.epci == CALL}
