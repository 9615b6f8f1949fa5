"""What is due, told once by the carrier: each reminder has a key that stands for ever, so a second pass tells nothing.

Each reminder looks at a bounded stretch of days: a year of past actions loaded at once reminds nobody of it.
"""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import UUID as UUIDType
from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Subquery,
    Text,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.dml import ReturningInsert

from asv.db.actions import Action, DateAction, Participation
from asv.db.bilans import Frequentation
from asv.db.comptes import Compte
from asv.db.notifications import Abonnement, Notification
from asv.db.reference import Commune
from asv.db.structures import Structure
from asv.domain.acteurs import Role
from asv.domain.actions import ANNULEE, PROGRAMMEE
from asv.domain.courrier import Etat, Rythme
from asv.domain.notifications import Genre
from asv.domain.nouvelles import Rappel
from asv.domain.rappels import (
    ACCUSE_SEEN,
    BILAN,
    BILAN_DUE,
    COMPTES,
    COMPTES_DUE,
    EVALUATION,
    EVALUATION_DUE,
    INVITATION,
    Delai,
)

HELD = (PROGRAMMEE, "AE_REALISEE")
TO_REPORT = ("AE_EN_COURS", "AE_REALISEE", "AE_PARTIELLE")
ASKING = (PROGRAMMEE, "AE_VALIDEE", "AE_CONCERTATION", "AE_MONTAGE", "AE_BESOIN", "AE_EN_COURS")
COLUMNS = ("territoire_id", "id", "compte_id", "cle", "genre", "action_id", "date_id", "details", "courrier")
_OF_ACTION = and_(DateAction.territoire_id == Action.territoire_id, DateAction.action_id == Action.id)


def _within(day: Any, delai: Delai, today: date) -> ColumnElement[bool]:
    between: ColumnElement[bool] = day.between(today - timedelta(days=delai.until), today - timedelta(days=delai.since))
    return between


def _facts(rappel: Rappel, titre: Any, *more: Any) -> ColumnElement[Any]:
    return func.jsonb_build_object("quoi", rappel.value, "titre", titre, *more)


def _cle(prefix: str, *parts: Any) -> ColumnElement[str]:
    return func.concat_ws(":", prefix, *(cast(part, Text) for part in parts))


def comptes_due(today: date) -> Select[Any]:
    """Dates that took place and whose counts are not entered, told to the porteur a week before they are late."""
    counted = exists().where(
        Frequentation.territoire_id == DateAction.territoire_id, Frequentation.date_id == DateAction.id
    )
    facts = _facts(
        Rappel.COMPTES, Action.titre, "jour", DateAction.jour, "lieu", DateAction.lieu, "commune", Commune.nom,
        "echeance", DateAction.jour + COMPTES_DUE,
    )  # fmt: skip
    return (
        _event(_cle("comptes", DateAction.id), facts, DateAction.id, Action.porteur_id)
        .join(DateAction, _OF_ACTION)
        .join(Commune, Commune.code == DateAction.commune)
        .where(DateAction.etat.in_(HELD), Action.etat != ANNULEE, ~counted, _within(DateAction.jour, COMPTES, today))
    )


def _event(
    cle: ColumnElement[str], facts: ColumnElement[Any], date_id: Any, structure_id: Any, *, coordination: bool = False
) -> Select[Any]:
    """One line an event. `structure_id`: whose members are told; `coordination`: told too."""
    return select(
        Action.territoire_id, Action.id.label("action_id"), cast(date_id, UUIDType).label("date_id"), cle.label("cle"),
        facts.label("details"), cast(structure_id, UUIDType).label("structure_id"),
        literal(coordination).label("to_coordination"),
    ).select_from(Action)  # fmt: skip


def _last_days() -> Subquery:
    """The last day of each action that was not called off."""
    held = select(DateAction.territoire_id, DateAction.action_id, func.max(DateAction.jour).label("jour"))
    return (
        held.where(DateAction.etat.in_(HELD)).group_by(DateAction.territoire_id, DateAction.action_id).subquery("last")
    )


