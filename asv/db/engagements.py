"""Droit commun: what the signatories of the contrat de ville promised, what proves it, what changed since."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, Base, DuTerritoire, to_row

EMPTY = text("'{}'")
NOTHING = text("''")


class Engagement(DuTerritoire, Base):
    """A commitment, worded as signed. `structure_id`: the signatory. `relecteur`: a function, never a person.

    `cible` and `echeance` are those in force; an avenant keeps the former ones. `freins`: families of freins that the
    commitment should lift, for the evidence shown beside it.
    """

    __tablename__ = "engagement"
    __table_args__ = (
        to_row("structure", "structure_id"),
        to_row("ambition", "ambition_id"),
        Index(None, "territoire_id", "structure_id"),
    )
    structure_id: Mapped[UUID]
    type: Mapped[str]
    libelle: Mapped[str]
    ambition_id: Mapped[UUID | None]
    axes: Mapped[list[UUID]] = mapped_column(server_default=EMPTY)
    indicateur: Mapped[str] = mapped_column(server_default=NOTHING)
    unite: Mapped[str] = mapped_column(server_default=NOTHING)
    depart: Mapped[Decimal | None]
    cible: Mapped[Decimal | None]
    echeance: Mapped[date | None]
    is_mesurable_qpv: Mapped[bool] = mapped_column(server_default=text("false"))
    qpv: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    freins: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    signe_le: Mapped[date | None]
    etat: Mapped[str]
    etat_le: Mapped[date]
    relecteur: Mapped[str] = mapped_column(server_default=NOTHING)
    prochaine_revue: Mapped[date | None]
    note_le: Mapped[datetime] = mapped_column(server_default=func.now())
    version: Mapped[int] = mapped_column(server_default=text("1"))


class Preuve(DuTerritoire, Base):
    """A dated proof. `valeur`: what the indicateur reached. `etat`: the state that it led to, if any."""

    __tablename__ = "preuve"
    __table_args__ = (
        to_row("engagement", "engagement_id"),
        to_row("compte", "auteur_id", schema=SECURITY),
        Index(None, "territoire_id", "engagement_id"),
    )
    engagement_id: Mapped[UUID]
    etablie_le: Mapped[date]
    nature: Mapped[str]
    texte: Mapped[str] = mapped_column(server_default=NOTHING)
    valeur: Mapped[Decimal | None]
    etat: Mapped[str | None]
    auteur_id: Mapped[UUID]
    note_le: Mapped[datetime] = mapped_column(server_default=func.now())


class Avenant(DuTerritoire, Base):
    """A dated change of target or deadline: what held before stays readable."""

    __tablename__ = "avenant"
    __table_args__ = (
        to_row("engagement", "engagement_id"),
        to_row("compte", "auteur_id", schema=SECURITY),
        Index(None, "territoire_id", "engagement_id"),
    )
    engagement_id: Mapped[UUID]
    decide_le: Mapped[date]
    cible_avant: Mapped[Decimal | None]
    cible_apres: Mapped[Decimal | None]
    echeance_avant: Mapped[date | None]
    echeance_apres: Mapped[date | None]
    motif: Mapped[str]
    auteur_id: Mapped[UUID]
    note_le: Mapped[datetime] = mapped_column(server_default=func.now())


class Revue(DuTerritoire, Base):
    """What an instance asked a signatory about a commitment, and what was answered."""

    __tablename__ = "revue"
    __table_args__ = (
        to_row("engagement", "engagement_id"),
        to_row("compte", "auteur_id", schema=SECURITY),
        Index(None, "territoire_id", "engagement_id"),
    )
    engagement_id: Mapped[UUID]
    instance_le: Mapped[date]
    question: Mapped[str]
    reponse: Mapped[str] = mapped_column(server_default=NOTHING)
    auteur_id: Mapped[UUID]
    note_le: Mapped[datetime] = mapped_column(server_default=func.now())
