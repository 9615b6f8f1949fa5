"""iCalendar: read back by another library than the one that writes it, whatever people typed."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st

from asv.documents.agenda import ALLOWED, Adresses, file_name, one_date, write_agenda, write_flux
from asv.domain.agenda import Status
from tests.documents.agenda import any_date, date_agenda, suite

ADRESSES = Adresses("https://asv.exemple.fr")
PARIS = ZoneInfo("Europe/Paris")


def read(given: bytes):
    """The calendar as vobject understands it."""
    return vobject.readOne(given.decode())


def event_of(line, **more):
    return read(write_agenda("Agenda", [line], ADRESSES)).vevent


def squeezed(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable() and not sign.isspace())


def test_an_event_says_when_where_what_and_at_which_page():
    line = date_agenda()

    event = event_of(line)

    assert event.uid.value == f"{line.id}@asv"
    assert event.dtstart.value == datetime(2026, 5, 12, 9, tzinfo=PARIS)
    assert event.dtend.value == datetime(2026, 5, 12, 12, 30, tzinfo=PARIS)
    assert event.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == ["Europe/Paris"]
    assert event.summary.value == "Dépistage au marché"
    assert event.location.value == "Halle du marché, Liévin"
    assert event.url.value == f"https://asv.exemple.fr/agenda/{line.id}"
    assert event.categories.value == ["Dépistage organisé du cancer colorectal"]
    assert event.status.value == "CONFIRMED"


def test_the_hour_is_that_of_france_in_winter_as_in_summer():
    winter, summer = (event_of(date_agenda(jour=day)) for day in (date(2026, 1, 13), date(2026, 7, 14)))

    assert winter.dtstart.value.utcoffset().total_seconds() == 3600
    assert summer.dtstart.value.utcoffset().total_seconds() == 7200


def test_a_change_keeps_the_name_and_raises_the_sequence():
    line = date_agenda(version=1)
    before, after = event_of(line), event_of(date_agenda(id=line.id, version=4, debut=time(10)))

    assert before.uid.value == after.uid.value
    assert (before.sequence.value, after.sequence.value) == ("1", "4")
    assert before.last_modified.value == line.modifiee_le
    assert before.dtstamp.value == line.modifiee_le


@pytest.mark.parametrize(
    ("changes", "status", "summary"),
    [
        ({"etat": "AE_ANNULEE"}, "CANCELLED", "Annulée : Dépistage au marché"),
        ({"etat_action": "AE_ANNULEE"}, "CANCELLED", "Annulée : Dépistage au marché"),
        ({"etat": "AE_REPORTEE"}, "CANCELLED", "Reportée : Dépistage au marché"),
        ({"etat_action": "AE_CONCERTATION"}, "TENTATIVE", "En concertation : Dépistage au marché"),
        ({"etat": "AE_REALISEE", "etat_action": "AE_ANNULEE"}, "CONFIRMED", "Dépistage au marché"),
    ],
)
def test_the_title_repeats_what_the_status_says(changes, status: str, summary: str):
    event = event_of(date_agenda(**changes))

    assert (event.status.value, event.summary.value) == (status, summary)


def test_a_postponed_date_stays_and_names_the_new_one():
    event = event_of(date_agenda(etat="AE_REPORTEE", suite=suite()))

    assert event.status.value == "CANCELLED"
    said = event.summary.value.replace("\N{NO-BREAK SPACE}", " ")
    assert said == "Reportée au mardi 2 juin 2026, de 14 h à 16 h 30 : Dépistage au marché"


def test_the_same_dates_give_the_same_bytes():
    lines = [date_agenda(), date_agenda(etat="AE_ANNULEE")]

    assert write_agenda("Agenda", lines, ADRESSES) == write_agenda("Agenda", lines, ADRESSES)


def test_an_empty_calendar_is_a_calendar():
    assert not hasattr(read(write_agenda("Agenda", [], ADRESSES)), "vevent")


def test_a_date_closed_to_the_public_is_kept_without_an_address():
    assert not hasattr(read(one_date(date_agenda(is_ouverte=False), ADRESSES)).vevent, "url")
    assert hasattr(read(one_date(date_agenda(), ADRESSES)).vevent, "url")


@given(st.lists(any_date(), max_size=4))
@example([date_agenda(commune="\\N", titre="Salle \\Nord")])
@settings(deadline=None)
def test_whatever_was_typed_another_reader_finds_each_event_whole(lines):
    raw = write_agenda("Agenda", lines, ADRESSES)
    found = getattr(read(raw), "vevent_list", [])

    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert [event.uid.value for event in found] == [f"{line.id}@asv" for line in lines]
    for event, line in zip(found, lines, strict=True):
        # On the clock: between zones, Python holds no hour of the missing one of March equal to anything.
        assert event.dtstart.value.replace(tzinfo=None) == datetime.combine(line.jour, line.debut)
        assert event.dtend.value.replace(tzinfo=None) == datetime.combine(line.jour, line.fin)
        assert event.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == [PARIS.key]
        assert Status(event.status.value) is line.status
        assert int(event.sequence.value) == line.version
        assert squeezed(line.titre) in squeezed(event.summary.value)
        assert squeezed(event.location.value) == squeezed(f"{line.lieu},{line.commune}")


@given(st.lists(any_date(), max_size=4))
@settings(deadline=None)
def test_a_secret_flux_holds_the_allowed_fields_and_no_other(lines):
    found = getattr(read(write_flux("Agenda", lines)), "vevent_list", [])

    assert {child.name for event in found for child in event.getChildren()} <= ALLOWED


@given(any_date())
def test_the_name_of_a_file_is_letters_digits_and_hyphens(line):
    name = file_name(line)

    assert name.startswith(line.jour.isoformat())
    assert name.endswith(".ics")
    assert set(name.removesuffix(".ics")) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(name) <= 70


def test_a_file_is_named_by_its_day_and_its_title():
    assert file_name(date_agenda()) == "2026-05-12-depistage-au-marche.ics"
