"""The votes and the decision in the diagnostic document: generated, told to everybody once published."""

import re

from sqlalchemy.ext.asyncio import AsyncEngine

from tests.support.database import Persona, World
from tests.support.documents import created, published, written
from tests.support.site import Client
from tests.support.votes import MOTIF, YEAR, choices, decided, linked, noted, ties, voted


async def tied(client: Client, admin: AsyncEngine, world: World, path: str) -> None:
    ambition, action = await ties(admin, world)
    answers = await linked(client, world.coordinateur, path, ambitions=str(ambition), action=str(action))
    assert [answer.status_code for answer in answers] == [303, 303]


def told(page: str) -> str:
    return re.sub(r"[\s\u202f\u00a0]+", " ", re.sub(r"<[^>]+>", " ", page))


async def test_the_chapter_of_priorites_comes_from_the_decision(client: Client, admin: AsyncEngine, world: World):
    await tied(client, admin, world, await decided(client, world))
    document = await created(client, world.coordinateur, YEAR)

    shown = told((await client.get(f"{document}/apercu", world.coordinateur)).text)

    assert "Les deux votes : " in shown
    assert "Habitants : environ 20 votants ; professionnels : environ 20 votants." in shown
    assert f"1. Obtenir des soins dentaires, {YEAR + 1}" in shown
    assert "5 Réduire le renoncement aux soins" in shown
    assert "Bus bucco-dentaire" in shown
    assert "Reste à charge trop élevé" in shown
    assert "La caisse y répond déjà par ses aides." in shown
    assert told(MOTIF) in shown
    assert "22 votants" not in shown


async def test_a_partner_reads_the_decision_in_the_published_document_and_nowhere_else(
    client: Client, admin: AsyncEngine, world: World, colleague: Persona
):
    path = await decided(client, world)
    await tied(client, admin, world, path)
    document = await created(client, world.coordinateur, YEAR)
    await written(client, world.coordinateur, document, "r_fait", "Nous avons tenu des permanences.")
    version = await published(client, world.coordinateur, colleague, document)

    read = told((await client.get(version, world.partenaire)).text)
    printed = await client.get(f"{version}/fichiers/restitution.pdf", world.partenaire)

    assert f"Obtenir des soins dentaires, dès {YEAR + 1}" in read
    assert "Les habitants qui ont voté mettent d’abord" in read
    assert printed.content.startswith(b"%PDF")
    assert (await client.get(path, world.partenaire)).status_code == 403


async def test_a_decision_without_ties_is_not_given_as_decided(client: Client, world: World):
    await decided(client, world)
    document = await created(client, world.coordinateur, YEAR)

    shown = told((await client.get(f"{document}/apercu", world.coordinateur)).text)

    assert "Pas encore décidé : un lien manque." in shown
    assert "(pas encore décidée)" in shown
    assert "Rien n’est encore décidé" in shown


async def test_a_college_of_few_has_no_ranking_in_the_document(client: Client, world: World):
    path = await voted(client, world, professionnels=7)
    await noted(client, world.coordinateur, f"{path}/decision", **choices())
    document = await created(client, world.coordinateur, YEAR)

    shown = told((await client.get(f"{document}/apercu", world.coordinateur)).text)

    assert "professionnels : moins de onze votants, classement non montré" in shown
    assert "Les professionnels qui ont voté mettent d’abord" not in shown


async def test_what_only_a_college_of_few_ranked_is_not_told_as_set_aside(client: Client, world: World):
    path = await voted(client, world, professionnels=7)
    fields = choices(
        sorts=["1", "ecarte", "ecarte"], annees=[str(YEAR + 1), "", ""],
        raisons=["", "La caisse y répond déjà par ses aides.", "Le contrat local de santé mentale y répond."],
    )  # fmt: skip
    answer = await noted(client, world.coordinateur, f"{path}/decision", **fields)
    document = await created(client, world.coordinateur, YEAR)

    shown = told((await client.get(f"{document}/apercu", world.coordinateur)).text)

    assert answer.status_code == 303
    assert "La caisse y répond déjà par ses aides." in shown
    assert "Pas de place en santé mentale" not in shown
    assert "Le contrat local de santé mentale y répond." not in shown
