"""Days, half-days and durations as people and spreadsheets write them. A year of birth is never turned into an age."""

import re
from datetime import date, timedelta

from asv.domain.nomenclatures import Creneau
from asv.domain.reprise.texte import normalise
from asv.domain.saisie import LONGEST_DURATION_MINUTES
from asv.spreadsheets.cells import EXCEL_DAY_ZERO, Kind, kind_of, text_of

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
NOON, EVENING = 13, 18
_MONTHS = {
    name: rank
    for rank, names in enumerate(
        (
            ("janvier", "janv", "jan"), ("fevrier", "fevr", "fev"), ("mars",), ("avril", "avr"), ("mai",), ("juin",),
            ("juillet", "juil"), ("aout",), ("septembre", "sept", "sep"), ("octobre", "oct"), ("novembre", "nov"),
            ("decembre", "dec"),
        ), start=1,
    )
    for name in names
}  # fmt: skip
_HALF_DAYS = {
    word: creneau
    for creneau, words in (
        (Creneau.MATIN, ("matin", "matinee", "am")),
        (Creneau.APRES_MIDI, ("apres midi", "apresmidi", "pm", "aprem", "apm", "midi")),
        (Creneau.SOIR, ("soir", "soiree")),
    )
    for word in words
}
_FRENCH = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?:[ T]+(\d{1,2}) ?[:hH] ?(\d{2})?.*)?")
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T]+(\d{1,2}):(\d{2}).*)?")
_WORDS = re.compile(r"(?:[a-z]+ )?(\d{1,2})(?:er)? ([a-z]+) (\d{4})")
_HOUR = re.compile(r"(\d{1,2}) ?(?:h|:|heures?)(?: ?(\d{2}))?(?: .*|-.*)?")
_MINUTES = re.compile(r"(\d{1,3})(?: ?(?:min|mn|minutes?|'))?")
_HOURS = re.compile(r"(\d{1,2}) ?(?:h|:|heures?) ?(\d{1,2})?(?: ?min)?")


def parse_day(cell: str, day_zero: str = EXCEL_DAY_ZERO) -> tuple[date, str | None] | None:
    """The day of a cell, with the half-day when it also holds an hour; None when it is no day of this century."""
    kind, text = kind_of(cell), text_of(cell)
    if kind is Kind.NUMBER:
        return _serial(text, day_zero)
    if kind is Kind.DAY:
        return _matched(_ISO.fullmatch(text), (1, 2, 3))
    return _written(text) if kind is Kind.TEXT else None


def _written(text: str) -> tuple[date, str | None] | None:
    if found := _ISO.fullmatch(text):
        return _matched(found, (1, 2, 3))
    if found := _FRENCH.fullmatch(text):
        return _matched(found, (3, 2, 1))
    if (words := _WORDS.fullmatch(normalise(text))) and words[2] in _MONTHS:
        return _day(int(words[3]), _MONTHS[words[2]], int(words[1]), None)
    return None


def _serial(text: str, day_zero: str) -> tuple[date, str | None] | None:
    number = float(text)
    if not 0 < number < 100_000:  # noqa: PLR2004 - beyond the century anyway
        return None
    day = date.fromisoformat(day_zero) + timedelta(days=int(number))
    hour = int((number % 1) * 24)
    return _day(day.year, day.month, day.day, hour if number % 1 else None)


def _matched(found: re.Match[str] | None, order: tuple[int, int, int]) -> tuple[date, str | None] | None:
    if found is None:
        return None
    year, month, day = (int(found[group]) for group in order)
    hour = int(found[4]) if found[4] else None
    return _day(year + 2000 if year < 100 else year, month, day, hour)  # noqa: PLR2004 - « 26 » is 2026


def _day(year: int, month: int, day: int, hour: int | None) -> tuple[date, str | None] | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    if not FIRST_DAY <= found <= LAST_DAY:
        return None
    return found, None if hour is None else creneau_of(hour)


def creneau_of(hour: int) -> str:
    """The half-day of an hour, which is not kept."""
    return Creneau.MATIN if hour < NOON else Creneau.APRES_MIDI if hour < EVENING else Creneau.SOIR


def parse_creneau(cell: str) -> str | None:
    """« matin », « 14h30 », « 9h-12h » or an hour of the spreadsheet."""
    kind, text = kind_of(cell), text_of(cell)
    if kind is Kind.HOUR:
        return creneau_of(int(text.partition(":")[0]) % 24)
    if kind is Kind.DAY and "T" in text:
        return creneau_of(int(text[11:13]))
    if kind is Kind.NUMBER and 0 < float(text) < 1:
        return creneau_of(int(float(text) * 24))
    if code := _HALF_DAYS.get(normalise(text)):
        return code
    found = _HOUR.fullmatch(text.lower())
    return creneau_of(int(found[1])) if found and int(found[1]) < 24 else None  # noqa: PLR2004


def parse_duration(cell: str) -> int | None:
    """Minutes, from « 30 », « 30 min », « 1h15 » or an hour of the spreadsheet; None when it is none."""
    kind, text = kind_of(cell), text_of(cell)
    minutes: int | None = None
    if kind is Kind.NUMBER and float(text) == int(float(text)):
        minutes = int(float(text))
    elif kind is Kind.HOUR:
        hours, _, rest = text.partition(":")
        minutes = int(hours) * 60 + int(rest)
    elif kind is Kind.TEXT:
        plain = text.lower().strip()
        if found := _MINUTES.fullmatch(plain):
            minutes = int(found[1])
        elif found := _HOURS.fullmatch(plain):
            minutes = int(found[1]) * 60 + int(found[2] or 0)
    return minutes if minutes is not None and 1 <= minutes <= LONGEST_DURATION_MINUTES else None
