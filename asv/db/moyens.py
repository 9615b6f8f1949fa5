"""The bourse de moyens: what structures lend or look for, who booked it, and the half-days it is taken.

No double booking, whoever asks at the same instant: a unit of a moyen is taken on a half-day by one row of
`occupation`, whose primary key says so; what is used up, and not lent, is counted by `moyen.pris`, which a check
keeps under the quantity. A trigger on `reservation` counts `pris` and drops the rows of `occupation` of what is
refused or freed (migration 0007): whoever changes the state of a booking gives the means back, and nobody forgets.
Another refuses a booking for what is called off, of what is not offered, or agreed on by whoever asks for it.
"""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Select,
    UniqueConstraint,
    Update,
    and_,
    exists,
    func,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from asv.db.actions import Action, DateAction
from asv.db.base import SECURITY, Base, DuTerritoire, to_row
from asv.db.reference import Commune, Qpv
from asv.db.structures import Structure

HELD = ("demandee", "reservee")
"""States of a booking that still waits for its day, and that a cancellation frees."""
EMPTY = text("'{}'")
NOTHING = text("''")


class Moyen(DuTerritoire, Base):
    """An offer or a request. `sens`: offre or demande. `code`: of MOYEN, whose unit is that of `quantite` and `valeur`.

    `jours`: days of the week, 1 for Monday; none means all. `creneaux`: half-days; none means all.
    `is_sur_accord`: its owner answers each booking. `etat`: ouvert, ferme, or pourvu for a request that found.
    """

    __tablename__ = "moyen"
    __table_args__ = (
        to_row("structure", "structure_id"),
        to_row("action", "action_id"),
        to_row("compte", "auteur_id", schema=SECURITY),
        UniqueConstraint("territoire_id", "id", "structure_id"),
        UniqueConstraint("territoire_id", "id", "quantite"),
        CheckConstraint("quantite > 0 AND pris BETWEEN 0 AND quantite", "pris"),
        Index(None, "territoire_id", "sens", "code"),
    )
    structure_id: Mapped[UUID]
    sens: Mapped[str]
    code: Mapped[str]
    libelle: Mapped[str]
    description: Mapped[str] = mapped_column(server_default=NOTHING)
    commune: Mapped[str | None] = mapped_column(ForeignKey("asv.commune.code"))
    qpv: Mapped[str | None] = mapped_column(ForeignKey("asv.qpv.code"))
    quantite: Mapped[int]
    pris: Mapped[int] = mapped_column(server_default=text("0"))
    debut: Mapped[date]
    fin: Mapped[date]
    jours: Mapped[list[int]] = mapped_column(server_default=EMPTY)
    creneaux: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    valeur: Mapped[Decimal | None]
    conditions: Mapped[str] = mapped_column(server_default=NOTHING)
    is_sur_accord: Mapped[bool] = mapped_column(server_default=text("false"))
    etat: Mapped[str] = mapped_column(server_default=text("'ouvert'"))
    action_id: Mapped[UUID | None]
    auteur_id: Mapped[UUID]
    cree_le: Mapped[datetime] = mapped_column(server_default=func.now())
    version: Mapped[int] = mapped_column(server_default=text("1"))


class Reservation(DuTerritoire, Base):
    """A moyen booked for an action. `etat`: demandee, reservee, utilisee, rendue, refusee, liberee.

    `proprietaire_id`: who lends, copied. `structure_id`: who carries the action. `quantite`: in units of the moyen;
    what is lent by the half-day holds as many rows of `occupation` as units × half-days, until refused or freed.
    """

    __tablename__ = "reservation"
    __table_args__ = (
        ForeignKeyConstraint(
            ["territoire_id", "moyen_id", "proprietaire_id"],
            ["asv.moyen.territoire_id", "asv.moyen.id", "asv.moyen.structure_id"], onupdate="CASCADE",
        ),
        ForeignKeyConstraint(
            ["territoire_id", "action_id", "structure_id"],
            ["asv.action.territoire_id", "asv.action.id", "asv.action.porteur_id"], onupdate="CASCADE",
        ),
        to_row("date_action", "date_id", "action_id"),
        to_row("structure", "structure_id"),
        to_row("compte", "auteur_id", schema=SECURITY),
        CheckConstraint("quantite > 0", "quantite"),
        CheckConstraint("etat IN ('demandee', 'reservee', 'utilisee', 'rendue', 'refusee', 'liberee')", "etat"),
        Index(None, "territoire_id", "action_id"),
        Index(None, "territoire_id", "moyen_id"),
    )  # fmt: skip
    moyen_id: Mapped[UUID]
    proprietaire_id: Mapped[UUID]
    action_id: Mapped[UUID]
    date_id: Mapped[UUID | None]
    structure_id: Mapped[UUID]
    quantite: Mapped[int]
    valeur: Mapped[Decimal | None]
    etat: Mapped[str]
    auteur_id: Mapped[UUID]
    demandee_le: Mapped[datetime] = mapped_column(server_default=func.now())
    repondue_le: Mapped[datetime | None]


class Occupation(Base):
    """One unit of a moyen taken on one half-day: its primary key is what forbids a double booking."""

    __tablename__ = "occupation"
    __table_args__ = (
        to_row("reservation", "reservation_id", falls=True),
        ForeignKeyConstraint(
            ["territoire_id", "moyen_id", "quantite"],
            ["asv.moyen.territoire_id", "asv.moyen.id", "asv.moyen.quantite"], onupdate="CASCADE",
        ),
        CheckConstraint("unite BETWEEN 1 AND quantite", "unite"),
        Index(None, "territoire_id", "reservation_id"),
    )  # fmt: skip
    territoire_id: Mapped[str] = mapped_column(primary_key=True)
    moyen_id: Mapped[UUID] = mapped_column(primary_key=True)
    jour: Mapped[date] = mapped_column(primary_key=True)
    creneau: Mapped[str] = mapped_column(primary_key=True)
    unite: Mapped[int] = mapped_column(primary_key=True)
    quantite: Mapped[int]
    reservation_id: Mapped[UUID]


