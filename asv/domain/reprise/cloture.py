"""Which days a former log may still bring: a figure that may have been released never moves (decision 0012).

A closed period is taken over as a whole or not at all: it must hold nothing yet, but what was imported in the last
seven days. Before, the tool said nothing of it; after, what it says is settled.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from asv.domain.periodes import GenrePeriode, Periode, is_closed, periode_of

FRESH = timedelta(days=7)
FUTURE = "Cette date est dans le futur : corrigez-la."
NOT_ASKED = "Ce jour appartient à une période close : cochez « Reprendre des périodes closes » pour la reprendre."
SETTLED = (
    "Ce jour appartient à une période close qui porte déjà des chiffres ({periode}) : ils ne bougent plus. "
    "Retirez cette ligne."
)


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
