"""Two tablets, two mediators and one server, and everything that may go wrong between them, in any order."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.domain.suivis.codes import draw_code
from asv.sealing import ServerKey
from asv.usecases.entree import who
from asv.usecases.synchronisation import Batch, places_of, receive
from tests.support.counts import counted
from tests.support.database import TODAY, Persona, World
from tests.support.etat import TABLES, count_rows, left_by
from tests.support.saisies import (
    KEYS,
    NOW,
    Keys,
    atelier,
    clear,
    contact,
    etape,
    ouverture,
    salutation,
    sealed,
    seance,
)  # fmt: skip

SETTINGS = settings(
    max_examples=counted(5, 200), stateful_step_count=counted(20, 60), deadline=None, database=None,
    phases=[Phase.generate], suppress_health_check=list(HealthCheck), print_blob=False,
)  # fmt: skip
KINDS = ["seance", "contact", "contact", "salutation", "atelier", "suivi", "etape", "etape"]
DROITS = ["AMELI", "MT", "CARTE_VITALE", "AME", "ALD"]
COMPARED = (*TABLES, "etape")
Item = dict[str, Any]


class CrashedError(Exception):
    """The process died before it committed."""


@dataclass
class Field:
    """The database, and a loop of its own: the machine is asked one rule after the other."""

    loop: asyncio.AbstractEventLoop
    bases: Bases
    admin: AsyncEngine
    world: World

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(60)


class Server:
    """The real reception. The subclasses below each carry one bug."""

    def __init__(self, terrain: Field) -> None:
        self.terrain, self.keys = terrain, KEYS

    def rotate(self) -> None:
        former = (self.keys.server_key, *self.keys.former_keys)
        self.keys = Keys(ServerKey.generate(), KEYS.auteur_secret, KEYS.carte_secret, former)

    async def take(self, carrier: Persona, appareil: UUID, items: list[Item], *, crashes: bool = False) -> list[str]:
        bases = self.terrain.bases
        async with bases.session(carrier.token, read_only=False) as session, session.begin():
            acteur = await who(session)
            assert acteur is not None
            places = await places_of(session, acteur.territoire_id, NOW)
            answer = await receive(session, acteur, Batch(appareil, items), keyring=self.keys, places=places, now=NOW)
            if crashes:
                raise CrashedError
        return [verdict.issue.value for verdict in answer.verdicts]


@dataclass
class Operation:
    """Something a person wrote on a tablet, in clear, for the ordered delivery to write again."""

    item: Item
    auteur: Persona
    appareil: UUID


@dataclass
class Tablet:
    appareil: UUID
    person: Persona
    key: Keys
    late_days: int = 0
    queue: list[Item] = field(default_factory=list)


@dataclass
class Copy:
    """A request that is still somewhere on the way, and may arrive at any time, again."""

    carrier: Persona
    appareil: UUID
    items: list[Item]


class Fleet(RuleBasedStateMachine):
    """The rules: what people, networks, clocks and servers do."""

    make_server: type[Server] = Server
    terrain: Field

    def __init__(self) -> None:
        super().__init__()
        world = self.terrain.world
        self.server = self.make_server(self.terrain)
        people = (world.mediateur, world.mediatrice)
        self.tablets = [Tablet(uuid4(), person, self.server.keys) for person in people]
        self.operations: list[Operation] = []
        self.copies: list[Copy] = []
        self.stored: set[str] = set()
        self.changed: set[str] = set()
        self.codes: dict[str, list[str]] = {}
        self.before = self.rows()

    @initialize()
    def begin_the_morning(self) -> None:
        for which, tablet in enumerate(self.tablets):
            for kind in ("seance", "contact", "contact"):
                self.write(which, kind)
            batch = list(tablet.queue)
            self.acknowledge(tablet, batch, self.deliver(Copy(tablet.person, tablet.appareil, batch)))

    # What people do.

    @rule(which=st.integers(0, 1), kind=st.sampled_from(KINDS))
    def write(self, which: int, kind: str) -> None:
        tablet = self.tablets[which]
        day = (TODAY - timedelta(days=tablet.late_days)).isoformat()
        if kind in ("suivi", "etape"):
            self.queue_up(tablet, self.under_a_code(kind, day))
            return
        own = [o.item["id"] for o in self.operations if o.item["genre"] == "seance" and o.auteur is tablet.person]
        if kind == "atelier":
            item = clear("atelier", atelier(self.terrain.world, date=day))
        elif kind == "seance" or not own:
            item = clear("seance", seance(self.terrain.world, date=day))
        else:
            make = contact if kind == "contact" else salutation
            item = clear("contact", make(own[len(self.operations) % len(own)]))
        self.queue_up(tablet, item)

    def under_a_code(self, kind: str, day: str) -> Item:
        """An opening, or a right that nobody has spoken of under that code yet: whoever comes first, all fit."""
        open_fields = [(code, objet) for code, objets in self.codes.items() for objet in objets]
        if kind == "suivi" or not open_fields:
            code = draw_code()
            self.codes[code] = list(DROITS)
            return clear("suivi_ouverture", ouverture(self.terrain.world, code, date=day))
        code, objet = open_fields[len(self.operations) % len(open_fields)]
        self.codes[code].remove(objet)
        return clear("suivi_etape", etape(code, objet=objet, date=day))

    @precondition(lambda self: self.stored - self.changed)
    @rule(which=st.integers(0, 1))
    def write_again_under_a_stored_number(self, which: int) -> None:
        """A tablet edited what it had sent and lost the answer of: the second content goes to a person."""
        number = min(self.stored - self.changed)
        first = next(o for o in self.operations if o.item["id"] == number)
        contenu = first.item["contenu"] | {"duree_minutes": 77}
        self.changed.add(number)
        self.queue_up(replace(self.tablets[which], person=first.auteur), clear("contact", contenu, number))

    def queue_up(self, tablet: Tablet, item: Item) -> None:
        self.operations.append(Operation(item, tablet.person, tablet.appareil))
        tablet.queue.append(sealed(item, tablet.person.id, tablet.key, tablet=tablet.appareil))

    @rule(which=st.integers(0, 1))
    def hand_to_the_colleague(self, which: int) -> None:
        world, tablet = self.terrain.world, self.tablets[which]
        tablet.person = world.mediatrice if tablet.person is world.mediateur else world.mediateur

    @rule(which=st.integers(0, 1), days=st.sampled_from([0, -1, 1, -10, 70]))
    def clock_jumps(self, which: int, days: int) -> None:
        self.tablets[which].late_days = days

    # What servers do.

    @rule()
    def rotate_the_key(self) -> None:
        self.server.rotate()

    @rule(which=st.integers(0, 1))
    def learn_the_key(self, which: int) -> None:
        self.tablets[which].key = self.server.keys

    # What networks do.

    @rule(
        which=st.integers(0, 1), size=st.integers(1, 8), from_the_end=st.booleans(),
        end=st.sampled_from(["answered", "answered", "lost after the commit", "crashed before it", "late"]),
    )  # fmt: skip
    def send(self, which: int, size: int, end: str, *, from_the_end: bool) -> None:
        tablet = self.tablets[which]
        batch = tablet.queue[-size:] if from_the_end else tablet.queue[:size]
        if not batch:
            return
        copy = Copy(tablet.person, tablet.appareil, list(batch))
        self.copies.append(copy)
        if end == "late":
            return
        try:
            verdicts = self.deliver(copy, crashes=end == "crashed before it")
        except CrashedError:
            return
        if end == "answered":
            self.acknowledge(tablet, batch, verdicts)

    def deliver(self, copy: Copy, *, crashes: bool = False) -> list[str]:
        return list(self.terrain.run(self.server.take(copy.carrier, copy.appareil, copy.items, crashes=crashes)))

    def acknowledge(self, tablet: Tablet, batch: list[Item], verdicts: list[str]) -> None:
        contacts = {o.item["id"] for o in self.operations if o.item["contenu"].get("nature") == "contact"}
        for item, verdict in zip(batch, verdicts, strict=True):
            tablet.queue.remove(item)
            if verdict in ("stored", "already_stored") and item["id"] in contacts:
                self.stored.add(item["id"])

    @precondition(lambda self: self.copies)
    @rule(at=st.integers(0, 1000))
    def an_old_copy_arrives(self, at: int) -> None:
        self.deliver(self.copies[at % len(self.copies)])

    # Afterwards.

    def teardown(self) -> None:
        for copy in reversed(self.copies):
            self.deliver(copy)
        for tablet in self.tablets:
            while batch := tablet.queue[:200]:
                self.acknowledge(tablet, batch, self.deliver(Copy(tablet.person, tablet.appareil, batch)))
        for person in (self.terrain.world.mediateur, self.terrain.world.mediatrice):
            last = clear("seance", seance(self.terrain.world))  # each comes back once more: what waits is looked at
            self.operations.append(Operation(last, person, self.tablets[0].appareil))
            self.deliver(Copy(person, self.tablets[0].appareil, [last]))
        left = self.left(self.operations)
        assert self.rows() - self.before == sum(row[0] in TABLES for row in left)
        assert left == self.left(self.in_order())

    def rows(self) -> int:
        """Everything this territoire holds, under whatever number."""
        return int(self.terrain.run(count_rows(self.terrain.admin, self.terrain.world)))

    def in_order(self) -> list[Operation]:
        """The same operations under other numbers, delivered once, one after the other, by a server without faults."""
        numbers = {o.item["id"]: str(uuid4()) for o in self.operations} | {code: draw_code() for code in self.codes}
        again, server = [], Server(self.terrain)
        for operation in self.operations:
            named = ("seance", "code")
            contenu = {k: numbers.get(v, v) if k in named else v for k, v in operation.item["contenu"].items()}
            item = operation.item | {"id": numbers[operation.item["id"]], "contenu": contenu}
            again.append(replace(operation, item=item))
            blob = sealed(item, operation.auteur.id, server.keys, tablet=operation.appareil)
            self.terrain.run(server.take(operation.auteur, operation.appareil, [blob]))
        return again

    def left(self, operations: list[Operation]) -> list[tuple[str, ...]]:
        names: dict[str, str] = {}
        for operation in operations:
            names.setdefault(operation.item["id"], f"#{len(names)}")
        return list(self.terrain.run(left_by(self.terrain.admin, self.terrain.world, names, COMPARED)))


def machine(terrain: Field, server: type[Server] = Server) -> type[Fleet]:
    return type("Fleet", (Fleet,), {"terrain": terrain, "make_server": server})
