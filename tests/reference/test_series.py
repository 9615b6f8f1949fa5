from asv.reference import Generation, Niveau, read_polygons, read_qpv, read_qpv_2015

CALL = "246200364"


def test_a_figure_of_2015_never_carries_a_code_of_2024_nor_the_reverse(series):
    places = {
        generation: {one.territoire for one in series if one.generation is generation} for generation in Generation
    }

    assert places[Generation.DE_2015] == {qpv.code for qpv in read_qpv_2015()}
    assert places[Generation.DE_2024] == set(read_polygons())
    assert not places[Generation.DE_2015] & {qpv.code for qpv in read_qpv()}


def test_a_series_belongs_to_one_level_and_one_generation(series):
    seen = {(one.serie, one.niveau, one.generation, one.perimetre) for one in series}

    assert len(seen) == len({serie for serie, *_ in seen})


def test_only_a_figure_on_a_qpv_has_a_generation(series):
    assert all((one.generation is None) == (one.niveau is Niveau.COMMUNE) for one in series)


def test_the_series_of_communes_cover_the_36_of_lens_lievin(communes, series):
    places = {one.territoire for one in series if one.niveau is Niveau.COMMUNE}

    assert places == {commune.code for commune in communes if commune.epci == CALL}


def test_no_place_has_two_figures_in_a_series(series):
    keys = [(one.serie, one.territoire) for one in series]

    assert len(set(keys)) == len(keys)


def test_every_figure_says_its_unit_vintage_source_and_licence(series):
    assert all(one.unite and one.millesime and one.source and one.licence for one in series)


def test_every_figure_on_a_qpv_carries_a_warning(series):
    assert all(one.avertissement for one in series if one.niveau is Niveau.QPV)


def test_a_figure_that_was_not_published_is_none_and_a_published_zero_is_zero(value_of):
    # Carency has no pharmacy in the BPE 2024; Filosofi 2021 gives no share of minimum benefits there.
    assert value_of("bpe_pharmacies", "62213") == 0
    assert value_of("filosofi_part_minima_sociaux", "62213") is None


def test_figures_of_lens_are_those_of_the_source(value_of):
    assert value_of("apl_medecins_generalistes", "62498") == 5.862
    assert value_of("filosofi_revenu_median", "62498") == 17_250
    assert value_of("f_edi", "62498") == 14.17


def test_rates_computed_for_2015_follow_from_the_counts_beside_them(value_of):
    for qpv in read_qpv_2015():
        covered = value_of("qpv2015_regime_general", qpv.code)
        rate = 100 * value_of("qpv2015_c2s_sans_participation", qpv.code) / covered
        assert abs(rate - value_of("qpv2015_taux_c2s_sans_participation", qpv.code)) <= 0.06
