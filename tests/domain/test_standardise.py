"""A difficulty at like ages, worked by hand from crossed tables, with and without a hidden figure."""

from datetime import date
from itertools import product

import pytest

from asv.domain.diagnostic import standardise_phrase, standardised
from asv.domain.diffusion import Destinataire, crossed_problem, release_crossed
from asv.domain.diffusion.croisements import TOTAL, CountedCrossing, Dimension, Modalite, Tableau
from asv.domain.periodes import annee

PARTS = {"p1": ("c1", "q1"), "p2": ("c2", "q2")}
YOUNG, OLD = "18-49", "75 et plus"
CITES, OTHER, MISSING = "ADMIN", "OFFRE", "MANQUANT"


def tree(code, libelles):
    modalites = tuple(Modalite(one, one, manquant=one == MISSING) for one in libelles)
    return Dimension(code, code, modalites, (dict.fromkeys(libelles, TOTAL),))


def places():
    shown = [Modalite(code, code) for code in ("c1", "c2", "q1", "q2")]
    parts = [Modalite(code, code, publiee=False) for code in PARTS]
    trees = tuple(
        {**{part: above[rank] for part, above in PARTS.items()}, **{above[rank]: TOTAL for above in PARTS.values()}}
        for rank in (0, 1)
    )
    return Dimension("lieu", "Lieu", (*shown, *parts), trees, attribut=False)


def released_of(counts, ages=(YOUNG, OLD), tables=(("lieu", "frein"), ("lieu", "age"), ("frein", "age"))):
    """counts: part -> frein -> one count for each age."""
    dimensions = (places(), tree("frein", (CITES, OTHER, MISSING)), tree("age", ages))
    effectifs = {
        (part, frein, age): counts[part].get(frein, (0,) * len(ages))[rank]
        for part, frein, (rank, age) in product(PARTS, (CITES, OTHER, MISSING), enumerate(ages))
    }
    tableaux = tuple(Tableau("_".join(names).upper(), "essai", names) for names in tables)
    counted = CountedCrossing("246200364", annee(2025), dimensions, tableaux, effectifs)
    crossed = crossed_problem(counted, {}, [], 3)
    return release_crossed(crossed, destinataire=Destinataire.EQUIPE, today=date(2026, 11, 22), seconds=10.0)


AGE_EXPLAINS = {
    "p1": {CITES: (100, 20), OTHER: (100, 180)},
    "p2": {CITES: (20, 20), OTHER: (20, 180)},
}
"""Half of the young cite the difficulty and one old in ten, in both places: p1 is younger, that is all."""

BESIDE_AGE = {
    "p1": {CITES: (150, 60), OTHER: (50, 140)},
    "p2": {CITES: (50, 20), OTHER: (150, 180)},
}
"""Same ages in both; p1 cites it three times as often at each age."""


def place_of(found, code):
    return next(one for one in found.lieux if one.code == code)


def test_a_gap_that_age_alone_explains_disappears():
    """Young: 120 of 240 cite; old: 40 of 400. Expected in q1: 200 / 2 + 200 / 10 = 120, observed 120."""
    found = place_of(standardised(released_of(AGE_EXPLAINS), CITES), "q1")

    assert (found.observed, found.expected, found.ratio) == (120, pytest.approx(120), pytest.approx(1))
    assert found.crude == pytest.approx((120 / 400) / (160 / 640))


def test_a_gap_that_age_does_not_explain_stays():
    """Young: 200 of 400 cite, old: 80 of 400. Expected in each place: 100 + 40 = 140; observed 210 and 70."""
    found = standardised(released_of(BESIDE_AGE), CITES)

    assert (place_of(found, "q1").ratio, place_of(found, "c2").ratio) == (pytest.approx(1.5), pytest.approx(0.5))
    assert standardise_phrase(found) == (
        "À âges semblables, la part des contacts où «\u202fADMIN\u202f» vient en premier est nettement au-dessus du "
        "territoire pour «\u202fc1\u202f» et «\u202fq1\u202f» ; nettement au-dessous du territoire pour "
        "«\u202fc2\u202f» et «\u202fq2\u202f»."
    )


