"""Directory of structures: hospital, CPAM, CPTS, associations, town halls."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    Select,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import Base, DuTerritoire, to_row
from asv.db.reference import QpvCommune

EMPTY = text("'{}'")


class Structure(DuTerritoire, Base):
    """A partner. `fonction_contact` is a function ("accueil", "coordination"), never a person.

    A structure merged into another keeps its row, so that what named it still finds a name; the directory skips it.
    """

    __tablename__ = "structure"
    __table_args__ = (
        ForeignKeyConstraint(["territoire_id"], ["asv.territoire.territoire_id"]),
        to_row("structure", "fusionnee_dans"),
        Index(None, "territoire_id", "nom_tri"),
        Index(
            "uq_structure_siret", "territoire_id", "siret", unique=True,
            postgresql_where=text("siret IS NOT NULL AND fusionnee_dans IS NULL"),
        ),
    )  # fmt: skip
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
    siret: Mapped[str | None]
    accessibilites: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    langues: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    fusionnee_dans: Mapped[UUID | None]
    version: Mapped[int] = mapped_column(server_default=text("1"))
    creee_le: Mapped[datetime] = mapped_column(server_default=func.now())


def hosts_of(seen: ColumnElement[bool]) -> Select[UUID, str, str | None]:
    """Identifier, name and commune of the structures that may lend a place, in the order of names."""
    columns = Structure.id, Structure.nom, Structure.commune
    return select(*columns).where(seen).order_by(Structure.nom_tri, Structure.id)


EVERYWHERE = func.cardinality(Structure.communes) + func.cardinality(Structure.qpv) == 0


def structures_of(seen: ColumnElement[bool], *, type_: str = "", commune: str = "", qpv: str = "") -> Select[Structure]:
    """The directory in the order of names, narrowed by what is given."""
    query = select(Structure).where(seen).order_by(Structure.nom_tri, Structure.id)
    if type_:
        query = query.where(Structure.type == type_)
    if commune:
        query = query.where(_works_in_commune(commune))
    return query.where(_works_in_qpv(qpv)) if qpv else query


def _works_in_commune(commune: str) -> ColumnElement[bool]:
    """It stands there, names the commune or one of its QPV, or works everywhere since it names no place."""
    of_its_qpv = exists().where(QpvCommune.commune == commune, QpvCommune.qpv == func.any(Structure.qpv))
    return or_(Structure.commune == commune, literal(commune) == func.any(Structure.communes), of_its_qpv, EVERYWHERE)


def _works_in_qpv(qpv: str) -> ColumnElement[bool]:
    """It names the QPV; or, naming none, a commune that holds a part of it; or it works everywhere."""
    of_its_communes = exists().where(QpvCommune.qpv == qpv, QpvCommune.commune == func.any(Structure.communes))
    return or_(
        literal(qpv) == func.any(Structure.qpv), and_(func.cardinality(Structure.qpv) == 0, of_its_communes), EVERYWHERE
    )
