"""When an offer is open, which of its units are free, what else could do: pure, on what the database says is taken."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from asv.domain.nomenclatures.enumerations import Creneau
from asv.reference import centre_of, kilometres

HORIZON = 92
"""Days ahead in which another half-day is looked for."""
DemiJournee = tuple[date, str]
Prises = Mapping[DemiJournee, Collection[int]]
"""Units taken, by half-day."""


@dataclass(frozen=True, slots=True)
class Ouverture:
    """What of an offer or a request decides when it may be had. `jours`, `creneaux`: none means all."""

    debut: date
    fin: date
    quantite: int = 1
    jours: tuple[int, ...] = ()
    creneaux: tuple[str, ...] = ()

    def is_open(self, jour: date, creneau: str) -> bool:
        """Whether it is offered on that half-day, taken or not."""
        return (
            self.debut <= jour <= self.fin
            and (not self.jours or jour.isoweekday() in self.jours)
            and (not self.creneaux or creneau in self.creneaux)
        )


def free_units(ouverture: Ouverture, prises: Prises, jour: date, creneaux: Sequence[str]) -> tuple[int, ...]:
    """Units free on all these half-days of a day, smallest first: the same room in the morning and the afternoon."""
    if not creneaux or not all(ouverture.is_open(jour, creneau) for creneau in creneaux):
        return ()
    taken = {unite for creneau in creneaux for unite in prises.get((jour, creneau), ())}
    return tuple(unite for unite in range(1, ouverture.quantite + 1) if unite not in taken)


def next_free(
    ouverture: Ouverture, prises: Prises, jour: date, creneaux: Sequence[str], *, quantite: int = 1,
    horizon: int = HORIZON,
) -> DemiJournee | None:  # fmt: skip
    """The first moment after that one when as much is free: another half-day of the same day, or the same later.

    Gives the day and the first half-day. `creneaux`: in the order of the day.
    """
    others = [(creneau.value,) for creneau in Creneau if creneau.value not in creneaux] if len(creneaux) == 1 else []
    for other in others:
        if len(free_units(ouverture, prises, jour, other)) >= quantite:
            return jour, other[0]
    for later in range(1, horizon + 1):
        day = jour + timedelta(days=later)
        if len(free_units(ouverture, prises, day, creneaux)) >= quantite:
            return day, creneaux[0]
    return None


def half_days(ouverture: Ouverture, start: date, days: int) -> Iterator[DemiJournee]:
    """Half-days on which it is offered, from `start`, over that many days."""
    for later in range(days):
        day = start + timedelta(days=later)
        for creneau in Creneau:
            if ouverture.is_open(day, creneau.value):
                yield day, creneau.value


def distance_km(here: tuple[str | None, str | None], there: tuple[str | None, str | None]) -> float | None:
    """Kilometres as the crow flies between two places (commune, QPV); None when one is not known.

    A QPV is its centre, a commune its own: two places of one QPV are 0 km apart.
    """
    start, end = (centre_of(qpv=place[1], commune=place[0]) for place in (here, there))
    return None if start is None or end is None else kilometres(start, end)


def can_meet(demande: Ouverture, offre: Ouverture) -> DemiJournee | None:
    """The first half-day when the offer is open and the request wants it, taken or not; None when there is none."""
    start = max(demande.debut, offre.debut)
    days = min((min(demande.fin, offre.fin) - start).days + 1, 7)
    return next((found for found in half_days(offre, start, days) if demande.is_open(*found)), None)
