"""Tablets: which ones wrote to us, which were declared lost, and the identifiers they said they hold."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, func
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, Base, DuTerritoire, to_row


class Appareil(DuTerritoire, Base):
    """`compte_id`: the last person who used it. A revoked tablet is refused, what it sends waits for a person."""

    __tablename__ = "appareil"
    __table_args__ = (to_row("compte", "compte_id", schema=SECURITY),)
    compte_id: Mapped[UUID]
    premiere_fois_le: Mapped[datetime] = mapped_column(server_default=func.now())
    vu_le: Mapped[datetime] = mapped_column(server_default=func.now())
    revoque_le: Mapped[datetime | None]


class Annonce(Base):
    """An identifier that a tablet said it holds: if it never comes, somebody is told (fault scenario S13)."""

    __tablename__ = "annonce"
    __table_args__ = (
        to_row("compte", "compte_id", schema=SECURITY),
        Index(None, "territoire_id", "appareil_id"),
    )
    territoire_id: Mapped[str] = mapped_column(primary_key=True)
    element_id: Mapped[UUID] = mapped_column(primary_key=True)
    appareil_id: Mapped[UUID]
    compte_id: Mapped[UUID]
    annoncee_le: Mapped[datetime] = mapped_column(server_default=func.now())
