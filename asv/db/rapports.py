"""What annual reports count beside the release: séances, ateliers, actions and their money. Never people."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from asv.db.actions import Action, DateAction, Participation
from asv.db.ateliers import Atelier
from asv.db.bilans import Financement
from asv.db.moyens import Reservation
from asv.db.seances import Seance
from asv.domain.actions import Reponse
from asv.domain.actions.seances import REALISEE

USED = ("utilisee", "rendue")
Between = tuple[date, date]


def lock_rapport(territoire_id: str, periode: str) -> Select[Any]:
    """Makes two adjustments of one frozen report wait for each other, until the transaction ends."""
    return select(func.pg_advisory_xact_lock(func.hashtextextended(f"rapport {territoire_id}/{periode}", 0)))


def presence_of(seen: ColumnElement[bool], between: Between) -> Select[str, int, int | None, int]:
    """By mode: séances of the team, minutes of those held in a QPV, and how many of these have no length."""
    in_qpv = Seance.qpv.is_not(None)
    return (
        select(
            Seance.mode, func.count(), func.sum(Seance.duree_minutes).filter(in_qpv),
            func.count().filter(in_qpv, Seance.duree_minutes.is_(None)),
        )
        .where(seen, Seance.annule_le.is_(None), Seance.date_seance.between(*between))
        .group_by(Seance.mode)
        .order_by(Seance.mode)
    )  # fmt: skip


def ateliers_of(seen: ColumnElement[bool], between: Between) -> Select[int]:
    return select(func.count()).where(seen, Atelier.annule_le.is_(None), Atelier.date_atelier.between(*between))


def held_of(seen: ColumnElement[bool], between: Between) -> Select[int, int]:
    """Séances of joint actions that took place, and the actions they belong to."""
    query = select(func.count(), func.count(DateAction.action_id.distinct()))
    return query.where(seen, DateAction.etat == REALISEE, DateAction.jour.between(*between))


def _held_actions(dates: ColumnElement[bool], between: Between) -> ColumnElement[bool]:
    held = select(DateAction.action_id).where(dates, DateAction.etat == REALISEE, DateAction.jour.between(*between))
    return Action.id.in_(held)


def structures_in(seen: ColumnElement[bool], dates: ColumnElement[bool], between: Between) -> Select[int]:
    """Structures that took part in the actions held. seen, dates: of Participation and Action, of DateAction."""
    of_it = and_(Action.territoire_id == Participation.territoire_id, Action.id == Participation.action_id)
    joined = select(func.count(Participation.structure_id.distinct())).join(Action, of_it)
    return joined.where(seen, Participation.reponse == Reponse.ACCEPTEE, _held_actions(dates, between))


def loans_of(seen: ColumnElement[bool], dates: ColumnElement[bool], between: Between) -> Select[int]:
    """Means of another structure, used for the actions held. seen: of Reservation and Action."""
    of_it = and_(Action.territoire_id == Reservation.territoire_id, Action.id == Reservation.action_id)
    lent = Reservation.etat.in_(USED), Reservation.proprietaire_id != Reservation.structure_id
    return select(func.count(Reservation.id)).join(Action, of_it).where(seen, *lent, _held_actions(dates, between))


def levels_of(
    seen: ColumnElement[bool], dates: ColumnElement[bool], between: Between, levels: tuple[str, ...]
) -> Select[int]:
    """Actions held whose participation reached one of these levels."""
    return select(func.count()).where(seen, Action.participation_obtenue.in_(levels), _held_actions(dates, between))


def money_of(seen: ColumnElement[bool], dates: ColumnElement[bool], between: Between) -> Select[Financement]:
    """Lines of money of the actions of a year: its millésime, or when there is none, the year of their séances."""
    of_it = and_(Action.territoire_id == Financement.territoire_id, Action.id == Financement.action_id)
    of_year = Action.millesime == between[0].year
    held = and_(Action.millesime.is_(None), _held_actions(dates, between))
    return select(Financement).join(Action, of_it).where(seen, or_(of_year, held)).order_by(Financement.id)
