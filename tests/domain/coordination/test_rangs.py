"""Ranks of need come from released figures, and say nothing where these do not."""

from datetime import date

from asv.domain.coordination import URGENT, is_urgent, rangs_of, ranked_themes
from asv.domain.diffusion import Destinataire, Ligne, release
from asv.domain.indicateurs import INDICATEURS, count, tabulate
from asv.domain.periodes import annee
from tests.domain.indicateurs.drawn import contact

FOSSE, TILLEULS, CORONS = (f"QN0620{rank}M" for rank in (1, 2, 3))
QPV = tuple(Ligne(code, code) for code in (FOSSE, TILLEULS, CORONS))


def spoke(number, *themes, qpv=FOSSE):
    return [contact(qpv_lieu=qpv, themes=list(themes))] * number


YEAR = [
    *spoke(90, "DENT"), *spoke(60, "VACC_ENF"), *spoke(60, "CANCER"), *spoke(30, "VUE"),
    *spoke(200, "DENT", qpv=None), *spoke(200, "VACC", qpv=None), *spoke(200, "CANCER", qpv=None),
    *spoke(200, "VUE", qpv=None), *spoke(30, "DENT", qpv=TILLEULS),
    *spoke(60, "AUTRE_THEME", qpv=CORONS), *spoke(70, "APA", qpv=CORONS), *spoke(90, "APA", qpv=None),
    *spoke(90, "AUTRE_THEME", qpv=None),
]  # fmt: skip


def ranks(rows=YEAR):
    one = INDICATEURS["M06T"]
    table = tabulate(one, count(one, rows, one.champ_lieu), lignes=QPV, perimetre="246200364", periode=annee(2025))
    released = release([table], destinataire=Destinataire.FINANCEUR, today=date(2026, 11, 22))["M06T"]
    return rangs_of(released)


def test_themes_are_ranked_by_how_often_they_are_spoken_of_and_share_a_rank():
    found = ranks()

    assert [found[FOSSE, theme] for theme in ("DENT", "VACC", "CANCER", "VUE")] == [1, 2, 2, 4]


def test_a_theme_nobody_spoke_of_comes_last_and_never_calls_for_an_answer():
    found = ranks()

    assert found[FOSSE, "AUDITION"] == len(ranked_themes()) > URGENT
    assert not is_urgent(found, FOSSE, "AUDITION")


def test_under_fifty_answers_a_quartier_has_no_rank():
    assert {rang for (qpv, _), rang in ranks().items() if qpv == TILLEULS} == {None}


def test_a_hidden_figure_gives_no_rank():
    found = ranks([*YEAR, *spoke(4, "HYGIENE"), *spoke(100, "HYGIENE", qpv=None)])

    assert found[FOSSE, "HYGIENE"] is None
    assert found[FOSSE, "DENT"] == 1


def test_what_names_no_theme_is_not_ranked():
    found = ranks()

    assert (CORONS, "AUTRE_THEME") not in found
    assert found[CORONS, "APA"] == 1


def test_a_theme_below_the_first_level_has_the_rank_of_its_family():
    assert is_urgent(ranks(), FOSSE, "DEP_SEIN")


def test_no_sensible_theme_is_ever_ranked():
    assert not {"MENTALE", "ADDICT", "SEXUELLE", "VIOLENCES", "HANDI", "CHRONIQUE", "URGENCE"} & set(ranked_themes())
