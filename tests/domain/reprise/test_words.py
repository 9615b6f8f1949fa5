"""Days, hours, ages and labels, as people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain import nomenclatures
from asv.domain.reprise.jours import parse_creneau, parse_day, parse_duration
from asv.domain.reprise.synonymes import SYNONYMES
from asv.domain.reprise.texte import normalise
from asv.domain.reprise.valeurs import choices, guess, guess_age, tranche_of
from asv.spreadsheets.cells import Kind, pack

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(DAYS)
def test_a_day_is_the_same_in_every_spelling(day: date):
    serial = (day - date(1899, 12, 30)).days
    spellings = [f"t{day:%d/%m/%Y}", f"t{day:%d-%m-%Y}", f"t{day:%d.%m.%Y}", f"t{day}", f"d{day}", f"n{serial}"]
    spellings += [f"t{day.day}/{day.month}/{day.year % 100:02d}", f"n{serial}.5", f"t{day} 09:30"]

    assert {parse_day(cell)[0] for cell in spellings} == {day}
    assert parse_day(f"n{(day - date(1904, 1, 1)).days}", "1904-01-01")[0] == day if day > date(1904, 1, 2) else True


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_none_and_never_a_fault(text: str):
    found = parse_day(pack(Kind.TEXT, text))
    parse_creneau(pack(Kind.TEXT, text))
    parse_duration(pack(Kind.TEXT, text))

    assert found is None or date(2000, 1, 1) <= found[0] <= date(2099, 12, 31)


@pytest.mark.parametrize(
    "cell", ["t31/02/2026", "t05/13/2026", "t1975-04-02", "t12/05", "n12", "n99999999", "b1", "tlundi"]
)
def test_what_is_no_day_of_this_century_is_refused(cell: str):
    assert parse_day(cell) is None


def test_a_day_written_in_words_is_read():
    assert parse_day("tmardi 12 mai 2026")[0] == date(2026, 5, 12)
    assert parse_day("t1er août 2025")[0] == date(2025, 8, 1)


@pytest.mark.parametrize(
    ("cell", "creneau"),
    [
        ("tMatin", "matin"), ("tAprès-midi", "apres_midi"), ("t14h30", "apres_midi"), ("t9h-12h", "matin"),
        ("h19:05", "soir"), ("n0.4", "matin"), ("t25h", None), ("tplus tard", None),
    ],
)  # fmt: skip
def test_an_hour_becomes_a_half_day(cell: str, creneau: str | None):
    assert parse_creneau(cell) == creneau


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("n30", 30), ("t30 min", 30), ("t1h15", 75), ("h00:45", 45), ("t2h", 120), ("n0", None), ("n721", None),
        ("tun peu", None),
    ],
)  # fmt: skip
def test_a_duration_becomes_minutes(cell: str, minutes: int | None):
    assert parse_duration(cell) == minutes


@given(st.integers(0, 120))
def test_an_age_becomes_its_band_in_every_spelling(age: int):
    code = tranche_of(age)

    assert code
    assert {guess_age(spelling).code for spelling in (str(age), f"{age} ans", f" {age} ANS ")} == {code}


@pytest.mark.parametrize(
    ("texte", "code"),
    [
        ("18-24", "A18_24"), ("25 à 49 ans", "A25_49"), ("+ de 75 ans", "A75P"), ("75 et plus", "A75P"),
        ("moins de 6 ans", "A00_05"), ("25-39", "A25_49"), ("entre 60 et 64 ans", "A60_64"),
    ],
)  # fmt: skip
def test_a_band_inside_one_of_ours_is_taken(texte: str, code: str):
    assert guess_age(texte).code == code


@pytest.mark.parametrize("texte", ["18-49", "60+", "12-17", "60-69 ans", "1985", "mineur", "04/12/1985"])
def test_a_band_across_two_of_ours_and_a_year_of_birth_are_left_to_the_person(texte: str):
    assert guess_age(texte).code == ""


@given(st.sampled_from(["FREIN", "THEME_SANTE", "ORIENTATION", "MODE_CONTACT", "LIEU_TYPE"]), st.data())
def test_every_label_of_a_list_finds_its_value_or_the_general_one_when_it_is_sensitive(liste: str, data: st.DataObject):
    entree = data.draw(st.sampled_from(nomenclatures.liste(liste).entrees))
    texte = data.draw(st.sampled_from([entree.libelle, entree.libelle.upper(), entree.code, f" {entree.libelle} "]))

    found = guess(liste, texte)

    assert not nomenclatures.is_sensible(liste, found.code)
    if not entree.sensible:
        assert nomenclatures.family(liste, found.code) == nomenclatures.family(liste, entree.code)
    else:
        assert not found.is_sure


def test_synonyms_name_values_in_force_that_a_contact_may_hold():
    assert {
        (liste, code)
        for liste, codes in SYNONYMES.items()
        for code in codes.values()
        if code not in dict(choices(liste))
    } == set()


@given(st.text(max_size=60))
def test_any_text_finds_a_value_that_is_offered_or_none(text: str):
    found = guess("FREIN", text)

    assert found.code == "" or found.code in dict(choices("FREIN"))


@given(st.text(max_size=60))
def test_a_label_in_its_one_spelling_stays_itself(text: str):
    assert normalise(normalise(text)) == normalise(text)


def test_the_century_of_two_digits_is_this_one():
    assert parse_day("t12/05/26")[0] - timedelta(days=1) == date(2026, 5, 11)
