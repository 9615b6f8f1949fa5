"""Directory of structures: hospital, CPAM, CPTS, associations, town halls."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    Select,
    Update,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
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


LIVING = Structure.fusionnee_dans.is_(None)
"""Kept sheets: one merged into another stays readable by its address, and is listed nowhere."""


def hosts_of(seen: ColumnElement[bool]) -> Select[Structure]:
    """The structures that may lend a place or receive a person, in the order of names."""
    return select(Structure).where(seen, LIVING).order_by(Structure.nom_tri, Structure.id)


def one_structure(seen: ColumnElement[bool], structure_id: UUID) -> Select[Structure]:
    """A sheet, merged or not."""
    return select(Structure).where(seen, Structure.id == structure_id)


def with_siret(seen: ColumnElement[bool], siret: str) -> Select[Structure]:
    return select(Structure).where(seen, LIVING, Structure.siret == siret)


def near(seen: ColumnElement[bool], commune: str) -> Select[Structure]:
    """Those that stand in the commune, or say no commune: where a sheet made twice would be."""
    query = select(Structure).where(seen, LIVING).order_by(Structure.nom_tri, Structure.id)
    return query.where(or_(Structure.commune == commune, Structure.commune.is_(None))) if commune else query


def change_structure(structure: Structure, version: int, **values: object) -> Update:
    """Writes over the version that was read; gives no row when somebody else wrote meanwhile."""
    same = Structure.territoire_id == structure.territoire_id, Structure.id == structure.id
    of_version = Structure.version == version
    return update(Structure).where(*same, of_version).values(**values, version=version + 1).returning(Structure.id)


def merged(gardee: UUID, absorbee: UUID, *, essai: bool) -> Select[Any]:
    """What moves from one sheet to the other, by column that names a structure; `essai` only counts. None: refused."""
    return select(func.asv.fusionner_structures(gardee, absorbee, essai, type_=JSONB))


EVERYWHERE = func.cardinality(Structure.communes) + func.cardinality(Structure.qpv) == 0


def structures_of(
    seen: ColumnElement[bool], *, type_: str = "", commune: str = "", qpv: str = "", langue: str = "",
    accessibilite: str = "",
) -> Select[Structure]:  # fmt: skip
    """The directory in the order of names, narrowed by what is given; merged sheets are not in it."""
    query = select(Structure).where(seen, LIVING).order_by(Structure.nom_tri, Structure.id)
    if type_:
        query = query.where(Structure.type == type_)
    if langue:
        query = query.where(literal(langue) == func.any(Structure.langues))
    if accessibilite:
        query = query.where(literal(accessibilite) == func.any(Structure.accessibilites))
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
