"""A second person of the coordination, and a document on its way, through the forms alone."""

import re

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases, loader_session
from asv.domain.acteurs import Role
from tests.support.database import Persona, World, _person
from tests.support.site import Client


@pytest.fixture
async def colleague(admin: AsyncEngine, bases: Bases, world: World) -> Persona:
    async with loader_session(admin) as session:
        return await _person(session, bases, world.territoire_id, Role.COORDINATEUR)


async def created(client: Client, who: Persona, annee: int) -> str:
    """Path of a new document."""
    answer = await client.post("/documents", who, titre="Diagnostic de test", annee=str(annee))
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].partition("?")[0]


async def text_of(client: Client, who: Persona, path: str, code: str) -> tuple[str, int]:
    """Path and version of the first text of a chapter."""
    shown = (await client.get(f"{path}/chapitres/{code}", who)).text
    found = re.search(r'action="([^"]+/blocs/[0-9a-f-]+)"[^>]*>.*?name="version" value="(\d+)"', shown, re.DOTALL)
    return found[1], int(found[2])


async def written(client: Client, who: Persona, path: str, code: str, texte: str) -> None:
    bloc, version = await text_of(client, who, path, code)
    answer = await client.post(bloc, who, texte=texte, version=str(version), confirme="oui")
    assert answer.status_code == 303, answer.text


async def proposed(client: Client, who: Persona, path: str) -> str:
    """Path of a version just proposed."""
    answer = await client.post(f"{path}/versions", who)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].partition("?")[0]


async def published(client: Client, author: Persona, other: Persona, path: str) -> str:
    """Path of a version that went the whole way."""
    version = await proposed(client, author, path)
    for geste, who in (("relire", other), ("approuver", other), ("publier", author)):
        answer = await client.post(f"{version}/etape", who, geste=geste)
        assert answer.status_code == 303, answer.text
    return version
