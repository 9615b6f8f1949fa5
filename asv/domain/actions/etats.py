"""The life of an action, as data: each step, who takes it, what it asks. Life cycle D2 of the domain dossier.

The money is a track of its own (`etat_financement`): it opens and closes no step here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from uuid import UUID

from asv.domain import nomenclatures
from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import avancement as il_faut
from asv.domain.actions.avancement import Avancement, Condition
from asv.domain.actions.seances import ANNULEE, PROGRAMMEE, REALISEE, REPORTEE, count_dates
from asv.domain.errors import Conflict, Forbidden, Refused

IDEE, BESOIN, MONTAGE, CONCERTATION = "AE_IDEE", "AE_BESOIN", "AE_MONTAGE", "AE_CONCERTATION"
VALIDEE, EN_COURS, PARTIELLE, BILAN = "AE_VALIDEE", "AE_EN_COURS", "AE_PARTIELLE", "AE_BILAN"
EVALUEE, RECONDUITE, ARRETEE = "AE_EVALUEE", "AE_RECONDUITE", "AE_ARRETEE"
DRAFTS = frozenset({IDEE, BESOIN, MONTAGE})
UNCERTAIN = DRAFTS | {CONCERTATION, "AE_DEMANDE", "AE_NON_FINANCEE"}
"""States in which a date may still move or never be held."""
BEFORE = (IDEE, BESOIN, MONTAGE, CONCERTATION, VALIDEE, PROGRAMMEE, EN_COURS)
"""States from which an action may still be postponed or cancelled, in their order."""
CLOSED = frozenset({ANNULEE, RECONDUITE, ARRETEE})
"""Nothing follows."""
ENDED = CLOSED | {REALISEE, PARTIELLE, BILAN, EVALUEE}
"""Its séances are behind: the sheet does not change any more, the bilan and the evaluation still do."""
LIFE = (*BEFORE, REALISEE, PARTIELLE, REPORTEE, BILAN, EVALUEE, RECONDUITE, ARRETEE, ANNULEE)
"""Every state of an action, in the order of a pipeline."""
STALE = "Quelqu’un a modifié cette action pendant que vous la lisiez : rechargez la page pour voir ce qui a changé."
ENDED_ACTION = "Cette action est terminée : elle ne se modifie plus. Créez-en une autre pour la suite."
FOR_THE_PORTEUR = "Seule la structure qui porte cette action, ou la coordination, la fait passer à l’état suivant."
FOR_THE_COORDINATION = "Cette étape se décide avec la coordination : demandez-lui de la passer."
FROM_THE_DATES = "Cette étape suit les dates : elle vient d’elle-même quand les séances ont lieu et sont comptées."


class Stale(Conflict):
    """The action is no longer the version that the acteur had under the eyes."""

    def __init__(self) -> None:
        super().__init__(STALE)


class Qui(Enum):
    """Who takes a step. The coordination may act for a porteur, never the other way round."""

    PORTEUR = auto()
    COORDINATION = auto()
    DATES = auto()
    """Nobody: the step follows from the séances."""


@dataclass(frozen=True, slots=True)
class Transition:
    """`verbe`: what the button says. `is_seule`: taken without asking as soon as its conditions are met."""

    de: str
    vers: str
    qui: Qui
    conditions: tuple[Condition, ...]
    verbe: str = ""
    is_seule: bool = False

    def missing(self, avancement: Avancement) -> tuple[Condition, ...]:
        return tuple(condition for condition in self.conditions if not condition.is_met(avancement))


def _came_from(etat: str) -> Condition:
    return Condition("d’avoir été reportée depuis cet état", lambda a: return_of(a.depuis) == etat)


_READY = (il_faut.DATE, il_faut.MOYENS, il_faut.REPONSES, il_faut.COMMUNICATION)
_FORWARD = (
    Transition(IDEE, BESOIN, Qui.PORTEUR, (il_faut.BESOIN,), "Dire le besoin documenté", is_seule=True),
    Transition(
        BESOIN, MONTAGE, Qui.PORTEUR, (il_faut.OBJECTIF, il_faut.QPV, il_faut.PUBLIC, il_faut.THEME),
        "Passer en montage", is_seule=True,
    ),
    Transition(MONTAGE, CONCERTATION, Qui.COORDINATION, (il_faut.ALERTES, il_faut.INFORMEE), "Ouvrir la concertation"),
    Transition(
        CONCERTATION, VALIDEE, Qui.COORDINATION,
        (il_faut.ALERTES, il_faut.PARTICIPATION, il_faut.INDICATEURS, il_faut.AVAL, il_faut.COTECH),
        "Noter la validation",
    ),
    Transition(VALIDEE, PROGRAMMEE, Qui.PORTEUR, _READY, "Annoncer l’action"),
    Transition(PROGRAMMEE, EN_COURS, Qui.DATES, (il_faut.COMMENCEE,), is_seule=True),
    Transition(EN_COURS, REALISEE, Qui.DATES, (il_faut.COMPTES, il_faut.TOUTES), is_seule=True),
    Transition(EN_COURS, PARTIELLE, Qui.DATES, (il_faut.COMPTES, il_faut.MANQUEE), is_seule=True),
    *(
        Transition(
            done, BILAN, Qui.PORTEUR, (il_faut.VALEURS, il_faut.OBTENUE, il_faut.DEPENSES, il_faut.BILAN),
            "Rendre le bilan",
        )
        for done in (REALISEE, PARTIELLE)
    ),
    Transition(BILAN, EVALUEE, Qui.COORDINATION, (il_faut.RESULTATS, il_faut.DECISION), "Noter l’évaluation"),
    Transition(EVALUEE, RECONDUITE, Qui.COORDINATION, (il_faut.A_RECONDUIRE,), "Reconduire l’action"),
    Transition(EVALUEE, ARRETEE, Qui.COORDINATION, (il_faut.A_ARRETER,), "Arrêter l’action"),
)  # fmt: skip
_ASIDE = (
    *(
        Transition(etat, REPORTEE, Qui.PORTEUR, (il_faut.MOTIF, il_faut.NOUVELLE_DATE), "Reporter l’action")
        for etat in BEFORE
    ),
    *(
        Transition(REPORTEE, etat, Qui.PORTEUR, (_came_from(etat),), "Reprendre l’action")
        for etat in BEFORE
        if etat not in {PROGRAMMEE, EN_COURS}
    ),
    Transition(REPORTEE, PROGRAMMEE, Qui.PORTEUR, (_came_from(PROGRAMMEE), *_READY), "Annoncer la nouvelle date"),
    *(
        Transition(etat, ANNULEE, Qui.PORTEUR, (il_faut.MOTIF, il_faut.AUCUNE_TENUE), "Annuler l’action")
        for etat in (*BEFORE, REPORTEE)
    ),
)
TRANSITIONS = (*_FORWARD, *_ASIDE)
DATE_TRANSITIONS = ((PROGRAMMEE, ANNULEE), (PROGRAMMEE, REALISEE), (PROGRAMMEE, REPORTEE))


def find_transition(de: str, vers: str) -> Transition:
    """The step from one state to the other; raises Conflict when there is none."""
    found = next((step for step in TRANSITIONS if (step.de, step.vers) == (de, vers)), None)
    if found is None:
        raise _no_step(de)
    return found


def _no_step(de: str) -> Conflict:
    there = f"« {libelle_etat(de).lower()} »"
    return Conflict(f"Cela ne se peut plus : l’état est maintenant {there}. Rechargez la page pour le voir.")


def steps_from(etat: str, avancement: Avancement | None = None) -> tuple[Transition, ...]:
    """Steps that lead on from a state, those that put it off or call it off left out.

    `avancement`: what is known of the action, so that a postponed one is offered only the state it comes from.
    """
    ahead = tuple(step for step in TRANSITIONS if step.de == etat and step.vers not in {REPORTEE, ANNULEE})
    if etat != REPORTEE:
        return ahead
    came_from = return_of((avancement or Avancement()).depuis)
    return tuple(step for step in ahead if step.vers == came_from)


def return_of(depuis: str | None) -> str:
    """The state to which an action postponed from `depuis` comes back: planned again, or where it was before that."""
    return depuis if depuis in BEFORE and depuis not in {EN_COURS, PROGRAMMEE} else PROGRAMMEE


def may_take(acteur: Acteur, step: Transition, porteur_id: UUID) -> bool:
    """Whether this step is the acteur's, whatever its conditions."""
    if step.qui is Qui.DATES:
        return False
    if acteur.role is Role.COORDINATEUR:
        return True
    is_porteur = acteur.role is Role.PARTENAIRE and acteur.structure_id == porteur_id and acteur.may_write
    return step.qui is Qui.PORTEUR and is_porteur


