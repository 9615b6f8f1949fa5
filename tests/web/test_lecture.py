"""A partner who only reads for his structure: no form of his is taken anywhere, and no page offers him one."""

import re

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.comptes import Compte
from asv.db.engine import Bases, loader_session
from asv.web.site import csrf_token
from tests.guards.routes import reviewed
from tests.support.database import World, make_world
from tests.support.site import Client
from tests.web.test_route_matrix import ask

ABOUT_HIMSELF = ("/notifications", "/agenda/abonnements", "/courriels/arret")
PUBLIC = ("/connexion", "/deconnexion", "/demo/entrer", "/invitation")
FORMS = re.compile(r'<form[^>]*method="post"[^>]*action="([^"]+)"')
WRITING_LINKS = re.compile(r'href="([^"]*(?:/nouvelle|/nouveau|/modifier|/deplacer|/completer)[^"]*)"')
PAGES = ("/actions", "/actions/pipeline", "/calendrier", "/matrice", "/moyens", "/moyens/libres", "/engagements",
         "/structures")  # fmt: skip


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    """One member of the structure reads only; another still manages it."""
    world = await make_world(admin, bases)
    async with loader_session(admin) as session, session.begin():
        await session.execute(update(Compte).where(Compte.id == world.associee.id).values(droits="lecture"))
    return world


def is_own(path: str) -> bool:
    return path.startswith((*ABOUT_HIMSELF, *PUBLIC))


async def test_every_route_that_writes_refuses_him_but_those_about_himself(client: Client, world: World):
    who, form_token = world.associee, csrf_token(world.associee.token)
    routes = [r for r in reviewed() if r.methode not in ("GET", "HEAD") and not r.chemin.startswith(PUBLIC)]

    answers = {r.chemin: await ask(client, r, who.token, form_token=form_token, own=who.structure_id) for r in routes}

    shut = {path: answer.status_code for path, answer in answers.items() if not is_own(path)}
    assert set(shut.values()) == {403}
    told = [path for path, answer in answers.items() if "permet de lire seulement" in answer.text]
    assert len(told) > 20
    assert {a.status_code for path, a in answers.items() if is_own(path)} & {401, 403} == set()


@pytest.mark.parametrize("path", PAGES)
async def test_no_page_offers_him_what_he_cannot_do(client: Client, world: World, path: str):
    page = await client.get(path, world.associee)

    assert page.status_code == 200
    assert "Votre accès permet de lire" in page.text
    assert [action for action in FORMS.findall(page.text) if not is_own(action)] == []
    assert WRITING_LINKS.findall(page.text) == []


async def test_he_reads_his_sheet_and_his_team_without_a_form(client: Client, world: World):
    for path in ("", "/equipe"):
        page = (await client.get(f"/structures/{world.associee.structure_id}{path}", world.associee)).text
        assert [action for action in FORMS.findall(page) if not is_own(action)] == []
        assert WRITING_LINKS.findall(page) == []
