"""French typography, checked on cases anyone can read."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from asv.domain.diffusion import TERRITOIRE, Colonne, CountedTable, Destinataire, Kind, Ligne, ReleasedLine, release
from asv.domain.periodes import Periode
from asv.web.filters import (
    FILTERS,
    chiffre,
    compte,
    date_courte,
    date_longue,
    heure,
    insecables,
    intervalle,
    minuscule,
    mois,
    nombre,
    part,
    pluriel,
    pourcent,
)

NARROW = "\u202f"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (999, "999"),
        (1234, "1\u202f234"),
        (1234567, "1\u202f234\u202f567"),
        (-1234, "\u22121\u202f234"),
    ],
)
def test_thousands_are_parted_by_a_narrow_space_and_minus_is_a_true_sign(value: int, written: str) -> None:
    assert nombre(value) == written


def test_decimals_take_a_comma_and_keep_their_zeros() -> None:
    assert nombre(12.5, 1) == "12,5"
    assert nombre(Decimal("1234.5"), 2) == "1\u202f234,50"


def test_a_half_is_rounded_away_from_zero() -> None:
    assert (nombre(0.5), nombre(2.5), nombre(-2.5)) == ("1", "3", "\u22123")


def test_a_small_negative_number_rounded_to_zero_loses_its_sign() -> None:
    assert nombre(-0.2) == "0"


@given(st.integers(-(10**12), 10**12))
def test_a_written_number_can_be_read_back(value: int) -> None:
    assert int(nombre(value).replace(NARROW, "").replace("\u2212", "-")) == value


def test_a_proportion_is_written_as_a_percentage() -> None:
    assert pourcent(0.425) == "43\u202f%"
    assert pourcent(0.4249, 1) == "42,5\u202f%"
    assert pourcent(1) == "100\u202f%"


def test_a_date_is_written_in_words_with_1er_for_the_first() -> None:
    assert date_longue(date(2026, 5, 12)) == "12 mai 2026"
    assert date_longue(date(2026, 8, 1)) == "1er août 2026"
    assert date_longue(date(2026, 5, 12), jour_semaine=True) == "mardi 12 mai 2026"


def test_the_short_date_the_month_and_the_hour_follow_french_usage() -> None:
    assert date_courte(date(2026, 5, 2)) == "02/05/2026"
    assert mois(date(2026, 12, 2)) == "décembre 2026"
    assert heure(datetime(2026, 5, 12, 9, 5, tzinfo=UTC)) == "9\u00a0h\u00a005"
    assert heure(datetime(2026, 5, 12, 14, 0, tzinfo=UTC)) == "14\u00a0h"


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_two_days_never_read_alike(day: date) -> None:
    other = date.fromordinal(day.toordinal() + 1)

    assert date_longue(day) != date_longue(other)


def test_zero_one_and_one_and_a_half_are_singular() -> None:
    assert [pluriel(count, "contact") for count in (0, 1, 1.5, 2)] == ["contact", "contact", "contact", "contacts"]


def test_each_word_takes_its_plural_unless_it_has_one_or_another_is_given() -> None:
    assert pluriel(3, "personne estimée") == "personnes estimées"
    assert pluriel(3, "mois") == "mois"
    assert pluriel(3, "travail", "travaux") == "travaux"


def test_a_count_comes_with_its_noun() -> None:
    assert compte(0, "contact") == "0 contact"
    assert compte(1234, "contact") == "1\u202f234 contacts"


def test_a_figure_cell_shows_numbers_in_french_and_leaves_marks_as_they_are() -> None:
    shown = [chiffre(value) for value in (1234, 1234.0, 12.34, Decimal(7), None, "ns")]

    assert shown == ["1\u202f234", "1\u202f234", "12,3", "7", "nd", "ns"]


def released_line(oui: int, non: int) -> ReleasedLine:
    table = CountedTable(
        code="renoncement",
        libelle="Renoncement",
        perimetre="246200364",
        periode=Periode(2025),
        geographie=None,
        kind=Kind.PARTITION,
        lignes=(Ligne("62498", "Lens"),),
        colonnes=(Colonne("OUI", "Oui"), Colonne("NON", "Non")),
        effectifs=((oui, non),),
        denominateurs=(oui + non,),
        manquants=(0,),
    )
    tables = release([table], destinataire=Destinataire.EQUIPE, today=date(2026, 11, 1))
    line = tables["renoncement"].line(TERRITOIRE)
    assert line is not None
    return line


def test_a_confidential_cell_shows_its_mark_and_neither_count_nor_share() -> None:
    cell = released_line(3, 400).cells["OUI"]

    assert (chiffre(cell), part(cell), intervalle(cell)) == ("c", "c", "")


def test_a_released_cell_shows_what_it_holds_and_nothing_else() -> None:
    for cell in released_line(1500, 2500).cells.values():
        effectif, share = cell.effectif, cell.part
        assert chiffre(cell) == (cell.statut if effectif is None else nombre(effectif))
        assert part(cell) == (pourcent(share) if share is not None else "nd" if cell.is_published else cell.statut)


@pytest.mark.parametrize(
    ("typed", "set_well"),
    [
        ("Pourquoi ? Parce que !", "Pourquoi\u202f? Parce que\u202f!"),
        ("Deux choses : une ; l’autre", "Deux choses\u202f: une\u202f; l’autre"),
        ("le mot « soin » ici", "le mot «\u202fsoin\u202f» ici"),
        ("le mot «soin» ici", "le mot «\u202fsoin» ici"),
        ("de 10 % à 20 %", "de 10\u00a0% à 20\u00a0%"),
        ("1 234 contacts", "1\u202f234 contacts"),
        ("https://exemple.fr/a?b=1:2", "https://exemple.fr/a?b=1:2"),
    ],
)
def test_no_line_breaks_before_a_high_sign_or_inside_quotes(typed: str, set_well: str) -> None:
    assert insecables(typed) == set_well


@given(st.text(st.sampled_from("ab1 :;!?«»\u202f\u00a0%"), max_size=30))
def test_setting_a_text_twice_changes_nothing_more(text: str) -> None:
    assert insecables(insecables(text)) == insecables(text)


def test_plain_text_stays_plain_and_markup_stays_markup() -> None:
    assert not isinstance(insecables("<b> ?"), Markup)
    assert isinstance(insecables(Markup("<b>Oui ?</b>")), Markup)


def test_every_filter_is_named_after_its_function() -> None:
    assert {name: function.__name__ for name, function in FILTERS.items()} == {name: name for name in FILTERS}


@pytest.mark.parametrize(
    ("libelle", "inside"),
    [("Femme", "femme"), ("CCAS", "CCAS"), ("QPV identifié", "QPV identifié"), ("À jour", "à jour")],
)
def test_a_label_inside_a_sentence_keeps_its_sigles(libelle: str, inside: str):
    assert minuscule(libelle) == inside
