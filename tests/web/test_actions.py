"""The partner's pages: an action from the form to its announcement, its dates and its indicateurs."""

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from tests.support.database import World, make_world
from tests.support.site import Client
from tests.web.steps import (
    announced,
    at,
    cancelled,
    checked,
    day,
    draft,
    here,
    invited,
    passed,
    path_of,
    soon,
    validated,
)


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


async def test_the_form_of_a_new_action_offers_types_themes_and_quartiers(client: Client, world: World):
    page = (await client.get("/actions/nouvelle", world.partenaire)).text

    assert "Dépistage organisé du cancer colorectal" in page
    assert f'name="qpv" value="{here(world)[1]}"' in page
    assert 'name="porteur"' not in page


async def test_the_coordination_also_chooses_the_porteur(client: Client, world: World):
    assert 'name="porteur"' in (await client.get("/actions/nouvelle", world.coordinateur)).text

    path = await draft(client, world, world.coordinateur, porteur=str(world.associee.structure_id))
    assert "portée par CPAM" in (await client.get(path, world.associee)).text


async def test_an_action_goes_from_the_form_to_the_announcement(client: Client, world: World):
    path = await validated(client, world, titre="Dépistage à la halle")
    page = (await client.get(path, world.partenaire)).text
    assert "au moins une date à venir" in page
    assert "Annoncer l’action" not in page

    await client.post(f"{path}/dates", world.partenaire, **day(world))
    assert "Annoncer l’action" in (await client.get(path, world.partenaire)).text

    version = await at(client, world, path)
    answer = await client.post(f"{path}/passer", world.partenaire, vers="AE_PROGRAMMEE", version=version)
    assert answer.headers["location"] == f"{path}?fait=action-annoncee"
    assert "Programmée" in (await client.get(path, world.mediateur)).text


async def test_a_new_action_with_need_objective_and_quartier_is_in_preparation_at_once(client: Client, world: World):
    path = await draft(client, world)

    page = (await client.get(path, world.partenaire)).text
    assert "En montage" in page
    assert "Reste à charge trop élevé" in page
    assert "au moins une autre structure informée" in page


async def test_an_action_without_documented_need_stays_an_idea_until_one_is_added(client: Client, world: World):
    path = await draft(client, world, besoin="")
    page = (await client.get(path, world.partenaire)).text
    assert "Idée" in page
    assert "un besoin documenté" in page

    answer = await client.post(f"{path}/besoins", world.partenaire, besoin="habitants:", besoin_texte="")
    assert answer.status_code == 400
    assert "Dites en quelques mots lequel" in answer.text
    told = "Plusieurs mères disent ne pas savoir où aller."
    path_of(await client.post(f"{path}/besoins", world.partenaire, besoin="habitants:", besoin_texte=told))

    page = (await client.get(path, world.partenaire)).text
    assert "En montage" in page
    assert told in page
    remove = f"{path}/besoins/" + page.partition(f'action="{path}/besoins/')[2].partition('"')[0]
    assert remove == f"{path}/besoins/"  # the last need of an action in preparation cannot be taken away


async def test_an_announcement_that_lacks_something_is_refused_with_its_name(client: Client, world: World):
    path = await validated(client, world)

    version = await at(client, world, path)
    answer = await client.post(f"{path}/passer", world.partenaire, vers="AE_PROGRAMMEE", version=version)

    assert answer.status_code == 400
    assert "il manque au moins une date à venir." in answer.text


async def test_the_concertation_and_the_validation_are_the_coordinations(client: Client, world: World):
    path = await draft(client, world)
    await invited(client, world, path)

    version = await at(client, world, path)
    for who, status in ((world.partenaire, 403), (world.associee, 403), (world.mediateur, 403)):
        answer = await client.post(f"{path}/passer", who, vers="AE_CONCERTATION", version=version)
        assert answer.status_code == status
    answer = await client.post(f"{path}/passer", world.coordinateur, vers="AE_CONCERTATION", version=version)
    assert answer.status_code == 400
    assert "il manque la lecture du contrôle des doublons." in answer.text
    await checked(client, world, path)
    await passed(client, world.coordinateur, path, "AE_CONCERTATION")
    assert "En concertation" in (await client.get(path, world.partenaire)).text


async def test_an_action_is_called_off_with_a_reason_and_its_dates_with_it(client: Client, world: World):
    path = await announced(client, world)
    answer = await client.post(
        f"{path}/passer", world.partenaire, vers="AE_ANNULEE", version=await at(client, world, path)
    )
    assert answer.status_code == 400
    assert "Choisissez le motif" in answer.text

    await passed(client, world.partenaire, path, "AE_ANNULEE", motif="AN_PRO")

    page = (await client.get(path, world.mediateur)).text
    assert "called-off" in page
    assert "Professionnel indisponible" in page


async def test_a_postponed_action_shows_its_old_date_and_its_new_one(client: Client, world: World):
    path = await announced(client, world)
    later = soon() + timedelta(days=21)
    await passed(
        client, world.partenaire, path, "AE_REPORTEE", motif="AN_METEO", nouvelle_date=later.isoformat()
    )  # fmt: skip

    page = (await client.get(path, world.partenaire)).text
    assert page.count("Reportée") >= 2
    assert "Annoncer la nouvelle date" in page
    await passed(client, world.partenaire, path, "AE_PROGRAMMEE")
    assert "Programmée" in (await client.get(path, world.mediateur)).text


async def test_a_date_is_cancelled_with_a_reason_and_stays_on_the_sheet(client: Client, world: World):
    path = await announced(client, world)
    page = (await client.get(path, world.partenaire)).text
    form = f"{path}/dates/" + page.partition(f'action="{path}/dates/')[2].partition('"')[0]

    answer = await client.post(form, world.partenaire, motif="")
    assert answer.status_code == 400
    assert "Choisissez le motif" in answer.text

    path_of(await client.post(form, world.partenaire, motif="AN_METEO"))
    page = (await client.get(path, world.mediateur)).text
    assert "Annulée" in page
    assert "météo" in page
    assert (await client.post(form, world.partenaire, motif="AN_METEO")).status_code == 409


async def test_a_cancelled_date_stays_readable_by_all_and_offers_nothing_more(client: Client, world: World):
    path = await cancelled(client, world)

    page = (await client.get(path, world.partenaire)).text

    assert "called-off" in page
    assert f'action="{path}/dates/' not in page


async def test_an_announced_action_left_without_a_date_says_so_and_what_to_do(client: Client, world: World):
    path = await cancelled(client, world)

    sheet_shown = (await client.get(path, world.partenaire)).text
    pipeline = (await client.get("/actions/pipeline", world.coordinateur)).text
    line = next(row for row in pipeline.split("<tr>") if path in row)
    assert "il n’en reste aucune (ajoutez-en une, reportez ou annulez" in sheet_shown
    assert "il n’en reste aucune" in line
    assert "Personne, avant ce jour" not in line


async def test_a_cancelled_date_says_where_to_read_who_is_told(client: Client, world: World):
    path = await cancelled(client, world)

    page = (await client.get(f"{path}?fait=date-annulee", world.partenaire)).text

    assert "Qui est concerné l’apprend" in page
    assert f'href="{path}/accuses"' in page


async def test_the_indicateurs_are_chosen_by_name_not_by_code(client: Client, world: World):
    page = (await client.get(f"{await draft(client, world)}/bilan", world.partenaire)).text

    assert ">Taux de réalisation</option>" in page
    assert "De même" not in page
