"""Suivis under a code that the person holds: the server keeps only a keyed hash of it.

The table stands here so that contacts can refer to it; the work on suivis comes with its own issue.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, Base, DuTerritoire, to_row


class Suivi(DuTerritoire, Base):
    __tablename__ = "suivi"
    __table_args__ = (
        to_row("compte", "mediateur_id", schema=SECURITY),
        UniqueConstraint("territoire_id", "empreinte_code"),
    )
    mediateur_id: Mapped[UUID]
    empreinte_code: Mapped[bytes | None] = mapped_column(LargeBinary)
    ouvert_le: Mapped[date]
    clos_le: Mapped[date | None]
    cloture: Mapped[str | None]
    commune_residence: Mapped[str] = mapped_column(ForeignKey("asv.commune.code"))
    qpv_residence: Mapped[str | None] = mapped_column(ForeignKey("asv.qpv.code"))
    sexe: Mapped[str]
    tranche_age: Mapped[str]
    nomenclature: Mapped[str]
