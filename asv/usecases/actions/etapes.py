"""What may follow for an action, for one reader: the steps ahead, whose they are, what each still lacks."""

from dataclasses import dataclass

from asv.db.actions import Action
from asv.domain.acteurs import Acteur
from asv.domain.actions import (
    ANNULEE,
    REPORTEE,
    Avancement,
    Condition,
    Qui,
    Transition,
    advance,
    find_transition,
    may_take,
    steps_from,
)
from asv.domain.actions.etats import BEFORE
from asv.domain.actions.passages import asked_by, still_missing


@dataclass(frozen=True, slots=True)
class Etape:
    """A step ahead. `is_mienne`: the reader may take it once nothing is missing; `champs`: what its form asks."""

    step: Transition
    manques: tuple[Condition, ...]
    is_mienne: bool
    champs: frozenset[str]

    @property
    def is_possible(self) -> bool:
        return self.is_mienne and not self.manques

    @property
    def is_of_coordination(self) -> bool:
        return self.step.qui is Qui.COORDINATION

    @property
    def is_of_dates(self) -> bool:
        return self.step.qui is Qui.DATES


def etat_lu(etat: str, known: Avancement) -> str:
    """The state as its dates tell it today: a day that came begins the action before anybody writes it."""
    taken = advance(etat, known)
    return taken[-1].vers if taken else etat


def etapes_of(acteur: Acteur, action: Action, known: Avancement) -> list[Etape]:
    """Steps that lead on, whose conditions are not about each other: one, but at the end of an action."""
    etat = etat_lu(action.etat, known)
    ahead = steps_from(etat, known)
    nearest = next_of(etat, known)
    if nearest and nearest.qui is Qui.DATES:
        ahead = (nearest,)
    return [_etape(acteur, action, step, known) for step in ahead]


def next_of(etat: str, known: Avancement) -> Transition | None:
    """The step ahead that lacks least; None at the end of an action."""
    return min(steps_from(etat, known), key=lambda step: len(still_missing(step, known)), default=None)


def asides_of(acteur: Acteur, action: Action, known: Avancement) -> list[Etape]:
    """Putting off and calling off, when the reader may do so."""
    etat = etat_lu(action.etat, known)
    wanted = [find_transition(etat, REPORTEE)] if etat in BEFORE else []
    wanted += [find_transition(etat, ANNULEE)] if etat in {*BEFORE, REPORTEE} else []
    found = [_etape(acteur, action, step, known) for step in wanted]
    return [etape for etape in found if etape.is_possible]


def _etape(acteur: Acteur, action: Action, step: Transition, known: Avancement) -> Etape:
    mine = may_take(acteur, step, action.porteur_id)
    return Etape(step, still_missing(step, known), mine, asked_by(step, known))


def lacking_of(action: Action, known: Avancement) -> tuple[str, ...]:
    """What the action lacks for its next step, in words."""
    step = next_of(etat_lu(action.etat, known), known)
    return tuple(condition.manque for condition in still_missing(step, known)) if step else ()
