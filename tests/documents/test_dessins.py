"""A drawing and its table: the same released figures, one sentence, nothing that is not shown, nothing but shapes."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from asv.documents.dessins import Reponse, bars_of, drawn_answer, evolution_of
from asv.documents.maps import Fond
from asv.documents.svg import kept_drawing
from asv.documents.typography import percentage
from asv.domain.diagnostic import entonnoir_of, tendance_of
from asv.domain.diffusion import TERRITOIRE
from asv.domain.diffusion.editions.vues import _rounded_table
from asv.domain.document import DESSIN, OF_AN_ANSWER, Forme
from asv.domain.indicateurs import INDICATEURS
from asv.domain.periodes import annee
from tests.documents.conftest import square
from tests.documents.drawn import SECRET
from tests.domain.test_entonnoir import ALIKE, ONE_OUT, SPREAD, named, table_of

ONE_ANSWER = [forme for forme in OF_AN_ANSWER if forme is not Forme.EVOLUTION]


def reponse_of(places, table=None):
    table = table or table_of(places)
    shapes = {named(rank): square(2.7 + 0.02 * rank, 50.4, 0.01) for rank in range(1, len(places) + 1)}
    colonne = next(one for one in table.colonnes if one.code == "F")
    return Reponse(table, colonne, Fond({"62001": square(2.6, 50.3, 0.6)}, {"62001": "Aulnes"}, shapes), "Essai")


def texts_of(svg):
    return [one.text or "" for one in ET.fromstring(svg).iter() if one.tag.endswith("text")]  # noqa: S314 - ours


@pytest.fixture(scope="module")
def public():
    """Seven quartiers as the public is told them: counts to the nearest five, shares to the unit."""
    return reponse_of(ONE_OUT, _rounded_table(table_of(ONE_OUT)))


@pytest.mark.parametrize("forme", ONE_ANSWER)
def test_every_form_has_a_drawing_a_sentence_an_alternative_and_its_table(public, forme: Forme):
    grille = drawn_answer(forme, public)

    assert grille.dessin is not None
    assert ET.fromstring(grille.dessin.svg).tag.endswith("svg")  # noqa: S314 - ours
    assert grille.dessin.phrase.endswith(".")
    assert grille.dessin.description
    assert grille.lignes
    assert all(len(ligne) == len(grille.colonnes) for ligne in grille.lignes)


@pytest.mark.parametrize("forme", [Forme.CASES, Forme.ENTONNOIR])
def test_a_drawing_tells_the_shares_of_its_table_even_where_counts_are_rounded(public, forme: Forme):
    grille = drawn_answer(forme, public)

    told = set(re.findall(r"(\d+)\u202f%", grille.dessin.description))
    written = set(re.findall(r"\d+", " ".join(cell for ligne in grille.lignes for cell in ligne)))
    whole = {str(percentage(public.territoire.part))}

    assert told
    assert told <= written | whole


def test_the_points_of_the_funnel_of_rounded_figures_are_at_the_published_shares(public):
    points = entonnoir_of(public.table, "F").points

    assert len(points) == len(ONE_OUT)
    assert [point.part for point in points] == pytest.approx(
        [public.table.cell(point.ligne.code, "F").part for point in points]
    )


def test_a_funnel_that_is_refused_has_no_drawing_and_says_why_above_its_table():
    grille = drawn_answer(Forme.ENTONNOIR, reponse_of(ALIKE[:3]))

    assert grille.dessin is None
    assert grille.note.startswith("Trop peu de réponses pour conclure")


def test_a_map_without_shapes_says_so():
    grille = drawn_answer(Forme.CARTE, replace(reponse_of(SPREAD), fond=Fond({}, {}, {})))

    assert grille.dessin is None
    assert "pas de carte" in grille.note


@pytest.mark.parametrize("forme", [Forme.CASES, Forme.ENTONNOIR, Forme.CARTE])
def test_a_hidden_share_changes_nothing_of_a_drawing(forme: Forme):
    # Two women more in the last quartier, two fewer elsewhere: both answers are hidden there, nothing else moves.
    def drawn(women: int):
        places, elsewhere = [*SPREAD, (women, 100 - women)], (403 - women, 300 + women)
        return drawn_answer(forme, reponse_of(places, table_of(places, elsewhere=elsewhere)))

    assert drawn(3) == drawn(5)
    assert drawn(3).lignes[-1][-3:] == ("c", "—", "—")


def test_the_bars_of_a_quartier_stand_against_the_territoire(sexe):
    line = sexe.lignes[1]

    grille = bars_of(sexe, line, "Essai")

    assert "l’ensemble du territoire" in grille.dessin.legende
    assert "figure-reperes" in grille.dessin.svg
    assert "figure-reperes" not in bars_of(sexe, sexe.territoire, "Essai").dessin.svg


def test_bars_tell_nothing_of_a_hidden_count(sexe):
    grille = bars_of(sexe, sexe.lignes[2], "Essai")

    assert not re.search(rf"\b{SECRET}\b", " ".join([grille.dessin.description, *texts_of(grille.dessin.svg)]))
    assert grille.lignes[-1][1:3] == ("c", "c")


def test_years_are_drawn_from_two_on_and_one_alone_is_only_written():
    table, indicateur = table_of(ALIKE), INDICATEURS["G08F"]
    years = [(annee(2025 - back), table) for back in range(4)]

    def told(many):
        tendance = tendance_of(indicateur, years[:many], ligne=TERRITOIRE, colonne="F")
        return evolution_of(reponse_of(ALIKE, table), tendance)

    assert told(1).dessin is None
    assert "4 périodes comparables au moins" in told(1).note
    assert [ligne[0] for ligne in told(4).lignes] == ["Année 2022", "Année 2023", "Année 2024", "Année 2025"]
    assert told(4).dessin.phrase.startswith("Sur 4 périodes closes")


def test_a_drawing_in_its_place_has_ids_of_its_own(public):
    svg = drawn_answer(Forme.CASES, public).dessin.svg

    placed = kept_drawing(svg, "bloc-3-dessin", DESSIN)

    assert DESSIN not in placed
    assert 'aria-labelledby="bloc-3-dessin-titre bloc-3-dessin-description"' in placed
    assert kept_drawing(svg) == svg


def test_a_remark_in_a_drawing_is_not_shown(public):
    svg = drawn_answer(Forme.CASES, public).dessin.svg

    assert kept_drawing(svg.replace("</svg>", "<!--><script>x</script>--></svg>")) == svg


@pytest.mark.parametrize("forged", [
    '<script xmlns="http://www.w3.org/2000/svg"/>', '<g xmlns="http://www.w3.org/2000/svg" onload="x"/>',
    '<g xmlns="http://www.w3.org/2000/svg" style="x"/>', '<a xmlns="http://www.w3.org/2000/svg" href="https://x"/>',
    '<g xmlns="http://www.w3.org/1999/xhtml"/>', '<g xmlns="http://www.w3.org/2000/svg" fill="url(https://x)"/>', "<g>",
])  # fmt: skip
def test_a_drawing_that_was_not_made_here_is_refused(public, forged: str):
    svg = drawn_answer(Forme.RONDS, public).dessin.svg

    with pytest.raises(ValueError, match="not made here"):
        kept_drawing(svg.replace("</svg>", f"{forged}</svg>"))
