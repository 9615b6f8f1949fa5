"""Batches of a tablet over HTTP, beside the same rows written by bare asyncpg on the same server in the same run."""

import asyncio
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import uvloop

from asv.db.contacts import Contact
from asv.db.embedded import EmbeddedServer, embedded_server
from asv.db.engine import make_engine, normalise
from asv.db.reception import NEW_CONTACTS, _insert_many, columns_of
from asv.db.synchronisation import Reception
from asv.deployment import open_bases, open_keyring
from asv.domain.contacts import parse_contact
from asv.domain.saisie import Places
from asv.web.entry import COOKIE
from tests.support import database
from tests.support.database import TODAY, Persona, World, make_world
from tests.support.process import RunningSite
from tests.support.saisies import TABLET, clear, contact, sealed, seance

TITRE = "Synchronisation d’une tablette"
NOTE = (
    "Saisies par seconde, médiane de 5 tours. HTTP : un processus de serveur, une connexion et une session "
    "de médiateur par tablette ; validation, droits par ligne et réponse compris. asyncpg : les mêmes lignes "
    "(réceptions et "
    "contacts) par la même requête d’insertion, préparée, une transaction par lot, sans droits par ligne, même "
    "durabilité (fsync, synchronous_commit), autant de connexions que de tablettes. Rapport : HTTP / asyncpg."
)
LOTS = {1: 60, 20: 20, 200: 6}
"""Items a batch, and batches that each tablet sends in a round."""
CLIENTS = (1, 8)
ROUNDS = 5
FORMS = ("en clair", "scellées")


@dataclass
class Field:
    """A territoire, its server process, and what a tablet needs to send."""

    world: World
    site: RunningSite
    keyring: Any
    dsn: dict[str, Any]
    seance_id: str

    def items(self, lot: int) -> list[dict]:
        return [clear("contact", contact(self.seance_id)) for _ in range(lot)]


