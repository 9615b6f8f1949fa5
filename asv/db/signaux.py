"""Signals: what does not work in a service, never in a person."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, func
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
