"""Which days a former log may still bring: a figure that may have been released never moves (decision 0012).

A closed period is taken over as a whole or not at all: it must hold nothing yet, but what was imported in the last
seven days. Before, the tool said nothing of it; after, what it says is settled.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from asv.domain.errors import Conflict
from asv.domain.periodes import GenrePeriode, Periode, is_closed, periode_of

FRESH = timedelta(days=7)
FUTURE = "Cette date est dans le futur : corrigez-la."
NOT_ASKED = "Ce jour appartient à une période close : cochez « Reprendre des périodes closes » pour la reprendre."
TAKEN_OVER = (
    "Des données d’avant l’outil sont en cours de reprise pour cette période ({periode}) : ses chiffres seront "
    "lisibles le {jour:%d/%m/%Y}."
)
SETTLED = (
    "Ce jour appartient à une période close qui porte déjà des chiffres ({periode}) : ils ne bougent plus. "
    "Retirez cette ligne."
)


def fresh_since(today: date) -> datetime:
    """The moment since which an import still moves."""
    return datetime.combine(today - FRESH, time.min, UTC)


def check_settled(fresh: Iterable[tuple[date, date, datetime]], periode: Periode) -> None:
    """A period being taken over from a former log may still move for some days: nobody outside reads it meanwhile.

    `fresh`: first and last day of each fresh import, and when it was made. Raises Conflict with the day it settles.
    """
    for first, last, done in fresh:
        if first <= periode.fin and periode.debut <= last:
            ready = done.date() + FRESH + timedelta(days=1)
            raise Conflict(TAKEN_OVER.format(periode=periode.libelle, jour=ready))


def stretch_of(day: date, today: date) -> Periode | None:
    """What is closed around a day: its year, else its quarter; None while both are open."""
    for genre in (GenrePeriode.ANNEE, GenrePeriode.TRIMESTRE):
        periode = periode_of(day, genre)
        if is_closed(periode, today):
            return periode
    return None


@dataclass(frozen=True, slots=True)
class Cloture:
    """`settled`: quarters that hold rows other than freshly imported ones. `is_asked`: the box was ticked."""

    today: date
    settled: Collection[Periode] = ()
    is_asked: bool = False
    _known: dict[date, str | None] = field(default_factory=dict, init=False)

    def refusal_of(self, day: date) -> str | None:
        if day not in self._known:
            self._known[day] = self._refusal(day)
        return self._known[day]

    def _refusal(self, day: date) -> str | None:
        if day > self.today:
            return FUTURE
        stretch = stretch_of(day, self.today)
        if stretch is None:
            return None
        if any(stretch.covers(quarter) for quarter in self.settled):
            return SETTLED.format(periode=stretch.libelle)
        return None if self.is_asked else NOT_ASKED
