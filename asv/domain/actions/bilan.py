"""The bilan of an action, its evaluation, and its next year."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from asv.domain.actions.avancement import DECISIONS, MODIFIER, RECONDUIRE
from asv.domain.actions.echeances import BILAN_DUE, EVALUATION_DUE
from asv.domain.champs import Champs, codes_of
from asv.domain.errors import Conflict

REUSSITES, PREUVE, MOTIF_DECISION = 1000, 300, 600
MOST_HABITANTS = 10_000
TENUES = frozenset({"AE_REALISEE", "AE_PARTIELLE"})
BILAN, EVALUEE, RECONDUITE, ARRETEE = "AE_BILAN", "AE_EVALUEE", "AE_RECONDUITE", "AE_ARRETEE"
WITH_BILAN = TENUES | {BILAN, EVALUEE, RECONDUITE, ARRETEE}
"""States in which the action was held: there is something to say of it."""
AGAIN = frozenset({RECONDUIRE, MODIFIER})
TRANSFERABLE = {"oui": True, "non": False, "": None}


@dataclass(frozen=True, slots=True)
class Bilan:
    """What is learnt of an action, as typed or ready to be kept."""

    reussites: str = ""
    limites: str = ""
    transferable: str = ""
    participation_obtenue: str = ""
    participation_preuve: str = ""
    habitants_conception: str = ""
    is_confirme: bool = False

    @property
    def is_transferable(self) -> bool | None:
        return TRANSFERABLE[self.transferable]

    @property
    def habitants(self) -> int | None:
        return int(self.habitants_conception) if self.habitants_conception else None


def check_bilan(bilan: Bilan, today: date) -> Bilan:
    """A bilan ready to be kept, complete or not: what is missing is said when it is handed in."""
    champs = Champs(confirme=bilan.is_confirme)
    kept = replace(
        bilan,
        reussites=champs.free_text("reussites", bilan.reussites, REUSSITES, lines=True),
        limites=champs.free_text("limites", bilan.limites, REUSSITES, lines=True),
        participation_preuve=champs.free_text("participation_preuve", bilan.participation_preuve, PREUVE),
    )
    if bilan.transferable not in TRANSFERABLE:
        champs.refuse("transferable", "Choisissez : oui, non, ou laissez vide.")
    if bilan.participation_obtenue and bilan.participation_obtenue not in codes_of("PARTICIPATION", today):
        champs.refuse("participation_obtenue", "Choisissez le niveau de participation dans la liste.")
    _check_habitants(champs, bilan.habitants_conception)
    champs.settle()
    return kept


def _check_habitants(champs: Champs, given: str) -> None:
    if given and not (given.isascii() and given.isdigit() and int(given) <= MOST_HABITANTS):
        champs.refuse("habitants_conception", "Écrivez un nombre entier d’habitants, ou laissez vide.")


def bilan_due(jours: Iterable[date]) -> date | None:
    """Day by which the bilan is due: 60 days after the last date; None without any date."""
    last = max(jours, default=None)
    return last + BILAN_DUE if last else None


def evaluation_due(jours: Iterable[date]) -> tuple[date, date] | None:
    """Days of the evaluation, 90 then 180 days after the last date; None without any date."""
    last = max(jours, default=None)
    return (last + EVALUATION_DUE[0], last + EVALUATION_DUE[1]) if last else None


def check_held(etat: str) -> None:
    """Refuse the bilan of an action that was not held yet."""
    if etat not in WITH_BILAN:
        raise Conflict("Le bilan s’ouvre quand les dates de l’action sont passées et leur fréquentation saisie.")


def check_bilan_open(etat: str) -> None:
    """Refuse to change a bilan once it is evaluated: the COTECH decided on what it read."""
    check_held(etat)
    if not can_write(etat):
        raise Conflict("Cette action est évaluée : son bilan ne change plus.")


def check_decision(decision: str, etat: str) -> str:
    """The decision of the evaluation; refused before the bilan is handed in, or once it is taken."""
    if not can_decide(etat):
        raise Conflict("L’évaluation vient après le bilan : attendez que le porteur le rende.")
    champs = Champs()
    if decision not in DECISIONS:
        champs.refuse("decision", "Choisissez la décision : reconduire, modifier ou arrêter.")
    champs.settle()
    return decision


def next_millesime(millesime: int | None, today: date) -> int:
    """Year of the reconduction: the one after, and never a year that is past."""
    return max((millesime or today.year) + 1, today.year)


def check_reconduction(etat: str, decision: str | None) -> None:
    """Refuse a copy that nobody decided."""
    if not can_reconduct(etat, decision):
        raise Conflict("La reconduction suit l’évaluation, quand la décision est de reconduire ou de modifier.")


def can_write(etat: str) -> bool:
    """Whether the bilan is open: held, and not evaluated yet."""
    return etat in TENUES | {BILAN}


def can_decide(etat: str) -> bool:
    """Whether the evaluation may be noted."""
    return etat == BILAN


def can_reconduct(etat: str, decision: str | None) -> bool:
    """Whether the action may be opened for another year."""
    return etat in {EVALUEE, RECONDUITE} and decision in AGAIN
