"""Whether a share rises or falls, word for word, and every reason for which two periods are not compared."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from asv.documents.tendance import trend_drawing
from asv.domain import nomenclatures
from asv.domain.diagnostic import saison_phrase, tendance_of, tendance_phrase
from asv.domain.diagnostic.tendance import Pas, Sens, answers_added, sens_of
from asv.domain.diffusion import TERRITOIRE, Destinataire, Ligne, release
from asv.domain.indicateurs import INDICATEURS, count, tabulate
from asv.domain.periodes import GenrePeriode, annee, trimestre
from tests.domain.indicateurs.drawn import contact

SEXE = INDICATEURS["G08F"]
QPV = "QN06201M"


def quarters(how_many):
    """Successive quarters, the latest first."""
    found = [trimestre(2028, 3)]
    while len(found) < how_many:
        found.append(found[-1].previous)
    return found


def table_of(periode, women, men):
    rows = [contact(sexe="F", qpv_lieu=QPV)] * women + [contact(sexe="H", qpv_lieu=QPV)] * men
    counted = [
        tabulate(one, count(one, rows, one.champ_lieu), lignes=(Ligne(QPV, "Le quartier"),), perimetre="246200364",
                 periode=periode)
        for one in (INDICATEURS["M01"], SEXE)
    ]  # fmt: skip
    return release(counted, destinataire=Destinataire.EQUIPE, today=date(2029, 6, 1))["G08F"]


def read(counts, *, indicateur=SEXE, ligne=TERRITOIRE, periodes=None, reprises=()):
    """counts: women and men of each period, the earliest first."""
    periodes = periodes or quarters(len(counts))
    lues = [(p, table_of(p, *met)) for p, met in zip(periodes, reversed(counts), strict=True)]
    return tendance_of(indicateur, lues, ligne=ligne, colonne="F", reprises=reprises)


@pytest.mark.parametrize(
    ("women", "of", "sens"),
    [
        ((300, 400, 500, 600), 1000, Sens.NETTE_HAUSSE),
        ((600, 500, 400, 300), 1000, Sens.NETTE_BAISSE),
        ((5000, 5150, 5300, 5450), 10_000, Sens.HAUSSE),
        ((5450, 5300, 5150, 5000), 10_000, Sens.BAISSE),
        ((500, 505, 495, 502), 1000, Sens.STABLE),
        ((20, 25, 22, 28), 60, Sens.TROP_PEU),
        ((300, 500, 300, 500), 1000, Sens.IRREGULIER),
        ((1000, 1000, 1000, 1000), 1000, Sens.STABLE),
    ],
)
def test_the_words_follow_the_rule(women, of, sens):
    assert read([(n, of - n) for n in women]).sens is sens


def drawn(part, answers, periodes=6):
    """One series that chance alone moves."""
    counts = np.random.default_rng(20_261_123).binomial(answers, part, size=(2_000, periodes))
    for row in counts.tolist():
        yield [Pas(p, n, answers, n / answers, 0.0, 1.0) for p, n in zip(quarters(periodes), row, strict=True)]


@pytest.mark.parametrize(("part", "answers"), [(0.05, 400), (0.25, 100), (0.5, 1000)])
def test_a_share_that_chance_alone_moves_is_seldom_said_to_rise_or_fall(part, answers):
    """The rule asks for 99.8 %: four series in 2 000 are expected, and ten would be a fault of the rule."""
    said = [sens_of(steps)[0] for steps in drawn(part, answers)]

    rising = sum(one in (Sens.HAUSSE, Sens.NETTE_HAUSSE, Sens.BAISSE, Sens.NETTE_BAISSE) for one in said)
    assert rising < 10
    assert said.count(Sens.IRREGULIER) < 40


def test_a_rise_reads_as_one_sentence_with_both_ends():
    found = read([(300, 700), (400, 600), (500, 500), (600, 400)])

    assert tendance_phrase(found) == (
        "Sur 4 périodes closes, la part de «\u202fFemmes\u202f» est nettement en hausse. "
        "De 30\u202f% (4e trimestre 2027) à 60\u202f% (3e trimestre 2028)."
    )
    assert found.pente == pytest.approx(0.1)


def test_three_periods_make_no_trend_and_the_reader_is_told_how_many_it_takes():
    found = read([(400, 600)] * 3)

    assert tendance_phrase(found) == "Une tendance se lit sur 4 périodes comparables au moins ; il y en a 3."


def test_a_period_below_fifty_answers_stops_the_run():
    found = read([(300, 700), (20, 20), (400, 600), (400, 600), (400, 600), (400, 600)])

    assert len(found.pas) == 4
    assert tendance_phrase(found).endswith("Moins de 50 réponses : 3e trimestre 2027.")


def test_a_hidden_figure_stops_the_run_and_leaves_nothing_of_itself():
    hidden = [read([(300, 700), (495, few), *[(400, 600)] * 4]) for few in (4, 8)]

    assert hidden[0] == hidden[1]
    assert len(hidden[0].pas) == 4
    assert tendance_phrase(hidden[0]).endswith("Le chiffre de cette période est caché : 3e trimestre 2027.")


def test_a_changed_definition_is_not_stepped_over():
    changed = replace(SEXE, depuis=date(2028, 1, 1))

    found = read([(400, 600)] * 8, indicateur=changed)

    assert [one.periode.code for one in found.pas] == ["2028-T1", "2028-T2", "2028-T3"]
    assert tendance_phrase(found) == (
        "Une tendance se lit sur 4 périodes comparables au moins ; il y en a 3. La définition a changé le 01/01/2028 : "
        "avant et après ne mesurent pas la même chose."
    )


def test_the_perimeter_of_the_quartiers_stops_a_quartier_in_2024_and_not_the_territoire():
    years = [annee(year) for year in (2027, 2026, 2025, 2024, 2023, 2022)]

    quartier, territoire = (read([(400, 600)] * 6, periodes=years, ligne=ligne) for ligne in (QPV, TERRITOIRE))

    assert [one.periode.annee for one in quartier.pas] == [2024, 2025, 2026, 2027]
    assert "Les limites des quartiers prioritaires ont changé le 01/01/2024" in tendance_phrase(quartier)
    assert len(territoire.pas) == 6


def test_logs_kept_before_the_tool_are_not_compared_with_it():
    found = read([(400, 600)] * 6, reprises=[(date(2027, 4, 5), date(2027, 9, 20))])

    assert [one.periode.code for one in found.pas] == ["2027-T4", "2028-T1", "2028-T2", "2028-T3"]
    assert tendance_phrase(found).endswith(
        "3e trimestre 2027 vient en partie de relevés tenus avant l’outil : ils notaient autrement."
    )


def test_a_missing_period_is_not_stepped_over():
    periodes = [*quarters(4), trimestre(2027, 1)]

    assert "Il manque une période" in read([(400, 600)] * 5, periodes=periodes).arret


def test_an_answer_added_to_a_list_since_the_foundation_is_a_change():
    liste = nomenclatures.liste("SEXE_GENRE")
    newer = tuple(replace(one, depuis=date(2028, 1, 1)) if one.code == "X" else one for one in liste.entrees)
    codes = SEXE.ventilation.codes

    assert answers_added(codes, [replace(liste, entrees=newer)]) == [
        (date(2028, 1, 1), f"La réponse «\u202f{nomenclatures.entree('SEXE_GENRE', 'X').libelle}\u202f» a été ajoutée")
    ]
    assert answers_added(codes, [liste]) == []


def test_the_drawing_has_a_line_only_when_there_is_a_trend_to_say():
    rising = trend_drawing("t", "Femmes", read([(300, 700), (400, 600), (500, 500), (600, 400)]))
    unsure = trend_drawing("t", "Femmes", read([(20, 40), (25, 35), (22, 38), (28, 32)]))

    assert ("stroke-dasharray" in rising.svg, "stroke-dasharray" in unsure.svg) == (True, False)
    assert "4e trimestre 2027 : 30\u202f%, entre 27\u202f% et 33\u202f%" in rising.description


def test_a_trend_without_any_period_is_not_drawn():
    with pytest.raises(ValueError, match="without period"):
        trend_drawing("t", "Femmes", read([(20, 20)]))


def test_quarters_come_with_a_word_on_seasons_and_years_do_not():
    assert "la saison" in saison_phrase(GenrePeriode.TRIMESTRE)
    assert saison_phrase(GenrePeriode.ANNEE) == ""
