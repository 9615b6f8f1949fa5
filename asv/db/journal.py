"""Who read, released, exported or changed what; append only."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, Insert, Select, func, insert, select, text
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import Base
from asv.domain.acteurs import Acteur


class Journal(Base):
    __tablename__ = "journal"
    __table_args__ = (Index(None, "territoire_id", "compte_id", "quand"),)
    territoire_id: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    quand: Mapped[datetime] = mapped_column(server_default=func.now())
    compte_id: Mapped[UUID]
    role: Mapped[str]
    evenement: Mapped[str]
    objet: Mapped[str | None]
    details: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


def entry_of(acteur: Acteur, evenement: str, objet: str, **details: str) -> Insert:
    """One line of the journal, by this acteur; whoever writes it may not read it back."""
    return insert(Journal).inline().values(
        territoire_id=acteur.territoire_id, compte_id=acteur.compte_id, role=acteur.role.value, evenement=evenement,
        objet=objet, details=details,
    )  # fmt: skip


def reading_of(suivi_id: UUID, evenement: str) -> Select[Any]:
    """Journals a read of a suivi, and leaves an alert when somebody reads too many of them too fast."""
    return select(func.asv.noter_lecture(suivi_id, evenement))
