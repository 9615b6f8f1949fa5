"""Reception of the tablets' items: each identifier is received once; what cannot be applied is kept aside."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, LargeBinary, func, text
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, Base, DuTerritoire, to_row


class Reception(DuTerritoire, Base):
    """The receipt of an item: who wrote it, the SHA-256 of its content, never the content itself.

    `etat`: stored, or parked while the séance of the contact is on its way. Either way the first content stays.
    """

    __tablename__ = "reception"
    __table_args__ = (to_row("compte", "auteur_id", schema=SECURITY),)
    sequence: Mapped[int] = mapped_column(BigInteger, Identity(always=True))
    auteur_id: Mapped[UUID]
    appareil_id: Mapped[UUID]
    genre: Mapped[str]
    empreinte: Mapped[bytes] = mapped_column(LargeBinary)
    etat: Mapped[str] = mapped_column(server_default=text("'stored'"))
    recue_le: Mapped[datetime] = mapped_column(server_default=func.now())


class Quarantaine(Base):
    """An item kept aside: `motif` says why (conflict, parked, rejected, needs_coordinator); nothing is dropped."""

    __tablename__ = "quarantaine"
    __table_args__ = (
        to_row("compte", "auteur_id", schema=SECURITY),
        Index(
            "ix_quarantaine_ouverte",
            "territoire_id",
            "auteur_id",
            "motif",
            postgresql_where=text("resolue_le IS NULL"),
        ),
    )
    territoire_id: Mapped[str] = mapped_column(primary_key=True)
    element_id: Mapped[UUID] = mapped_column(primary_key=True)
    empreinte: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    auteur_id: Mapped[UUID]
    appareil_id: Mapped[UUID]
    motif: Mapped[str]
    genre: Mapped[str | None]
    champ: Mapped[str | None]
    raison: Mapped[str]
    contenu: Mapped[dict[str, Any] | None]
    scelle: Mapped[bytes | None] = mapped_column(LargeBinary)
    recue_le: Mapped[datetime] = mapped_column(server_default=func.now())
    resolue_le: Mapped[datetime | None]
