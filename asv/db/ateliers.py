"""Ateliers: marginal counts only, never an invented individual."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, Base, DuTerritoire, to_row

EMPTY = text("'{}'")


class Atelier(DuTerritoire, Base):
    """`sexe`, `tranche_age` and `residence` map codes to counts; each distribution sums to `total`.

    `satisfaction`: how many chose each face, when they were asked. `questions`: themes the group raised.
    `annule_le`: the day its auteur said that it was entered by mistake; it then counts nowhere.
    """

    __tablename__ = "atelier"
    __table_args__ = (
        to_row("compte", "mediateur_id", schema=SECURITY),
        Index(None, "territoire_id", "date_atelier"),
    )
    mediateur_id: Mapped[UUID]
    date_atelier: Mapped[date]
    creneau: Mapped[str]
    commune: Mapped[str] = mapped_column(ForeignKey("asv.commune.code"))
    qpv: Mapped[str | None] = mapped_column(ForeignKey("asv.qpv.code"))
    lieu_type: Mapped[str]
    theme: Mapped[str]
    total: Mapped[int]
    sexe: Mapped[dict[str, Any]]
    tranche_age: Mapped[dict[str, Any]]
    residence: Mapped[dict[str, Any]]
    deja_rencontres: Mapped[int]
    type_action: Mapped[str | None]
    mediateurs: Mapped[list[UUID]] = mapped_column(server_default=EMPTY)
    satisfaction: Mapped[dict[str, Any] | None]
    questions: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    annule_le: Mapped[date | None]
    nomenclature: Mapped[str]
    recu_le: Mapped[datetime] = mapped_column(server_default=func.now())
