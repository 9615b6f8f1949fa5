"""The window that a calendar shows: a month in weeks, a week, or the dates of a month one under the other."""

import re
from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from asv.domain.errors import Refused
from asv.domain.periodes import GenrePeriode, Periode, parse_periode, periode_of

WEEKS: Final = Calendar(firstweekday=0)
WEEK: Final = timedelta(days=7)
THURSDAY: Final = timedelta(days=3)
ISO_WEEK: Final = re.compile(r"(\d{4})-W(\d{2})")
NOT_A_WEEK = "Écrivez la semaine comme dans une adresse : 2026-W21 pour la 21e semaine de 2026."
NOT_A_MONTH = "Le calendrier se lit par mois : écrivez par exemple 2026-05."


class Vue(StrEnum):
    """How the calendar is laid out. An unknown word in an address reads as the month."""

    MOIS = "mois"
    SEMAINE = "semaine"
    LISTE = "liste"

    @classmethod
    def _missing_(cls, _: object) -> "Vue":
        return cls.MOIS

    @property
    def libelle(self) -> str:
        return {"mois": "Mois", "semaine": "Semaine", "liste": "Liste"}[self.value]


@dataclass(frozen=True, slots=True)
class Fenetre:
    """Days shown, `debut` to `fin` included. `mois`: the month, in which a week falls by its Thursday (ISO 8601)."""

    vue: Vue
    mois: Periode
    lundi: date

    @property
    def debut(self) -> date:
        match self.vue:
            case Vue.SEMAINE:
                return self.lundi
            case Vue.LISTE:
                return self.mois.debut
            case Vue.MOIS:
                return self.semaines[0][0]

    @property
    def fin(self) -> date:
        match self.vue:
            case Vue.SEMAINE:
                return self.lundi + timedelta(days=6)
            case Vue.LISTE:
                return self.mois.fin
            case Vue.MOIS:
                return self.semaines[-1][-1]

    @property
    def semaines(self) -> list[list[date]]:
        """Weeks of seven days, Monday first: those of the month, or the only one shown."""
        if self.vue is Vue.SEMAINE:
            return [[self.lundi + timedelta(days=rank) for rank in range(7)]]
        return WEEKS.monthdatescalendar(self.mois.annee, self.mois.rang)

    @property
    def libelle(self) -> str:
        """« mai 2026 », « semaine du 18 au 24 mai 2026 », « semaine du 29 juin au 5 juillet 2026 »."""
        if self.vue is not Vue.SEMAINE:
            return self.mois.libelle
        last = self.fin
        start = _day(self.lundi) if self.lundi.month == last.month else _day_and_month(self.lundi)
        return f"semaine du {start} au {_day_and_month(last)} {last.year}"

    @property
    def code(self) -> dict[str, str]:
        """What an address says of the window."""
        if self.vue is Vue.SEMAINE:
            return {"semaine": week_code(self.lundi)}
        return {"mois": self.mois.code}

    @property
    def mois_touches(self) -> tuple[int, ...]:
        """Months of the year in which its days fall, the days of a grid outside its month left aside."""
        if self.vue is Vue.SEMAINE:
            return tuple(dict.fromkeys((self.lundi.month, self.fin.month)))
        return (self.mois.rang,)

    def beside(self, step: int) -> "Fenetre | None":
        """The window before (-1) or after (1); None past the years one may ask for."""
        try:
            if self.vue is Vue.SEMAINE:
                return _of_week(self.lundi + step * WEEK)
            mois = self.mois.next if step > 0 else self.mois.previous
        except ValueError:
            return None
        return Fenetre(self.vue, mois, _monday(mois.debut))


def fenetre_of(vue: Vue, mois: str, semaine: str, today: date) -> Fenetre:
    """The window asked for, the present one when none is. Refused when the month or the week is not one."""
    if vue is Vue.SEMAINE:
        return _of_week(_parse_week(semaine) if semaine else _week_in(mois, today))
    shown = _parse_month(mois) if mois else periode_of(today, GenrePeriode.MOIS)
    return Fenetre(vue, shown, _week_in(mois, today))


def week_code(day: date) -> str:
    """« 2026-W21 », the ISO week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def _week_in(mois: str, today: date) -> date:
    """Monday of the present week when the month is this one, else of the first week that falls in it."""
    shown = _parse_month(mois) if mois else None
    if shown is None or shown.contains(today):
        return _monday(today)
    first = _monday(shown.debut)
    return first if first + THURSDAY >= shown.debut else first + WEEK


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _of_week(monday: date) -> Fenetre:
    return Fenetre(Vue.SEMAINE, periode_of(monday + THURSDAY, GenrePeriode.MOIS), monday)


def _parse_week(text: str) -> date:
    found = ISO_WEEK.fullmatch(text)
    try:
        if found is None:
            raise Refused(NOT_A_WEEK)
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        periode_of(monday + THURSDAY, GenrePeriode.MOIS)
    except ValueError as error:
        raise Refused(NOT_A_WEEK) from error
    return monday


def _parse_month(text: str) -> Periode:
    asked = parse_periode(text)
    if asked.genre is not GenrePeriode.MOIS:
        raise Refused(NOT_A_MONTH)
    return asked


def _day(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)


def _day_and_month(day: date) -> str:
    """« 1er juin », « 24 mai »."""
    return f"{_day(day)} {periode_of(day, GenrePeriode.MOIS).libelle.rsplit(' ', 1)[0]}"
