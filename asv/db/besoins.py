"""Why an action exists: the needs it documents, and the ranks of need that were published."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, Base, DuTerritoire, to_row


class BesoinAction(DuTerritoire, Base):
    """A documented need of an action: a frein, theme, signal, priorite, word of the inhabitants, or objectif PRS/CLS.

    `code`: of the list that `nature` names. `objet_id`: the signal or the priorité. `texte`: guarded free text.
    """

    __tablename__ = "besoin_action"
    __table_args__ = (
        to_row("action", "action_id", "porteur_id", follows=True),
        to_row("compte", "auteur_id", schema=SECURITY),
        Index(None, "territoire_id", "action_id"),
    )
    action_id: Mapped[UUID]
    porteur_id: Mapped[UUID]
    nature: Mapped[str]
    code: Mapped[str | None]
    objet_id: Mapped[UUID | None]
    qpv: Mapped[str | None] = mapped_column(ForeignKey("asv.qpv.code"))
    texte: Mapped[str] = mapped_column(server_default=text("''"))
    auteur_id: Mapped[UUID]
    note_le: Mapped[datetime] = mapped_column(server_default=func.now())


class RangBesoin(Base):
    """Rank of a theme among those of a QPV in a closed year, drawn from released figures once and kept as published.

    `rang` is None where the figures do not say: hidden, or too few answers.
    """

    __tablename__ = "rang_besoin"
    __table_args__ = (to_row("compte", "publie_par", schema=SECURITY),)
    territoire_id: Mapped[str] = mapped_column(primary_key=True)
    annee: Mapped[int] = mapped_column(primary_key=True)
    qpv: Mapped[str] = mapped_column(ForeignKey("asv.qpv.code"), primary_key=True)
    theme: Mapped[str] = mapped_column(primary_key=True)
    rang: Mapped[int | None]
    publie_le: Mapped[datetime] = mapped_column(server_default=func.now())
    publie_par: Mapped[UUID | None]


class Ambition(DuTerritoire, Base):
    """A line of the contrat de ville as the coordination copied it. `nature`: orientation, ambition or axe."""

    __tablename__ = "ambition"
    __table_args__ = (to_row("ambition", "parent_id"),)
    nature: Mapped[str]
    parent_id: Mapped[UUID | None]
    numero: Mapped[str]
    libelle: Mapped[str]
    retiree_le: Mapped[date | None]


class Priorite(DuTerritoire, Base):
    """A health problem retained for a year, for one QPV or for the whole territoire.

    `decision_id`: the decision of the COPIL that keeps it, when it comes from the vote of the colleges; `objet`: the
    point that they ranked, « list:code ».
    """

    __tablename__ = "priorite"
    __table_args__ = (
        to_row("compte", "auteur_id", schema=SECURITY),
        to_row("decision_priorites", "decision_id"),
        Index(None, "territoire_id", "annee"),
    )
    annee: Mapped[int]
    qpv: Mapped[str | None] = mapped_column(ForeignKey("asv.qpv.code"))
    rang: Mapped[int]
    libelle: Mapped[str]
    theme: Mapped[str | None]
    frein: Mapped[str | None]
    ambitions: Mapped[list[UUID]] = mapped_column(server_default=text("'{}'"))
    engagements: Mapped[list[UUID]] = mapped_column(server_default=text("'{}'"))
    decision_id: Mapped[UUID | None]
    objet: Mapped[str | None]
    retenue_le: Mapped[date]
    retiree_le: Mapped[date | None]
    auteur_id: Mapped[UUID]


def ambitions_of(seen: ColumnElement[bool]) -> Select[Ambition]:
    """Lines of the contrat de ville in the order of their numbers, « 2 » before « 10 »."""
    return select(Ambition).where(seen).order_by(func.length(Ambition.numero), Ambition.numero, Ambition.id)
