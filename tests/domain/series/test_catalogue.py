import re
from dataclasses import replace

import pytest

from asv.domain.errors import NotFound
from asv.domain.series import SERIES, Certitude, Comparabilite, Generation, Lieu, Millesime, Niveau, serie
from asv.reference import read_qpv, read_qpv_2015, read_retired_qpv, read_series


@pytest.fixture(scope="module")
def shipped():
    return read_series()


def test_each_shipped_serie_is_declared_with_the_same_words_level_and_generation(shipped):
    said = {(one.serie, one.libelle, one.unite, one.niveau, one.generation) for one in shipped}
    declared = {(one.code, one.libelle, one.unite, one.niveau, one.generation) for one in SERIES.values()}

    assert said <= declared
    assert len(said) == 56


def test_each_shipped_figure_makes_sense_for_its_serie_and_its_place(shipped):
    for one in shipped:
        declared = serie(one.serie)
        assert Lieu(declared.niveau, one.territoire).generation is declared.generation
        assert one.valeur is None or declared.accepts(one.valeur)


def test_each_shipped_vintage_has_a_year_unless_it_is_unknown(shipped):
    for one in shipped:
        assert Millesime(one.millesime, one.annee, Certitude(one.certitude)).libelle


def test_every_code_of_a_qpv_is_read_as_one_of_its_generation():
    codes_2024 = [qpv.code for qpv in (*read_qpv(), *read_retired_qpv())]

    assert {Lieu(Niveau.QPV, code).generation for code in codes_2024} == {Generation.DE_2024}
    assert {Lieu(Niveau.QPV, qpv.code).generation for qpv in read_qpv_2015()} == {Generation.DE_2015}


def test_the_two_generations_have_the_same_series_under_codes_that_differ():
    by_generation = {
        generation: {
            one.code.removeprefix(f"qpv{generation}_") for one in SERIES.values() if one.generation is generation
        }
        for generation in Generation
    }

    assert by_generation[Generation.DE_2015] == by_generation[Generation.DE_2024]


def test_a_code_says_its_generation_and_has_no_capital_nor_accent():
    for one in SERIES.values():
        assert re.fullmatch(r"[a-z0-9_]+", one.code)
        assert one.code.startswith("qpv") == (one.niveau is Niveau.QPV)


def test_a_source_that_refuses_evolutions_says_why_and_each_says_where_that_was_read():
    for one in SERIES.values():
        assert one.source.reference
        refuses = one.comparabilite in (Comparabilite.JAMAIS, Comparabilite.INCONNUE)
        assert bool(one.source.raison) >= refuses


def test_a_serie_about_communes_cannot_be_declared_with_a_generation():
    with pytest.raises(ValueError, match="generation"):
        replace(serie("f_edi"), generation=Generation.DE_2024)


def test_an_unknown_serie_is_refused_with_where_to_look():
    with pytest.raises(NotFound, match="voyez la liste"):
        serie("c2s")