def lock_date(territoire_id: str, date_id: UUID) -> Select[str]:
    """The state of a date, held as it is until the end of the transaction: a cancellation waits, and frees it all."""
    return _held(select(DateAction.etat), DateAction, territoire_id, date_id)


def lock_action(territoire_id: str, action_id: UUID) -> Select[str]:
    """The state of an action, held as it is until the end of the transaction. After its date, as a cancellation."""
    return _held(select(Action.etat), Action, territoire_id, action_id)


def _held(query: Select[str], table: type[Action | DateAction], territoire_id: str, row_id: UUID) -> Select[str]:
    return query.where(table.territoire_id == territoire_id, table.id == row_id).with_for_update(read=True)


def is_booked(moyen: Moyen) -> Select[bool]:
    """Whether anything was ever booked of a moyen."""
    same = Reservation.territoire_id == moyen.territoire_id, Reservation.moyen_id == moyen.id
    return select(exists().where(*same))


def free_of_date(territoire_id: str, date_id: UUID, now: datetime) -> Update:
    """Gives back what was booked for a date that is cancelled or moves. Gives the bookings freed: see `_freed`."""
    return _freed(now).where(Reservation.territoire_id == territoire_id, Reservation.date_id == date_id)


def free_of_action(territoire_id: str, action_id: UUID, now: datetime) -> Update:
    """Gives back what was booked for an action that is called off, but for its past days: they were used."""
    past = exists().where(
        DateAction.territoire_id == Reservation.territoire_id,
        DateAction.id == Reservation.date_id,
        DateAction.jour < now.date(),
    )
    return _freed(now).where(Reservation.territoire_id == territoire_id, Reservation.action_id == action_id, ~past)


def _freed(now: datetime) -> Update:
    """Rows given: identifier of the booking, of the moyen, of its owner. `now`: by the clocks of France."""
    freed = update(Reservation).where(Reservation.etat.in_(HELD)).values(etat="liberee", repondue_le=now)
    return freed.returning(Reservation.id, Reservation.moyen_id, Reservation.proprietaire_id)


def moyens_of(seen: ColumnElement[bool]) -> Select[Moyen, str, str | None, str | None]:
    """Offers and requests with the names of their structure, of the commune and of the QPV, the soonest over first."""
    return (
        select(Moyen, Structure.nom, Commune.nom, Qpv.nom)
        .join(Structure, and_(Structure.territoire_id == Moyen.territoire_id, Structure.id == Moyen.structure_id))
        .outerjoin(Commune, Commune.code == Moyen.commune)
        .outerjoin(Qpv, Qpv.code == Moyen.qpv)
        .where(seen)
        .order_by(Moyen.code, Moyen.fin, Moyen.libelle, Moyen.id)
    )


def taken_of(seen: ColumnElement[bool], moyens: list[UUID], start: date, end: date) -> Select[UUID, date, str, int]:
    """Units taken of these moyens, by day and half-day, both days included."""
    columns = Occupation.moyen_id, Occupation.jour, Occupation.creneau, Occupation.unite
    wanted = Occupation.moyen_id.in_(moyens), Occupation.jour.between(start, end)
    return select(*columns).where(seen, *wanted).order_by(*columns)


_PORTEUR = aliased(Structure)
_OWNER = aliased(Structure)


def reservations_of(
    seen: ColumnElement[bool], readable: ColumnElement[bool]
) -> Select[Reservation, Moyen, str, str, str | None, DateAction | None]:
    """What is reserved with its moyen, the names of who lends and who carries, the title if `readable`, the date."""
    same = Reservation.territoire_id
    return (
        select(Reservation, Moyen, _OWNER.nom, _PORTEUR.nom, Action.titre, DateAction)
        .join(Moyen, and_(Moyen.territoire_id == same, Moyen.id == Reservation.moyen_id))
        .join(_OWNER, and_(_OWNER.territoire_id == same, _OWNER.id == Reservation.proprietaire_id))
        .join(_PORTEUR, and_(_PORTEUR.territoire_id == same, _PORTEUR.id == Reservation.structure_id))
        .outerjoin(Action, and_(Action.territoire_id == same, Action.id == Reservation.action_id, readable))
        .outerjoin(DateAction, and_(DateAction.territoire_id == same, DateAction.id == Reservation.date_id))
        .where(seen)
        .order_by(DateAction.jour, DateAction.debut, Reservation.demandee_le, Reservation.id)
    )


def change_moyen(moyen: Moyen, version: int, **values: object) -> Update:
    """Writes if nobody did since that version was read; gives no row back otherwise."""
    key = Moyen.territoire_id == moyen.territoire_id, Moyen.id == moyen.id, Moyen.version == version
    return update(Moyen).where(*key).values(version=version + 1, **values).returning(Moyen.version)


def change_reservation(reservation: Reservation, etat: str, now: datetime) -> Update:
    """Moves a reservation on if it is still where it was read; gives no row back otherwise."""
    key = Reservation.territoire_id == reservation.territoire_id, Reservation.id == reservation.id
    return (
        update(Reservation)
        .where(*key, Reservation.etat == reservation.etat)
        .values(etat=etat, repondue_le=now)
        .returning(Reservation.id)
    )
