"""What came of an action: who came, what was measured, what it cost, how its state moved, what was said of it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Index, Select, and_, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.actions import DateAction
from asv.db.base import SECURITY, Base, DuTerritoire, to_row
from asv.db.suivis import Orientation, Resultat

ZERO = text("0")
NOTHING = text("''")


class Frequentation(Base):
    """Counts of one date, as totals only: participations, never persons.

    `residence_connue`, `premieres_repondues`: those of whom it is known. `contents`, `moyens`, `mecontents`: three
    faces. `avant`/`apres`: right answers to the three closed questions, over those who answered.
    """

    __tablename__ = "frequentation"
    __table_args__ = (
        to_row("date_action", "date_id", "action_id"),
        to_row("action", "action_id", "porteur_id", follows=True),
        Index(None, "territoire_id", "action_id"),
    )
    territoire_id: Mapped[str] = mapped_column(primary_key=True)
    date_id: Mapped[UUID] = mapped_column(primary_key=True)
    action_id: Mapped[UUID]
    porteur_id: Mapped[UUID]
    participants: Mapped[int]
    residence_connue: Mapped[int] = mapped_column(server_default=ZERO)
    du_qpv: Mapped[int] = mapped_column(server_default=ZERO)
    du_qpv_cible: Mapped[int] = mapped_column(server_default=ZERO)
    premieres_repondues: Mapped[int] = mapped_column(server_default=ZERO)
    premieres: Mapped[int] = mapped_column(server_default=ZERO)
    contents: Mapped[int] = mapped_column(server_default=ZERO)
    moyens: Mapped[int] = mapped_column(server_default=ZERO)
    mecontents: Mapped[int] = mapped_column(server_default=ZERO)
    repondants_avant: Mapped[int] = mapped_column(server_default=ZERO)
    justes_avant: Mapped[int] = mapped_column(server_default=ZERO)
    repondants_apres: Mapped[int] = mapped_column(server_default=ZERO)
    justes_apres: Mapped[int] = mapped_column(server_default=ZERO)
    saisie_le: Mapped[datetime] = mapped_column(server_default=func.now())


class IndicateurAction(DuTerritoire, Base):
    """An indicateur chosen for an action. `famille`: realisation, resultat, impact. `echeance`: seance, J60, J90…"""

    __tablename__ = "indicateur_action"
    __table_args__ = (
        to_row("action", "action_id", "porteur_id", follows=True),
        Index(None, "territoire_id", "action_id"),
    )
    action_id: Mapped[UUID]
    porteur_id: Mapped[UUID]
    famille: Mapped[str]
    code: Mapped[str | None]
    libelle: Mapped[str]
    unite: Mapped[str] = mapped_column(server_default=NOTHING)
    cible: Mapped[Decimal]
    obtenu: Mapped[Decimal | None]
    source: Mapped[str]
    echeance: Mapped[str]
    commentaire: Mapped[str] = mapped_column(server_default=NOTHING)
    releve_le: Mapped[date | None]


class Financement(DuTerritoire, Base):
    """A line of money: asked, granted, spent, in euros, with the deadlines of its funder."""

    __tablename__ = "financement"
    __table_args__ = (
        to_row("action", "action_id", "porteur_id", follows=True),
        Index(None, "territoire_id", "action_id"),
    )
    action_id: Mapped[UUID]
    porteur_id: Mapped[UUID]
    source: Mapped[str]
    reference: Mapped[str] = mapped_column(server_default=NOTHING)
    demande: Mapped[Decimal | None]
    accorde: Mapped[Decimal | None]
    depense: Mapped[Decimal | None]
    is_refuse: Mapped[bool] = mapped_column(server_default=text("false"))
    depot_le: Mapped[date | None]
    decision_le: Mapped[date | None]
    intermediaire_le: Mapped[date | None]
    compte_rendu_le: Mapped[date | None]


class Passage(DuTerritoire, Base):
    """An action went from one state to another; append only."""

    __tablename__ = "passage"
    __table_args__ = (
        to_row("action", "action_id", "porteur_id", follows=True),
        Index(None, "territoire_id", "action_id"),
    )
    action_id: Mapped[UUID]
    porteur_id: Mapped[UUID]
    de: Mapped[str]
    vers: Mapped[str]
    auteur_id: Mapped[UUID]
    signature: Mapped[str]
    motif: Mapped[str | None]
    details: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    passe_le: Mapped[datetime] = mapped_column(server_default=func.now())


class Commentaire(DuTerritoire, Base):
    """A dated word in the thread of an action. `nature`: commentaire or decision. `mentions`: structures called."""

    __tablename__ = "commentaire"
    __table_args__ = (
        to_row("action", "action_id", "porteur_id", follows=True),
        to_row("compte", "auteur_id", schema=SECURITY),
        Index(None, "territoire_id", "action_id"),
    )
    action_id: Mapped[UUID]
    porteur_id: Mapped[UUID]
    auteur_id: Mapped[UUID]
    signature: Mapped[str]
    nature: Mapped[str]
    texte: Mapped[str]
    mentions: Mapped[list[UUID]] = mapped_column(server_default=text("'{}'"))
    ecrit_le: Mapped[datetime] = mapped_column(server_default=func.now())
    retire_le: Mapped[datetime | None]


def orientations_towards(
    seen: ColumnElement[bool], answers: ColumnElement[bool], action_id: UUID
) -> Select[UUID, date, date | None, str | None]:
    """Orientations towards the dates of an action, each with its results in the order they came, or none.

    seen, answers: what scope.visible answers for Orientation and for Resultat.
    """
    there = and_(DateAction.territoire_id == Orientation.territoire_id, DateAction.id == Orientation.date_action_id)
    of_it = and_(Resultat.territoire_id == Orientation.territoire_id, Resultat.pour_id == Orientation.id, answers)
    return (
        select(Orientation.id, Orientation.date_orientation, Resultat.date_resultat, Resultat.code)
        .join(DateAction, there)
        .outerjoin(Resultat, of_it)
        .where(seen, DateAction.action_id == action_id)
        .order_by(Orientation.id, Resultat.sequence)
    )
