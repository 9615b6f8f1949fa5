"""Signals put together, so that they say something of a service and nothing of a practice."""

from datetime import date
from uuid import uuid4

from asv.domain.regroupement import SignalRecu, first_month, grouped, text_to_carry

HARNES, AVION = "62413", "62065"


def signal(situations: int = 1, commune: str = HARNES, service: str = "O_DENT", **changes) -> SignalRecu:
    values = {"id": uuid4(), "code": "SG_REFUS", "mois": date(2026, 10, 1), "texte": None}
    return SignalRecu(situations=situations, commune=commune, service=service, **values | changes)


def test_three_situations_of_one_kind_in_one_commune_are_worth_carrying():
    groups = grouped([signal(1), signal(2), signal(2, commune=AVION), signal(1, code="SG_DELAI")], [])

    assert [(g.commune, g.code, g.situations, g.is_to_carry) for g in groups] == [
        (HARNES, "SG_REFUS", 3, True), (AVION, "SG_REFUS", 2, False), (HARNES, "SG_DELAI", 1, False),
    ]  # fmt: skip


def test_a_number_under_eleven_is_not_told_outside():
    few, many = grouped([signal(4)], []), grouped([signal(11)], [])

    assert text_to_carry(few[0], "Harnes") == (
        "Refus de soins répété : plusieurs situations, offre dentaire de la commune de Harnes. "
        "Nous proposons d’en parler ensemble."
    )
    assert "11 situations" in text_to_carry(many[0], "Harnes")


def test_a_commune_with_a_single_practice_is_not_named():
    one, two = [(HARNES, "TP_LIBERAL")], [(HARNES, "TP_LIBERAL"), (HARNES, "TP_LIBERAL"), (AVION, "TP_LIBERAL")]

    assert [g.commune for g in grouped([signal()], one)] == [None]
    assert [g.commune for g in grouped([signal()], two)] == [HARNES]
    assert {g.commune for g in grouped([signal(), signal(commune=AVION)], two)} == {HARNES, None}


def test_raised_signals_of_several_communes_are_one():
    one_each = [(HARNES, "TP_LIBERAL"), (AVION, "TP_LIBERAL")]

    (groupe,) = grouped([signal(2), signal(2, commune=AVION)], one_each)

    assert (groupe.commune, groupe.situations) == (None, 4)
    assert "du territoire" in text_to_carry(groupe, None)


def test_a_sensitive_service_is_never_named_below_the_territoire():
    assert [g.commune for g in grouped([signal(service="O_CEGIDD")], [])] == [None]


def test_the_stretch_is_three_months_across_the_year():
    assert first_month(date(2026, 11, 22)) == date(2026, 9, 1)
    assert first_month(date(2027, 1, 5)) == date(2026, 11, 1)
