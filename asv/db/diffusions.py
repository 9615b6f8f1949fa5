"""The ledger of everything released, what the coordination keeps beside it, and the release being prepared."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Float, ForeignKeyConstraint, Select, and_, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, TRADE, Base, to_row
from asv.db.territoires import Territoire


class DiffusionGardee(Base):
    """The figures of one closed period as they left, once for all; a correction is another edition, never a change.

    `periode`: its code. `contenu`: figures already protected, nothing in place of the others, with the rules and the
    audit (asv.domain.diffusion, `Diffusion`). `empreinte`: SHA-256 of it.
    """

    __tablename__ = "diffusion"
    __table_args__ = (to_row("compte", "publiee_par", schema=SECURITY),)
    territoire_id: Mapped[str] = mapped_column(primary_key=True)
    periode: Mapped[str] = mapped_column(primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True)
    annee: Mapped[int]
    contenu: Mapped[dict[str, Any]]
    empreinte: Mapped[str]
    publiee_le: Mapped[datetime] = mapped_column(server_default=func.now())
    publiee_par: Mapped[UUID]


class DiffusionReserve(Base):
    """What the coordination alone keeps of a release: the counts it was decided on, which the next one must know, the
    tables that stay in the team, and why each figure is hidden.
    """

    __tablename__ = "diffusion_reserve"
    __table_args__ = (
        ForeignKeyConstraint(
            ["territoire_id", "periode", "edition"],
            [f"{TRADE}.diffusion.{name}" for name in ("territoire_id", "periode", "edition")],
        ),
    )
    territoire_id: Mapped[str] = mapped_column(primary_key=True)
    periode: Mapped[str] = mapped_column(primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True)
    contenu: Mapped[dict[str, Any]]


class DiffusionOuverte(Base):
    """A release that the coordination opened to partners, communes and the public: for good, like its figures."""

    __tablename__ = "diffusion_ouverte"
    __table_args__ = (
        ForeignKeyConstraint(
            ["territoire_id", "periode", "edition"],
            [f"{TRADE}.diffusion.{name}" for name in ("territoire_id", "periode", "edition")],
        ),
        to_row("compte", "ouverte_par", schema=SECURITY),
    )
    territoire_id: Mapped[str] = mapped_column(primary_key=True)
    periode: Mapped[str] = mapped_column(primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True)
    ouverte_le: Mapped[datetime] = mapped_column(server_default=func.now())
    ouverte_par: Mapped[UUID]


class ChantierDiffusion(Base):
    """A release being prepared, one at a time for a year: what it rests on, how far it is, and why it was refused.

    `comptes`: everything that was counted, so that another process goes on from the same figures. `battu_le`: when the
    process that works on it last said so.
    """

    __tablename__ = "diffusion_chantier"
    __table_args__ = (to_row("compte", "demande_par", schema=SECURITY),)
    territoire_id: Mapped[str] = mapped_column(primary_key=True)
    annee: Mapped[int] = mapped_column(primary_key=True)
    periode: Mapped[str]
    comptes: Mapped[dict[str, Any]]
    part: Mapped[float] = mapped_column(Float(), server_default=text("0"))
    battu_le: Mapped[datetime] = mapped_column(server_default=func.now())
    refus: Mapped[str] = mapped_column(server_default=text("''"))
    demande_le: Mapped[datetime] = mapped_column(server_default=func.now())
    demande_par: Mapped[UUID]


OF_OPENED = and_(
    *(
        getattr(DiffusionOuverte, name) == getattr(DiffusionGardee, name)
        for name in ("territoire_id", "periode", "edition")
    )
)
IS_OPENED = select(DiffusionOuverte.edition).where(OF_OPENED).correlate(DiffusionGardee).exists()
"""A column is named: who opened a release is not told to a partner."""


def opened_of(seen: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Releases opened to all, the latest period first, without their figures; named columns only."""
    row = DiffusionGardee
    return (
        select(
            row.territoire_id, row.periode, row.edition, row.annee, row.empreinte, row.publiee_le,
            DiffusionOuverte.ouverte_le, Territoire.nom.label("territoire_nom"),
        )
        .join(DiffusionOuverte, OF_OPENED)
        .join(Territoire, Territoire.territoire_id == row.territoire_id)
        .where(seen)
        .order_by(Territoire.nom, row.annee.desc(), row.periode, row.edition.desc())
    )  # fmt: skip


def figures_of(seen: ColumnElement[bool], territoire_id: str, periode: str, edition: int) -> Select[dict[str, Any]]:
    """The figures of one release."""
    key = DiffusionGardee.territoire_id == territoire_id, DiffusionGardee.periode == periode
    return select(DiffusionGardee.contenu).where(seen, *key, DiffusionGardee.edition == edition)


def ledger_of(seen: ColumnElement[bool], year: int | None = None) -> Select[DiffusionGardee]:
    """Everything released, of one year or of all, in the order it left."""
    query = select(DiffusionGardee).where(seen)
    if year is not None:
        query = query.where(DiffusionGardee.annee == year)
    return query.order_by(DiffusionGardee.annee, DiffusionGardee.publiee_le, DiffusionGardee.edition)
