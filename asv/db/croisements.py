"""Crossed tables of a closed year as they were released: decided once, then only read."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, Base, to_row


class Croisement(Base):
    """The crossed tables of one year: two readings never differ, whatever becomes of the contacts.

    `contenu`: figures already protected, nothing in place of the others (asv.domain.diffusion, `frozen`).
    """

    __tablename__ = "croisement"
    __table_args__ = (to_row("compte", "publie_par", schema=SECURITY),)
    territoire_id: Mapped[str] = mapped_column(primary_key=True)
    annee: Mapped[int] = mapped_column(primary_key=True)
    contenu: Mapped[dict[str, Any]]
    publie_le: Mapped[datetime] = mapped_column(server_default=func.now())
    publie_par: Mapped[UUID]


def released_crossing(seen: ColumnElement[bool], year: int) -> Select[Croisement]:
    return select(Croisement).where(seen, Croisement.annee == year)
