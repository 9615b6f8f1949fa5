"""Reference data shared by all territories: communes, EPCI, QPV, context series, nomenclature versions."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, func, select
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import Base


class Epci(Base):
    __tablename__ = "epci"
    siren: Mapped[str] = mapped_column(primary_key=True)
    nom: Mapped[str]
    nom_tri: Mapped[str]
    type: Mapped[str | None]


class Commune(Base):
    __tablename__ = "commune"
    __table_args__ = (Index(None, "epci", "nom_tri"),)
    code: Mapped[str] = mapped_column(primary_key=True)
    nom: Mapped[str]
    nom_tri: Mapped[str]
    type: Mapped[str]
    population: Mapped[int | None]
    departement: Mapped[str | None]
    region: Mapped[str | None]
    epci: Mapped[str | None] = mapped_column(ForeignKey("asv.epci.siren"))
    longitude: Mapped[float | None]
    latitude: Mapped[float | None]


class Qpv(Base):
    """A quartier prioritaire of the 2024 generation; `population` is that of the whole QPV, whatever the territoire."""

    __tablename__ = "qpv"
    code: Mapped[str] = mapped_column(primary_key=True)
    nom: Mapped[str]
    nom_tri: Mapped[str]
    generation: Mapped[str]
    population: Mapped[int | None]
    contour: Mapped[dict[str, Any] | None]


class QpvCommune(Base):
    """The QPV part of a commune: the counting cell is commune × QPV."""

    __tablename__ = "qpv_commune"
    qpv: Mapped[str] = mapped_column(ForeignKey("asv.qpv.code"), primary_key=True)
    commune: Mapped[str] = mapped_column(ForeignKey("asv.commune.code"), primary_key=True, index=True)


class Serie(Base):
    """A published series of context, with what must be printed beside it."""

    __tablename__ = "serie"
    code: Mapped[str] = mapped_column(primary_key=True)
    niveau: Mapped[str] = mapped_column(primary_key=True)
    libelle: Mapped[str]
    unite: Mapped[str]
    millesime: Mapped[str]
    annee: Mapped[int | None]
    certitude: Mapped[str] = mapped_column(server_default="inconnu")
    generation: Mapped[str | None]
    source: Mapped[str]
    licence: Mapped[str]
    avertissement: Mapped[str]


class SerieValeur(Base):
    __tablename__ = "serie_valeur"
    serie: Mapped[str] = mapped_column(primary_key=True)
    niveau: Mapped[str] = mapped_column(primary_key=True)
    lieu: Mapped[str] = mapped_column(primary_key=True)
    valeur: Mapped[float | None]


class NomenclatureVersion(Base):
    __tablename__ = "nomenclature_version"
    version: Mapped[str] = mapped_column(primary_key=True)
    empreinte: Mapped[str]
    contenu: Mapped[dict[str, Any]]
    chargee_le: Mapped[datetime] = mapped_column(server_default=func.now())


class FichierReference(Base):
    """Which shipped file was loaded, by its SHA-256, so that a second load-reference does nothing."""

    __tablename__ = "fichier_reference"
    fichier: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    charge_le: Mapped[datetime] = mapped_column(server_default=func.now())


def names_among(table: type[Commune | Qpv], codes: Iterable[str | None]) -> Select[str, str]:
    """Code and name of these communes or QPV."""
    return select(table.code, table.nom).where(table.code.in_({*codes} - {None}))


def communes_of(epci: str) -> Select[Any]:
    return select(Commune).where(Commune.epci == epci).order_by(Commune.nom_tri)