class Line:
    """One keep-alive connection; requests are ready-made, so that the measure is that of the server."""

    def __init__(self, field: Field, persona: Persona) -> None:
        self.field, self.persona = field, persona

    async def open(self) -> "Line":
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.field.site.port)
        return self

    def request(self, elements: list[dict]) -> bytes:
        body = json.dumps({"appareil": str(TABLET), "elements": elements}).encode()
        host = self.field.site.url.removeprefix("http://")
        head = (
            f"POST /api/synchronisation HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
            f"Cookie: {COOKIE}={self.persona.token}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    async def post(self, request: bytes) -> bytes:
        self.writer.write(request)
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        answer = await self.reader.readexactly(int(length.split(b":")[1]))
        assert head.startswith(b"HTTP/1.1 200"), answer
        return answer


async def _timed(work: list[Callable[[], Awaitable[Any]]], items: int) -> float:
    """Items a second for several lines of work going on together."""
    start = time.perf_counter()
    await asyncio.gather(*(one() for one in work))
    return items / (time.perf_counter() - start)


async def http_rate(field: Field, lines: list[Line], lot: int, form: str) -> float:
    def requests(line: Line) -> list[bytes]:
        batches = [field.items(lot) for _ in range(LOTS[lot])]
        if form == "scellées":
            batches = [[sealed(item, line.persona.id, field.keyring) for item in batch] for batch in batches]
        return [line.request(batch) for batch in batches]

    async def send(line: Line, ready: list[bytes]) -> None:
        for request in ready:
            assert (await line.post(request)).count(b'"stored"') == lot

    work = [partial(send, line, requests(line)) for line in lines]
    return await _timed(work, lot * LOTS[lot] * len(lines))


def _statement(query: Any) -> tuple[str, list[Any]]:
    """The text of one of our insertions, and its parameters in order, to give it to bare asyncpg."""
    compiled = query.compile(dialect=normalise("postgresql://").get_dialect()())
    return str(compiled), [compiled.params[name] for name in compiled.positiontup], compiled.positiontup  # type: ignore[return-value]


def arrays(field: Field, persona: Persona, lot: int) -> tuple[dict[str, list], dict[str, list]]:
    """The rows that a batch becomes, as columns."""
    commune, qpv = field.world.cellules[0]
    lent = {"date_contact": TODAY, "creneau": "matin", "commune_lieu": commune, "qpv_lieu": qpv}
    draft = parse_contact(contact(field.seance_id), today=TODAY, places=Places({}))
    values = {name: getattr(draft, name) for name in draft.__slots__} | lent
    ids = [uuid4() for _ in range(lot)]
    common = {"territoire_id": field.world.territoire_id}
    receptions = [
        common | {"id": i, "auteur_id": persona.id, "appareil_id": TABLET, "genre": "contact", "empreinte": i.bytes * 2}
        | {"etat": "stored"}
        for i in sorted(ids)
    ]  # fmt: skip
    owner = common | {"mediateur_id": persona.id, "seance_id": UUID(field.seance_id), "suivi_id": None}
    contacts = [values | owner | {"id": i} for i in ids]
    return columns_of(Reception, receptions), columns_of(Contact, contacts)


async def bare_rate(field: Field, people: list[Persona], lot: int) -> float:
    connections = [await asyncpg.connect(**field.dsn) for _ in people]
    queries = [_statement(_insert_many(Reception)), _statement(NEW_CONTACTS)]

    async def ready(persona: Persona, connection: asyncpg.Connection) -> Callable[[], Awaitable[None]]:
        prepared = [await connection.prepare(text) for text, _, _ in queries]
        batches = [
            [[cols.get(n, fixed) for n, fixed in zip(names, values, strict=True)] for cols, (_, values, names)
             in zip(arrays(field, persona, lot), queries, strict=True)]
            for _ in range(LOTS[lot])
        ]  # fmt: skip

        async def write() -> None:
            for batch in batches:
                async with connection.transaction():
                    for statement, parameters in zip(prepared, batch, strict=True):
                        await statement.fetch(*parameters)

        return write

    work = [await ready(persona, connection) for persona, connection in zip(people, connections, strict=True)]
    rate = await _timed(work, lot * LOTS[lot] * len(people))
    for connection in connections:
        await connection.close()
    return rate


async def _rows(field: Field, people: list[Persona]) -> list[dict[str, Any]]:
    rows = []
    for clients in CLIENTS:
        lines = [await Line(field, persona).open() for persona in people[:clients]]
        for lot in LOTS:
            rates: dict[str, list[float]] = {name: [] for name in ("asyncpg", *FORMS)}
            for turn in range(ROUNDS + 1):
                taken = {"asyncpg": await bare_rate(field, people[:clients], lot)}
                for form in FORMS:
                    taken[form] = await http_rate(field, lines, lot, form)
                for name, rate in taken.items() if turn else ():  # the first round warms up
                    rates[name].append(rate)
            medians = {name: statistics.median(values) for name, values in rates.items()}
            rows += [_row(clients, lot, form, medians) for form in FORMS]
        for line in lines:
            line.writer.close()
    return rows


def _row(clients: int, lot: int, form: str, medians: dict[str, float]) -> dict[str, Any]:
    return {
        "tablettes": clients, "saisies par lot": lot, "forme": form, "HTTP (saisies/s)": round(medians[form]),
        "asyncpg (saisies/s)": round(medians["asyncpg"]), "rapport": medians[form] / medians["asyncpg"],
    }  # fmt: skip


async def _measure(server: EmbeddedServer, folder: Path) -> list[dict[str, Any]]:
    await database._fill(server, "asv", folder / "cles")
    admin = make_engine(normalise(server.url()))
    async with open_bases(normalise(server.url()), folder / "cles") as bases:
        world = await make_world(admin, bases)
        people = [world.mediateur]
        async with database.loader_session(admin) as session:
            while len(people) < max(CLIENTS):
                people.append(await database._person(session, bases, world.territoire_id, world.mediateur.role))
    await admin.dispose()
    environment = {
        "ASV_MODE": "test", "ASV_DATABASE_URL": server.url(), "ASV_KEYS_DIR": str(folder / "cles"),
    }  # fmt: skip
    site = await asyncio.to_thread(RunningSite(folder, ("serve",), environment=environment).start)
    dsn = {"user": "postgres", "database": "asv", "host": str(server.socket_dir)}
    field = Field(world, site, open_keyring(folder / "cles"), dsn, str(uuid4()))
    try:
        line = await Line(field, world.mediateur).open()
        await line.post(line.request([clear("seance", seance(world), field.seance_id)]))
        line.writer.close()
        return await _rows(field, people)
    finally:
        await asyncio.to_thread(site.stop)


def run() -> list[dict[str, Any]]:
    folder = Path(tempfile.mkdtemp(prefix="asv-mesure-"))
    try:
        with embedded_server(folder / "base") as server, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(_measure(server, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
