"""Requests to join an action, asked by a structure itself; and the dates that come where it works."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, and_, cast, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.sql.dml import ReturningDelete, ReturningInsert, ReturningUpdate

from asv.db.actions import Action, DateAction, Participation
from asv.db.reference import Commune, Qpv
from asv.db.structures import Structure
from asv.domain.actions import Reponse

_OF_THE_DATE = and_(Action.territoire_id == DateAction.territoire_id, Action.id == DateAction.action_id)
_PORTEUR = and_(Structure.territoire_id == Action.territoire_id, Structure.id == Action.porteur_id)


def ask(action: Action, structure_id: UUID, role: str) -> ReturningInsert[UUID]:
    """The place asked for; gives no row back when the structure has one already, whatever was answered."""
    place = {
        "territoire_id": action.territoire_id, "action_id": action.id, "structure_id": structure_id,
        "porteur_id": action.porteur_id, "role": role, "reponse": Reponse.DEMANDEE.value, "is_demande": True,
    }  # fmt: skip
    return insert(Participation).values(place).on_conflict_do_nothing().returning(Participation.structure_id)


def _pending(action: Action, structure_id: UUID) -> ColumnElement[bool]:
    return and_(
        Participation.territoire_id == action.territoire_id,
        Participation.action_id == action.id,
        Participation.structure_id == structure_id,
        Participation.is_demande,
        Participation.reponse == Reponse.DEMANDEE.value,
    )


def settle(action: Action, structure_id: UUID, reponse: Reponse, now: datetime) -> ReturningUpdate[UUID]:
    """The answer to a request that waits for one; gives no row back when it waits no more."""
    values = {"reponse": reponse.value, "repondue_le": now}
    return (
        update(Participation).where(_pending(action, structure_id)).values(values).returning(Participation.structure_id)
    )


def take_back(action: Action, structure_id: UUID) -> ReturningDelete[UUID]:
    """The request disappears, so that it may be asked again; gives no row back when it was answered."""
    return delete(Participation).where(_pending(action, structure_id)).returning(Participation.structure_id)


def demandes_of(seen: ColumnElement[bool]) -> Select[Participation, str, str]:
    """Requests that wait for an answer, with the title of the action and the name of who asks, the oldest first."""
    asking = and_(
        Structure.territoire_id == Participation.territoire_id, Structure.id == Participation.structure_id
    )  # fmt: skip
    action = and_(Action.territoire_id == Participation.territoire_id, Action.id == Participation.action_id)
    return (
        select(Participation, Action.titre, Structure.nom)
        .join(Action, action)
        .join(Structure, asking)
        .where(seen, Participation.reponse == Reponse.DEMANDEE.value)
        .order_by(Participation.invitee_le, Participation.action_id, Participation.structure_id)
    )


_PLACE = and_(Participation.territoire_id == Action.territoire_id, Participation.action_id == Action.id)


def coming_in(
    seen: ColumnElement[bool], qpv: list[str], first: date, last: date, structure_id: UUID
) -> Select[*tuple[Any, ...]]:
    """Announced dates of two days and between, in these QPV; with the answer of the structure, NULL without place.

    A date held outside any QPV counts in those that its action is meant for.
    """
    aimed = and_(DateAction.qpv.is_(None), Action.qpv.op("&&")(cast(qpv, ARRAY(Text))))
    where = or_(DateAction.qpv.in_(qpv), aimed)
    return (
        select(
            Action.id.label("action_id"), Action.titre, Action.theme, Action.etat.label("etat_action"),
            Action.porteur_id, DateAction.jour, DateAction.debut, DateAction.fin, DateAction.lieu,
            DateAction.etat, Structure.nom.label("porteur"), Commune.nom.label("commune"),
            func.coalesce(Qpv.nom, "").label("qpv"), Participation.reponse,
        )
        .join(Action, _OF_THE_DATE)
        .join(Structure, _PORTEUR)
        .join(Commune, Commune.code == DateAction.commune)
        .outerjoin(Qpv, Qpv.code == DateAction.qpv)
        .outerjoin(Participation, and_(_PLACE, Participation.structure_id == structure_id))
        .where(seen, DateAction.jour.between(first, last), where)
        .order_by(DateAction.jour, DateAction.debut, DateAction.id)
    )  # fmt: skip
