"""How an action and its dates move on. Part of the life cycle D2 that is used today; the table is made to grow."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from asv.domain import nomenclatures
from asv.domain.errors import Conflict, Refused

MONTAGE, PROGRAMMEE, REALISEE, ANNULEE = "AE_MONTAGE", "AE_PROGRAMMEE", "AE_REALISEE", "AE_ANNULEE"
REPORTEE = "AE_REPORTEE"
DRAFTS = frozenset({"AE_IDEE", "AE_BESOIN", MONTAGE})
UNCERTAIN = DRAFTS | {"AE_CONCERTATION", "AE_DEMANDE", "AE_NON_FINANCEE"}
"""States in which a date may still move or never be held."""
ENDED = frozenset({ANNULEE, REALISEE, "AE_PARTIELLE", "AE_BILAN", "AE_EVALUEE", "AE_RECONDUITE", "AE_ARRETEE"})
STALE = "Quelqu’un a modifié cette action pendant que vous la lisiez : rechargez la page pour voir ce qui a changé."
ENDED_ACTION = "Cette action est terminée : elle ne se modifie plus. Créez-en une autre pour la suite."


class Stale(Conflict):
    """The action is no longer the version that the acteur had under the eyes."""

    def __init__(self) -> None:
        super().__init__(STALE)


@dataclass(frozen=True, slots=True)
class Avancement:
    """What is known of an action when its state is to change. `dates`: to come and not cancelled."""

    dates: int = 0
    qpv: int = 0


@dataclass(frozen=True, slots=True)
class Condition:
    """`manque` names what is missing, after « il manque »."""

    manque: str
    is_met: Callable[[Avancement], bool]


@dataclass(frozen=True, slots=True)
class Transition:
    depuis: str
    vers: str
    conditions: tuple[Condition, ...] = ()


ONE_DATE = Condition("au moins une date à venir", lambda avancement: avancement.dates > 0)
ONE_QPV = Condition("au moins un quartier visé", lambda avancement: avancement.qpv > 0)
TRANSITIONS = (Transition(MONTAGE, PROGRAMMEE, (ONE_DATE, ONE_QPV)),)
DATE_TRANSITIONS = (Transition(PROGRAMMEE, ANNULEE), Transition(PROGRAMMEE, REALISEE))


def _find(depuis: str, vers: str, table: Sequence[Transition]) -> Transition:
    found = next((t for t in table if (t.depuis, t.vers) == (depuis, vers)), None)
    if found is None:
        there = f"« {libelle_etat(depuis).lower()} »"
        raise Conflict(f"Cela ne se peut plus : l’état est maintenant {there}. Rechargez la page pour le voir.")
    return found


def missing(depuis: str, vers: str, avancement: Avancement) -> tuple[str, ...]:
    """What an action lacks to go from one state to the other, in words; raises Conflict when no such step exists."""
    step = _find(depuis, vers, TRANSITIONS)
    return tuple(condition.manque for condition in step.conditions if not condition.is_met(avancement))


def announce(etat: str, avancement: Avancement) -> str:
    """State of an action once announced. Refused with the name of each missing condition."""
    if lacking := missing(etat, PROGRAMMEE, avancement):
        raise Refused(f"Cette action ne peut pas encore être annoncée : il manque {' et '.join(lacking)}.")
    return PROGRAMMEE


def cancel_date(etat: str) -> str:
    """State of a date once cancelled: it stays in the calendar, where people look for it."""
    return _find(etat, ANNULEE, DATE_TRANSITIONS).vers


def check_open(etat: str) -> None:
    """Refuse to change an action that is over."""
    if etat in ENDED:
        raise Conflict(ENDED_ACTION)


def is_draft(etat: str) -> bool:
    return etat in DRAFTS


def is_called_off(etat: str, etat_date: str) -> bool:
    """Whether a date will not be held: itself cancelled, or with its whole action."""
    return ANNULEE in {etat, etat_date}


def notice(etat: str, etat_date: str) -> str:
    """What somebody who comes on that date must know first: « Annulée », « Reportée », « En montage »… or nothing."""
    if is_called_off(etat, etat_date):
        return libelle_etat(ANNULEE)
    is_held = etat_date == REALISEE or (etat not in UNCERTAIN and etat != REPORTEE)
    return "" if is_held else libelle_etat(etat)


def counts_as_coming(etat: str, jour: date, today: date) -> bool:
    """Whether a date is still to happen."""
    return etat == PROGRAMMEE and jour >= today


def libelle_etat(etat: str) -> str:
    """The state in a word or two, without the gloss in brackets of the reference list."""
    return nomenclatures.entree("ACTION_ETAT", etat).libelle.split(" (", maxsplit=1)[0]


def libelle_date(etat: str, jour: date, today: date) -> str:
    """State of a date for its reader: a past date that nobody has confirmed is only « passée »."""
    if etat == PROGRAMMEE:
        return "Prévue" if jour >= today else "Passée"
    return libelle_etat(etat)
