"""What the two colleges ranked and what the COPIL decided, for one QPV and one closed year: dated, never rewritten."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, Select, and_, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.actions import Action, DateAction
from asv.db.base import SECURITY, Base, DuTerritoire, to_row
from asv.db.besoins import BesoinAction
from asv.db.bilans import Frequentation
from asv.domain.actions.besoins import NatureBesoin
from asv.domain.actions.seances import REALISEE
from asv.domain.indicateurs.paroles import MOMENTS

NOTHING = text("''")


def lock_votes(territoire_id: str, annee: int, qpv: str) -> Select[Any]:
    """Makes two changes of the votes or the decision of one QPV wait for each other, until the transaction ends."""
    return select(func.pg_advisory_xact_lock(func.hashtextextended(f"priorites {territoire_id}/{annee}/{qpv}", 0)))


class Classement(DuTerritoire, Base):
    """The ranking of a college. The last one noted stands; `correction` says why it replaced the one before.

    `rangs`: rank of each point « list:code ».
    """

    __tablename__ = "classement"
    __table_args__ = (
        to_row("compte", "auteur_id", schema=SECURITY),
        CheckConstraint("college IN ('habitants', 'professionnels')", name="college"),
        CheckConstraint("votants > 0", name="votants"),
        Index(None, "territoire_id", "annee", "qpv"),
    )
    annee: Mapped[int]
    qpv: Mapped[str] = mapped_column(ForeignKey("asv.qpv.code"))
    college: Mapped[str]
    votants: Mapped[int]
    etabli_le: Mapped[date]
    rangs: Mapped[dict[str, Any]]
    correction: Mapped[str] = mapped_column(server_default=NOTHING)
    auteur_id: Mapped[UUID]
    note_le: Mapped[datetime] = mapped_column(server_default=func.now())


class DecisionPriorites(DuTerritoire, Base):
    """What the COPIL decided of the points of a QPV. The last one noted stands.

    `retenus`: rank and year of each point kept. `ecartes`: reason of each point set aside.
    """

    __tablename__ = "decision_priorites"
    __table_args__ = (
        to_row("compte", "auteur_id", schema=SECURITY),
        Index(None, "territoire_id", "annee", "qpv"),
    )
    annee: Mapped[int]
    qpv: Mapped[str] = mapped_column(ForeignKey("asv.qpv.code"))
    decidee_le: Mapped[date]
    motif: Mapped[str]
    retenus: Mapped[dict[str, Any]]
    ecartes: Mapped[dict[str, Any]]
    correction: Mapped[str] = mapped_column(server_default=NOTHING)
    auteur_id: Mapped[UUID]
    note_le: Mapped[datetime] = mapped_column(server_default=func.now())


def classements_of(seen: ColumnElement[bool], annee: int) -> Select[Classement]:
    """Rankings of a year, the first noted first: the last of a QPV and college stands."""
    return select(Classement).where(seen, Classement.annee == annee).order_by(Classement.note_le, Classement.id)


def decisions_of(seen: ColumnElement[bool], annee: int) -> Select[DecisionPriorites]:
    """Decisions of a year, the first noted first."""
    kept = seen, DecisionPriorites.annee == annee
    return select(DecisionPriorites).where(*kept).order_by(DecisionPriorites.note_le, DecisionPriorites.id)


def moments_of(seen: ColumnElement[bool], debut: date, fin: date) -> Select[str | None, int]:
    """QPV and participations of each date held where speech is collected or shared."""
    of_date = and_(Frequentation.territoire_id == DateAction.territoire_id, Frequentation.date_id == DateAction.id)
    of_action = and_(Action.territoire_id == DateAction.territoire_id, Action.id == DateAction.action_id)
    held = Action.type.in_(MOMENTS), DateAction.etat == REALISEE, DateAction.jour.between(debut, fin)
    return (
        select(DateAction.qpv, Frequentation.participants)
        .join(Frequentation, of_date)
        .join(Action, of_action)
        .where(seen, *held)
        .order_by(DateAction.jour, DateAction.id)
    )


def answers_of(*seen: ColumnElement[bool]) -> Select[UUID | None, UUID, str, datetime | None]:
    """Priorité, identifier, title and announcement of each action that documents a priorité as its need."""
    of_this = and_(Action.territoire_id == BesoinAction.territoire_id, Action.id == BesoinAction.action_id)
    cited = BesoinAction.nature == NatureBesoin.PRIORITE, BesoinAction.objet_id.is_not(None)
    return (
        select(BesoinAction.objet_id, Action.id, Action.titre, Action.annoncee_le)
        .join(Action, of_this)
        .where(*seen, *cited)
        .order_by(Action.titre, Action.id)
    )
