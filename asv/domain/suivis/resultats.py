"""What an orientation or a démarche has given so far, as of a day: nothing is rewritten when time passes.

A result still awaited after 180 days is unknown (domain study, F6): a rule of reading, not a job of the night.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from asv.domain import nomenclatures

ATTENTE, INCONNU = "RES_ATTENTE", "RES_INCONNU"
LONGEST_WAIT = timedelta(days=180)


def is_open(code: str) -> bool:
    """Whether the result still leaves something to come: waiting, or an appointment not yet kept."""
    return (nomenclatures.entree("RESULTAT", code).extra or "").startswith("OUVERT")


def resultat_at(start: date, dated: Iterable[tuple[date, str]], today: date) -> str:
    """Give the code that holds today, from the results in the order they came; waiting becomes unknown at J+180."""
    last = ATTENTE
    for _, code in dated:
        last = code
    if is_open(last) and today >= start + LONGEST_WAIT:
        return INCONNU
    return last


def delay_days(start: date, dated: Iterable[tuple[date, str]]) -> int | None:
    """Days from an orientation or a démarche to its first result that leaves nothing to come; None while it waits."""
    return next(((day - start).days for day, code in dated if not is_open(code)), None)
