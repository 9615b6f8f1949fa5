import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain.errors import Refused
from asv.domain.series import (
    SERIES,
    Absence,
    Certitude,
    Comparabilite,
    Generation,
    Lieu,
    Millesime,
    Niveau,
    Point,
    SeriePubliee,
    Valeur,
    check_together,
    check_trend,
    mention_of,
    serie,
    trend_refusals,
)

LENS = Lieu(Niveau.COMMUNE, "62498", "Lens")
QPV_2024 = Lieu(Niveau.QPV, "QN06202M", "Camus")
QPV_2015 = Lieu(Niveau.QPV, "QP062002", "Camus")
series = st.sampled_from(sorted(SERIES.values(), key=lambda one: one.code))
years = st.integers(1999, 2030)


def published(code, year=2023):
    return SeriePubliee(serie(code), Millesime(str(year), year), "Insee", "Licence Ouverte 2.0")


def points(code, *years_given):
    return [Point(serie(code), Millesime(str(year), year)) for year in years_given]


def test_a_value_of_a_commune_is_never_said_of_a_quartier():
    with pytest.raises(Refused, match=r"valeur de commune .* jamais à sa place"):
        Valeur(published("apl_medecins_generalistes"), QPV_2024, 3.2)


def test_a_figure_of_a_2015_perimeter_is_never_said_of_a_quartier_of_2024():
    with pytest.raises(Refused, match=r"périmètre de 2015.*Montrez-la à part"):
        Valeur(published("qpv2015_taux_c2s"), QPV_2024, 30.0)


def test_a_figure_of_a_2024_perimeter_is_never_said_of_a_quartier_of_2015():
    with pytest.raises(Refused, match="périmètre de 2024"):
        Valeur(published("qpv2024_taux_c2s"), QPV_2015, 30.0)


@given(series, st.sampled_from([LENS, QPV_2024, QPV_2015, Lieu(Niveau.EPCI, "246200364")]))
def test_a_figure_goes_only_to_a_place_of_its_level_and_generation(one, lieu):
    publiee = SeriePubliee(one, Millesime("2023", 2023), "Insee", "Licence Ouverte 2.0")
    fits = one.niveau is lieu.niveau and one.generation is lieu.generation

    try:
        Valeur(publiee, lieu, 1.0)
    except Refused:
        assert not fits
    else:
        assert fits


def test_a_2015_figure_is_marked_on_every_line_and_a_commune_figure_too():
    old = Valeur(published("qpv2015_taux_c2s"), QPV_2015, 30.0)

    assert old.mention == "Périmètre de 2015 : ne vaut pas pour le quartier de 2024, même de nom semblable."
    assert old.publiee.serie.perimetre == "QPV 2015"
    assert mention_of(serie("f_edi")) == "Valeur de la commune entière, non de ses quartiers."
    assert mention_of(serie("qpv2024_taux_c2s")) == ""


def test_a_figure_of_a_quartier_that_lies_in_two_agglomerations_says_so():
    across = Lieu(Niveau.QPV, "QN06216M", "Cité", is_debordant=True)

    assert Valeur(published("qpv2024_taux_c2s"), across, 20.0).mention == (
        "Quartier entier : ses habitants d’une autre agglomération comptent aussi."
    )


def test_a_citation_names_source_vintage_perimeter_and_licence():
    cited = published("qpv2015_taux_c2s", 2022).citation

    assert cited == "Insee ; 2022 ; QPV 2015 ; Licence Ouverte 2.0."


def test_an_absent_figure_says_why_it_is_absent():
    assert Valeur(published("f_edi"), LENS, None, Absence.SECRET).nombre is None
    with pytest.raises(ValueError, match="absence"):
        Valeur(published("f_edi"), LENS, None)


def test_the_two_generations_never_share_a_table():
    with pytest.raises(Refused, match="Faites-en deux"):
        check_together([serie("qpv2015_taux_c2s"), serie("qpv2024_taux_c2s")])
    check_together([serie("qpv2024_taux_c2s"), serie("f_edi")])


