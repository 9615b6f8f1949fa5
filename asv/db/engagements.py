"""Droit commun: what the signatories of the contrat de ville promised, what proves it, what changed since."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, Index, Select, Update, and_, func, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, Base, DuTerritoire, to_row
from asv.db.contacts import Contact
from asv.db.structures import Structure

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


_SIGNATAIRE = and_(Structure.territoire_id == Engagement.territoire_id, Structure.id == Engagement.structure_id)


def engagements_of(seen: ColumnElement[bool]) -> Select[Engagement, str]:
    """Commitments with the name of their signatory, signatory by signatory, the nearest deadline first."""
    return (
        select(Engagement, Structure.nom)
        .join(Structure, _SIGNATAIRE)
        .where(seen)
        .order_by(Structure.nom_tri, Structure.id, Engagement.echeance, Engagement.id)
    )


def preuves_of(seen: ColumnElement[bool]) -> Select[Preuve]:
    """Proofs, the latest first: the first with a value gives where the indicateur stands."""
    return select(Preuve).where(seen).order_by(Preuve.etablie_le.desc(), Preuve.note_le.desc(), Preuve.id)


def avenants_of(seen: ColumnElement[bool], engagement_id: UUID) -> Select[Avenant]:
    kept = seen, Avenant.engagement_id == engagement_id
    return select(Avenant).where(*kept).order_by(Avenant.decide_le.desc(), Avenant.note_le.desc(), Avenant.id)


def revues_of(seen: ColumnElement[bool], engagement_id: UUID) -> Select[Revue]:
    kept = seen, Revue.engagement_id == engagement_id
    return select(Revue).where(*kept).order_by(Revue.instance_le.desc(), Revue.note_le.desc(), Revue.id)


def change_engagement(engagement: Engagement, version: int, **values: object) -> Update:
    """Writes if nobody did since that version was read; gives no row back otherwise."""
    key = Engagement.territoire_id == engagement.territoire_id, Engagement.id == engagement.id
    return (
        update(Engagement)
        .where(*key, Engagement.version == version)
        .values(version=version + 1, **values)
        .returning(Engagement.version)
    )


def cited(seen: ColumnElement[bool], famille: str, days: tuple[date, date, date]) -> Select[bool, list[str], int]:
    """Contacts that cite a family over a year: whether since the half-year began, which freins, and how many.

    `days`: first day of the year, of the half-year, and last day of both.
    """
    first, half, last = days
    return (
        select(Contact.date_contact >= half, Contact.freins, func.count())
        .where(seen, Contact.nature == "contact", Contact.date_contact.between(first, last))
        .where(Contact.familles_frein.contains([famille]))
        .group_by(text("1"), text("2"))
    )
