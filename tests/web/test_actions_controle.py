"""The overlap check is read of what the action is, and not of what it was; the committee validates what it saw."""

from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.support.database import World
from tests.support.site import Client
from tests.web.steps import at, checked, complement, day, draft, invited, measured, other_qpv, passed, sheet, validated

OPEN = "AE_CONCERTATION"


async def modified(client: Client, world: World, path: str, **changes) -> int:
    fields = sheet(world, **changes) | {"version": await at(client, world, path)}
    return (await client.post(f"{path}/modifier", world.partenaire, **fields)).status_code


async def opens(client: Client, world: World, path: str, vers: str = OPEN, **said: str) -> int:
    version = await at(client, world, path)
    answer = await client.post(f"{path}/passer", world.coordinateur, vers=vers, version=version, **said)
    return answer.status_code


async def ready(client: Client, world: World) -> str:
    path = await draft(client, world)
    await invited(client, world, path)
    await checked(client, world, path)
    return path


async def test_another_title_keeps_the_check_that_was_read(client: Client, world: World):
    path = await ready(client, world)

    assert await modified(client, world, path, titre="Un autre titre") == 303
    assert await opens(client, world, path) == 303


@pytest.mark.parametrize("field", ["theme", "type", "qpv", "publics"])
async def test_what_the_check_looked_at_changes_and_it_is_to_be_read_again(client: Client, world: World, field: str):
    path = await ready(client, world)
    other = {"theme": "DEP_SEIN", "type": "AC_ATELIER", "qpv": [other_qpv(world)], "publics": ["ADDICTION_PUBLIC"]}

    assert await modified(client, world, path, **{field: other[field]}) == 303
    assert await opens(client, world, path) != 303
    await checked(client, world, path)
    assert await opens(client, world, path) == 303


async def test_one_more_date_is_to_be_checked_too(client: Client, world: World):
    path = await ready(client, world)

    assert (await client.post(f"{path}/dates", world.partenaire, **day(world))).status_code == 303
    assert await opens(client, world, path) != 303


async def test_a_sheet_changed_during_the_concertation_is_checked_before_it_is_validated(client: Client, world: World):
    path = await ready(client, world)
    more = complement(world, version=await at(client, world, path))
    await client.post(f"{path}/completer", world.partenaire, **more)
    await measured(client, world, path)
    await passed(client, world.coordinateur, path, OPEN)

    assert await modified(client, world, path, theme="DEP_SEIN") == 303
    assert await opens(client, world, path, "AE_VALIDEE", cotech="2026-01-05") != 303


async def test_what_the_committee_validated_is_changed_by_the_coordination_alone(client: Client, world: World):
    path = await validated(client, world)

    assert await modified(client, world, path, titre="Un autre titre") == 303
    assert await modified(client, world, path, theme="DEP_SEIN") == 400
    assert await modified(client, world, path, qpv=[other_qpv(world)]) == 400
    fields = sheet(world, theme="DEP_SEIN") | {"version": await at(client, world, path)}
    assert (await client.post(f"{path}/modifier", world.coordinateur, **fields)).status_code == 303


async def test_the_check_of_an_action_that_one_may_not_know_does_not_exist(
    client: Client, world: World, admin: AsyncEngine
):
    path = await draft(client, world)

    assert (await client.get(f"{path}/controle", world.associee)).status_code == 404
    assert (await client.get(f"/actions/{uuid4()}/controle", world.coordinateur)).status_code == 404
