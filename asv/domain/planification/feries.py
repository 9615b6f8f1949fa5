"""Days on which nobody plans anything: the public holidays of France."""

from datetime import date, timedelta
from functools import cache

FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
AFTER_EASTER = (1, 39, 50)
"""Easter Monday, Ascension, Whit Monday. Source: article L3133-1 du Code du travail."""
SATURDAY, SUNDAY = 6, 7


def easter(year: int) -> date:
    """Easter Sunday. Source: anonymous Gregorian algorithm, Nature, 20 April 1876 (Meeus, Astronomical Algorithms)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    moving = {easter(year) + timedelta(days=later) for later in AFTER_EASTER}
    return frozenset(moving | {date(year, month, day) for month, day in FIXED})


def is_worked(jour: date, *, with_saturday: bool = False) -> bool:
    """Whether people may be asked to come that day."""
    rest = SUNDAY if with_saturday else SATURDAY
    return jour.isoweekday() < rest and jour not in holidays(jour.year)
