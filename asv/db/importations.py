"""Imports of former activity logs: each one can be undone as a whole."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, Base, DuTerritoire, to_row


class Importation(DuTerritoire, Base):
    __tablename__ = "importation"
    __table_args__ = (to_row("compte", "auteur_id", schema=SECURITY),)
    auteur_id: Mapped[UUID]
    fichier: Mapped[str]
    sha256: Mapped[str]
    lignes: Mapped[int]
    faite_le: Mapped[datetime] = mapped_column(server_default=func.now())
    annulee_le: Mapped[datetime | None]