@pytest.mark.parametrize(
    ("code", "given_years", "reason"),
    [
        ("qpv2024_taux_c2s", (2024, 2025), "deux millésimes ne doivent pas servir à mesurer des évolutions"),
        ("bpe_pharmacies", (2019, 2024), "BPE en évolution"),
        ("filosofi_revenu_median", (2020, 2021), "loi fiscale"),
        ("qpv2024_population", (2020, 2023), "cinq enquêtes annuelles"),
        ("part_75_ans_ou_plus", (2011, 2016, 2017), "2016 et 2017 sont trop proches"),
        ("apl_medecins_generalistes", (2021, 2023), "La méthode a changé en 2022"),
        ("taux_c2s", (2019, 2021), "La méthode a changé en 2020"),
        ("qpv2024_demandeurs_emploi_abc", (2024, 2025), "La méthode a changé en 2025"),
        ("qpv2024_rsa_socle", (2023, 2024), "Aucune règle du producteur"),
        ("f_edi", (2019, 2021), "ne mesure pas une évolution"),
        ("taux_c2s", (2023,), "au moins deux"),
        ("taux_c2s", (2023, 2023), "la même année"),
    ],
)
def test_an_evolution_over_vintages_that_do_not_compare_is_refused_with_the_reason(code, given_years, reason):
    with pytest.raises(Refused, match=reason):
        check_trend(points(code, *given_years))


@pytest.mark.parametrize(
    ("code", "given_years"),
    [
        ("apl_medecins_generalistes", (2022, 2023, 2024)),
        ("taux_c2s", (2025, 2023)),
        ("qpv2024_population", (2020, 2025)),
        ("qpv2024_demandeurs_emploi_abc", (2023, 2024)),
    ],
)
def test_an_evolution_over_vintages_that_compare_is_drawn(code, given_years):
    assert trend_refusals(points(code, *given_years)) == ()


def test_an_evolution_never_crosses_the_change_of_perimeters():
    crossing = [*points("qpv2015_population", 2018), *points("qpv2024_population", 2025)]

    assert len(trend_refusals(crossing)) == 1
    assert "Les périmètres des quartiers ont changé entre 2015 et 2024" in trend_refusals(crossing)[0]


def test_two_different_series_are_no_evolution():
    mixed = [*points("taux_c2s", 2023), *points("f_edi", 2024)]

    assert "mêmes séries" in trend_refusals(mixed)[0]


@pytest.mark.parametrize(
    ("millesime", "reason"),
    [
        (Millesime("non indiqué", None, Certitude.INCONNU), "n’est pas daté"),
        (Millesime("2022 (présumé)", 2022, Certitude.PRESUME), "est déduite"),
    ],
)
def test_a_vintage_without_an_official_date_makes_no_evolution(millesime, reason):
    assert reason in trend_refusals([Point(serie("taux_c2s"), millesime), *points("taux_c2s", 2025)])[0]


@given(series, st.lists(years, min_size=2, max_size=5, unique=True), st.randoms())
def test_the_order_of_the_vintages_changes_nothing(one, chosen, dice):
    line = [Point(one, Millesime(str(year), year)) for year in chosen]
    shuffled = dice.sample(line, len(line))

    assert set(trend_refusals(line)) == set(trend_refusals(shuffled))


@given(series, st.lists(years, min_size=2, max_size=4, unique=True), years)
def test_one_more_vintage_never_makes_a_refused_evolution_acceptable(one, chosen, more):
    line = [Point(one, Millesime(str(year), year)) for year in chosen]

    if trend_refusals(line):
        assert trend_refusals([*line, Point(one, Millesime(str(more), more))])


@given(st.sampled_from([one for one in SERIES.values() if one.comparabilite is Comparabilite.JAMAIS]), years, years)
def test_no_evolution_is_ever_drawn_where_the_producer_advises_against_it(one, first, second):
    assert trend_refusals([Point(one, Millesime(str(y), y)) for y in (first, second)])


@pytest.mark.parametrize("code", ["62", "QN0620", "QP06200", "qn06202m", "QN06202M ", ""])
def test_what_is_not_a_code_of_a_quartier_is_refused(code):
    with pytest.raises(Refused, match="n’est pas un code de quartier prioritaire"):
        Lieu(Niveau.QPV, code)


def test_a_place_knows_the_generation_of_its_code():
    assert (QPV_2024.generation, QPV_2015.generation, LENS.generation) == (
        Generation.DE_2024, Generation.DE_2015, None,
    )  # fmt: skip
