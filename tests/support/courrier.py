"""A real mail server in the test's process, and letters to put in the outbox."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from uuid import UUID, uuid4

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases, loader_session
from asv.db.notifications import Abonnement, Notification
from asv.documents.courriers import mail_writer
from asv.usecases.courrier import Facteur, relais_of, send_waiting
from tests.support.database import Persona, World

SECRET = b"secret d'essai"
DETAILS = {"titre": "Bus dépistage diabète", "jour": "2026-10-09", "lieu": "Place", "commune": "Avion"}


@dataclass
class Boite:
    """What the server received. `answers`: what it says to the next DATA or RCPT instead of accepting."""

    received: list[tuple[str, EmailMessage]] = field(default_factory=list)
    at_rcpt: list[str] = field(default_factory=list)
    at_data: list[str] = field(default_factory=list)
    cuts_after_data: int = 0
    port: int = 0

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if self.at_rcpt:
            return self.at_rcpt.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.at_data:
            return self.at_data.pop(0)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.received.append((envelope.rcpt_tos[0], mail))
        if self.cuts_after_data:
            self.cuts_after_data -= 1
            server.transport.abort()
        return "250 OK"

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def told(self) -> list[str]:
        return sorted(to for to, _ in self.received)


class OnAnyPort(Controller):
    """On a port that the system chooses."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server(boite: Boite, **options: Any) -> Iterator[Boite]:
    controller = OnAnyPort(boite, hostname="127.0.0.1", port=0, **options)
    controller.start()
    boite.port = controller.port
    try:
        yield boite
    finally:
        controller.stop()


@pytest.fixture
def boite() -> Iterator[Boite]:
    with mail_server(Boite()) as served:
        yield served


@dataclass
class Horloge:
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return self.now

    def later(self, **more: int) -> None:
        self.now += timedelta(**more)


@pytest.fixture
def horloge() -> Horloge:
    return Horloge()


def facteur_to(bases: Bases, url: str | None, clock: Callable[[], datetime]) -> Facteur:
    write = mail_writer("https://asv.exemple.fr", "ne-pas-repondre@exemple.fr")
    return Facteur(bases.carrier, relais_of(url) if url else None, write, SECRET, clock)


@dataclass
class Poste:
    """The outbox of a world, its carrier and its server."""

    bases: Bases
    admin: AsyncEngine
    world: World
    boite: Boite
    horloge: Horloge

    def facteur(self, url: str | None = "") -> Facteur:
        return facteur_to(self.bases, self.boite.url if url == "" else url, self.horloge)

    async def send(self) -> int:
        return await send_waiting(self.facteur())

    async def drop(self, who: Persona, **changes: Any) -> UUID:
        """A letter in the outbox."""
        row = Notification(
            **{"territoire_id": self.world.territoire_id, "id": uuid4(), "compte_id": who.id, "cle": f"essai:{uuid4()}",
               "genre": "annulation", "details": DETAILS} | changes
        )  # fmt: skip
        async with loader_session(self.admin) as session, session.begin():
            session.add(row)
        return row.id

    async def choose(self, who: Persona, rythme: str) -> None:
        row = Abonnement(territoire_id=self.world.territoire_id, compte_id=who.id, rythme=rythme)
        async with loader_session(self.admin) as session, session.begin():
            await session.merge(row)

    async def letters(self) -> list[Notification]:
        query = select(Notification).where(Notification.territoire_id == self.world.territoire_id)
        async with loader_session(self.admin) as session:
            return list(await session.scalars(query.order_by(Notification.creee_le, Notification.id)))

    async def states(self) -> list[str]:
        return sorted(letter.courrier for letter in await self.letters())


@pytest.fixture
async def poste(bases: Bases, admin: AsyncEngine, world: World, boite: Boite, horloge: Horloge) -> Poste:
    """The carrier sees every territoire: what other tests of this worker left waiting is put away first."""
    async with loader_session(admin) as session, session.begin():
        await session.execute(update(Notification).where(Notification.courrier == "attente").values(courrier="non"))
    return Poste(bases, admin, world, boite, horloge)
