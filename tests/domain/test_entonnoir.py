"""The funnel and the smoothed map of the quartiers, word for word, from contacts drawn by hand."""

from datetime import date

import numpy as np
import pytest

from asv.documents.entonnoir import funnel
from asv.domain.diagnostic import carte_lissee_phrase, entonnoir_of, entonnoir_phrase, largeur_phrase
from asv.domain.diagnostic.entonnoir import Position
from asv.domain.diffusion import Destinataire, Ligne, Statut, release, smoothed
from asv.domain.indicateurs import INDICATEURS, count, tabulate
from asv.domain.periodes import annee
from tests.domain.indicateurs.drawn import contact


def named(rank):
    return f"QN062{rank:02d}M"


def table_of(places, code="G08F", elsewhere=(400, 400)):
    """places: women and men met in each quartier; elsewhere: those met outside any."""
    lignes = tuple(Ligne(named(rank), f"Quartier {rank}") for rank in range(1, len(places) + 1))
    rows = [
        row
        for rank, (women, men) in enumerate([*places, elsewhere], start=1)
        for sexe, times in (("F", women), ("H", men))
        for row in [contact(qpv_lieu=named(rank) if rank <= len(places) else None, sexe=sexe)] * times
    ]
    counted = [
        tabulate(one, count(one, rows, one.champ_lieu), lignes=lignes, perimetre="246200364", periode=annee(2025))
        for one in (INDICATEURS["M01"], INDICATEURS[code])
    ]
    return release(counted, destinataire=Destinataire.FINANCEUR, today=date(2026, 11, 22))[code]


def read(places, **how):
    return entonnoir_of(table_of(places, **how), "F")


ALIKE = [(50, 50), (52, 48), (48, 52), (49, 51), (51, 49), (100, 100)]
ONE_OUT = [*ALIKE, (85, 15)]
SPREAD = [(50 + step, 50 - step) for step in (-22, -18, -14, -10, -5, 0, 5, 10, 14, 18, 22)]


def test_quartiers_like_the_territoire_all_stand_in_the_funnel():
    found = read(ALIKE)

    assert {point.position for point in found.points} == {Position.DEDANS}
    assert entonnoir_phrase(found) == (
        "Aucun des 6 quartiers comparés ne sort de l’entonnoir : l’écart avec la part du territoire (50\u202f%) peut "
        "tenir au hasard."
    )


def test_a_quartier_far_away_is_named_with_its_side_and_never_ranked():
    found = read(ONE_OUT)

    assert entonnoir_phrase(found) == (
        "Sur 7 quartiers comparés, «\u202fQuartier 7\u202f» est au-dessus de l’entonnoir ; pour les 6 autres, l’écart "
        "avec la part du territoire (52\u202f%) peut tenir au hasard."
    )


def test_quartiers_that_all_differ_widen_the_funnel_and_the_reader_is_told():
    found = read(SPREAD)

    # z = (share − 0.5) / 0.05; the two extremes ±4.4 take the value of the next, ±3.6; φ = mean of z² = 7.05, √φ = 2.65
    z = [step / 5 for step in (-18, -18, -14, -10, -5, 0, 5, 10, 14, 18, 18)]
    assert found.largeur**2 == pytest.approx(sum(one**2 for one in z) / 11)
    assert entonnoir_phrase(found).startswith("Aucun des 11 quartiers comparés ne sort de l’entonnoir")
    assert "ou aux différences habituelles entre quartiers" in entonnoir_phrase(found)
    assert "élargi 2,7 fois" in largeur_phrase(found)


@pytest.mark.parametrize("places", [6, 20])
def test_quartiers_that_chance_alone_moves_are_seldom_said_to_be_outside(places):
    """The outer limits leave out two in a thousand; over 60 territoires of alike quartiers, ten would be a fault."""
    draw = np.random.default_rng(20_261_123)
    outside = sum(
        len(names)
        for _ in range(60)
        for names in read([(int(n), 100 - int(n)) for n in draw.binomial(100, 0.5, places)]).sortis.values()
    )

    assert outside < 10


