"""Fields of a form: free texts that betray nobody, codes, days and hours."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain.champs import (
    ADDRESS_FOUND,
    EMAIL_FOUND,
    NIR_FOUND,
    NUMBER_FOUND,
    PHONE_FOUND,
    Champs,
    Incorrect,
    Question,
    is_plain,
    trace_of_a_person,
)

TODAY = date(2026, 11, 22)
GAPS = st.sampled_from(["", " ", ".", "-", "/", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"])
NIR = st.tuples(  # sex, year, month, département, commune, order, and the key when it is given
    st.sampled_from("12"), st.integers(0, 99).map("{:02d}".format), st.integers(1, 12).map("{:02d}".format),
    st.sampled_from(["62", "59", "2A", "2B", "99"]), st.integers(1, 990).map("{:03d}".format),
    st.integers(1, 999).map("{:03d}".format), st.sampled_from(["", "42"]),
).map(lambda parts: [part for part in parts if part])  # fmt: skip


@given(
    st.sampled_from(["0", "+33", "0033", "+33 (0)"]),
    st.integers(1, 9),
    st.lists(st.integers(0, 99), min_size=4, max_size=4),
    GAPS,
)
def test_a_french_phone_number_is_found_however_it_is_written(prefix: str, first: int, pairs: list[int], gap: str):
    number = prefix + gap + str(first) + "".join(f"{gap}{pair:02d}" for pair in pairs)

    assert trace_of_a_person(f"Appeler le {number}, merci") in (PHONE_FOUND, NUMBER_FOUND)


@pytest.mark.parametrize("texte", ["samira@exemple.fr", "Écrire à s.martin (at) hopital.fr", "accueil@[127.0.0.1].fr"])
def test_an_electronic_address_is_found(texte: str):
    assert trace_of_a_person(texte) == EMAIL_FOUND


@given(NIR, GAPS)
def test_a_social_security_number_is_found_with_or_without_its_key(parts: list[str], gap: str):
    found = trace_of_a_person(f"Dossier {gap.join(parts)}.")

    assert found == NIR_FOUND if len(parts) == 6 else found in (NIR_FOUND, NUMBER_FOUND)


@pytest.mark.parametrize("number", ["9876543210123", "987654321012345", "246200364", "246 200 364 00012"])
def test_nine_digits_or_more_are_refused_whatever_they_are(number: str):
    assert trace_of_a_person(number) == NUMBER_FOUND


@pytest.mark.parametrize(
    "texte",
    [
        "Le 12 décembre 2026, de 14 h à 16 h 30, salle de 40 places.",
        "Femmes de 50 à 74 ans ; 3114 et 3919 affichés ; 12, rue du 14 juillet 1789.",
        "Cités 9-9bis, 12-14 et 3/15 ; FINESS à part ; QN06225M.",
        "Dates : 05/12/2026 et 12/12/2026. Budget 1 200 €.",
    ],
)
def test_the_numbers_of_an_ordinary_action_are_left_alone(texte: str):
    assert trace_of_a_person(texte) is None


@given(st.text(alphabet="abcdeéèà ,.;:!?’\n", max_size=600))
def test_words_alone_are_never_taken_for_a_trace(texte: str):
    assert trace_of_a_person(texte) is None


@given(st.text(alphabet="@.(at) x", max_size=600))
def test_the_detector_answers_on_any_text_at_once(texte: str):
    assert trace_of_a_person(texte) in (None, EMAIL_FOUND)


@pytest.mark.parametrize("sign", ["\0", "\x07", "\x1b", "\x85", "\u202e", "\u2066", "\ufeff", "\ud800"])
def test_control_and_direction_signs_are_refused(sign: str):
    assert not is_plain(f"abc{sign}def", lines=True)


def test_line_ends_stand_where_they_are_asked_for_and_nowhere_else():
    assert is_plain("une ligne\nune autre\tet un retrait", lines=True)
    assert not is_plain("une ligne\nune autre")


def test_all_the_refusals_of_a_form_come_together_in_its_order():
    champs = Champs()
    champs.text("titre", "  ", 10, missing="Donnez un titre.")
    champs.text("description", "x" * 11, 10)
    champs.text("apport", "a\0b", 10)

    with pytest.raises(Incorrect) as caught:
        champs.settle()

    assert [champ for champ, _ in caught.value.erreurs] == ["titre", "description", "apport"]
    assert "10 caractères au plus, il en compte 11" in caught.value.message
    assert champs.has_refused("titre")
    assert not champs.has_refused("lieu")


def test_a_text_is_kept_without_the_blanks_around_it_and_with_plain_line_ends():
    champs = Champs()

    assert champs.text("description", "  un\r\ndeux \n", 20, lines=True) == "un\ndeux"
    assert champs.text("apport", "   ", 20) == ""
    champs.settle()


@pytest.mark.parametrize("given", ["", "2026-02-30", "20261201", "2026-W49-1", "１２", "01/12/2026", "2026-12-01\n"])
def test_a_day_that_no_calendar_shows_is_refused(given: str):
    champs = Champs()
    champs.day("jour", given, missing="Indiquez le jour.")

    assert champs.erreurs == [("jour", "Indiquez le jour.")]


@pytest.mark.parametrize("given", ["", "25:00", "14", "14:60", "1400", "14:00:00", "14:00\n"])
def test_an_hour_that_no_clock_shows_is_refused(given: str):
    champs = Champs()
    champs.hour("debut", given, missing="Indiquez l’heure.")

    assert champs.erreurs == [("debut", "Indiquez l’heure.")]


def test_a_day_and_an_hour_are_read():
    champs = Champs()

    assert champs.day("jour", "2026-12-01", missing="") == date(2026, 12, 1)
    assert champs.hour("debut", "09:05", missing="") == time(9, 5)
    champs.settle()


@pytest.mark.parametrize(
    ("typed", "read"), [("1 250,50", "1250.50"), ("12\u202f000 €", "12000"), ("0", "0"), ("7.5", "7.5"), ("", None)]
)
def test_an_amount_is_read_as_people_write_it(typed: str, read: str | None):
    champs = Champs()

    assert champs.decimal("montant", typed, wrong="Non.") == (None if read is None else Decimal(read))
    assert champs.erreurs == []


@pytest.mark.parametrize("typed", ["-5", "1,234", "douze", "1e9", "∞", "999999999", "٣"])
def test_an_amount_that_is_none_is_refused(typed: str):
    champs = Champs()

    assert champs.decimal("montant", typed, wrong="Non.") is None
    assert champs.erreurs == [("montant", "Non.")]


def test_a_day_may_be_left_out_but_not_mistyped():
    champs = Champs()

    assert champs.optional_day("revue", "", wrong="Non.") is None
    assert champs.optional_day("revue", "2026-06-30", wrong="Non.") == date(2026, 6, 30)
    champs.optional_day("revue", "30/06/2026", wrong="Non.")
    assert champs.erreurs == [("revue", "Non.")]


def test_a_code_is_one_that_may_be_chosen_today_and_never_a_non_answer():
    champs = Champs()
    champs.code("type", "AC_DEPIST", "ACTION_TYPE", TODAY, missing="Choisissez.")
    assert champs.erreurs == []

    for code in ("", "ND", "AC_INCONNU"):
        champs.code("type", code, "ACTION_TYPE", TODAY, missing="Choisissez.")
    assert len(champs.erreurs) == 3


def test_codes_are_kept_once_and_refused_together_when_one_is_not_offered():
    champs = Champs()

    assert champs.codes("qpv", ["B", "A", "B"], {"A", "B"}, unknown="Non.") == ("B", "A")
    champs.codes("qpv", ["A", "C"], {"A", "B"}, unknown="Non.")
    assert champs.erreurs == [("qpv", "Non.")]


def test_a_free_text_that_seems_to_name_somebody_comes_back_with_a_question():
    champs = Champs()
    champs.free_text("description", "Avec Mme Kowalczyk et les parents", 200)

    [(champ, message)] = champs.erreurs

    assert champ == "description"
    assert isinstance(message, Question)
    assert "cochez-le et enregistrez de nouveau" in message
    assert "owal" not in message


def test_a_free_text_passes_once_its_writer_confirms_it():
    champs = Champs(confirme=True)

    assert champs.free_text("description", "Avec Mme Kowalczyk et les parents", 200)
    champs.settle()


@pytest.mark.parametrize("texte", ["06 39 98 01 12", "Au 12 rue Pasteur", "1 85 05 62 498 001 08"])
def test_confirming_does_not_let_a_number_or_an_address_through(texte: str):
    champs = Champs(confirme=True)
    champs.free_text("description", texte, 200)

    assert [isinstance(message, Question) for _, message in champs.erreurs] == [False]


def test_the_address_of_a_service_stands_where_it_belongs():
    champs = Champs()
    champs.free_text("offre", "Accueil au 12 rue Pasteur", 200, of_a_place=True)
    champs.text("lieu", "Salle Jean Moulin, 12 rue Pasteur", 200)
    champs.settle()

    champs.free_text("description", "Accueil au 12 rue Pasteur", 200)
    assert champs.erreurs == [("description", ADDRESS_FOUND)]


def test_a_text_in_another_language_is_not_taken_for_a_name():
    champs = Champs()

    assert champs.text("texte", "أرفض الإجابة", 200)
    champs.settle()
