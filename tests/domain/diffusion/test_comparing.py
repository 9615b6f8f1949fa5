"""What may be said of a place beside its territoire: the index, its bounds, and the words of the rule."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain.diffusion import Colonne, CountedTable, Destinataire, Ecart, Kind, Ligne, Statut, release, specificite
from asv.domain.periodes import annee
from asv.statistics import proportion_ratio
from tests.support.database import TODAY

PLACE, REST = "QN06201M", "HORS_QPV"


def index(place, rest):
    """The index of a place of n citing out of d, in a territoire whose rest cites m out of e."""
    (n, d), (m, e) = place, rest
    table = CountedTable(
        code="T", libelle="T", perimetre="246200364", periode=annee(2025), geographie=None, kind=Kind.PARTITION,
        lignes=(Ligne(PLACE, "Place"), Ligne(REST, "Reste")),
        colonnes=(Colonne("OUI", "Oui"), Colonne("NON", "Non")), effectifs=((n, d - n), (m, e - m)),
        denominateurs=(d, e), manquants=(0, 0),
    )  # fmt: skip
    released = release([table], destinataire=Destinataire.EQUIPE, today=TODAY)["T"]
    return specificite("M08", "Indice", released.line(PLACE), released.territoire, "OUI")


@pytest.mark.parametrize(
    ("place", "rest", "lecture"),
    [
        ((120, 200), (800, 2000), Ecart.NETTEMENT_AU_DESSUS),
        ((1200, 2000), (10000, 20000), Ecart.UN_PEU_AU_DESSUS),
        ((201, 500), (800, 2000), Ecart.COMPARABLE),
        ((800, 2000), (10000, 20000), Ecart.UN_PEU_AU_DESSOUS),
        ((30, 200), (800, 2000), Ecart.NETTEMENT_AU_DESSOUS),
        ((20, 60), (800, 2000), Ecart.TROP_PEU),
        ((0, 300), (800, 2000), Ecart.NETTEMENT_AU_DESSOUS),
    ],
)
def test_the_words_follow_the_sure_interval_then_the_size_of_the_gap(place, rest, lecture):
    assert index(place, rest).lecture == lecture


def test_the_index_divides_by_the_whole_and_its_bounds_are_those_of_the_ratio_to_the_rest():
    found = index((120, 200), (800, 2000))
    ratio = proportion_ratio(120, 200, 800, 2000)

    assert found.valeur == pytest.approx((120 / 200) / (920 / 2200))
    to_whole = [bound / (200 / 2200 * bound + 2000 / 2200) for bound in (ratio.lower, ratio.upper)]
    assert found.intervalle == pytest.approx(tuple(to_whole))
    assert (found.effectif, found.denominateur) == (120, 200)


def test_below_fifty_answers_on_either_side_no_place_is_compared():
    assert (index((30, 49), (800, 2000)).statut, index((30, 49), (800, 2000)).lecture) == (
        Statut.TROP_PEU, Ecart.TROP_PEU,
    )  # fmt: skip
    assert index((800, 2000), (20, 49)).lecture == Ecart.TROP_PEU
    assert index((30, 50), (400, 2000)).statut is Statut.PUBLIE


def test_a_hidden_count_gives_neither_index_nor_words():
    hidden = index((4, 300), (800, 2000))

    assert (hidden.statut, hidden.valeur, hidden.lecture) == (Statut.CONFIDENTIEL, None, "")


@given(
    place=st.tuples(st.integers(0, 400), st.integers(0, 400)),
    rest=st.tuples(st.integers(0, 4000), st.integers(0, 4000)),
)
def test_a_sure_word_has_its_value_on_its_side_and_the_interval_holds_the_value(place, rest):
    found = index((place[0], sum(place)), (rest[0], sum(rest)))

    if found.valeur is None:
        assert found.lecture in {"", Ecart.TROP_PEU}
        return
    low, high = found.intervalle or (found.valeur, found.valeur)
    assert low <= found.valeur <= high
    if found.lecture.endswith("au-dessus"):
        assert found.valeur > 1
    if found.lecture.endswith("au-dessous"):
        assert found.valeur < 1
    if found.lecture == Ecart.COMPARABLE:
        assert 1 / 1.5 < low <= high < 1.5


def test_alike_places_are_seldom_told_apart():
    draw = np.random.default_rng(2026)
    places = [(int(draw.binomial(size, 0.3)), int(size)) for size in draw.integers(60, 400, 1000)]
    rest = (1500, 5000)

    told = [index(place, rest).lecture for place in places]

    apart = sum(word.endswith(("au-dessus", "au-dessous")) for word in told)
    assert apart <= 10
