"""What PostgreSQL refuses of a document, whatever the application says: approving alone, rewriting, signing for all."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from asv.db.document import BlocDocument, DocumentPartage, Erratum, VarianteBloc, VersionDocument
from asv.db.engine import Bases
from tests.support.database import Persona, World

REFUSED = "permission denied|insufficient|row-level security|violates check|privilege"


async def do(bases: Bases, who: Persona, *statements) -> None:
    async with bases.session(who.token, read_only=False) as session, session.begin():
        for statement in statements:
            await session.execute(statement)


@pytest.fixture
async def version(bases: Bases, world: World) -> dict:
    """A version that the coordinateur wrote and proposed alone; gives its key."""
    same = {"territoire_id": world.territoire_id}
    document = uuid4()
    mine = world.coordinateur.id
    await do(
        bases, world.coordinateur,
        insert(DocumentPartage).values(id=document, titre="x", annee=2025, chapitres=["sante"], cree_par=mine, **same),
        insert(BlocDocument).values(id=uuid4(), document_id=document, chapitre="sante", rang=1, nature="texte",
                                    contenu="Un texte.", auteur_id=mine, **same),
        insert(VersionDocument).values(document_id=document, numero=1, contenu={}, empreinte="x", figee_par=mine,
                                       **same),
    )  # fmt: skip
    return same | {"document_id": document, "numero": 1}


def step(version: dict, **values) -> object:
    key = (VersionDocument.document_id == version["document_id"], VersionDocument.numero == 1)
    return update(VersionDocument).where(*key).values(**values)


async def authors_of(bases: Bases, who: Persona, version: dict) -> list[UUID]:
    async with bases.session(who.token, read_only=True) as session:
        query = select(VersionDocument.auteurs).where(VersionDocument.document_id == version["document_id"])
        return await session.scalar(query)


async def test_the_authors_of_a_version_are_those_of_its_texts(bases: Bases, world: World, version: dict):
    assert await authors_of(bases, world.coordinateur, version) == [world.coordinateur.id]


async def test_whoever_proposed_can_neither_read_nor_approve(bases: Bases, world: World, version: dict, colleague):
    with pytest.raises(DBAPIError, match=REFUSED):
        await do(bases, world.coordinateur, step(version, relue_par=world.coordinateur.id))
    await do(bases, colleague, step(version, relue_par=colleague.id))
    with pytest.raises(DBAPIError, match=REFUSED):
        await do(bases, world.coordinateur, step(version, approuvee_par=world.coordinateur.id))


async def test_nobody_signs_in_the_name_of_another(bases: Bases, world: World, version: dict, colleague):
    with pytest.raises(DBAPIError, match=REFUSED):
        await do(bases, world.coordinateur, step(version, relue_par=colleague.id))


async def test_the_only_author_does_not_approve_what_another_proposed(
    bases: Bases, world: World, version: dict, colleague
):
    other = version | {"numero": 2}
    await do(
        bases, colleague, insert(VersionDocument).values(contenu={}, empreinte="x", figee_par=colleague.id, **other)
    )
    second = update(VersionDocument).where(
        VersionDocument.document_id == version["document_id"], VersionDocument.numero == 2
    )

    mine = world.coordinateur.id
    with pytest.raises(DBAPIError, match="approuvee_par_autrui"):
        await do(bases, world.coordinateur, second.values(relue_par=mine), second.values(approuvee_par=mine))


@pytest.mark.parametrize(
    "change", [{"contenu": {"x": 1}}, {"empreinte": "y"}, {"auteurs": []}, {"figee_par": None}, {"publiee_le": None}]
)
async def test_what_is_frozen_is_not_rewritten(bases: Bases, world: World, version: dict, colleague, change: dict):
    for who in (world.coordinateur, colleague):
        with pytest.raises(DBAPIError, match=REFUSED):
            await do(bases, who, step(version, **change))


async def test_a_version_is_not_published_before_it_is_approved(bases: Bases, version: dict, colleague):
    with pytest.raises(DBAPIError, match=REFUSED):
        await do(bases, colleague, step(version, publiee_par=colleague.id))


async def test_a_published_version_takes_no_further_step(bases: Bases, world: World, version: dict, colleague):
    steps = [step(version, **{column: colleague.id}) for column in ("relue_par", "approuvee_par", "publiee_par")]
    await do(bases, colleague, *steps)

    with pytest.raises(DBAPIError, match=REFUSED):
        await do(bases, world.coordinateur, step(version, renvoyee_par=world.coordinateur.id))


@pytest.mark.parametrize("table", [DocumentPartage, BlocDocument, VarianteBloc, VersionDocument, Erratum])
async def test_nothing_of_a_document_is_deleted(bases: Bases, world: World, version: dict, table: type):
    with pytest.raises(DBAPIError, match="permission denied"):
        await do(bases, world.coordinateur, delete(table))


async def test_an_erratum_is_approved_by_another_than_its_author(bases: Bases, world: World, version: dict, colleague):
    mine = world.coordinateur.id
    erratum = insert(Erratum).values(id=uuid4(), au_lieu_de="x", lire="y", auteur_id=mine, **version)
    await do(bases, world.coordinateur, erratum)
    approve = "UPDATE asv.erratum SET approuve_par = '{}', approuve_le = now()"

    with pytest.raises(DBAPIError, match=REFUSED):
        await do(bases, world.coordinateur, text(approve.format(mine)))
    with pytest.raises(DBAPIError, match=REFUSED):
        await do(bases, world.coordinateur, text(approve.format(colleague.id)))
    await do(bases, colleague, text(approve.format(colleague.id)))


async def test_an_author_stays_one_whoever_writes_after(bases: Bases, world: World, version: dict, colleague):
    write = update(BlocDocument).where(BlocDocument.document_id == version["document_id"])
    await do(bases, colleague, write.values(contenu="Un autre.", auteur_id=colleague.id))

    async with bases.session(colleague.token, read_only=True) as session:
        query = select(BlocDocument.auteurs).where(BlocDocument.document_id == version["document_id"])
        assert await session.scalar(query) == [world.coordinateur.id, colleague.id]
