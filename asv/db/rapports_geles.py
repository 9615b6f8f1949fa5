"""Annual reports frozen whole, once for all their recipients, and the dated adjustments written beside them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKeyConstraint, Select, func, select
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, TRADE, Base, to_row


class RapportGele(Base):
    """Every line that the recipients of one period may be given. Written once; the base refuses to change it.

    `periode`: its code. `contenu`: lines, place by place, and the releases they rest on (asv.domain.rapports,
    `ChiffresRapport`). `empreinte`: SHA-256 of it.
    """

    __tablename__ = "rapport_gele"
    __table_args__ = (to_row("compte", "fige_par", schema=SECURITY),)
    territoire_id: Mapped[str] = mapped_column(primary_key=True)
    periode: Mapped[str] = mapped_column(primary_key=True)
    contenu: Mapped[dict[str, Any]]
    empreinte: Mapped[str]
    fige_le: Mapped[datetime] = mapped_column(server_default=func.now())
    fige_par: Mapped[UUID]


class AjustementRapport(Base):
    """What changed of a frozen report, with its reason: never a change of the report itself.

    `numero`: from 1. `precedent`: fingerprint of the adjustment before, or of the report; the base checks the chain.
    """

    __tablename__ = "ajustement_rapport"
    __table_args__ = (
        ForeignKeyConstraint(
            ["territoire_id", "periode"], [f"{TRADE}.rapport_gele.{name}" for name in ("territoire_id", "periode")]
        ),
        to_row("compte", "fige_par", schema=SECURITY),
    )
    territoire_id: Mapped[str] = mapped_column(primary_key=True)
    periode: Mapped[str] = mapped_column(primary_key=True)
    numero: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    contenu: Mapped[dict[str, Any]]
    precedent: Mapped[str]
    empreinte: Mapped[str]
    fige_le: Mapped[datetime] = mapped_column(server_default=func.now())
    fige_par: Mapped[UUID]


def rapport_of(seen: ColumnElement[bool], periode: str) -> Select[RapportGele]:
    return select(RapportGele).where(seen, RapportGele.periode == periode)


def ajustements_of(seen: ColumnElement[bool], periode: str) -> Select[AjustementRapport]:
    """Adjustments of a report, in the order they were written."""
    query = select(AjustementRapport).where(seen, AjustementRapport.periode == periode)
    return query.order_by(AjustementRapport.numero)
