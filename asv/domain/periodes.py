"""Months, quarters and years: the only stretches of time the trade counts on."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from asv.domain.errors import Refused

_CODE = re.compile(r"(?P<annee>[0-9]{4})(?:-(?:T(?P<trimestre>[1-4])|(?P<mois>0[1-9]|1[0-2])))?")
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
FRANCE = ZoneInfo("Europe/Paris")
_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


class GenrePeriode(StrEnum):
    MOIS = "mois"
    TRIMESTRE = "trimestre"
    ANNEE = "annee"

    @property
    def months(self) -> int:
        """Length in months."""
        return _LENGTHS[self]


_LENGTHS = {GenrePeriode.MOIS: 1, GenrePeriode.TRIMESTRE: 3, GenrePeriode.ANNEE: 12}


@dataclass(frozen=True, slots=True, order=True)
class Periode:
    """A civil month, quarter or year. Both `debut` and `fin` belong to it.

    `rang`: number of the month or quarter in its year, from 1; always 1 for a year. Periods of one genre sort in time.
    """

    annee: int
    rang: int = 1
    genre: GenrePeriode = GenrePeriode.ANNEE

    def __post_init__(self) -> None:
        """Refuse a period that no calendar has."""
        if not _FIRST_YEAR <= self.annee <= _LAST_YEAR or not 1 <= self.rang <= 12 // self.genre.months:
            raise ValueError(f"no such period: {self.annee}, {self.genre} {self.rang}")

    @property
    def debut(self) -> date:
        return date(self.annee, (self.rang - 1) * self.genre.months + 1, 1)

    @property
    def fin(self) -> date:
        return _first_day(self.debut, self.genre.months) - timedelta(days=1)

    @property
    def cloture(self) -> date:
        """Last day on which a late contact is accepted: 31 January of the next year, or the end of the next month.

        Set by the trade for the year (domain study, F6); the same month of delay is kept for shorter periods.
        """
        return _first_day(self.fin.replace(day=1), 2) - timedelta(days=1)

    @property
    def code(self) -> str:
        """« 2026 », « 2026-T2 » or « 2026-05 », as in addresses and file names."""
        suffix = {
            GenrePeriode.ANNEE: "",
            GenrePeriode.TRIMESTRE: f"-T{self.rang}",
            GenrePeriode.MOIS: f"-{self.rang:02d}",
        }
        return f"{self.annee}{suffix[self.genre]}"

    @property
    def libelle(self) -> str:
        """« année 2026 », « 2e trimestre 2026 » or « mai 2026 »."""
        if self.genre is GenrePeriode.ANNEE:
            return f"année {self.annee}"
        if self.genre is GenrePeriode.TRIMESTRE:
            return f"{self.rang}{'er' if self.rang == 1 else 'e'} trimestre {self.annee}"
        return f"{_MONTHS[self.rang - 1]} {self.annee}"

    @property
    def previous(self) -> "Periode":
        """The period of the same genre just before."""
        return periode_of(self.debut - timedelta(days=1), self.genre)

    @property
    def next(self) -> "Periode":
        """The period of the same genre just after."""
        return periode_of(self.fin + timedelta(days=1), self.genre)

    def contains(self, day: date) -> bool:
        """Whether the day falls in the period, its two ends included."""
        return self.debut <= day <= self.fin

    def covers(self, other: "Periode") -> bool:
        """Whether the other period lies wholly inside this one."""
        return self.debut <= other.debut and other.fin <= self.fin

    def __str__(self) -> str:
        """Give the code, since that is what an address or a file name needs."""
        return self.code


def _first_day(month: date, months_later: int) -> date:
    years, index = divmod(month.month - 1 + months_later, 12)
    return date(month.year + years, index + 1, 1)


def day_of(moment: datetime) -> date:
    """The day it is in France at that moment; `moment` knows its time zone."""
    return moment.astimezone(FRANCE).date()


def annee(year: int) -> Periode:
    """Civil year."""
    return Periode(year)


def trimestre(year: int, rang: int) -> Periode:
    """Quarter, `rang` from 1 to 4."""
    return Periode(year, rang, GenrePeriode.TRIMESTRE)


def mois(year: int, rang: int) -> Periode:
    """Month, `rang` from 1 to 12."""
    return Periode(year, rang, GenrePeriode.MOIS)


def periode_of(day: date, genre: GenrePeriode) -> Periode:
    """Period of that genre in which the day falls."""
    return Periode(day.year, (day.month - 1) // genre.months + 1, genre)


def parse_periode(text: str) -> Periode:
    """Read « 2026 », « 2026-T2 » or « 2026-05 ». Raises Refused, in French, on anything else."""
    found = _CODE.fullmatch(text.strip())
    if found is None or not _FIRST_YEAR <= int(found["annee"]) <= _LAST_YEAR:
        raise Refused("Cette période n’est pas lisible : écrivez par exemple 2026, 2026-T2 ou 2026-05.")
    year = int(found["annee"])
    if found["trimestre"]:
        return trimestre(year, int(found["trimestre"]))
    return mois(year, int(found["mois"])) if found["mois"] else annee(year)


def is_closed(periode: Periode, today: date) -> bool:
    """Whether no contact may enter the period any more, so that its figures no longer move."""
    return today > periode.cloture


def is_closed_day(day: date, today: date) -> bool:
    """Whether the quarter of that day is closed: what comes now is kept beside its figures."""
    return is_closed(periode_of(day, GenrePeriode.TRIMESTRE), today)


def last_closed(today: date, genre: GenrePeriode = GenrePeriode.ANNEE) -> Periode:
    """Give the most recent closed period of that genre."""
    candidate = periode_of(today, genre).previous
    return candidate if is_closed(candidate, today) else candidate.previous
