"""Joint actions: the sheet, its dates, its partners and what each brings."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, Base, DuTerritoire, to_row

EMPTY = text("'{}'")


class Action(DuTerritoire, Base):
    __tablename__ = "action"
    __table_args__ = (
        to_row("structure", "porteur_id"),
        to_row("compte", "creee_par", schema=SECURITY),
        UniqueConstraint("territoire_id", "id", "porteur_id"),
    )
    titre: Mapped[str]
    type: Mapped[str]
    theme: Mapped[str]
    description: Mapped[str] = mapped_column(server_default=text("''"))
    etat: Mapped[str]
    porteur_id: Mapped[UUID]
    qpv: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    publics: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    is_publique: Mapped[bool] = mapped_column(server_default=text("true"))
    motif_annulation: Mapped[str | None]
    creee_par: Mapped[UUID]
    creee_le: Mapped[datetime] = mapped_column(server_default=func.now())
    version: Mapped[int] = mapped_column(server_default=text("1"))


class DateAction(DuTerritoire, Base):
    """One date × place of an action, with a state of its own. The porteur is copied: rights read it without a join."""

    __tablename__ = "date_action"
    __table_args__ = (
        to_row("action", "action_id", "porteur_id"),
        Index(None, "territoire_id", "jour"),
        Index(None, "territoire_id", "action_id"),
    )
    action_id: Mapped[UUID]
    porteur_id: Mapped[UUID]
    jour: Mapped[date]
    debut: Mapped[time]
    fin: Mapped[time]
    lieu: Mapped[str]
    commune: Mapped[str] = mapped_column(ForeignKey("asv.commune.code"))
    qpv: Mapped[str | None] = mapped_column(ForeignKey("asv.qpv.code"))
    etat: Mapped[str]


class Participation(Base):
    """The place of a structure in an action: its role, its answer to the invitation, what it brings."""

    __tablename__ = "participation"
    __table_args__ = (
        to_row("action", "action_id", "porteur_id"),
        to_row("structure", "structure_id"),
        Index(None, "territoire_id", "structure_id"),
    )
    territoire_id: Mapped[str] = mapped_column(primary_key=True)
    action_id: Mapped[UUID] = mapped_column(primary_key=True)
    structure_id: Mapped[UUID] = mapped_column(primary_key=True)
    porteur_id: Mapped[UUID]
    role: Mapped[str]
    reponse: Mapped[str]
    moyens: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    apport: Mapped[str] = mapped_column(server_default=text("''"))
    invitee_le: Mapped[datetime] = mapped_column(server_default=func.now())
    repondue_le: Mapped[datetime | None]
