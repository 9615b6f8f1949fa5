"""When what is due is reminded: how long after the day it follows from, and how long it is worth saying.

Deadlines of the domain dossier, D2: counts within 15 days, bilan 60 days after the last date, evaluation at 90.
"""

from dataclasses import dataclass

from asv.domain.actions import echeances


@dataclass(frozen=True, slots=True)
class Delai:
    """Days after the event from which it is reminded, and after which it is too late to."""

    since: int
    until: int


COMPTES_DUE, BILAN_DUE = echeances.COUNTS_DUE.days, echeances.BILAN_DUE.days
EVALUATION_DUE = echeances.EVALUATION_DUE[0].days
COMPTES = Delai(8, 45)
BILAN = Delai(45, 120)
EVALUATION = Delai(75, 210)
INVITATION = Delai(7, 60)
ACCUSE_SEEN = Delai(0, 30)
