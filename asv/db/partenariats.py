"""What each structure does with others: its last joint date, the next one, what it lends."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, select, union

from asv.db.actions import Action, DateAction, Participation
from asv.db.moyens import Moyen
from asv.db.scope import visible
from asv.domain.acteurs import Acteur
from asv.domain.actions import Reponse

CALLED_OFF = ("AE_ANNULEE", "AE_REPORTEE")


def joint_dates(
    acteur: Acteur, today: date, structure_id: UUID | None = None
) -> Select[UUID, date | None, date | None]:
    """Of each structure, the last joint date and the next one; joint: somebody else accepted a place in the action."""
    accepted = Participation.reponse == Reponse.ACCEPTEE
    shared = (
        exists()
        .where(Participation.territoire_id == Action.territoire_id, Participation.action_id == Action.id, accepted)
        .correlate(Action)
    )
    carried = select(Action.porteur_id.label("structure_id"), Action.id.label("action_id")).where(
        visible(Action, acteur), shared
    )
    joined = select(Participation.structure_id, Participation.action_id).where(visible(Participation, acteur), accepted)
    places = union(carried, joined).subquery()
    held = _not_called_off(acteur)
    query = select(
        places.c.structure_id,
        func.max(DateAction.jour).filter(DateAction.jour <= today),
        func.min(DateAction.jour).filter(DateAction.jour > today),
    ).join(DateAction, and_(DateAction.action_id == places.c.action_id, held))
    query = query.group_by(places.c.structure_id)
    return query if structure_id is None else query.where(places.c.structure_id == structure_id)


def _not_called_off(acteur: Acteur) -> ColumnElement[bool]:
    return and_(visible(DateAction, acteur), DateAction.etat.notin_(CALLED_OFF))


def lent_by(acteur: Acteur, structure_id: UUID, today: date) -> Select[Moyen]:
    """The open offers of a structure, by kind."""
    offered = Moyen.sens == "offre", Moyen.etat == "ouvert", Moyen.fin >= today
    query = select(Moyen).where(visible(Moyen, acteur), Moyen.structure_id == structure_id, *offered)
    return query.order_by(Moyen.code, Moyen.libelle, Moyen.id)
