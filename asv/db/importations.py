"""Imports of former activity logs: each one can be undone as a whole, and a draft lasts an hour at most."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Delete,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    Select,
    Update,
    cast,
    delete,
    func,
    insert,
    or_,
    select,
    union,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Date

from asv.db.base import SECURITY, Base, DuTerritoire, to_row
from asv.db.contacts import Contact
from asv.db.seances import Seance

DRAFT_LIFE = timedelta(hours=1)
AT_ONCE = 1_000


class Importation(DuTerritoire, Base):
    """`fichier`: a name of ours, since a file's own may hold a person's. The two days are those of its rows."""

    __tablename__ = "importation"
    __table_args__ = (to_row("compte", "auteur_id", schema=SECURITY),)
    auteur_id: Mapped[UUID]
    fichier: Mapped[str]
    sha256: Mapped[str]
    lignes: Mapped[int]
    premier_jour: Mapped[date]
    dernier_jour: Mapped[date]
    faite_le: Mapped[datetime] = mapped_column(server_default=func.now())
    annulee_le: Mapped[datetime | None]


class Brouillon(DuTerritoire, Base):
    """A file being looked at, sealed under the session of its auteur: nobody else, and no backup, can open it."""

    __tablename__ = "brouillon"
    __table_args__ = (
        ForeignKeyConstraint(["territoire_id", "auteur_id"], ["sec.compte.territoire_id", "sec.compte.id"]),
        Index(None, "cree_le"),
        {"schema": SECURITY},
    )
    auteur_id: Mapped[UUID]
    scelle: Mapped[bytes] = mapped_column(LargeBinary)
    cree_le: Mapped[datetime] = mapped_column(server_default=func.now())


def purge_brouillons(now: datetime) -> Delete:
    """The drafts of everybody that are over; for the gatekeeper."""
    return delete(Brouillon).where(Brouillon.cree_le < now - DRAFT_LIFE)


def quarters_with_rows(territoire_id: str, before: date, fresh_since: datetime) -> Select[date]:
    """First days of the quarters before a day that hold a séance or a contact, but what was imported since."""
    stretches = []
    for table, day in ((Contact, Contact.date_contact), (Seance, Seance.date_seance)):
        settled = or_(table.importation_id.is_(None), Importation.faite_le < fresh_since)
        joined = (table.territoire_id == Importation.territoire_id) & (table.importation_id == Importation.id)
        quarter = cast(func.date_trunc("quarter", day), Date).label("debut")
        stretches.append(
            select(quarter)
            .select_from(table)
            .join(Importation, joined, isouter=True)
            .where(table.territoire_id == territoire_id, day < before, settled)
        )
    found = union(*stretches).subquery()
    return select(found.c.debut).order_by(found.c.debut)


def lock_importations(territoire_id: str) -> Select[Any]:
    """Makes two imports of one territoire wait for each other, until the transaction ends."""
    return select(func.pg_advisory_xact_lock(func.hashtextextended(f"importation {territoire_id}", 0)))


def same_file(territoire_id: str, sha256: str) -> Select[datetime]:
    """When this very file was imported, unless that was undone."""
    return select(Importation.faite_le).where(
        Importation.territoire_id == territoire_id, Importation.sha256 == sha256, Importation.annulee_le.is_(None)
    )


def fresh_importations(territoire_id: str, since: datetime) -> Select[date, date, datetime]:
    """First and last day of what was imported since, and when."""
    return select(Importation.premier_jour, Importation.dernier_jour, Importation.faite_le).where(
        Importation.territoire_id == territoire_id, Importation.faite_le >= since, Importation.annulee_le.is_(None)
    )


async def insert_rows(session: AsyncSession, table: type[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    for start in range(0, len(rows), AT_ONCE):
        await session.execute(insert(table.__table__), list(rows[start : start + AT_ONCE]))


def delete_rows_of(territoire_id: str, importation_id: UUID) -> Iterable[Delete]:
    """The contacts of an import, then its séances."""
    for table in (Contact, Seance):
        yield delete(table).where(table.territoire_id == territoire_id, table.importation_id == importation_id)


def mark_undone(territoire_id: str, importation_id: UUID, now: datetime) -> Update:
    return (
        update(Importation)
        .where(Importation.territoire_id == territoire_id, Importation.id == importation_id)
        .where(Importation.annulee_le.is_(None))
        .values(annulee_le=now)
    )
