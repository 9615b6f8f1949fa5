"""The séances of an action, counted by what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

PROGRAMMEE, REALISEE, ANNULEE, REPORTEE = "AE_PROGRAMMEE", "AE_REALISEE", "AE_ANNULEE", "AE_REPORTEE"
MOVED_MEANWHILE = "Cette date vient de changer : rechargez la page pour voir ce qui est prévu maintenant."


@dataclass(frozen=True, slots=True)
class Seances:
    """`a_venir`: planned, from today on; `ouvertes`: planned, past ones included; `commencees`: whose day has come.

    `manquees`: cancelled. A postponed séance counts nowhere: the one that replaces it does.
    """

    a_venir: int = 0
    ouvertes: int = 0
    commencees: int = 0
    tenues: int = 0
    manquees: int = 0


def count_dates(dates: Iterable[tuple[date, str]], today: date) -> Seances:
    """Counts days with their states. `today`: the day in France; a séance of today is both begun and to come."""
    known = [(jour, etat) for jour, etat in dates if etat != REPORTEE]
    planned = [jour for jour, etat in known if etat == PROGRAMMEE]
    held = sum(etat == REALISEE for _, etat in known)
    return Seances(
        a_venir=sum(jour >= today for jour in planned),
        ouvertes=len(planned),
        commencees=held + sum(jour <= today for jour in planned),
        tenues=held,
        manquees=sum(etat == ANNULEE for _, etat in known),
    )
