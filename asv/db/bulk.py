"""Bulk writing: rows come down as one binary COPY, then enter their table as any row does.

PostgreSQL refuses COPY into a table closed by row-level security, so the rows land in a temporary table of the
transaction and one INSERT … SELECT carries them over: policies, foreign keys, indexes and defaults all apply.
Format: PostgreSQL manual, COPY, « Binary Format ».
"""

import json
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import chain, islice, repeat
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import Table, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.types import ARRAY, Boolean, Date, Integer, LargeBinary, Numeric, Text, Time, TypeEngine, Uuid

from asv.db.engine import BECOME_LOADER
from asv.db.tables import METADATA
from asv.domain.synthese import Bloc, Colonne, Identifiants

HEADER = b"PGCOPY\n\xff\r\n\0" + struct.pack("!ii", 0, 0)
TRAILER = struct.pack("!h", -1)
NULL = struct.pack("!i", -1)
ROWS_PER_MESSAGE = 2000
INTEGER_OID, TEXT_OID, UUID_OID = 23, 25, 2950
EPOCH_DAY, EPOCH = date(2000, 1, 1), datetime(2000, 1, 1, tzinfo=UTC)
Encode = Callable[[Any], bytes]


@asynccontextmanager
async def loading(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A transaction in the narrow role of bulk loads, committed at the end of the block."""
    async with engine.begin() as connection:
        await connection.execute(BECOME_LOADER)
        yield connection


async def write(connection: AsyncConnection, bloc: Bloc) -> int:
    """Writes a block in its table; gives the number of rows. Nothing is updated: an identifier twice is an error."""
    if not len(bloc):
        return 0
    table = table_of(bloc.table)
    names = ", ".join(f'"{name}"' for name in bloc.colonnes)
    landing = f"charge_{table.name}"
    await connection.execute(
        text(f"CREATE TEMP TABLE {landing} ON COMMIT DROP AS SELECT {names} FROM {table.fullname} WITH NO DATA")  # noqa: S608 - our own names
    )
    raw = await connection.get_raw_connection()
    source = _messages(table, bloc)
    await raw.driver_connection.copy_to_table(landing, source=source, format="binary")  # type: ignore[union-attr]
    await connection.execute(text(f"INSERT INTO {table.fullname} ({names}) SELECT {names} FROM {landing}"))  # noqa: S608 - our own names
    await connection.execute(text(f"DROP TABLE {landing}"))
    return len(bloc)


async def analyse(engine: AsyncEngine, *tables: str) -> None:
    """Gives the planner the new sizes; the login itself owns the tables, through asv_owner."""
    async with engine.begin() as connection:
        for table in tables:
            await connection.execute(text(f"ANALYZE {table_of(table).fullname}"))


def table_of(name: str) -> Table:
    """The table of that name, whatever its schema."""
    return next(table for table in METADATA.sorted_tables if table.name == name)


async def _messages(table: Table, bloc: Bloc) -> AsyncIterator[bytes]:
    yield HEADER
    prefix = struct.pack("!h", len(bloc.colonnes))
    columns = [_fields(table.columns[name].type, colonne) for name, colonne in bloc.colonnes.items()]
    rows = zip(repeat(prefix), *columns, strict=False)
    while message := b"".join(chain.from_iterable(islice(rows, ROWS_PER_MESSAGE))):
        yield message
    yield TRAILER


def _fields(type_: TypeEngine[Any], colonne: Colonne | Identifiants) -> list[bytes]:
    """Each row's field, length first; a value that comes back is encoded once."""
    if isinstance(colonne, Identifiants):
        lengths = np.tile(np.frombuffer(struct.pack("!i", 16), np.uint8), (len(colonne), 1))
        packed = np.ascontiguousarray(np.hstack([lengths, colonne.octets]))
        found: list[bytes] = packed.view("V20").ravel().tolist()
        return found
    encode = _encoder(type_)
    fields = np.empty(len(colonne.valeurs), dtype=object)
    fields[:] = [NULL if value is None else _field(encode(value)) for value in colonne.valeurs]
    taken: list[bytes] = fields[colonne.rangs].tolist()
    return taken


def _field(body: bytes) -> bytes:
    return struct.pack("!i", len(body)) + body


def _encoder(type_: TypeEngine[Any]) -> Encode:
    if isinstance(type_, ARRAY):
        oid, encode = next(found for kind, found in ITEMS if isinstance(type_.item_type, kind))
        return lambda values: _array(values, oid, encode)
    return next(encode for kind, encode in ENCODERS if isinstance(type_, kind))


def _array(values: list[Any], oid: int, encode: Encode) -> bytes:
    dimensions = struct.pack("!ii", len(values), 1) if values else b""
    header = struct.pack("!iii", 1 if values else 0, 0, oid) + dimensions
    return header + b"".join(_field(encode(value)) for value in values)


def _text(value: object) -> bytes:
    return str(value).encode()


def _uuid(value: UUID | bytes) -> bytes:
    return value.bytes if isinstance(value, UUID) else value


def _microseconds(value: datetime) -> bytes:
    since = value - EPOCH
    return struct.pack("!q", (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds)


def _time(value: time) -> bytes:
    seconds = value.hour * 3600 + value.minute * 60 + value.second
    return struct.pack("!q", seconds * 1_000_000 + value.microsecond)


def _integer(value: int) -> bytes:
    return struct.pack("!i", value)


def _numeric(value: Decimal) -> bytes:
    """Digits by four, base 10 000, the most significant first; PostgreSQL source, numeric.c, numeric_send."""
    scale = max(0, -int(value.as_tuple().exponent))
    whole = int(abs(value).scaleb(-(-scale // 4) * 4))
    digits = []
    while whole:
        whole, digit = divmod(whole, 10_000)
        digits.append(digit)
    weight = len(digits) - -(-scale // 4) - 1
    header = struct.pack("!hhHh", len(digits), weight if digits else 0, 0x4000 if value < 0 else 0, scale)
    return header + struct.pack(f"!{len(digits)}h", *reversed(digits))


ITEMS: tuple[tuple[type[Any], tuple[int, Encode]], ...] = (
    (Uuid, (UUID_OID, _uuid)), (Integer, (INTEGER_OID, _integer)), (Text, (TEXT_OID, _text)),
)  # fmt: skip
ENCODERS: tuple[tuple[type[Any], Encode], ...] = (
    (Text, _text),
    (Uuid, _uuid),
    (Boolean, lambda value: struct.pack("!?", value)),
    (Integer, _integer),
    (Numeric, _numeric),
    (Date, lambda value: struct.pack("!i", (value - EPOCH_DAY).days)),
    (postgresql.TIMESTAMP, _microseconds),
    (Time, _time),
    (postgresql.JSONB, lambda value: b"\x01" + json.dumps(value, ensure_ascii=False).encode()),
    (LargeBinary, bytes),
)
"""Tried in order; a column of another kind raises StopIteration in the tests, not in production."""
