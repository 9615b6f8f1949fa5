"""Signals: what does not work in a service, never in a person."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, Update, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, Base, DuTerritoire, to_row


class Signal(DuTerritoire, Base):
    """`service`: a code of ORIENTATION. `mois`: first day of the month of the first occurrence."""

    __tablename__ = "signal"
    __table_args__ = (
        to_row("compte", "auteur_id", schema=SECURITY),
        Index(None, "territoire_id", "commune", "service", "code"),
    )
    auteur_id: Mapped[UUID]
    code: Mapped[str]
    service: Mapped[str]
    commune: Mapped[str] = mapped_column(ForeignKey("asv.commune.code"))
    qpv: Mapped[str | None] = mapped_column(ForeignKey("asv.qpv.code"))
    situations: Mapped[int]
    mois: Mapped[date]
    texte: Mapped[str | None]
    nomenclature: Mapped[str]
    recu_le: Mapped[datetime] = mapped_column(server_default=func.now())
    traite_le: Mapped[datetime | None]


def open_since(seen: ColumnElement[bool], first_month: date) -> Select[Signal]:
    """Signals of the last months that nobody has treated, the newest first. `seen`: what scope.visible answers."""
    return (
        select(Signal)
        .where(seen, Signal.traite_le.is_(None), Signal.mois >= first_month)
        .order_by(Signal.recu_le.desc(), Signal.id)
    )


def treated(seen: ColumnElement[bool], ids: Iterable[UUID]) -> Update:
    """Closes signals; gives back those that were still open."""
    still = Signal.id.in_(list(ids)), Signal.traite_le.is_(None)
    return update(Signal).where(seen, *still).values(traite_le=func.now()).returning(Signal.id)


def without_text(seen: ColumnElement[bool], signal_id: UUID) -> Update:
    return update(Signal).where(seen, Signal.id == signal_id).values(texte=None).returning(Signal.id)
