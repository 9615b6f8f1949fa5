"""Two tablets, two mediators, one server, and everything that may go wrong between them, in any order.

Whatever happened, once all queues are empty the database holds what one ordered delivery of the same operations would
have left. Three servers with a bug of old (a duplicate, an overwriting, a loss) must be found out by the same machine.
"""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import text

from asv.db.engine import make_engine, normalise
from asv.deployment import open_bases
from tests.faults.fleet import (
    SETTINGS,
    Field,
    Item,
    Server,
    machine,
)
from tests.support.database import Persona, make_world


@pytest.fixture(scope="module")
def terrain(database_url: str, shared_dir: Path) -> Iterator[Field]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def run(work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, loop).result(60)

    opening = open_bases(normalise(database_url), shared_dir / "keys", size=2)
    bases, admin = run(opening.__aenter__()), make_engine(normalise(database_url))
    yield Field(loop, bases, admin, run(make_world(admin, bases)))
    run(admin.dispose())
    run(opening.__aexit__(None, None, None))
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def test_any_history_ends_as_one_ordered_delivery_would(terrain: Field, measured: dict):
    run_state_machine_as_test(machine(terrain), settings=SETTINGS)

    measured |= {"histories": SETTINGS.max_examples, "steps_at_most": SETTINGS.stateful_step_count}


class Doubling(Server):
    """Gives what it already has another number: the check before the insertion of F1."""

    async def take(self, carrier: Persona, appareil: UUID, items: list[Item], *, crashes: bool = False) -> list[str]:
        issues = await super().take(carrier, appareil, items, crashes=crashes)
        query = text(
            "INSERT INTO asv.reception (territoire_id, id, auteur_id, appareil_id, genre, empreinte, etat) "
            "SELECT territoire_id, gen_random_uuid(), auteur_id, appareil_id, genre, empreinte, etat "
            "FROM asv.reception WHERE id = ANY(:ids)"
        )
        known = [UUID(item["id"]) for item, issue in zip(items, issues, strict=True) if issue == "already_stored"]
        async with self.terrain.admin.begin() as connection:
            await connection.execute(query, {"ids": known})
        return issues


class Overwriting(Server):
    """The last one that speaks is right: F9."""

    async def take(self, carrier: Persona, appareil: UUID, items: list[Item], *, crashes: bool = False) -> list[str]:
        issues = await super().take(carrier, appareil, items, crashes=crashes)
        late = [UUID(item["id"]) for item, issue in zip(items, issues, strict=True) if issue == "conflict"]
        async with self.terrain.admin.begin() as connection:
            query = text("UPDATE asv.contact SET duree_minutes = 77 WHERE id = ANY(:ids)")
            await connection.execute(query, {"ids": late})
        return issues


class Losing(Server):
    """Acknowledges before it has committed, and sometimes does not commit: every seventh batch."""

    batches = 0

    async def take(self, carrier: Persona, appareil: UUID, items: list[Item], *, crashes: bool = False) -> list[str]:
        self.batches += 1
        if self.batches % 7 == 0:
            return ["stored"] * len(items)
        return await super().take(carrier, appareil, items, crashes=crashes)


@pytest.mark.parametrize("bug", [Doubling, Overwriting, Losing])
def test_a_server_with_a_bug_of_old_is_found_out(terrain: Field, bug: type[Server]):
    with pytest.raises(AssertionError):
        run_state_machine_as_test(machine(terrain, bug), settings=settings(SETTINGS, max_examples=200))
