"""Territories opened on this installation and the QPV of their contrat de ville."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Select, func, select
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import Base
from asv.db.reference import Commune, Qpv, QpvCommune


class Territoire(Base):
    """An EPCI that runs an ASV; its SIREN is the first column of every key of the trade."""

    __tablename__ = "territoire"
    territoire_id: Mapped[str] = mapped_column(ForeignKey("asv.epci.siren"), primary_key=True)
    nom: Mapped[str]
    sigle: Mapped[str]
    ouvert_le: Mapped[datetime] = mapped_column(server_default=func.now())


class TerritoireQpv(Base):
    __tablename__ = "territoire_qpv"
    territoire_id: Mapped[str] = mapped_column(ForeignKey("asv.territoire.territoire_id"), primary_key=True)
    qpv: Mapped[str] = mapped_column(ForeignKey("asv.qpv.code"), primary_key=True)
    dans_contrat: Mapped[bool]


def territoires() -> Select[Any]:
    return select(Territoire).order_by(Territoire.nom)


def qpv_of(territoire_id: str, *, dans_contrat: bool | None = True) -> Select[Qpv, bool]:
    """QPV of a territoire with the flag of the contract, in the order of their names."""
    query = (
        select(Qpv, TerritoireQpv.dans_contrat)
        .join(TerritoireQpv, TerritoireQpv.qpv == Qpv.code)
        .where(TerritoireQpv.territoire_id == territoire_id)
        .order_by(Qpv.nom_tri, Qpv.code)
    )
    return query if dans_contrat is None else query.where(TerritoireQpv.dans_contrat.is_(dans_contrat))


def cellules_of(territoire_id: str) -> Select[str, str]:
    """The (commune, QPV) parts of a territoire: one row for each QPV part inside its communes."""
    return (
        select(QpvCommune.commune, QpvCommune.qpv)
        .join(Commune, Commune.code == QpvCommune.commune)
        .join(TerritoireQpv, TerritoireQpv.qpv == QpvCommune.qpv)
        .where(Commune.epci == territoire_id, TerritoireQpv.territoire_id == territoire_id)
        .order_by(QpvCommune.commune, QpvCommune.qpv)
    )


def qpv_partly_outside(territoire_id: str) -> Select[str]:
    """QPV of the territoire that also cover a commune of another EPCI: their population counts its residents too."""
    return (
        select(TerritoireQpv.qpv)
        .join(QpvCommune, QpvCommune.qpv == TerritoireQpv.qpv)
        .join(Commune, Commune.code == QpvCommune.commune)
        .where(TerritoireQpv.territoire_id == territoire_id, Commune.epci.is_distinct_from(territoire_id))
        .distinct()
        .order_by(TerritoireQpv.qpv)
    )
