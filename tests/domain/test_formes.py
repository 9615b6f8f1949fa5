"""What a document may draw: every reference has words, leads back to its indicateur, and tells nothing of the team."""

from asv.domain.document import cited, offered_answers, offered_bars, offered_drawings, words_of
from asv.domain.indicateurs import INDICATEURS


def test_every_drawing_that_is_offered_has_words_and_an_indicateur():
    offered = offered_drawings()

    assert offered
    assert all(words_of(reference) for reference in offered)
    assert {cited(reference) for reference in offered} <= set(INDICATEURS)


def test_no_drawing_is_offered_of_what_stays_in_the_team_or_is_sensitive():
    shown = {code for _, group in offered_answers() for code, _ in group}
    drawn = {cited(reference) for reference, _ in offered_bars()} | {code.partition(".")[0] for code in shown}
    sensitive = {f"{code}.{c.code}" for code, one in INDICATEURS.items() for c in one.colonnes if c.sensible}

    assert drawn
    assert not any(INDICATEURS[code].interne for code in drawn)
    assert not shown & sensitive


def test_a_reference_of_figures_leads_to_its_indicateur_too():
    assert cited("M06:territoire") == "M06"
    assert cited("M06.OFFRE:entonnoir") == "M06"