def test_the_interval_is_that_of_byar_on_the_observed():
    """Breslow & Day: for 210 observed, 210 (1 − 1/1890 − 1.96/(3 √210))³ = 182.6 and 211 (…)³ = 240.4; over 140."""
    found = place_of(standardised(released_of(BESIDE_AGE), CITES), "q1")

    assert found.intervalle == pytest.approx((182.6 / 140, 240.4 / 140), abs=2e-3)


def test_missing_answers_lower_what_is_expected_and_not_the_ratio():
    """In p1 a quarter did not answer, in the same share at each age: the answers alone are compared."""
    counts = {
        "p1": {CITES: (90, 30), OTHER: (60, 120), MISSING: (50, 50)},
        "p2": {CITES: (90, 30), OTHER: (60, 120), MISSING: (50, 50)},
    }

    found = standardised(released_of(counts), CITES)

    assert [one.ratio for one in found.lieux] == pytest.approx([1, 1, 1, 1])


def test_a_sentence_says_comparable_where_no_gap_that_weighs_has_room_and_that_it_cannot_tell_elsewhere():
    """Expected in c2: 40 / 2 + 200 / 10 = 40, observed 40: 0.71 to 1.36 at 95 %, which leaves no room for 1.5."""
    small = {"p1": {CITES: (100, 20), OTHER: (100, 180)}, "p2": {CITES: (13, 12), OTHER: (17, 40)}}

    assert standardise_phrase(standardised(released_of(AGE_EXPLAINS), CITES)) == (
        "À âges semblables, la part des contacts où «\u202fADMIN\u202f» vient en premier est comparable au territoire "
        "pour «\u202fc1\u202f», «\u202fc2\u202f», «\u202fq1\u202f» et «\u202fq2\u202f»."
    )
    assert standardise_phrase(standardised(released_of(small), CITES)).endswith(
        "pour «\u202fc1\u202f» et «\u202fq1\u202f» ; ailleurs, trop peu de réponses pour conclure."
    )


def test_a_place_with_a_hidden_figure_has_no_result_and_is_listed():
    counts = {**BESIDE_AGE, "p1": {CITES: (150, 4), OTHER: (50, 3)}}

    found = standardised(released_of(counts), CITES)

    assert {"c1", "q1"} <= set(found.absents)
    assert standardise_phrase(found)


def test_without_the_tables_it_takes_the_reader_is_told():
    found = standardised(released_of(BESIDE_AGE, tables=(("lieu", "frein"), ("lieu", "age"))), CITES)

    assert (found.lieux, standardise_phrase(found)) == ((), found.refus)
    assert "n’ont pas pu être protégés" in found.refus


def test_ages_with_a_hidden_figure_are_taken_together_by_subtraction():
    """Those of 50 and of 75 are too few in p2 to be shown apart: 18-49 on one side, the 50 and more on the other."""
    counts = {
        "p1": {CITES: (150, 40, 20), OTHER: (50, 60, 80)},
        "p2": {CITES: (50, 14, 2), OTHER: (150, 20, 3)},
    }

    found = place_of(standardised(released_of(counts, ages=(YOUNG, "50-74", OLD)), CITES), "q1")

    # 18-49: 200 of 400; 50 and more: 76 of 239. Expected in q1: 200 × 200/400 + 200 × 76/239
    assert (found.tranches, found.expected) == (2, pytest.approx(100 + 200 * 76 / 239))


def test_a_difficulty_whose_ages_are_all_hidden_gives_no_result():
    counts = {"p1": {CITES: (150, 2), OTHER: (50, 140)}, "p2": {CITES: (50, 2), OTHER: (150, 180)}}

    found = standardised(released_of(counts), CITES)

    assert found.lieux == ()
    assert standardise_phrase(found).startswith("Aucun lieu n’a tous ses chiffres montrés")


def test_a_difficulty_that_nobody_cites_says_to_choose_another():
    found = standardised(released_of({part: {OTHER: (200, 200)} for part in PARTS}), CITES)

    assert standardise_phrase(found).endswith("choisissez-en une autre.")
