"""The facts that the life of actions depends on, read at once for as many actions as wanted."""

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, null, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.sql.elements import False_

from asv.db.actions import Action, DateAction, Participation
from asv.db.besoins import BesoinAction
from asv.db.bilans import Financement, IndicateurAction, Passage
from asv.db.moyens import Reservation
from asv.domain.actions import REPORTEE, Reponse

Seen = Callable[[type[Any]], ColumnElement[bool]]
"""What scope.visible answers for a table, the acteur being given."""
BOOKED = ("reservee", "utilisee", "rendue")
INFORMED = (Reponse.ATTENDUE, Reponse.ACCEPTEE, Reponse.DECLINEE)


def facts_of(seen: Seen) -> Select[*tuple[Any, ...]]:
    """For each action that one may see: its identifier and counts named after the facts of `Avancement`."""
    count, without_value = partial(_count, seen), partial(_without_value, seen)
    others = Participation.structure_id != Action.porteur_id, Participation.reponse.in_(INFORMED)
    brings = Participation.reponse == Reponse.ACCEPTEE, func.cardinality(Participation.moyens) > 0
    not_spent = Financement.accorde > 0, Financement.depense.is_(None)
    return select(
        Action.id,
        count(BesoinAction).label("besoins"),
        count(Participation, *others).label("informees"),
        count(IndicateurAction).label("indicateurs"),
        (count(Reservation, Reservation.etat.in_(BOOKED)) + count(Participation, *brings)).label("moyens"),
        count(Reservation, Reservation.etat == "demandee").label("moyens_attendus"),
        without_value("realisation").label("sans_valeur"),
        without_value("resultat").label("sans_resultat"),
        count(Financement, *not_spent).label("sans_depense"),
        _came_from(seen).label("depuis"),
    ).where(seen(Action))


def _count(seen: Seen, table: type[Any], *conditions: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows of a table hang on the action of the line; nothing is read where the acteur reads nothing."""
    if not is_open(seen(table)):
        return literal(0)
    here = table.territoire_id == Action.territoire_id, table.action_id == Action.id
    rows = select(func.count()).select_from(table).where(*here, seen(table), *conditions)
    return rows.correlate(Action).scalar_subquery()


def _without_value(seen: Seen, famille: str) -> ColumnElement[int]:
    unread = IndicateurAction.obtenu.is_(None), IndicateurAction.releve_le.is_(None)
    return _count(seen, IndicateurAction, IndicateurAction.famille == famille, *unread)


def is_open(condition: ColumnElement[bool]) -> bool:
    """Whether a role reads anything of a table: PostgreSQL refuses even to be asked about the others."""
    return not isinstance(condition, False_)


def _came_from(seen: Seen) -> ColumnElement[Any]:
    """The state from which an action was last postponed."""
    if not is_open(seen(Passage)):
        return null()
    postponed = (
        select(Passage.de)
        .where(
            Passage.territoire_id == Action.territoire_id, Passage.action_id == Action.id,
            Passage.vers == REPORTEE, seen(Passage),
        )
        .order_by(Passage.passe_le.desc(), Passage.id)
        .limit(1)
    )  # fmt: skip
    return postponed.correlate(Action).scalar_subquery()


def days_of(seen: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """For each action its days and their states, in the order of time: a row an action, whatever its dates."""
    order = DateAction.jour, DateAction.id
    return (
        select(
            DateAction.action_id,
            func.array_agg(aggregate_order_by(DateAction.jour, *order)),
            func.array_agg(aggregate_order_by(DateAction.etat, *order)),
        )
        .where(seen)
        .group_by(DateAction.action_id)
        .order_by(DateAction.action_id)
    )


def passages_of(seen: ColumnElement[bool]) -> Select[Passage]:
    """How actions moved, the last first."""
    return select(Passage).where(seen).order_by(Passage.passe_le.desc(), Passage.id)
