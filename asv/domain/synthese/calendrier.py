"""When mediators are in the field: seasons, days of the week, public holidays, parts of the day."""

from datetime import date, timedelta

import numpy as np

from asv.domain.nomenclatures import Creneau
from asv.domain.synthese.tirages import Poids

MONTHS = np.array([0.95, 1.0, 1.4, 0.95, 0.9, 1.0, 0.6, 0.35, 1.05, 1.55, 1.1, 0.7])
"""A summer dip; March (Mars bleu) and October (Octobre rose) are the months of campaigns."""
WEEKDAYS = np.array([1.0, 1.15, 0.95, 1.2, 0.9, 0.12, 0.0])
HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)})
CRENEAUX = tuple(Creneau)
CRENEAU_WEIGHTS = np.array([0.46, 0.48, 0.06])
SATURDAY = 5


def days_before(last: date, length: int) -> tuple[date, ...]:
    """The `length` days that end with `last`."""
    return tuple(last - timedelta(days=length - 1 - rank) for rank in range(length))


def day_weights(days: tuple[date, ...]) -> Poids:
    """Activity expected on each day; nothing on Sundays and public holidays."""
    return np.array(
        [0.0 if (day.month, day.day) in HOLIDAYS else MONTHS[day.month - 1] * WEEKDAYS[day.weekday()] for day in days]
    )


def slot_weights(days: tuple[date, ...]) -> Poids:
    """Activity expected on each part of each day, flat: day by day, parts of the day inside."""
    of_days = day_weights(days)
    flat: Poids = (of_days[:, None] * CRENEAU_WEIGHTS[None, :]).ravel()
    return flat
