"""The year that is handed out, once a run for all the attacks on it."""

import fcntl
import pickle
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases, loader_session
from asv.domain.acteurs import Role
from tests.attack.handing import Handed, everything
from tests.attack.pool import Places
from tests.attack.readers import Seen, seen_in
from tests.support.database import _person, make_world
from tests.support.site import Client

Taken = tuple[list[Handed], Places]


@pytest.fixture(scope="package")
async def taken(client: Client, admin: AsyncEngine, bases: Bases, shared_dir: Path) -> Taken:
    """The first worker that needs it asks for everything; the others wait for it."""
    kept = shared_dir / "remis.pickle"
    with (shared_dir / "remis.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(await _taken(client, admin, bases)))
    return pickle.loads(kept.read_bytes())  # noqa: S301 - written above


async def _taken(client: Client, admin: AsyncEngine, bases: Bases) -> Taken:
    """With every quartier by commune; the correction moved contacts out of the first."""
    world = await make_world(admin, bases)
    async with loader_session(admin) as session:
        colleague = await _person(session, bases, world.territoire_id, Role.COORDINATEUR)
    held = {one: tuple(qpv for commune, qpv in world.cellules if commune == one) for one, _ in world.cellules}
    return await everything(client, world, admin, colleague), Places(held, frozenset({world.cellules[0][1]}))


@pytest.fixture(scope="package")
def handed(taken: Taken) -> list[Handed]:
    return taken[0]


@pytest.fixture(scope="package")
def places(taken: Taken) -> Places:
    return taken[1]


@pytest.fixture(scope="package")
def seen(handed: list[Handed]) -> list[Seen]:
    return [*seen_in(handed)]
