"""What a visitor of the demonstration finds in the documents: one begun by two, one published, read by everybody."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from asv.db.engine import Bases, acteur_of
from asv.domain.acteurs import Acteur
from asv.domain.document import CHAPITRES, offered_drawings
from asv.domain.synthese import documents
from asv.web.document.demonstration import write_documents
from tests.support.database import Persona, World
from tests.support.site import Client


@pytest.fixture
async def demonstration(bases: Bases, world: World, colleague: Persona) -> World:
    people = {1: world.coordinateur, 2: colleague}

    @asynccontextmanager
    async def enter(rank: int) -> AsyncIterator[tuple[Any, Acteur]]:
        async with bases.session(people[rank].token, read_only=False) as session, session.begin():
            yield session, await acteur_of(session)

    await write_documents(enter, datetime.now(UTC))
    return world


async def test_the_coordination_finds_a_document_begun_with_texts_drawings_and_remarks(
    client: Client, demonstration: World
):
    shown = (await client.get("/documents", demonstration.coordinateur)).text
    path = shown.split(documents.TITRE)[0].rpartition('href="')[2].partition('"')[0]

    contents = (await client.get(path, demonstration.coordinateur)).text
    chapter = (await client.get(f"{path}/chapitres/difficultes", demonstration.coordinateur)).text

    assert "1 remarque" in contents
    assert documents.REMARQUES["difficultes"].replace(" ?", "") in chapter.replace("\u202f?", "").replace("\u00a0?", "")
    assert "Freins cités — en barres, tout le territoire" in chapter


async def test_a_partner_finds_the_portrait_published(client: Client, demonstration: World):
    shown = (await client.get("/documents", demonstration.partenaire)).text

    assert documents.PORTRAIT in shown
    assert documents.TITRE not in shown


def test_every_chapter_and_drawing_of_the_demonstration_exists():
    chapters = {*documents.PREMIERE, *documents.SECONDE, *documents.REMARQUES, *documents.PORTRAIT_TEXTES}

    assert chapters <= set(CHAPITRES)
    assert {reference for _, reference in documents.DESSINS} <= offered_drawings()