def check_take(acteur: Acteur, step: Transition, porteur_id: UUID) -> None:
    """Refuse, in words, a step that is not the acteur's."""
    if not may_take(acteur, step, porteur_id):
        words = {Qui.DATES: FROM_THE_DATES, Qui.COORDINATION: FOR_THE_COORDINATION, Qui.PORTEUR: FOR_THE_PORTEUR}
        raise Forbidden(words[step.qui])


def missing(de: str, vers: str, avancement: Avancement) -> tuple[str, ...]:
    """What an action lacks to go from one state to the other, in words; raises Conflict when no such step exists."""
    return tuple(condition.manque for condition in find_transition(de, vers).missing(avancement))


def take(acteur: Acteur, de: str, vers: str, porteur_id: UUID, avancement: Avancement) -> Transition:
    """The step, once allowed. Refused: Conflict (no such step), Forbidden (not his), Refused (what is missing)."""
    step = find_transition(de, vers)
    check_take(acteur, step, porteur_id)
    if lacking := step.missing(avancement):
        words = " et ".join(condition.manque for condition in lacking)
        raise Refused(f"Cette action ne peut pas encore passer à « {libelle_etat(vers).lower()} » : il manque {words}.")
    return step


def advance(etat: str, avancement: Avancement) -> tuple[Transition, ...]:
    """Steps that an action takes by itself from there, one after the other, as far as its conditions are met."""
    taken: list[Transition] = []
    while step := next(
        (s for s in TRANSITIONS if s.de == etat and s.is_seule and not s.missing(avancement)), None
    ):  # fmt: skip
        taken.append(step)
        etat = step.vers
    return tuple(taken)


def etat_of_dates(etat: str, dates: Iterable[tuple[date, str]], today: date) -> str:
    """State of a planned or begun action as its dates (day, state) tell it: begun, held, held in part, or unchanged."""
    if etat not in {PROGRAMMEE, EN_COURS}:
        return etat
    taken = advance(etat, Avancement(seances=count_dates(dates, today)))
    return taken[-1].vers if taken else etat


def cancel_date(etat: str) -> str:
    """State of a date once cancelled: it stays in the calendar, where people look for it."""
    return move_date(etat, ANNULEE)


def move_date(etat: str, vers: str) -> str:
    """The new state of a date; raises Conflict when it may not go there."""
    if (etat, vers) not in DATE_TRANSITIONS:
        raise _no_step(etat)
    return vers


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
    if etat_date == REPORTEE:
        return libelle_etat(REPORTEE)
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
