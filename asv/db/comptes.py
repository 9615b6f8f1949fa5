"""Accounts, sessions and invitations: schema sec, out of reach of the web role but by its functions."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Delete,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    Select,
    Update,
    and_,
    delete,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, Base, DuTerritoire, to_row


class Compte(DuTerritoire, Base):
    """A person who enters: one role, one territoire, for a partner one structure.

    `droits`: what a partner may do for his structure, gestion, ecriture or lecture (the others do not read it).
    The account opens from `ouvert_du` to `ouvert_au` included, days of France; None sets no bound.
    """

    __tablename__ = "compte"
    __table_args__ = (
        ForeignKeyConstraint(["territoire_id"], ["asv.territoire.territoire_id"]),
        to_row("structure", "structure_id"),
        Index("uq_compte_email", text("lower(email)"), unique=True),
        CheckConstraint("droits IN ('gestion', 'ecriture', 'lecture')", name="droits"),
        {"schema": SECURITY},
    )
    email: Mapped[str]
    nom_affiche: Mapped[str]
    role: Mapped[str]
    structure_id: Mapped[UUID | None]
    mot_de_passe: Mapped[str | None]
    actif: Mapped[bool] = mapped_column(server_default=text("true"))
    cree_le: Mapped[datetime] = mapped_column(server_default=func.now())
    droits: Mapped[str] = mapped_column(server_default=text("'gestion'"))
    ouvert_du: Mapped[date | None]
    ouvert_au: Mapped[date | None]


class SessionOuverte(Base):
    """An open session; only the SHA-256 of its token is kept. It ends at `repos_le` (idle) or `expire_le`."""

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
    """A link to choose one's password, usable once; only the SHA-256 of its token is kept.

    A password that is chosen, or an access that is closed, ends every link of the account (sec.fermer_liens).
    """

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


def opened_on(day: date) -> ColumnElement[bool]:
    """The account may enter that day, of France; what sec.est_ouvert says of today."""
    begun = or_(Compte.ouvert_du.is_(None), Compte.ouvert_du <= day)
    return and_(Compte.actif, begun, or_(Compte.ouvert_au.is_(None), Compte.ouvert_au >= day))


def compte_by_email(email: str, day: date) -> Select[Any]:
    return select(Compte).where(func.lower(Compte.email) == email.strip().lower(), opened_on(day))


COLLABORATEUR = (
    Compte.id, Compte.nom_affiche, Compte.email, Compte.droits, Compte.actif, Compte.ouvert_du, Compte.ouvert_au,
)  # fmt: skip


def collaborateurs_of(territoire_id: str, structure_id: UUID) -> Select[Any, Any, Any, Any, Any, Any, Any]:
    """Who works, or worked, for a structure, by name; the columns that its own members may read."""
    of_it = Compte.territoire_id == territoire_id, Compte.structure_id == structure_id, Compte.role == "partenaire"
    return select(*COLLABORATEUR).where(*of_it).order_by(Compte.nom_affiche, Compte.id)


def change_collaborateur(territoire_id: str, structure_id: UUID, compte_id: UUID, **values: object) -> Update:
    of_it = Compte.territoire_id == territoire_id, Compte.structure_id == structure_id, Compte.id == compte_id
    return update(Compte).where(*of_it, Compte.role == "partenaire").values(**values).returning(Compte.id)


def lacks_password(compte_id: UUID) -> Select[Any]:
    """Whether a colleague, or a partner for the coordination, never chose a password; None for anybody else."""
    return select(func.sec.est_sans_mot_de_passe(compte_id))


def lock_equipe(structure_id: UUID) -> Select[Any]:
    """Makes two changes of one team wait for each other, until the transaction ends."""
    return select(func.pg_advisory_xact_lock(func.hashtextextended(f"equipe {structure_id}", 0)))


def comptes_of(territoire_id: str) -> Select[Any, Any, Any, Any, Any, Any]:
    return (
        select(Compte.id, Compte.email, Compte.nom_affiche, Compte.role, Compte.structure_id, Compte.actif)
        .where(Compte.territoire_id == territoire_id)
        .order_by(Compte.role, Compte.nom_affiche, Compte.id)
    )


def active_comptes(territoire_id: str, role: str) -> Select[Compte]:
    """By address."""
    of_it = Compte.territoire_id == territoire_id, Compte.role == role, Compte.actif
    return select(Compte).where(*of_it).order_by(Compte.email)


def live_invitation(token_hash: bytes, now: datetime) -> Select[Any]:
    alive = Invitation.expire_le > now, Invitation.utilisee_le.is_(None)
    return select(Invitation).where(Invitation.token_hash == token_hash, *alive).with_for_update()


def end_sessions_of(territoire_id: str, compte_id: UUID) -> Delete:
    return delete(SessionOuverte).where(
        SessionOuverte.territoire_id == territoire_id, SessionOuverte.compte_id == compte_id
    )


def end_session(token_hash: bytes) -> Delete:
    return delete(SessionOuverte).where(SessionOuverte.token_hash == token_hash)


def prolong_session(token_hash: bytes, now: datetime, repos_le: datetime) -> Update:
    """Pushes the idle deadline, at most once a minute so that reading pages writes little."""
    return (
        update(SessionOuverte)
        .where(SessionOuverte.token_hash == token_hash, SessionOuverte.repos_le > now)
        .where(SessionOuverte.repos_le < repos_le - timedelta(minutes=1))
        .values(repos_le=func.least(repos_le, SessionOuverte.expire_le))
    )
