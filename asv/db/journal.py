"""Who read, released, exported or changed what; append only."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, func, text
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import Base


class Journal(Base):
    __tablename__ = "journal"
    territoire_id: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    quand: Mapped[datetime] = mapped_column(server_default=func.now())
    compte_id: Mapped[UUID]
    role: Mapped[str]
    evenement: Mapped[str]
    objet: Mapped[str | None]
    details: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
