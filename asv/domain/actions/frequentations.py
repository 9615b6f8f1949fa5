"""Counts of one date of an action, entered as totals: participations, never persons."""

from dataclasses import dataclass, fields
from datetime import date

from asv.domain.actions.etats import BILAN, EN_COURS, PARTIELLE
from asv.domain.actions.seances import ANNULEE, PROGRAMMEE, REALISEE, REPORTEE
from asv.domain.champs import Champs
from asv.domain.errors import Conflict

MOST = 20_000
COUNTED = frozenset({PROGRAMMEE, EN_COURS, REALISEE, PARTIELLE, BILAN})
"""States of an action whose counts may still be entered or put right."""
QUESTIONS = 3
"""Closed questions asked before and after a workshop; the cards are anonymous (domain study D4, A-RES-3)."""
CHAMPS = {
    "participants": "Participations",
    "residence_connue": "Dont la résidence est connue",
    "du_qpv": "Viennent d’un quartier prioritaire",
    "du_qpv_cible": "Viennent du quartier visé",
    "premieres_repondues": "Ont dit si c’est la première fois",
    "premieres": "Dont c’est la première fois",
    "contents": "Contents",
    "moyens": "Moyens",
    "mecontents": "Mécontents",
    "repondants_avant": "Questionnaires avant",
    "justes_avant": "Bonnes réponses avant",
    "repondants_apres": "Questionnaires après",
    "justes_apres": "Bonnes réponses après",
}
PARTS = (
    ("residence_connue", "participants"), ("du_qpv", "residence_connue"), ("du_qpv_cible", "du_qpv"),
    ("premieres_repondues", "participants"), ("premieres", "premieres_repondues"),
    ("repondants_avant", "participants"), ("repondants_apres", "participants"),
)  # fmt: skip
"""Each of these counts is part of the next: it never exceeds it."""


@dataclass(frozen=True, slots=True)
class Comptes:
    """Totals of one date. See Frequentation in asv/db/bilans.py for the meaning of each."""

    participants: int = 0
    residence_connue: int = 0
    du_qpv: int = 0
    du_qpv_cible: int = 0
    premieres_repondues: int = 0
    premieres: int = 0
    contents: int = 0
    moyens: int = 0
    mecontents: int = 0
    repondants_avant: int = 0
    justes_avant: int = 0
    repondants_apres: int = 0
    justes_apres: int = 0

    def __add__(self, other: "Comptes") -> "Comptes":
        """Totals of several dates."""
        return Comptes(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def check_comptes(given: dict[str, str]) -> Comptes:
    """Counts ready to be kept: whole numbers, and no part greater than its whole. Empty is zero, but participations.

    given: the fields as typed, by name. Raises Incorrect with every field to correct.
    """
    champs = Champs()
    counts = {name: _whole(champs, name, given.get(name, "")) for name in CHAMPS}
    if not given.get("participants", "").strip():
        champs.refuse("participants", "Indiquez le nombre de participations ; écrivez 0 si personne n’est venu.")
    for part, whole in PARTS:
        if not champs.has_refused(part, whole) and counts[part] > counts[whole]:
            champs.refuse(
                part, f"« {CHAMPS[part]} » ({counts[part]}) dépasse « {CHAMPS[whole]} » ({counts[whole]})."
            )  # fmt: skip
    _check_answers(champs, counts)
    champs.settle()
    return Comptes(**counts)


def _whole(champs: Champs, name: str, given: str) -> int:
    typed = "".join(given.split()).replace("\u202f", "")
    if not typed:
        return 0
    if not (typed.isascii() and typed.isdigit()) or int(typed) > MOST:
        champs.refuse(name, f"Écrivez un nombre entier, de 0 à {MOST}.")
        return 0
    return int(typed)


def _check_answers(champs: Champs, counts: dict[str, int]) -> None:
    faces = counts["contents"] + counts["moyens"] + counts["mecontents"]
    if not champs.has_refused("participants") and faces > counts["participants"]:
        champs.refuse(
            "contents", f"Les trois visages font {faces} réponses, pour {counts['participants']} participations."
        )
    for when in ("avant", "apres"):
        most = QUESTIONS * counts[f"repondants_{when}"]
        if counts[f"justes_{when}"] > most:
            champs.refuse(
                f"justes_{when}", f"Avec trois questions par questionnaire, il y a au plus {most} bonnes réponses."
            )  # fmt: skip


def check_countable(etat: str, jour: date, today: date) -> None:
    """Refuse the counts of a date that was not held, or is still to come."""
    if etat in {ANNULEE, REPORTEE}:
        raise Conflict("Cette date n’a pas eu lieu : elle n’a pas de fréquentation.")
    if jour > today:
        raise Conflict("Cette date est à venir : sa fréquentation se saisit à partir du jour même.")


def check_still_open(etat: str) -> None:
    """Refuse the counts of an action that is not announced yet, or whose evaluation has read them."""
    if etat not in COUNTED:
        raise Conflict("La fréquentation se saisit une fois l’action annoncée, et jusqu’à son évaluation.")


def is_countable(etat: str, etat_date: str, jour: date, today: date) -> bool:
    """Whether the counts of a date of an action in that state may be entered, or put right."""
    return etat in COUNTED and etat_date not in {ANNULEE, REPORTEE} and jour <= today
