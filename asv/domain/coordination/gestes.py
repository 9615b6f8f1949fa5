"""The three moves, ready to be made: another week, another quartier, or one action instead of two."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from asv.domain.actions.etats import LIFE
from asv.domain.champs import Champs
from asv.domain.coordination.collisions import blank_needs, doublons
from asv.domain.coordination.constats import Geste
from asv.domain.coordination.faits import OVER, ActionVue, Situation, around
from asv.domain.coordination.rangs import family
from asv.domain.coordination.regles import REGLES

FURTHEST_WEEKS = 26
RAISON = 300


@dataclass(frozen=True, slots=True)
class Destination:
    qpv: str
    rang: int


@dataclass(frozen=True, slots=True)
class Choix:
    """A decision as typed. `jour`: first day of the week chosen for a shift; `qpv`: where a displacement goes."""

    geste: str
    raison: str = ""
    jour: str = ""
    qpv: str = ""
    is_confirme: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    geste: Geste
    raison: str
    details: Mapping[str, str]


def moved(action: ActionVue, weeks: int, today: date) -> ActionVue:
    """The same action with its dates to come put off by whole weeks: the day of the week and the hours stay."""
    later = timedelta(weeks=weeks)
    return replace(
        action, dates=tuple(replace(d, jour=d.jour + later) if d.jour >= today else d for d in action.dates)
    )  # fmt: skip


def next_free_week(situation: Situation, action_id: UUID) -> date | None:
    """New day of the first date to come, the fewest weeks later, so that the action meets no other; None if none."""
    action = situation.by_id.get(action_id)
    if action is None or not action.coming(situation.today):
        return None
    near = around(situation, action_id)
    others = tuple(other for other in near.actions if family(other.theme) == family(action.theme) and other != action)
    first = min(day.jour for day in action.coming(situation.today))
    for weeks in range(1, FURTHEST_WEEKS + 1):
        tried = replace(near, actions=(*others, moved(action, weeks, situation.today)))
        if next(doublons(tried), None) is None:
            return first + timedelta(weeks=weeks)
    return None


def which_moves(situation: Situation, *actions: UUID | None) -> ActionVue | None:
    """Of the actions of an alert, the one that moves at the least cost: to come, the least advanced, the latest."""
    known = [situation.by_id[one] for one in actions if one is not None and one in situation.by_id]
    coming = [action for action in known if action.coming(situation.today)]

    def cost(action: ActionVue) -> tuple[int, int]:
        first = min(day.jour for day in action.coming(situation.today))
        return LIFE.index(action.etat), -first.toordinal()

    return min(coming, key=cost, default=None)


def moves_of(situation: Situation, regle: str, *actions: UUID | None) -> tuple[Geste, ...]:
    """The moves of a rule that still make sense: nobody merges with an action that is done or called off."""
    known = [situation.by_id[one] for one in actions if one is not None and one in situation.by_id]
    is_late = any(_is_past(action, situation.today) for action in known)
    return tuple(geste for geste in REGLES[regle].gestes if geste is not Geste.FUSIONNER or not is_late)


def _is_past(action: ActionVue, today: date) -> bool:
    """Closed or cancelled; or every date it had is behind, though nobody said yet that it is done."""
    return action.etat in OVER | {"AE_ANNULEE"} or bool(action.held and not action.coming(today))


def could_come(situation: Situation, theme: str) -> list[ActionVue]:
    """Actions to come on a theme, wherever they are: one of them may come to a white zone."""
    return [a for a in situation.planned if family(a.theme) == family(theme) and a.coming(situation.today)]


def blank_places(situation: Situation, theme: str) -> list[Destination]:
    """QPV that wait for an action on this theme, by published rank."""
    found = [c for c in blank_needs(situation) if c.theme == family(theme)]
    return sorted(
        (Destination(c.qpv, int(c.details["rang"])) for c in found if c.qpv), key=lambda place: (place.rang, place.qpv)
    )  # fmt: skip


def check_choix(choix: Choix, gestes: Collection[Geste], *, quartiers: Collection[str], today: date) -> Decision:
    """A decision ready to be kept. `gestes`: offered; `quartiers`: of the contract. Raises Incorrect."""
    champs = Champs()
    champs.confirme = choix.is_confirme
    offered = {geste.value: geste for geste in gestes}
    geste = offered.get(choix.geste)
    if geste is None:
        champs.refuse("geste", "Choisissez ce que vous décidez.")
    details: dict[str, str] = {}
    if geste is Geste.DECALER:
        jour = champs.day("jour", choix.jour, missing="Indiquez le nouveau jour proposé.")
        if not champs.has_refused("jour") and jour < today:
            champs.refuse("jour", "Ce jour est passé : proposez un jour à venir.")
        details["vers_jour"] = jour.isoformat()
    if geste is Geste.DEPLACER:
        if choix.qpv not in quartiers:
            champs.refuse("qpv", "Choisissez le quartier où l’action irait.")
        details["vers_qpv"] = choix.qpv
    raison = champs.free_text(
        "raison", choix.raison, RAISON, missing="Dites pourquoi, en une phrase : on vous le demandera."
    )
    champs.settle()
    return Decision(geste or Geste.MAINTENIR, raison, details)
