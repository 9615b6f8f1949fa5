"""What the rules of coordination noticed, and what somebody decided of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import Base, DuTerritoire, to_row


class Alerte(DuTerritoire, Base):
    """A failure of coordination that a rule detected. Its id is drawn from what it is about: noticed twice is once.

    `choix`: fusionner, decaler, deplacer or maintenir, with a reason; nothing is ever blocked.
    """

    __tablename__ = "alerte"
    __table_args__ = (
        to_row("action", "action_id", "porteur_id", follows=True),
        Index(None, "territoire_id", "action_id"),
    )
    regle: Mapped[str]
    action_id: Mapped[UUID | None]
    porteur_id: Mapped[UUID | None]
    autre_id: Mapped[UUID | None]
    autre_porteur_id: Mapped[UUID | None]
    qpv: Mapped[str | None]
    theme: Mapped[str | None]
    details: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    detectee_le: Mapped[datetime] = mapped_column(server_default=func.now())
    choix: Mapped[str | None]
    raison: Mapped[str] = mapped_column(server_default=text("''"))
    decidee_par: Mapped[UUID | None]
    decidee_le: Mapped[datetime | None]
