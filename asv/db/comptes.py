"""Accounts, sessions and invitations: schema sec, out of reach of the web role but by its functions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary, func, text
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, Base, DuTerritoire, to_row


class Compte(DuTerritoire, Base):
    """A person who enters: one role, one territoire, for a partner one structure."""

    __tablename__ = "compte"
    __table_args__ = (
        ForeignKeyConstraint(["territoire_id"], ["asv.territoire.territoire_id"]),
        to_row("structure", "structure_id"),
        Index("uq_compte_email", text("lower(email)"), unique=True),
        {"schema": SECURITY},
    )
    email: Mapped[str]
    nom_affiche: Mapped[str]
    role: Mapped[str]
    structure_id: Mapped[UUID | None]
    mot_de_passe: Mapped[str | None]
    actif: Mapped[bool] = mapped_column(server_default=text("true"))
    cree_le: Mapped[datetime] = mapped_column(server_default=func.now())


class SessionOuverte(Base):
    """An open session; only the SHA-256 of its token is kept. It ends at `repos_le` (idle) or `expire_le` (absolute)."""

    __tablename__ = "session"
    __table_args__ = (
        ForeignKeyConstraint(["territoire_id", "compte_id"], ["sec.compte.territoire_id", "sec.compte.id"]),
        Index(None, "territoire_id", "compte_id"),
        {"schema": SECURITY},
    )
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    territoire_id: Mapped[str]
    compte_id: Mapped[UUID]
    cree_le: Mapped[datetime] = mapped_column(server_default=func.now())
    repos_le: Mapped[datetime]
    expire_le: Mapped[datetime]


class Invitation(Base):
    """A link to choose one's password, usable once; only the SHA-256 of its token is kept."""

    __tablename__ = "invitation"
    __table_args__ = (
        ForeignKeyConstraint(["territoire_id", "compte_id"], ["sec.compte.territoire_id", "sec.compte.id"]),
        {"schema": SECURITY},
    )
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    territoire_id: Mapped[str]
    compte_id: Mapped[UUID]
    expire_le: Mapped[datetime]
    utilisee_le: Mapped[datetime | None]


