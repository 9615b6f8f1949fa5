"""What the quartiers are set beside: the same measure, dated, of the same year, of a larger place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain.errors import Refused
from asv.domain.series import SERIES, Certitude, Generation, Millesime, Niveau, SeriePubliee, serie
from asv.domain.series.chiffres import Lue
from asv.domain.series.lues import SerieLue
from asv.domain.series.reperes import REPERES, Repere, rapprochement_of, repere_refusals

codes = st.sampled_from(sorted(SERIES))
declared = st.sampled_from([(code, other) for code, larger in REPERES.items() for other in larger])
vintages = st.tuples(st.integers(2023, 2025), st.sampled_from([Certitude.ETABLI, Certitude.PRESUME]))


def lue(code: str, year: int | None, certitude: Certitude = Certitude.ETABLI) -> SerieLue:
    millesime = Millesime(str(year), year, certitude) if year else Millesime("non indiqué", None, Certitude.INCONNU)
    return SerieLue(SeriePubliee(serie(code), millesime, "Insee", "Licence Ouverte 2.0"), {"x": Lue(1.0, None)})


def test_a_reference_measures_the_same_thing_in_the_same_unit_for_a_larger_place():
    for code, larger in REPERES.items():
        for other in larger:
            assert serie(code).generation is Generation.DE_2024
            assert serie(other).niveau in (Niveau.COMMUNE, Niveau.EPCI)
            assert serie(other).unite == serie(code).unite
            assert serie(other).libelle.startswith(serie(code).libelle)


@given(declared | st.tuples(codes, codes), vintages, vintages)
def test_a_reference_is_built_on_the_same_measure_of_the_same_sure_year_only(pair, one, another):
    quartiers, repere = lue(pair[0], *one), lue(pair[1], *another)
    fits = pair[1] in REPERES.get(pair[0], ()) and one == another and one[1] is Certitude.ETABLI

    assert (repere_refusals(quartiers.publiee, repere.publiee) == ()) is fits
    if not fits:
        with pytest.raises(Refused):
            Repere(quartiers.publiee, repere)


def test_the_vintage_of_the_same_year_is_taken_among_those_of_the_larger_place():
    quartiers = [lue("qpv2024_taux_c2s", 2024)]
    others = {"taux_c2s": [lue("taux_c2s", 2024), lue("taux_c2s", 2025)]}

    found = rapprochement_of(quartiers, others)

    assert [repere.lue for repere in found.reperes] == [others["taux_c2s"][0]]
    (reason,) = found.refus
    assert reason.startswith("Le chiffre de l’intercommunalité n’est pas encore là")


def test_another_year_is_refused_with_both_years_and_an_undated_one_with_its_reason():
    apart = rapprochement_of([lue("qpv2024_taux_c2s", 2024)], {"taux_c2s": [lue("taux_c2s", 2025)]})
    undated = rapprochement_of(
        [lue("qpv2024_taux_pauvrete", None)], {"filosofi_taux_pauvrete": [lue("filosofi_taux_pauvrete", 2021)]}
    )

    assert apart.reperes == undated.reperes == ()
    assert "est de 2024" in apart.refus[0]
    assert "de 2025 : deux années ne se mettent pas côte à côte" in apart.refus[0]
    assert "n’est pas daté par le producteur" in undated.refus[0]


def test_a_count_has_no_reference_and_a_quartier_of_2015_no_such_view():
    assert "pas de mesure pareille" in rapprochement_of([lue("qpv2024_population", 2020)], {}).refus[0]
    with pytest.raises(Refused, match="QPV 2024"):
        rapprochement_of([lue("qpv2015_taux_c2s", 2020)], {})
