"""Séances: one slot of presence that lends its date, place and mode to its contacts."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, Base, DuTerritoire, to_row


class Seance(DuTerritoire, Base):
    """`annule_le`: the day its auteur said that it was entered by mistake; it then counts nowhere."""

    __tablename__ = "seance"
    __table_args__ = (
        to_row("compte", "mediateur_id", schema=SECURITY),
        to_row("structure", "structure_hote_id"),
        to_row("importation", "importation_id"),
        Index(None, "territoire_id", "date_seance"),
    )
    mediateur_id: Mapped[UUID]
    mediateurs: Mapped[list[UUID]] = mapped_column(server_default=text("'{}'"))
    date_seance: Mapped[date]
    creneau: Mapped[str]
    commune: Mapped[str] = mapped_column(ForeignKey("asv.commune.code"))
    qpv: Mapped[str | None] = mapped_column(ForeignKey("asv.qpv.code"))
    lieu_type: Mapped[str]
    mode: Mapped[str]
    duree_minutes: Mapped[int | None]
    structure_hote_id: Mapped[UUID | None]
    importation_id: Mapped[UUID | None]
    annule_le: Mapped[date | None]
    nomenclature: Mapped[str]
    recue_le: Mapped[datetime] = mapped_column(server_default=func.now())
