"""Connections and sessions: the site enters as asv_web, the gatekeeper as asv_portier, the command line as it is told.

Entering is the first statement of each transaction and is local to it: a connection given back to the pool
remembers nobody (securite.md, section 5).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import URL, Connection, event, make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import Session, SessionTransaction

from asv.domain.acteurs import Acteur, Droits, Role

GIVEN_WITHIN_SECONDS = 3
ENTER = text("SELECT * FROM sec.enter(:token, :read_only)")
BECOME_LOADER = text("SELECT set_config('role', 'asv_charge', true)")
BECOME_CARRIER = text("SELECT set_config('role', 'asv_facteur', true)")
SSL_MODES = {"disable": "disable", "require": "require", "verify-ca": "verify-ca", "verify-full": "verify-full"}


class EnteringSession(Session):
    """Each transaction enters with the token in session.info, and leaves the acteur found there."""


@dataclass(frozen=True, slots=True)
class Entree:
    token: str | None
    read_only: bool


@event.listens_for(EnteringSession, "after_begin")
def _enter(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    if transaction.nested:
        return
    entree: Entree = session.info["entree"]
    row = connection.execute(ENTER, {"token": entree.token, "read_only": entree.read_only}).mappings().one()
    session.info["acteur"] = _acteur(row)


def _acteur(row: Mapping[Any, Any]) -> Acteur | None:
    if row["compte_id"] is None:
        return None
    structure: UUID | None = row["structure_id"]
    return Acteur(
        row["territoire_id"], row["compte_id"], Role(row["role"]), structure, row["nom_affiche"],
        row["territoire_nom"], Droits(row["droits"]),
    )  # fmt: skip


async def acteur_of(session: AsyncSession) -> Acteur | None:
    """The person of this session's token, or None for a visitor; opens the transaction if it is not open."""
    await session.connection()
    acteur: Acteur | None = session.info["acteur"]
    return acteur


def normalise(url: str, password: str | None = None) -> URL:
    """Any usual form of a PostgreSQL address, for asyncpg."""
    given = make_url(url).set(drivername="postgresql+asyncpg")
    query = dict(given.query)
    mode = query.pop("sslmode", None)
    if mode is not None:
        query["ssl"] = SSL_MODES.get(str(mode), "prefer")
    given = given.set(query=query)
    return given.set(password=password) if password and not given.password else given


def make_engine(url: URL | str, *, size: int = 10, overflow: int = 10, patience: float | None = None) -> AsyncEngine:
    """Connections given or refused within seconds; `patience` bounds each statement, for a database that froze."""
    limits = {"timeout": GIVEN_WITHIN_SECONDS, "command_timeout": patience}
    return create_async_engine(
        url, pool_size=size, max_overflow=overflow, pool_timeout=GIVEN_WITHIN_SECONDS, pool_pre_ping=True,
        connect_args=limits,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bases:
    """The two doors of the database; the application never holds a third."""

    web: AsyncEngine
    portier: AsyncEngine

    def session(self, token: str | None, *, read_only: bool) -> AsyncSession:
        """A session that enters with this token; no token, or a dead one, makes a visitor."""
        info = {"entree": Entree(token, read_only)}
        return AsyncSession(self.web, sync_session_class=EnteringSession, expire_on_commit=False, info=info)

    def gate(self) -> AsyncSession:
        return AsyncSession(self.portier, expire_on_commit=False)

    def carrier(self) -> AsyncSession:
        """A session of asv_facteur: what is to be sent, in every territoire, and nothing that tells of a person met."""
        return AsyncSession(self.portier, sync_session_class=CarrierSession, expire_on_commit=False)

    async def dispose(self) -> None:
        await self.web.dispose()
        await self.portier.dispose()


class CarrierSession(Session):
    """Mails and calendars go out when nobody is logged in: each transaction takes the narrow role asv_facteur."""


@event.listens_for(CarrierSession, "after_begin")
def _become_carrier(_session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    if not transaction.nested:
        connection.execute(BECOME_CARRIER)


class LoaderSession(Session):
    """Bulk work of the command line: each transaction takes the narrow role asv_charge."""


@event.listens_for(LoaderSession, "after_begin")
def _become_loader(_session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    if not transaction.nested:
        connection.execute(BECOME_LOADER)


def loader_session(engine: AsyncEngine) -> AsyncSession:
    return AsyncSession(engine, sync_session_class=LoaderSession, expire_on_commit=False)
