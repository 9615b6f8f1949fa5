"""What is said when an action goes from one state to another: a reason, a new date, the day of the committee."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from asv.domain.actions import avancement as il_faut
from asv.domain.actions.avancement import Avancement, Condition
from asv.domain.actions.etats import Transition
from asv.domain.actions.fiche import FURTHEST
from asv.domain.champs import Champs

ANSWERED = (il_faut.MOTIF, il_faut.NOUVELLE_DATE, il_faut.COTECH)
"""Conditions that the form of the step itself answers."""
OLDEST_COTECH = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Demande:
    """A step as asked: `vers` is the state wanted, the rest as typed (days in ISO)."""

    vers: str
    motif: str = ""
    nouvelle_date: str = ""
    cotech: str = ""


def asked_by(step: Transition, avancement: Avancement) -> frozenset[str]:
    """Fields that the form of this step shows: what it may answer itself and that is not known yet."""
    return frozenset(condition.champ for condition in step.missing(avancement) if condition in ANSWERED)


def still_missing(step: Transition, avancement: Avancement) -> tuple[Condition, ...]:
    """What the step lacks, but what its own form asks."""
    is_without_date = avancement.seances.a_venir == 0
    return tuple(
        il_faut.SANS_DATE if condition == il_faut.COMMENCEE and is_without_date else condition
        for condition in step.missing(avancement)
        if condition not in ANSWERED
    )


def check_demande(demande: Demande, step: Transition, avancement: Avancement, today: date) -> Avancement:
    """What is known of the action, with what the form says. Raises Incorrect with every field to correct."""
    champs, asked = Champs(), asked_by(step, avancement)
    if "motif" in asked:
        motif = champs.code("motif", demande.motif, "ACTION_ANNULATION", today, missing="Choisissez le motif.")
        avancement = replace(avancement, motif=motif)
    if "nouvelle_date" in asked:
        jour = champs.day("nouvelle_date", demande.nouvelle_date, missing="Indiquez la nouvelle date.")
        if not champs.has_refused("nouvelle_date") and not today <= jour <= today + FURTHEST:
            champs.refuse("nouvelle_date", "La nouvelle date est à venir, dans les deux ans.")
        avancement = replace(avancement, nouvelle_date=jour)
    if "cotech" in asked:
        jour = champs.day("cotech", demande.cotech, missing="Indiquez la date du comité technique.")
        if not champs.has_refused("cotech") and not today - OLDEST_COTECH <= jour <= today:
            champs.refuse("cotech", "Le comité technique a déjà eu lieu, il y a moins d’un an : vérifiez la date.")
        avancement = replace(avancement, cotech=jour)
    champs.settle()
    return avancement
