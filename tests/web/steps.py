"""Steps that the tests of the partner's pages take, through the forms alone."""

from datetime import UTC, date, datetime, timedelta

import httpx

from tests.support.database import Persona, World
from tests.support.site import Client


def today() -> date:
    return datetime.now(UTC).date()


def soon() -> date:
    return today() + timedelta(days=10)


def here(world: World) -> tuple[str, str]:
    """A commune and a QPV of the contract that has a part in it."""
    return next((commune, qpv) for commune, qpv in world.cellules if qpv in world.qpv)


def other_qpv(world: World) -> str:
    """Another QPV of the contract."""
    return next(qpv for qpv in world.qpv if qpv != here(world)[1])


def sheet(world: World, **changes) -> dict[str, object]:
    fields = {"titre": "Dépistage au marché", "type": "AC_DEPIST", "theme": "DEP_COLO", "is_publique": "oui"}
    return fields | {"description": "Stand commun.", "qpv": [here(world)[1]]} | changes


def day(world: World, **changes) -> dict[str, str]:
    commune, qpv = here(world)
    fields = {"jour": soon().isoformat(), "debut": "09:00", "fin": "12:30", "lieu": "Halle du marché"}
    return fields | {"endroit": f"{commune}:{qpv}"} | changes


def path_of(answer: httpx.Response) -> str:
    """Where a form sends next, without its message."""
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].partition("?")[0]


async def draft(client: Client, world: World, who: Persona | None = None, **changes) -> str:
    """Path of a new action."""
    return path_of(await client.post("/actions", who or world.partenaire, **sheet(world, **changes)))


async def dated(client: Client, world: World, **changes) -> str:
    path = await draft(client, world, **changes)
    path_of(await client.post(f"{path}/dates", world.partenaire, **day(world)))
    return path


async def announced(client: Client, world: World, **changes) -> str:
    path = await dated(client, world, **changes)
    path_of(await client.post(f"{path}/annoncer", world.partenaire, version="1"))
    return path


async def cancelled(client: Client, world: World, **changes) -> str:
    """An announced action whose only date is then cancelled for the weather."""
    path = await announced(client, world, **changes)
    page = (await client.get(path, world.partenaire)).text
    form = page.partition(f'action="{path}/dates/')[2].partition('"')[0]
    path_of(await client.post(f"{path}/dates/{form}", world.partenaire, motif="AN_METEO"))
    return path


async def invited(client: Client, world: World, path: str) -> str:
    fields = {"structure": str(world.associee.structure_id), "role": "RO_HOTE", "apport": "Une salle au sec"}
    return path_of(await client.post(f"{path}/invitations", world.partenaire, **fields, moyens=["MY_LOCAL"]))
