"""What the shared calendar, the matrix and the map of séances read: a few columns of many dates, never whole sheets."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.dialects.postgresql import array

from asv.db.actions import Action, DateAction
from asv.db.besoins import RangBesoin
from asv.db.reference import Commune, Qpv
from asv.db.structures import Structure
from asv.domain.actions import ANNULEE, REPORTEE

_OF_THE_DATE = and_(Action.territoire_id == DateAction.territoire_id, Action.id == DateAction.action_id)
_PORTEUR = and_(Structure.territoire_id == Action.territoire_id, Structure.id == Action.porteur_id)
_HELD_IN = func.unnest(case((DateAction.qpv.is_(None), Action.qpv), else_=array([DateAction.qpv])))
"""QPV in which a date counts: its own; held outside any QPV, those that its action is meant for."""


def seances_of(seen: ColumnElement[bool], first: date, last: date) -> Select[*tuple[Any, ...]]:
    """Dates of two days and between, with what a calendar says of each, in the order of time."""
    return (
        select(
            DateAction.id, DateAction.jour, DateAction.debut, DateAction.fin, DateAction.lieu, DateAction.etat,
            DateAction.qpv, Action.id.label("action_id"), Action.titre, Action.theme, Action.etat.label("etat_action"),
            Action.qpv.label("qpv_vises"), Action.publics, Structure.nom.label("porteur"),
            Commune.nom.label("commune"), Qpv.nom.label("quartier"),
        )
        .join(Action, _OF_THE_DATE)
        .join(Structure, _PORTEUR)
        .join(Commune, Commune.code == DateAction.commune)
        .outerjoin(Qpv, Qpv.code == DateAction.qpv)
        .where(seen, DateAction.jour.between(first, last))
        .order_by(DateAction.jour, DateAction.debut, DateAction.id)
    )  # fmt: skip


def replacements_of(
    seen: ColumnElement[bool], actions: Collection[UUID], postponed: Collection[UUID]
) -> Select[UUID | None, date]:
    """For each postponed date, the day that replaces it. The actions are named for their index."""
    return (
        select(DateAction.remplace_id, DateAction.jour)
        .join(Action, _OF_THE_DATE)
        .where(seen, DateAction.action_id.in_(actions), DateAction.remplace_id.in_(postponed))
        .order_by(DateAction.jour, DateAction.id)
    )


def counts_by_quartier(
    seen: ColumnElement[bool], between: tuple[date, date], today: date
) -> Select[str, str, int, int, int]:
    """By QPV and theme: dates held, dates to come, and their actions; neither cancelled nor postponed ones."""
    going_on = and_(DateAction.etat.notin_((ANNULEE, REPORTEE)), Action.etat.notin_((ANNULEE, REPORTEE)))
    dates = (
        select(
            _HELD_IN.label("held_in"),
            Action.theme.label("theme"),
            (DateAction.jour < today).label("is_past"),
            Action.id.label("action_id"),
        )
        .join(Action, _OF_THE_DATE)
        .where(seen, going_on, DateAction.jour.between(*between))
        .subquery()
    )
    return (
        select(
            dates.c.held_in, dates.c.theme, func.count().filter(dates.c.is_past),
            func.count().filter(~dates.c.is_past),
            func.count(dates.c.action_id.distinct()),
        )
        .group_by(dates.c.held_in, dates.c.theme)
        .order_by(dates.c.held_in, dates.c.theme)
    )  # fmt: skip


def latest_rangs(seen: ColumnElement[bool]) -> Select[str, str, int | None, int]:
    """QPV, theme, rank and year of the ranks of need last published; the rank is NULL where it is not."""
    latest = select(func.max(RangBesoin.annee)).where(seen).scalar_subquery()
    return (
        select(RangBesoin.qpv, RangBesoin.theme, RangBesoin.rang, RangBesoin.annee)
        .where(seen, RangBesoin.annee == latest)
        .order_by(RangBesoin.qpv, RangBesoin.theme)
    )