def _after_the_last(rappel: Rappel, states: tuple[str, ...], delai: Delai, due: int, today: date) -> Select[Any]:
    last = _last_days()
    facts = _facts(rappel, Action.titre, "echeance", cast(last.c.jour + due, Date))
    told = rappel is Rappel.EVALUATION
    of_action = and_(last.c.territoire_id == Action.territoire_id, last.c.action_id == Action.id)
    query = _event(_cle(rappel.value, Action.id), facts, null(), Action.porteur_id, coordination=told)
    return query.join(last, of_action).where(Action.etat.in_(states), _within(last.c.jour, delai, today))


def bilan_due(today: date) -> Select[Any]:
    return _after_the_last(Rappel.BILAN, TO_REPORT, BILAN, BILAN_DUE, today)


def evaluation_due(today: date) -> Select[Any]:
    return _after_the_last(Rappel.EVALUATION, ("AE_BILAN",), EVALUATION, EVALUATION_DUE, today)


def _unanswered(rappel: Rappel, told: Any, today: date) -> Select[Any]:
    """Invitations without an answer, to an action that is not over; a place that was asked for is not one."""
    of_action = and_(Participation.territoire_id == Action.territoire_id, Participation.action_id == Action.id)
    invited = and_(Structure.territoire_id == Participation.territoire_id, Structure.id == Participation.structure_id)
    cle = _cle(rappel.value, Participation.action_id, Participation.structure_id)
    asked_on = cast(func.timezone("Europe/Paris", Participation.invitee_le), Date)
    return (
        _event(cle, _facts(rappel, Action.titre, "structure", Structure.nom), null(), told)
        .join(Participation, of_action)
        .join(Structure, invited)
        .where(Participation.reponse == "attendue", ~Participation.is_demande, Action.etat.in_(ASKING))
        .where(_within(asked_on, INVITATION, today))
    )


def invitation_unanswered(today: date) -> Select[Any]:
    return _unanswered(Rappel.INVITATION, Participation.structure_id, today)


def silence_told(today: date) -> Select[Any]:
    """The same, told to the structure that invited."""
    return _unanswered(Rappel.SILENCE, Action.porteur_id, today)


def accuse_late(today: date) -> Select[Any]:
    """Cancellations that somebody has not seen in time: one line an event, to the coordination and the porteur."""
    told_on = cast(func.timezone("Europe/Paris", Notification.accuse_avant), Date)
    late = and_(Notification.accusee_le.is_(None), Notification.accuse_avant < func.now())
    facts = _facts(Rappel.ACCUSE, Action.titre, "jour", func.min(Notification.details["jour"].astext))
    of_action = and_(Notification.territoire_id == Action.territoire_id, Notification.action_id == Action.id)
    return (
        _event(_cle("accuse", Notification.cle), facts, null(), Action.porteur_id, coordination=True)
        .join(Notification, of_action)
        .where(late, _within(told_on, ACCUSE_SEEN, today))
        .group_by(Action.territoire_id, Action.id, Action.titre, Action.porteur_id, Notification.cle)
    )


RAPPELS = (comptes_due, bilan_due, evaluation_due, invitation_unanswered, silence_told, accuse_late)


def reminded(events: Select[Any]) -> ReturningInsert[Any]:
    """Tells these events to those who may act on them; gives one line for each that was not told before."""
    told = events.subquery("told")
    writes = and_(
        Compte.role == Role.PARTENAIRE, Compte.structure_id == told.c.structure_id, Compte.droits != "lecture"
    )
    coordinates = and_(told.c.to_coordination, Compte.role == Role.COORDINATEUR)
    is_open = func.sec.est_ouvert(Compte.actif, Compte.ouvert_du, Compte.ouvert_au)
    concerned = and_(Compte.territoire_id == told.c.territoire_id, is_open, or_(writes, coordinates))
    choice = and_(Abonnement.territoire_id == Compte.territoire_id, Abonnement.compte_id == Compte.id)
    lines = (
        select(
            Compte.territoire_id, func.gen_random_uuid(), Compte.id, told.c.cle, literal(Genre.ECHEANCE.value),
            told.c.action_id, told.c.date_id, told.c.details,
            case((Abonnement.rythme == Rythme.JAMAIS, Etat.NON.value), else_=Etat.ATTENTE.value),
        )
        .select_from(told)
        .join(Compte, concerned)
        .outerjoin(Abonnement, choice)
    )  # fmt: skip
    new = insert(Notification).from_select(list(COLUMNS), lines).on_conflict_do_nothing()
    return new.returning(Notification.id)
