"""What a mediator has to do today on the suivis he is the référent of: one line, one reason, the most pressing one.

Delays: domain study, F6 (unknown at J+180) and A4 (lost from sight after three reminders or 90 days).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from asv.domain.suivis.resultats import ATTENTE, LONGEST_WAIT, is_open, resultat_at

FIRST_NEWS, SECOND_NEWS = timedelta(days=30), timedelta(days=90)
SILENCE = timedelta(days=90)
TOLD = timedelta(days=30)
"""For how long an orientation that has become unknown by itself is still told."""
RELAIS_LIFE = timedelta(days=30)
"""For how long a relais waits for its answer; the policies of the base say the same."""
ENOUGH_RELANCES = 3


class Raison(StrEnum):
    """Why a line is there; in the order in which they press."""

    RENDEZ_VOUS = "rendez_vous"
    ANNULEE = "annulee"
    RELANCE = "relance"
    RESULTAT = "resultat"
    J30 = "j30"
    J90 = "j90"
    INCONNU = "inconnu"

    @property
    def libelle(self) -> str:
        """Title of the lines that share it."""
        return _LIBELLES[self]


_LIBELLES = {
    Raison.RENDEZ_VOUS: "Rendez-vous du jour",
    Raison.ANNULEE: "Dates annulées par le partenaire",
    Raison.RELANCE: "Relances à faire",
    Raison.RESULTAT: "Résultats à renseigner",
    Raison.J30: "Sans nouvelle depuis 30 jours",
    Raison.J90: "Sans nouvelle depuis 90 jours",
    Raison.INCONNU: "Sans nouvelle depuis 180 jours : devenus « résultat inconnu »",
}


@dataclass(frozen=True, slots=True)
class Envoi:
    """An orientation or a démarche, with its results in the order they came (day, code).

    `relances`: days on which the person was called or written to. `is_annulee`: its date of an action is cancelled.
    """

    jour: date
    delai_jours: int | None
    relance_le: date | None
    rendez_vous_le: date | None
    resultats: Sequence[tuple[date, str]]
    relances: Sequence[date] = ()
    is_annulee: bool = False

    @property
    def is_awaited(self) -> bool:
        """Whether an answer is awaited at all: a démarche without delay asks for none."""
        return self.delai_jours is not None or self.relance_le is not None or self.rendez_vous_le is not None


def raison_of(envoi: Envoi, today: date, *, is_orientation: bool = True) -> Raison | None:
    """Why this orientation or démarche is on the mediator's list today; None when it is not."""
    held = resultat_at(envoi.jour, envoi.resultats, today)
    if not is_open(held):
        return _told(envoi, today) if is_orientation or envoi.is_awaited else None
    if envoi.rendez_vous_le == today:
        return Raison.RENDEZ_VOUS
    if envoi.is_annulee and held == ATTENTE:
        return Raison.ANNULEE
    if _relance_is_due(envoi, today):
        return Raison.RELANCE
    if _is_due(envoi, today):
        return Raison.RESULTAT
    return _silence(envoi, today) if is_orientation and not envoi.resultats else None


def _told(envoi: Envoi, today: date) -> Raison | None:
    """Unknown by itself, and not by somebody's word: told for a while, so that it may still be put right."""
    became = envoi.jour + LONGEST_WAIT
    by_itself = all(is_open(code) for _, code in envoi.resultats)
    return Raison.INCONNU if by_itself and became <= today < became + TOLD else None


def _relance_is_due(envoi: Envoi, today: date) -> bool:
    due = envoi.relance_le
    return due is not None and due <= today and not any(day >= due for day in envoi.relances)


def _is_due(envoi: Envoi, today: date) -> bool:
    """Whether the answer should be here: the expected delay is over, or the day of the appointment is past."""
    expected = envoi.delai_jours is not None and envoi.jour + timedelta(days=envoi.delai_jours) <= today
    past = envoi.rendez_vous_le is not None and envoi.rendez_vous_le < today
    return expected or past


def _silence(envoi: Envoi, today: date) -> Raison | None:
    since = today - envoi.jour
    if since >= SECOND_NEWS:
        return Raison.J90
    return Raison.J30 if since >= FIRST_NEWS else None


@dataclass(frozen=True, slots=True)
class Silence:
    """How long nothing was done with a person, and how often one tried since."""

    jours: int
    relances: int

    @property
    def is_lost(self) -> bool:
        """Whether « perdu de vue » is proposed; a person decides."""
        return self.relances >= ENOUGH_RELANCES


def silence_of(dernier_contact: date, relances: Iterable[date], today: date) -> Silence | None:
    """The silence of an open suivi when it is worth a look: 90 days, or three reminders without an answer."""
    since = sum(day > dernier_contact for day in relances)
    if today - dernier_contact < SILENCE and since < ENOUGH_RELANCES:
        return None
    return Silence((today - dernier_contact).days, since)
