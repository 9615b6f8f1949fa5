"""Corrections of what was received: what changed, when, why; after the closing of a quarter, a dated adjustment."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, Base, DuTerritoire, to_row


class Correction(DuTerritoire, Base):
    """`genre`: seance, contact or atelier. An adjustment leaves the row as it is: the closed quarter does not move."""

    __tablename__ = "correction"
    __table_args__ = (
        to_row("compte", "auteur_id", schema=SECURITY),
        Index(None, "territoire_id", "objet_id"),
    )
    auteur_id: Mapped[UUID]
    genre: Mapped[str]
    objet_id: Mapped[UUID]
    motif: Mapped[str | None]
    is_ajustement: Mapped[bool] = mapped_column(server_default=text("false"))
    avant: Mapped[dict[str, Any]]
    apres: Mapped[dict[str, Any]]
    corrigee_le: Mapped[datetime] = mapped_column(server_default=func.now())
