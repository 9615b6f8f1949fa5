"""What people are told, in the application and by mail, and the calendars they subscribe to."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UUID as UUIDType
from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Index,
    Integer,
    LargeBinary,
    Select,
    Text,
    UniqueConstraint,
    Update,
    cast,
    func,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, Insert, insert
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, Base, DuTerritoire, to_row
from asv.domain.notifications import Avis, Genre


class Notification(DuTerritoire, Base):
    """One event told to one account, at most once: `cle` names the event. Row of the inbox and of the outbox.

    `accuse_avant`: by when the person is asked to say « vu ». `courrier`: non, attente, en_cours, parti, incertain
    (the sending was interrupted, it is not tried again), abandonne.
    """

    __tablename__ = "notification"
    __table_args__ = (
        to_row("compte", "compte_id", schema=SECURITY),
        UniqueConstraint("territoire_id", "compte_id", "cle"),
        CheckConstraint(f"genre IN ({', '.join(repr(genre.value) for genre in Genre)})", "genre"),
        CheckConstraint("jsonb_typeof(details) = 'object' AND length(cle) <= 200", "details"),
        Index(None, "courrier", "creee_le", postgresql_where=text("courrier IN ('attente', 'en_cours')")),
        Index(None, "territoire_id", "compte_id", "creee_le"),
        Index(None, "territoire_id", "compte_id", postgresql_where=text("lue_le IS NULL")),
        Index(None, "territoire_id", "action_id"),
    )
    compte_id: Mapped[UUID]
    cle: Mapped[str]
    genre: Mapped[str]
    action_id: Mapped[UUID | None]
    date_id: Mapped[UUID | None]
    details: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    creee_le: Mapped[datetime] = mapped_column(server_default=func.now())
    lue_le: Mapped[datetime | None]
    accuse_avant: Mapped[datetime | None]
    accusee_le: Mapped[datetime | None]
    courrier: Mapped[str] = mapped_column(server_default=text("'attente'"))
    courrier_le: Mapped[datetime | None]
    essais: Mapped[int] = mapped_column(server_default=text("0"))


class Abonnement(Base):
    """How an account wants its mail. `rythme`: immediat, quotidien, jamais. `jeton_hash`: of the link that stops it."""

    __tablename__ = "abonnement"
    __table_args__ = (to_row("compte", "compte_id", schema=SECURITY),)
    territoire_id: Mapped[str] = mapped_column(primary_key=True)
    compte_id: Mapped[UUID] = mapped_column(primary_key=True)
    rythme: Mapped[str]
    jeton_hash: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)
    resume_le: Mapped[date | None]


class Flux(DuTerritoire, Base):
    """A calendar that a person subscribes to; only the SHA-256 of its token is kept. `nature`: personnel, structure."""

    __tablename__ = "flux"
    __table_args__ = (to_row("compte", "compte_id", schema=SECURITY),)
    compte_id: Mapped[UUID]
    nature: Mapped[str]
    jeton_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    cree_le: Mapped[datetime] = mapped_column(server_default=func.now())
    expire_le: Mapped[datetime]
    vu_le: Mapped[datetime | None]
    revoque_le: Mapped[datetime | None]


def told(avis: Avis) -> Select[int]:
    """Tells an event to whom it concerns, but its author; gives how many accounts learned of it just now."""
    facts = cast(dict(avis.details), JSONB)
    several = [cast(list(values), ARRAY(kind)) for values, kind in ((avis.structures, UUIDType), (avis.roles, Text))]
    return select(
        func.asv.prevenir(
            avis.cle, avis.genre.value, *several, avis.action_id, avis.date_id, facts, avis.accuse_heures,
            type_=Integer(),
        )
    )  # fmt: skip


def accuses_of(action_id: UUID | None, since: datetime) -> Select[Any]:
    """Who was asked to say « vu » since then, and did or not; the latest first. None: whatever the action."""
    found = func.asv.accuses(action_id, since).table_valued(
        "action_id", "date_id", "cle", "genre", "details", "role", "structure", "prevenue_le", "avant", "accusee_le"
    )
    return select(found)


def inbox_of(seen: ColumnElement[bool], most: int) -> Select[Notification]:
    """The latest events told to a person. `seen`: what scope.visible(Notification, …) answers."""
    return select(Notification).where(seen).order_by(Notification.creee_le.desc(), Notification.id).limit(most)


def unread_of(seen: ColumnElement[bool], most: int) -> Select[int]:
    """How many are unread, counted up to `most`: read on each page, by an index of the unread alone."""
    some = select(literal(1)).select_from(Notification).where(seen, Notification.lue_le.is_(None)).limit(most)
    return select(func.count()).select_from(some.subquery())


def unanswered_of(seen: ColumnElement[bool], most: int) -> Select[Notification]:
    """What still waits for a « vu », the most pressing first, however old."""
    asked = Notification.accuse_avant.is_not(None), Notification.accusee_le.is_(None)
    return select(Notification).where(seen, *asked).order_by(Notification.accuse_avant, Notification.id).limit(most)


def read(seen: ColumnElement[bool], now: datetime) -> Update:
    return update(Notification).where(seen, Notification.lue_le.is_(None)).values(lue_le=now)


def acknowledged(seen: ColumnElement[bool], notification_id: UUID, now: datetime) -> Update:
    """Says « vu », once: the first answer keeps its time."""
    return (
        update(Notification)
        .where(seen, Notification.id == notification_id, Notification.accuse_avant.is_not(None))
        .values(
            accusee_le=func.coalesce(Notification.accusee_le, now), lue_le=func.coalesce(Notification.lue_le, now)
        )
        .returning(Notification.id)
    )  # fmt: skip


def rhythm_chosen(territoire_id: str, compte_id: UUID, rythme: str) -> Insert:
    row = insert(Abonnement).values(territoire_id=territoire_id, compte_id=compte_id, rythme=rythme)
    keys = [Abonnement.territoire_id, Abonnement.compte_id]
    return row.on_conflict_do_update(index_elements=keys, set_={"rythme": rythme})
