"""Séries of context brought by a territoire: one import a vintage, replaced by a later one, undone as a whole."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Delete,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Select,
    Subquery,
    Update,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, Base, DuTerritoire, to_row
from asv.db.reference import Serie, SerieValeur, communes_of
from asv.db.territoires import qpv_of, qpv_partly_outside
from asv.domain.series import SERIES, Absence, Certitude, Lieu, Millesime, Niveau, SeriePubliee, serie
from asv.domain.series.chiffres import SILENCE, Lue
from asv.domain.series.lues import SerieLue, put_together
from asv.reference import EPCI_QPV_2015, read_qpv_2015


class ImportationSerie(DuTerritoire, Base):
    """A vintage of a published file, as taken. `ecartees`: cells that were no figure and were left aside."""

    __tablename__ = "importation_serie"
    __table_args__ = (to_row("compte", "auteur_id", schema=SECURITY),)
    auteur_id: Mapped[UUID]
    publication: Mapped[str]
    niveau: Mapped[str]
    annee: Mapped[int]
    millesime: Mapped[str]
    source: Mapped[str]
    licence: Mapped[str]
    sha256: Mapped[str]
    lignes: Mapped[int]
    valeurs: Mapped[int]
    ecartees: Mapped[int]
    faite_le: Mapped[datetime] = mapped_column(server_default=func.now())
    annulee_le: Mapped[datetime | None]


class SerieImportee(Base):
    """One figure of an import; `valeur` None with its absence: secret or not published."""

    __tablename__ = "serie_importee"
    __table_args__ = (
        ForeignKeyConstraint(
            ["territoire_id", "importation_id"], ["asv.importation_serie.territoire_id", "asv.importation_serie.id"]
        ),
        Index(None, "territoire_id", "serie"),
    )
    territoire_id: Mapped[str] = mapped_column(ForeignKey("asv.territoire.territoire_id"), primary_key=True)
    importation_id: Mapped[UUID] = mapped_column(primary_key=True)
    serie: Mapped[str] = mapped_column(primary_key=True)
    lieu: Mapped[str] = mapped_column(primary_key=True)
    valeur: Mapped[float | None]
    absence: Mapped[str | None]


def shipped_values(lieux: set[str]) -> Select[Serie, str, float | None]:
    """The shipped figures about these places, with their série."""
    return (
        select(Serie, SerieValeur.lieu, SerieValeur.valeur)
        .join(SerieValeur, (SerieValeur.serie == Serie.code) & (SerieValeur.niveau == Serie.niveau))
        .where(SerieValeur.lieu.in_(lieux), Serie.code.in_(SERIES))
        .order_by(Serie.code, SerieValeur.lieu)
    )


def imported_values(seen: ColumnElement[bool]) -> Select[Any, Any]:
    """The imported figures that count, with their import."""
    latest = _latest(seen)
    kept = (latest.c.serie == SerieImportee.serie) & (latest.c.importation_id == SerieImportee.importation_id)
    return (
        select(ImportationSerie, SerieImportee)
        .join(SerieImportee, _same_importation())
        .join(latest, kept)
        .where(seen)
        .order_by(SerieImportee.serie, ImportationSerie.annee, SerieImportee.lieu)
    )


def importations_in_place(seen: ColumnElement[bool]) -> Select[UUID]:
    """The imports of which some série is read; the others were replaced, or undone."""
    return select(_latest(seen).c.importation_id).distinct()


def _latest(seen: ColumnElement[bool]) -> Subquery:
    """Of each série and year, the latest import that is not undone."""
    return (
        select(SerieImportee.serie, ImportationSerie.annee, SerieImportee.importation_id)
        .join(ImportationSerie, _same_importation())
        .where(seen, ImportationSerie.annulee_le.is_(None), SerieImportee.serie.in_(SERIES))
        .ext(distinct_on(SerieImportee.serie, ImportationSerie.annee))
        .order_by(
            SerieImportee.serie, ImportationSerie.annee, ImportationSerie.faite_le.desc(), ImportationSerie.id.desc()
        )
        .subquery()
    )


def _same_importation() -> ColumnElement[bool]:
    return (SerieImportee.territoire_id == ImportationSerie.territoire_id) & (
        SerieImportee.importation_id == ImportationSerie.id
    )


def delete_values_of(territoire_id: str, importation_id: UUID) -> Delete:
    return delete(SerieImportee).where(
        SerieImportee.territoire_id == territoire_id, SerieImportee.importation_id == importation_id
    )


def mark_undone(territoire_id: str, importation_id: UUID, now: datetime) -> Update:
    return (
        update(ImportationSerie)
        .where(ImportationSerie.territoire_id == territoire_id, ImportationSerie.id == importation_id)
        .where(ImportationSerie.annulee_le.is_(None))
        .values(annulee_le=now)
    )


async def lieux_of(session: AsyncSession, territoire_id: str, nom: str = "") -> list[Lieu]:
    """The places whose figures a territoire reads: itself, its communes, its QPV of 2024 and, shipped, of 2015."""
    communes = await session.scalars(communes_of(territoire_id))
    quartiers = await session.execute(qpv_of(territoire_id, dans_contrat=None))
    outside = set(await session.scalars(qpv_partly_outside(territoire_id)))
    older = read_qpv_2015() if territoire_id == EPCI_QPV_2015 else ()
    return [
        Lieu(Niveau.EPCI, territoire_id, nom),
        *(Lieu(Niveau.COMMUNE, commune.code, commune.nom) for commune in communes),
        *(Lieu(Niveau.QPV, qpv.code, qpv.nom, qpv.code in outside) for qpv, _ in quartiers),
        *(Lieu(Niveau.QPV, qpv.code, qpv.nom) for qpv in older),
    ]


async def series_lues(
    session: AsyncSession, seen: ColumnElement[bool], lieux: Iterable[Lieu]
) -> dict[str, tuple[SerieLue, ...]]:
    """Every vintage of every série about these places, shipped or brought, by code of série.

    seen: `visible(ImportationSerie, acteur)`.
    """
    codes = {lieu.code for lieu in lieux}
    shipped: dict[str, tuple[SeriePubliee, dict[str, Lue]]] = {}
    for row, lieu, valeur in await session.execute(shipped_values(codes)):
        _, valeurs = shipped.setdefault(row.code, (_shipped(row), {}))
        valeurs[lieu] = SILENCE if valeur is None else Lue(valeur, None)
    brought: dict[tuple[str, UUID], tuple[SeriePubliee, dict[str, Lue]]] = {}
    for importation, value in await session.execute(imported_values(seen)):
        _, valeurs = brought.setdefault((value.serie, importation.id), (_brought(importation, value.serie), {}))
        valeurs[value.lieu] = Lue(value.valeur, Absence(value.absence) if value.absence else None)
    return put_together([
        *(SerieLue(publiee, valeurs) for publiee, valeurs in shipped.values()),
        *(SerieLue(publiee, valeurs, is_importee=True) for publiee, valeurs in brought.values()),
    ])  # fmt: skip


def _shipped(row: Serie) -> SeriePubliee:
    millesime = Millesime(row.millesime, row.annee, Certitude(row.certitude))
    return SeriePubliee(serie(row.code), millesime, row.source, row.licence, row.avertissement)


def _brought(importation: ImportationSerie, code: str) -> SeriePubliee:
    millesime = Millesime(importation.millesime, importation.annee)
    return SeriePubliee(serie(code), millesime, importation.source, importation.licence)
