"""Calendars that other programs read: iCalendar (RFC 5545), one event per date, under names that never change.

The moment stamped on an event is that of its last change, not that of the reading: the same dates give the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from unicodedata import normalize

from icalendar import STATUS, Calendar, Event, Timezone

from asv.domain import nomenclatures
from asv.domain.agenda import DateAgenda, hour, in_full
from asv.domain.periodes import FRANCE

MEDIA_TYPE: Final = "text/calendar"
PRODUCT: Final = "-//ASV Atelier Sante Ville//Agenda//FR"
REFRESH: Final = timedelta(hours=6)
ALLOWED: Final = frozenset(
    {"UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "STATUS", "SUMMARY", "LOCATION"}
)
"""All that an event of a secret calendar may hold (threat T08)."""
LONGEST_NAME: Final = 50
PARIS: Final = """BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
END:VTIMEZONE
"""
"""Hours of France since 1996, by rule: directive 2000/84/CE, last Sundays of March and October at 1 h UTC."""


@dataclass(frozen=True, slots=True)
class Adresses:
    """Where the site is read: « https://asv.exemple.fr »."""

    origin: str

    def date(self, line: DateAgenda) -> str:
        """The public page of a date."""
        return f"{self.origin}/agenda/{line.id}"


def write_agenda(nom: str, dates: Sequence[DateAgenda], adresses: Adresses) -> bytes:
    """Dates that anybody reads, each with its page and its theme."""
    return _calendar(nom, [_public_event(line, adresses) for line in dates])


def write_flux(nom: str, dates: Sequence[DateAgenda]) -> bytes:
    """Titles, places and hours alone. The titles were chosen before: see asv.domain.agenda.secret_title."""
    return _calendar(nom, [_event(line) for line in dates])


def one_date(line: DateAgenda, adresses: Adresses) -> bytes:
    """One date, for the calendar of its reader; with its page when it has a public one."""
    return _calendar(line.titre, [_public_event(line, adresses) if line.is_ouverte else _event(line)], is_feed=False)


def _calendar(nom: str, events: Sequence[Event], *, is_feed: bool = True) -> bytes:
    calendar = Calendar.new(prodid=PRODUCT, calscale="GREGORIAN")
    calendar.pop("UID", None)  # drawn at random by the library: the same dates would no longer give the same bytes
    if is_feed:
        calendar.calendar_name = _plain(nom)
        calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("X-PUBLISHED-TTL", f"PT{REFRESH // timedelta(hours=1)}H")
    calendar.add_component(Timezone.from_ical(PARIS))
    for event in events:
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _event(line: DateAgenda) -> Event:
    return Event.new(
        uid=f"{line.id}@asv", stamp=line.modifiee_le, last_modified=line.modifiee_le, sequence=line.version,
        start=datetime.combine(line.jour, line.debut, FRANCE), end=datetime.combine(line.jour, line.fin, FRANCE),
        status=STATUS(line.status.value), summary=_plain(summary_of(line)), location=_plain(line.endroit),
    )  # fmt: skip


def _public_event(line: DateAgenda, adresses: Adresses) -> Event:
    event = _event(line)
    event.url = adresses.date(line)
    event.categories = [_plain(nomenclatures.entree("THEME_SANTE", line.theme).libelle)]
    return event


def summary_of(line: DateAgenda) -> str:
    """The title, after what must be read first: many calendars show nothing else of an event."""
    if line.suite is not None:
        new = f"{in_full(line.suite.jour)}, de {hour(line.suite.debut)} à {hour(line.suite.fin)}"
        return f"Reportée au {new} : {line.titre}"
    return f"{line.annonce} : {line.titre}" if line.annonce else line.titre


def _plain(text: str) -> str:
    r"""The text on one line, without the control characters that no calendar may hold.

    icalendar 7.3 writes the two signs « \N » of a text as a line break: an invisible joiner keeps them apart.
    """
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line.replace("\\N", "\\\N{WORD JOINER}N")


def file_name(line: DateAgenda) -> str:
    """« 2026-05-12-depistage-au-marche.ics »: letters without accents, digits and hyphens, whatever was typed."""
    bare = normalize("NFKD", line.titre).lower().encode("ascii", "ignore").decode()
    words = "".join(sign if sign.isalnum() else " " for sign in bare).split()
    return f"{'-'.join([line.jour.isoformat(), *words])[: LONGEST_NAME + 11].rstrip('-')}.ics"
