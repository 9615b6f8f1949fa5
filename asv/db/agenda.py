"""Dates as calendars show them: the public agenda, the files and the feeds that calendars read."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Update, and_, exists, func, or_, select, update

from asv.db.actions import Action, DateAction, Participation
from asv.db.comptes import Compte
from asv.db.notifications import Flux
from asv.db.reference import Commune, Qpv
from asv.db.structures import Structure
from asv.db.territoires import Territoire, TerritoireQpv
from asv.domain.flux import SEEN_EVERY

AS_VISITEUR = select(func.set_config("role", "asv_visiteur", True))
"""From here to the end of the transaction, nothing is read that a visitor without login may not read."""
_PORTEUR = and_(Structure.territoire_id == Action.territoire_id, Structure.id == Action.porteur_id)
_OF_THE_ACTION = and_(DateAction.territoire_id == Action.territoire_id, DateAction.action_id == Action.id)


def agenda_dates(seen: ColumnElement[bool], opened: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Dates with what a calendar shows of them, in the order of time, named columns only.

    seen: which actions the reader may see; opened: which of them anybody reads.
    """
    return (
        select(
            DateAction.id, DateAction.action_id, DateAction.version, DateAction.modifiee_le, DateAction.jour,
            DateAction.debut, DateAction.fin, DateAction.lieu, DateAction.etat, Action.titre, Action.type, Action.theme,
            Action.publics, Action.etat.label("etat_action"), Commune.nom.label("commune"),
            func.coalesce(Qpv.nom, "").label("qpv"), Structure.nom.label("structure"), opened.label("is_ouverte"),
        )
        .join(Action, _OF_THE_ACTION)
        .join(Structure, _PORTEUR)
        .join(Commune, Commune.code == DateAction.commune)
        .outerjoin(Qpv, Qpv.code == DateAction.qpv)
        .where(seen)
        .order_by(DateAction.jour, DateAction.debut, DateAction.id)
    )  # fmt: skip


def nearest_first(dates: Select[*tuple[Any, ...]], today: date) -> Select[*tuple[Any, ...]]:
    """The same dates, those nearest to today first."""
    return dates.order_by(None).order_by(func.abs(DateAction.jour - today), DateAction.jour.desc(), DateAction.id)


def suites_of(seen: ColumnElement[bool], actions: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """For each date of these actions that was replaced, the one that replaces it."""
    return (
        select(
            DateAction.remplace_id, DateAction.id, DateAction.jour, DateAction.debut, DateAction.fin, DateAction.etat
        )
        .join(Action, _OF_THE_ACTION)
        .where(seen, DateAction.remplace_id.is_not(None), DateAction.action_id.in_(actions))
        .order_by(DateAction.jour, DateAction.id)
    )  # fmt: skip


def agenda_quartiers(opened: ColumnElement[bool], today: date) -> Select[str, str]:
    """Code and name of the QPV of the contracts whose territoire announces something."""
    announcing = (
        select(DateAction.territoire_id).join(Action, _OF_THE_ACTION).where(opened, DateAction.jour >= today)
    )  # fmt: skip
    return (
        select(Qpv.code, Qpv.nom)
        .join(TerritoireQpv, TerritoireQpv.qpv == Qpv.code)
        .where(TerritoireQpv.dans_contrat, TerritoireQpv.territoire_id.in_(announcing))
        .group_by(Qpv.code, Qpv.nom, Qpv.nom_tri)
        .order_by(Qpv.nom_tri, Qpv.code)
    )


def concerns_structure(structure_id: UUID) -> ColumnElement[bool]:
    """Dates of the actions that a structure carries or has a place in, and those that it hosts."""
    shared = (
        exists()
        .where(
            Participation.territoire_id == Action.territoire_id,
            Participation.action_id == Action.id,
            Participation.structure_id == structure_id,
            Participation.reponse.in_(("attendue", "acceptee")),
        )
        .correlate(Action)
    )
    return or_(Action.porteur_id == structure_id, DateAction.hote_id == structure_id, shared)


def flux_of(mine: ColumnElement[bool]) -> Select[Any]:
    """The addresses of a person, the newest first; never what they were made of."""
    return select(Flux).where(mine).order_by(Flux.cree_le.desc(), Flux.id)


def flux_by_token(token_hash: bytes) -> Select[*tuple[Any, ...]]:
    """The calendar of a secret address with what its person may do today; nothing once his account is closed.

    Asked by whoever carries messages: a person who has left is known to have left without his session.
    """
    is_open = func.sec.est_ouvert(Compte.actif, Compte.ouvert_du, Compte.ouvert_au)
    return (
        select(
            Flux.territoire_id, Flux.id, Flux.nature, Flux.cree_le, Flux.expire_le, Flux.vu_le, Flux.revoque_le,
            Compte.id.label("compte_id"), Compte.role, Compte.structure_id, Territoire.nom.label("territoire_nom"),
        )
        .join(Compte, and_(Compte.territoire_id == Flux.territoire_id, Compte.id == Flux.compte_id))
        .join(Territoire, Territoire.territoire_id == Flux.territoire_id)
        .where(Flux.jeton_hash == token_hash, is_open)
    )  # fmt: skip


def note_reading(territoire_id: str, flux_id: UUID, now: datetime) -> Update:
    """Writes when a calendar was last read, at most once an hour."""
    is_old = or_(Flux.vu_le.is_(None), Flux.vu_le < now - SEEN_EVERY)
    key = Flux.territoire_id == territoire_id, Flux.id == flux_id
    return update(Flux).where(*key, is_old).values(vu_le=now)


def revoke(mine: ColumnElement[bool], flux_id: UUID, now: datetime) -> Update:
    return update(Flux).where(mine, Flux.id == flux_id, Flux.revoque_le.is_(None)).values(revoque_le=now)
