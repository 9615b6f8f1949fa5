"""What a funder, or the life of an action, expects by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from asv.domain.actions.budget import DATES, LigneBudget

COUNTS_DUE, BILAN_DUE = timedelta(days=15), timedelta(days=60)
EVALUATION_DUE = (timedelta(days=90), timedelta(days=180))
"""Figures: domain study D2 (counts within 15 days, bilan at J+60, evaluation at J+90 or J+180)."""
PAST_SHOWN, AHEAD_SHOWN = timedelta(days=90), timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Echeance:
    """A deadline of a line of money. `attente`: what is still missing once it is past, '' when nothing is."""

    jour: date
    cle: str
    libelle: str
    attente: str = ""

    def is_late(self, today: date) -> bool:
        """Whether the day is past and something is still awaited."""
        return bool(self.attente) and self.jour < today


def echeances_of(ligne: LigneBudget) -> list[Echeance]:
    """Deadlines of a line, in their order. A refused demand keeps only what is already decided."""
    found = []
    for cle, libelle in DATES:
        day = getattr(ligne, cle)
        if day is None or (ligne.is_refuse and cle in {"intermediaire_le", "compte_rendu_le"}):
            continue
        found.append(Echeance(day, cle, libelle, _awaited(ligne, cle)))
    return found


def _awaited(ligne: LigneBudget, cle: str) -> str:
    if cle == "decision_le" and ligne.accorde is None and not ligne.is_refuse:
        return "réponse attendue"
    if cle == "compte_rendu_le" and ligne.depense is None:
        return "dépense à saisir"
    return ""


def is_shown(echeance: Echeance, today: date) -> bool:
    """Whether the page of deadlines shows it: late, recent, or within some thirteen months."""
    if echeance.is_late(today):
        return True
    return today - PAST_SHOWN <= echeance.jour <= today + AHEAD_SHOWN


def counts_due(jour: date) -> date:
    """Last day to enter the counts of a date."""
    return jour + COUNTS_DUE


def last_day(jours: Iterable[date]) -> date | None:
    """The day from which the delays of the bilan and of the evaluation run: that of the last date held."""
    return max(jours, default=None)
