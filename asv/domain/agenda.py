"""A date of an action as a calendar shows it: whether it is held, what replaces it, what a secret calendar may say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from asv.domain.actions import ANNULEE, REALISEE, REPORTEE, notice
from asv.domain.periodes import GenrePeriode, periode_of

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
NO_BREAK = "\N{NO-BREAK SPACE}"
MEDIATION = frozenset({"AC_PERM", "AC_ALLER_VERS"})
PERMANENCE, ACTION_DE_SANTE = "Permanence", "Action de santé"
MOST_STEPS = 20


class Status(StrEnum):
    """Whether a date is held, in the words of iCalendar (RFC 5545, 3.8.1.11)."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Suite:
    """The date that replaces a postponed one."""

    id: UUID
    jour: date
    debut: time
    fin: time
    etat: str


@dataclass(frozen=True, slots=True)
class DateAgenda:
    """One date and its action, with nothing but what somebody who comes must know.

    `version`, `modifiee_le`: of the date, for calendars. `is_ouverte`: anybody may read its action without login.
    `suite`: the date that replaces it when it is postponed, if there is one.
    """

    id: UUID
    action_id: UUID
    version: int
    modifiee_le: datetime
    jour: date
    debut: time
    fin: time
    titre: str
    type: str
    theme: str
    publics: tuple[str, ...]
    lieu: str
    commune: str
    qpv: str
    structure: str
    etat: str
    etat_action: str
    is_ouverte: bool
    suite: Suite | None = None

    @property
    def status(self) -> Status:
        return status_of(self.etat_action, self.etat)

    @property
    def is_off(self) -> bool:
        """Whether nobody should come on that day."""
        return self.status is Status.CANCELLED

    @property
    def annonce(self) -> str:
        """What must be read first: « Annulée », « Reportée », « En concertation »… or nothing when all is well."""
        if self.is_off:
            return "Reportée" if self.etat == REPORTEE and self.etat_action != ANNULEE else "Annulée"
        return notice(self.etat_action, self.etat) if self.status is Status.TENTATIVE else ""

    @property
    def endroit(self) -> str:
        """« Halle du marché, Liévin »."""
        return f"{self.lieu}, {self.commune}"


def status_of(etat: str, etat_date: str) -> Status:
    """How a date stands, from the state of its action and its own; what was held stays held."""
    if etat_date == REALISEE:
        return Status.CONFIRMED
    if etat == ANNULEE or etat_date in {ANNULEE, REPORTEE}:
        return Status.CANCELLED
    return Status.TENTATIVE if notice(etat, etat_date) else Status.CONFIRMED


def suite_of(date_id: UUID, suites: Mapping[UUID, Suite]) -> Suite | None:
    """The date that finally replaces this one, through the postponed ones; None when there is none to come to.

    suites: for each replaced date, the one that replaces it.
    """
    suite = suites.get(date_id)
    for _ in range(MOST_STEPS):
        if suite is None or suite.etat != REPORTEE:
            break
        suite = suites.get(suite.id)
    return None if suite is None or suite.etat in {ANNULEE, REPORTEE} else suite


def secret_title(date_agenda: DateAgenda) -> str:
    """The title that a calendar without login may hold (threat T08): public words, or general ones."""
    if date_agenda.type in MEDIATION:
        return PERMANENCE
    return date_agenda.titre if date_agenda.is_ouverte else ACTION_DE_SANTE


def in_full(day: date) -> str:
    """« mardi 12 mai 2026 »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{JOURS[day.weekday()]} {number}{NO_BREAK}{periode_of(day, GenrePeriode.MOIS).libelle}"


def hour(moment: time) -> str:
    """« 9 h », « 14 h 30 »."""
    minutes = f"{NO_BREAK}{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour}{NO_BREAK}h{minutes}"
