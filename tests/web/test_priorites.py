"""Setting the priorités of a QPV through its pages: two votes, no average, a decision with its reasons, its ties."""

import asyncio
import re

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.support.database import World
from tests.support.site import Client
from tests.support.votes import (
    DENTISTE,
    MOTIF,
    PSY,
    RAC,
    YEAR,
    choices,
    decided,
    linked,
    noted,
    opened_on,
    path_of,
    ties,
    vote,
    voted,
)


def told(page: str) -> str:
    """The words of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


async def test_the_two_rankings_stand_side_by_side_with_their_gap(client: Client, world: World):
    path = await voted(client, world)

    page = (await client.get(path, world.coordinateur)).text

    assert "22 votants" in told(page)
    assert "18 votants" in told(page)
    assert re.search(r"Obtenir des soins dentaires 1 2 1 rang d’écart, plus haut pour les habitants", told(page))
    assert "Pas de place en santé mentale non classé 1 Classé par les professionnels seulement" in told(page)
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in page
    assert "Les deux classements, reliés point par point" in page


async def test_the_link_stands_on_the_page_of_the_diagnostic(client: Client, world: World):
    page = (await client.get("/diagnostic", world.coordinateur)).text

    assert 'href="/diagnostic/priorites"' in page


async def test_a_college_of_few_is_never_counted_out_loud(client: Client, world: World):
    path = await voted(client, world, professionnels=7)

    one = told((await client.get(path, world.coordinateur)).text)
    year = told((await client.get("/diagnostic/priorites", world.coordinateur)).text)
    again = (await client.get(f"{path}/classements/professionnels", world.coordinateur)).text

    assert "moins de onze votants" in one
    assert "7 votants" not in one
    assert re.search(r"22 c À décider", year)
    assert 'name="votants" type="text" value=""' in again


async def test_a_corrected_ranking_leaves_the_former_one_readable_but_not_its_number_of_voters(
    client: Client, world: World
):
    path = await voted(client, world, habitants=37)
    fields = vote(RAC, DENTISTE, votants=39, correction="Deux bulletins étaient oubliés.")

    before = told((await client.get(path, world.coordinateur)).text)
    await noted(client, world.coordinateur, f"{path}/classements/habitants", **fields)
    page = told((await client.get(path, world.coordinateur)).text)

    assert "37 votants" in before
    assert "39 votants" in page
    assert "37 votants" not in page
    assert not re.search(r"\b37\b", page.partition("Avant correction")[2])
    assert "1. Obtenir des soins dentaires ; 2. Reste à charge trop élevé" in page
    assert "Deux bulletins étaient oubliés." in page


async def test_each_former_ranking_stands_with_the_reason_of_the_one_that_replaced_it(client: Client, world: World):
    path = await voted(client, world)
    for objets, correction in (((RAC, DENTISTE), "Les bulletins sont recomptés."), ((RAC, PSY), "Un point manquait.")):
        fields = vote(*objets, correction=correction)
        await noted(client, world.coordinateur, f"{path}/classements/habitants", **fields)

    before = told((await client.get(path, world.coordinateur)).text).partition("Avant correction")[2]

    pairs = re.findall(r": 1\. ([^;]+) ; 2\. (.+?)\. Corrigé le [^:]+ : ([^.]+\.)", before)
    assert pairs == [
        ("Reste à charge trop élevé", "Obtenir des soins dentaires", "Un point manquait."),
        ("Obtenir des soins dentaires", "Reste à charge trop élevé", "Les bulletins sont recomptés."),
    ]


async def test_a_correction_without_its_reason_is_refused(client: Client, world: World):
    path = await voted(client, world)

    answer = await noted(client, world.coordinateur, f"{path}/classements/habitants", **vote(RAC, DENTISTE))

    assert answer.status_code == 400
    assert "l’ancien classement reste lisible" in answer.text


async def test_a_sensitive_theme_is_not_ranked_in_a_quartier(client: Client, world: World):
    path = f"{path_of(world)}/classements/habitants"

    form = (await client.get(path, world.coordinateur)).text
    answer = await client.post(path, world.coordinateur, **vote("THEME_SANTE:ADDICT", DENTISTE))

    assert "THEME_SANTE:ADDICT" not in form
    assert answer.status_code == 400


async def test_the_decision_waits_for_both_colleges(client: Client, world: World):
    path = path_of(world)
    await noted(client, world.coordinateur, f"{path}/classements/habitants", **vote(DENTISTE, RAC))

    asked = await client.get(f"{path}/decision", world.coordinateur)
    answer = await client.post(f"{path}/decision", world.coordinateur, vues="1", **choices())

    assert asked.status_code == answer.status_code == 409
    assert "Notez d’abord le classement des professionnels" in asked.text
    assert "Notez d’abord le classement des professionnels" in answer.text


async def test_what_is_set_aside_stays_with_its_reason(client: Client, world: World):
    page = told((await client.get(await decided(client, world), world.coordinateur)).text)

    assert MOTIF in page.replace("\u202f", " ")
    assert f"Priorité 1, dès {YEAR + 1} : Obtenir des soins dentaires" in page
    assert f"Priorité 2, dès {YEAR + 2} : Pas de place en santé mentale" in page
    assert "Reste à charge trop élevé La caisse y répond déjà par ses aides." in page


async def test_a_point_without_answer_stops_the_decision_and_nothing_typed_is_lost(client: Client, world: World):
    path = await voted(client, world)

    answer = await noted(client, world.coordinateur, f"{path}/decision", **choices(raisons=["", "", ""]))

    assert answer.status_code == 400
    assert "la raison est rendue aux habitants" in answer.text
    assert MOTIF in answer.text
    assert f'value="{YEAR + 2}" selected' in answer.text


async def test_a_priorite_is_decided_once_tied_to_an_ambition_and_to_an_action(
    client: Client, admin: AsyncEngine, world: World
):
    ambition, action = await ties(admin, world)
    path = await decided(client, world)
    before = (await client.get(path, world.coordinateur)).text

    halfway = await linked(client, world.coordinateur, path, ambitions=str(ambition))
    missing = told((await client.get(path, world.coordinateur)).text)
    answers = await linked(client, world.coordinateur, path, ambitions=str(ambition), action=str(action))
    after = told((await client.get(path, world.coordinateur)).text)
    year = told((await client.get("/diagnostic/priorites", world.coordinateur)).text)
    sheet = (await client.get(f"/actions/{action}", world.coordinateur)).text

    assert [answer.status_code for answer in [*halfway, *answers]] == [303] * 4
    assert "il manque une ambition du contrat de ville, et une action ou un engagement" in told(before)
    assert "il manque une action ou un engagement" in missing
    assert "Pas encore décidée" not in after
    assert "Décidée" in after
    assert "5 Réduire le renoncement aux soins" in after
    assert re.search(r"22 18 Décidée", year)
    assert "Obtenir des soins dentaires" in sheet


async def test_a_cancelled_action_no_longer_answers(client: Client, admin: AsyncEngine, world: World):
    ambition, action = await ties(admin, world)
    path = await decided(client, world)
    await linked(client, world.coordinateur, path, ambitions=str(ambition), action=str(action))
    async with admin.begin() as connection:
        await connection.exec_driver_sql("UPDATE asv.action SET etat = 'AE_ANNULEE' WHERE id = $1", (action,))

    page = told((await client.get(path, world.coordinateur)).text)

    assert "il manque une action ou un engagement" in page


async def test_a_corrected_decision_keeps_the_ties_of_what_stays_and_withdraws_the_rest(
    client: Client, admin: AsyncEngine, world: World
):
    ambition, action = await ties(admin, world)
    path = await decided(client, world)
    await linked(client, world.coordinateur, path, ambitions=str(ambition), action=str(action))

    changed = choices(
        sorts=["1", "ecarte", "ecarte"], raisons=["", "Déjà couvert.", "Reporté au contrat local."],
        correction="Le comité a revu la seconde.",
    )  # fmt: skip
    answer = await noted(client, world.coordinateur, f"{path}/decision", **changed)
    page = told((await client.get(path, world.coordinateur)).text)
    kept = (await client.get("/priorites", world.coordinateur)).text.partition("Noter une priorité")[0]

    assert answer.status_code == 303
    assert "Bus bucco-dentaire" in page
    assert "Priorité 2" not in page
    assert f"Pas de place en santé mentale ({YEAR + 2})" in page.partition("Avant correction")[2]
    assert "Le comité a revu la seconde." in page
    assert "Obtenir des soins dentaires" in kept
    assert "Pas de place en santé mentale" not in kept


async def test_a_point_that_a_corrected_ranking_brings_asks_for_an_answer(client: Client, world: World):
    path = await decided(client, world)
    fields = vote(DENTISTE, "FREIN:MOB_DISTANCE", correction="Un point était oublié.")

    await noted(client, world.coordinateur, f"{path}/classements/habitants", **fields)
    page = told((await client.get(path, world.coordinateur)).text)

    assert "Sans réponse : Distance trop grande" in page
    assert "À revoir" in page


async def test_a_form_opened_before_another_vote_is_sent_back(client: Client, world: World):
    path = await decided(client, world)

    late = await client.post(f"{path}/decision", world.coordinateur, vues="2", **choices(correction="Revu."))
    old = await client.post(f"{path}/classements/habitants", world.coordinateur, vues="0", **vote(DENTISTE, RAC))

    assert late.status_code == old.status_code == 409
    assert "noté entre-temps" in late.text


async def test_a_form_of_links_opened_before_others_were_saved_is_sent_back(
    client: Client, admin: AsyncEngine, world: World
):
    ambition, _ = await ties(admin, world)
    path = await decided(client, world)
    page = (await client.get(path, world.coordinateur)).text
    form, opened = re.search(r'action="([^"]+/liens/[0-9a-f-]+)"(.*?)</form>', page, re.DOTALL).groups()
    await linked(client, world.coordinateur, path, ambitions=str(ambition))

    late = await client.post(form, world.coordinateur, **opened_on(opened))
    before_decision = await client.post(form, world.coordinateur, vues="2", avant=str(ambition))

    assert late.status_code == before_decision.status_code == 409
    assert "ont changé entre-temps" in late.text
    assert "5 Réduire le renoncement aux soins" in told((await client.get(path, world.coordinateur)).text)


async def test_what_a_decision_keeps_leaves_by_the_decision_only(client: Client, world: World):
    path = await decided(client, world)
    kept = re.search(r'id="priorite-([0-9a-f-]{36})"', (await client.get(path, world.coordinateur)).text)[1]

    page = (await client.get("/priorites", world.coordinateur)).text
    answer = await client.post(f"/priorites/{kept}/retirer", world.coordinateur)

    assert page.count("Par décision") == 2
    assert answer.status_code == 409
    assert "corrigez alors la décision" in answer.text


async def test_a_link_outside_the_lists_is_refused(client: Client, world: World):
    path = await decided(client, world)

    answer, _ = await linked(client, world.coordinateur, path, action="aucune")

    assert answer.status_code == 400
    assert "Choisissez une action de la liste." in answer.text


@pytest.mark.parametrize("path", ["2019/{}", "{}/QN00000M"])
async def test_a_year_still_open_and_a_quartier_of_elsewhere_have_no_vote(client: Client, world: World, path: str):
    known = path.format(world.qpv[0] if path.startswith("2019") else YEAR)

    assert (await client.get(f"/diagnostic/priorites/{known}", world.coordinateur)).status_code == 404


async def test_nobody_else_reads_the_votes(client: Client, world: World):
    path = await voted(client, world)

    for who in (world.mediateur, world.partenaire, world.financeur, world.administrateur):
        assert (await client.get(path, who)).status_code == 403
        assert (await client.post(f"{path}/decision", who, **choices())).status_code == 403


async def test_of_decisions_sent_at_once_one_is_noted(client: Client, world: World, admin: AsyncEngine):
    path = await voted(client, world)
    seen = re.search(r'name="vues" value="([0-9]+)"', (await client.get(f"{path}/decision", world.coordinateur)).text)

    sent = (client.post(f"{path}/decision", world.coordinateur, vues=seen[1], **choices()) for _ in range(4))
    answers = [answer.status_code for answer in await asyncio.gather(*sent)]

    assert sorted(answers) == [303, 409, 409, 409]
    async with admin.connect() as connection:
        query = text("SELECT count(*) FROM asv.priorite WHERE territoire_id = :here AND retiree_le IS NULL")
        assert await connection.scalar(query, {"here": world.territoire_id}) == 2
