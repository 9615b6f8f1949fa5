"""How each kind of means is shared: lent by the half-day and given back, or used up; and in what its value is counted.

The units are those of the list MOYEN (C24). What is lent is taken by half-days, whatever its unit: a room, a nurse and
a bus are each in one place at a time. The unit then only says how its value adds up.
"""

from collections.abc import Sequence
from datetime import datetime, time
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from types import MappingProxyType

from asv.domain import nomenclatures
from asv.domain.nomenclatures.enumerations import Creneau

MIDI, SOIR = time(13), time(18)
"""Where the afternoon and the evening begin for what is lent; the list of half-days gives no hours."""
FICHIER = "MY_FICHIER"
LOCAL = "MY_LOCAL"
CENT = Decimal("0.01")


class Unite(StrEnum):
    """What one unit of a means is worth counting in."""

    DEMI_JOURNEE = "demi-journée"
    HEURE = "heure"
    JOUR = "jour"
    FOIS = "fois"
    CHACUN = "chacun"


PRETES = MappingProxyType(
    {
        "MY_LOCAL": Unite.DEMI_JOURNEE, "MY_AGENT": Unite.HEURE, "MY_PRO_SANTE": Unite.HEURE,
        "MY_INTERPRETE": Unite.FOIS, "MY_VEHICULE": Unite.JOUR, "MY_UNITE_MOBILE": Unite.JOUR,
        "MY_MATERIEL": Unite.JOUR, "MY_OUTIL_PEDA": Unite.FOIS, "MY_BENEVOLE": Unite.HEURE, "MY_GARDE": Unite.FOIS,
    }
)  # fmt: skip
"""Lent by the half-day: what nobody else has meanwhile."""
CONSOMMES = frozenset({"MY_CONSO", "MY_BUDGET", "MY_COMM", "MY_FICHIER", "MY_DONNEE", "MY_FORMATION"})
"""Used up: counted, whatever the day. The trigger of migration 0007 says the same list."""


def is_lent(code: str) -> bool:
    return code in PRETES


def unite_of(code: str) -> str:
    """The unit in which the reference list counts this means, in words."""
    return str(nomenclatures.entree("MOYEN", code).extra)


def creneaux_between(debut: time, fin: time) -> tuple[Creneau, ...]:
    """Half-days that a date takes: from 10:00 to 16:00, the morning and the afternoon. fin > debut."""
    bounds = ((Creneau.MATIN, time.min, MIDI), (Creneau.APRES_MIDI, MIDI, SOIR), (Creneau.SOIR, SOIR, time.max))
    return tuple(creneau for creneau, start, end in bounds if debut < end and fin > start)


def value_of(code: str, valeur: Decimal | None, quantite: int, debut: time | None, fin: time | None) -> Decimal | None:
    """What a reservation is worth in euros, to the cent; None when the offer says no value.

    debut, fin: hours of the date; without them, what is lent counts once. A day begun is a day.
    """
    if valeur is None:
        return None
    times = _times(PRETES.get(code, Unite.CHACUN), debut, fin)
    return (valeur * quantite * times).quantize(CENT, ROUND_HALF_UP)


def _times(unite: Unite, debut: time | None, fin: time | None) -> Decimal:
    if debut is None or fin is None:
        return Decimal(1)
    if unite is Unite.DEMI_JOURNEE:
        return Decimal(len(creneaux_between(debut, fin)))
    if unite is Unite.HEURE:
        day = datetime(2000, 1, 1)  # noqa: DTZ001 - only the difference of two hours is read
        seconds = (datetime.combine(day, fin) - datetime.combine(day, debut)).total_seconds()
        return Decimal(int(seconds)) / 3600
    return Decimal(1)


def said_creneaux(creneaux: Sequence[Creneau]) -> str:
    """« matin et après-midi », in the order of the day."""
    words = [creneau.libelle.lower() for creneau in Creneau if creneau in creneaux]
    return " et ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