def test_the_spread_of_a_few_quartiers_is_not_measured_lest_an_extreme_one_hide_itself():
    assert read(ONE_OUT).largeur == 1
    assert "ne montre que le hasard" in largeur_phrase(read(ONE_OUT))


def test_the_limits_are_those_of_the_score_around_the_share_of_the_territoire():
    """Spiegelhalter 2005: p ± z √(p (1 − p) / n), z = 1.96 and 3.09; for 0.5 and 100 answers, ± 0.098 and ± 0.1545."""
    usual, outer = read(ALIKE).limits(100)

    assert usual == pytest.approx((0.402, 0.598), abs=1e-4)
    assert outer == pytest.approx((0.3455, 0.6545), abs=1e-4)


def test_a_quartier_below_fifty_answers_or_hidden_has_no_place_and_is_listed():
    found = read([*ALIKE, (40, 9), (30, 4)])

    assert [ligne.libelle for ligne in found.absents] == ["Quartier 7", "Quartier 8"]
    assert len(found.points) == 6


@pytest.mark.parametrize("places", [[], ALIKE[:4]])
def test_fewer_than_five_quartiers_make_no_funnel_and_the_reader_is_told_what_to_do(places):
    found = read(places)

    assert found.points == ()
    assert entonnoir_phrase(found).startswith("Trop peu de réponses pour conclure")
    assert "Choisissez une période plus longue" in entonnoir_phrase(found)


def test_a_funnel_without_point_is_not_drawn():
    with pytest.raises(ValueError, match="refused"):
        funnel("f", "Titre", read(ALIKE[:2]), {})


def test_the_drawing_names_each_placed_quartier_and_no_other():
    found = read([*ONE_OUT, (30, 4)])
    numeros = {named(rank): rank for rank in range(1, 9)}

    drawing = funnel("f", "Femmes", found, numeros)

    assert "7. Quartier 7 : 85\u202f% de 100 réponses, au-dessus de l’entonnoir" in drawing.description
    assert "Quartier 8" not in drawing.svg


@pytest.mark.parametrize("hidden", [3, 4, 6, 8])
def test_nothing_of_a_hidden_count_reaches_the_funnel_or_the_smoothed_map(hidden):
    """Some men more or fewer in the hidden quartier, the other way elsewhere: what is published is the same."""
    base = table_of([*ONE_OUT, (40, 5)], elsewhere=(400, 400))
    moved = table_of([*ONE_OUT, (45 - hidden, hidden)], elsewhere=(400 + hidden - 5, 405 - hidden))

    assert moved.cell(named(8), "H").statut is Statut.CONFIDENTIEL
    assert entonnoir_of(moved, "F") == entonnoir_of(base, "F")
    assert smoothed(moved, "F") == smoothed(base, "F")


def test_the_smoothed_map_draws_small_quartiers_to_the_mean_and_says_so():
    table = table_of([*SPREAD, (40, 11)])
    lisses = smoothed(table, "F")

    raw, smooth = table.cell(named(12), "F").part * 100, lisses[named(12)].valeur
    assert 50 < smooth < raw
    assert carte_lissee_phrase(table, "F", lisses).startswith(
        "La carte rapproche de la moyenne les quartiers qui ont peu de réponses : «\u202fQuartier 12\u202f», 78\u202f%"
    )


def test_quartiers_that_differ_by_chance_only_take_their_common_share_on_the_map():
    table = table_of(ALIKE)

    assert carte_lissee_phrase(table, "F", smoothed(table, "F")) == (
        "Les 6 quartiers montrés ne diffèrent pas plus que par hasard : la carte leur donne à tous leur part commune, "
        "50\u202f%."
    )


def test_the_map_says_too_few_answers_below_fifty_and_hidden_where_it_is():
    lisses = smoothed(table_of([*ALIKE, (25, 20), (40, 9)]), "F")

    assert lisses[named(7)].statut is Statut.TROP_PEU
    assert lisses[named(8)].statut is Statut.CONFIDENTIEL


def test_four_quartiers_are_not_smoothed():
    table = table_of(ALIKE[:4])

    assert {value.statut for value in smoothed(table, "F").values()} == {Statut.TROP_PEU}
    assert carte_lissee_phrase(table, "F", smoothed(table, "F")) == ""
