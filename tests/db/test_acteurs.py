"""In whose name a command acts: one coordinator, known without doubt."""

from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.acteurs import importer_of, team_of
from asv.db.comptes import Compte
from asv.db.engine import loader_session
from asv.domain.acteurs import NOBODY, Acteur, Role
from asv.domain.errors import NotFound
from tests.support.database import World


async def importer(admin: AsyncEngine, world: World, email: str = "", *, dry_run: bool = False) -> Acteur:
    async with loader_session(admin) as session:
        return await importer_of(session, world.territoire_id, email, dry_run=dry_run)


async def add_coordinateur(admin: AsyncEngine, world: World, *, actif: bool) -> None:
    async with loader_session(admin) as session, session.begin():
        session.add(
            Compte(territoire_id=world.territoire_id, id=uuid4(), email=f"{uuid4().hex}@exemple.fr", actif=actif,
                   nom_affiche="Autre", role=Role.COORDINATEUR.value)
        )  # fmt: skip


@pytest.mark.parametrize("given", [True, False], ids=["by address", "the only one"])
async def test_a_command_acts_as_the_coordinator_that_is_named_or_the_only_one(
    admin: AsyncEngine, world: World, *, given: bool
):
    await add_coordinateur(admin, world, actif=given)  # one that is closed does not count

    acteur = await importer(admin, world, world.coordinateur.email if given else "")

    assert (acteur.territoire_id, acteur.compte_id) == (world.territoire_id, world.coordinateur.id)
    assert acteur.role is Role.COORDINATEUR


async def test_a_command_chooses_between_two_coordinators_for_nobody(admin: AsyncEngine, world: World):
    await add_coordinateur(admin, world, actif=True)

    with pytest.raises(NotFound, match="--compte"):
        await importer(admin, world)


async def test_a_mediator_imports_nothing(admin: AsyncEngine, world: World):
    with pytest.raises(NotFound, match="Aucun compte de coordination"):
        await importer(admin, world, world.mediateur.email)


async def test_a_dry_run_needs_nobody(admin: AsyncEngine, world: World):
    await add_coordinateur(admin, world, actif=True)

    assert (await importer(admin, world, dry_run=True)).compte_id == NOBODY


async def test_a_territoire_that_nobody_opened_says_how_to(admin: AsyncEngine):
    async with loader_session(admin) as session:
        with pytest.raises(NotFound, match="asv open-territoire 123456789"):
            await team_of(session, "123456789")
