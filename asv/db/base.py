"""What every table shares: schemas, naming of constraints, the territory first in each key."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, MetaData, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TIMESTAMP
from sqlalchemy.dialects.postgresql import UUID as PgUUID
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import Date, Integer, Numeric

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
TRADE = "asv"
SECURITY = "sec"


class Base(DeclarativeBase):
    metadata = MetaData(schema=TRADE, naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        date: Date(),
        datetime: TIMESTAMP(timezone=True),
        UUID: PgUUID(as_uuid=True),
        Decimal: Numeric(12, 2),
        list[str]: ARRAY(Text()),
        list[int]: ARRAY(Integer()),
        list[UUID]: ARRAY(PgUUID(as_uuid=True)),
        dict[str, Any]: JSONB(),
    }


class DuTerritoire:
    """A row that belongs to one territoire: its SIREN opens the primary key and every foreign key between such rows."""

    territoire_id: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)


def to_row(
    table: str, column: str, *more: str, schema: str = TRADE, follows: bool = False, falls: bool = False
) -> ForeignKeyConstraint:
    """A foreign key to a row of the same territoire.

    `follows`: what is copied from that row changes with it. `falls`: the row goes when that one is deleted.
    """
    target = ["territoire_id", "id", *more]
    return ForeignKeyConstraint(
        ["territoire_id", column, *more], [f"{schema}.{table}.{name}" for name in target],
        onupdate="CASCADE" if follows else None, ondelete="CASCADE" if falls else None,
    )  # fmt: skip
