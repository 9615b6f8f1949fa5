"""Directory of structures: hospital, CPAM, CPTS, associations, town halls."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import Base, DuTerritoire

EMPTY = text("'{}'")


class Structure(DuTerritoire, Base):
    """A partner. `fonction_contact` is a function ("accueil", "coordination"), never a person."""

    __tablename__ = "structure"
    __table_args__ = (
        ForeignKeyConstraint(["territoire_id"], ["asv.territoire.territoire_id"]),
        Index(None, "territoire_id", "nom_tri"),
    )
    nom: Mapped[str]
    nom_tri: Mapped[str]
    type: Mapped[str]
    commune: Mapped[str | None]
    communes: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    qpv: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    offre: Mapped[str] = mapped_column(server_default=text("''"))
    horaires: Mapped[str] = mapped_column(server_default=text("''"))
    fonction_contact: Mapped[str] = mapped_column(server_default=text("''"))
    telephone_accueil: Mapped[str] = mapped_column(server_default=text("''"))
    creee_le: Mapped[datetime] = mapped_column(server_default=func.now())
