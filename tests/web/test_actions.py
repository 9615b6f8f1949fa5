"""The partner's pages: what is seen, what is typed and kept, who is turned away."""

import re
from datetime import timedelta
from uuid import uuid4

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
    complement,
    dated,
    day,
    draft,
    here,
    invited,
    passed,
    path_of,
    sheet,
    soon,
    validated,
)

HOSTILE = """<script>alert(1)</script>"><img src=x onerror=alert(1)>'{{7*7}}"""


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


@pytest.fixture(scope="module")
async def elsewhere(admin: AsyncEngine, bases: Bases) -> World:
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


async def test_the_rest_of_the_sheet_comes_back_with_what_was_typed(client: Client, world: World):
    path = await draft(client, world)
    typed = complement(world, version=await at(client, world, path), effectif_attendu="beaucoup", aval_jours="")

    answer = await client.post(f"{path}/completer", world.partenaire, **typed)

    assert answer.status_code == 400
    assert 'value="beaucoup"' in answer.text
    for champ in ("effectif_attendu", "aval_jours"):
        assert f'href="#{champ}"' in answer.text


async def test_what_the_state_says_is_known_is_not_taken_away(client: Client, world: World):
    path = await announced(client, world)
    emptied = complement(
        world, version=await at(client, world, path), participation_prevue="", aval="", aval_jours="", communication=""
    )

    answer = await client.post(f"{path}/completer", world.partenaire, **emptied)

    assert answer.status_code == 400
    for words in ("Gardez le niveau", "Gardez qui reçoit", "Gardez le plan"):
        assert words in answer.text


async def test_a_faulty_sheet_comes_back_with_what_was_typed_and_every_refusal(client: Client, world: World):
    typed = sheet(world, titre="", theme="", description="Appeler Samira au 06 12 34 56 78", publics=["SENIOR"])

    answer = await client.post("/actions", world.partenaire, **typed)

    assert answer.status_code == 400
    assert "3 points à corriger" in answer.text
    for champ in ("titre", "theme", "description"):
        assert f'href="#{champ}"' in answer.text
        assert f'id="{champ}-erreur"' in answer.text
    assert "Appeler Samira au 06 12 34 56 78" in answer.text
    assert re.search(rf'value="{here(world)[1]}" checked', answer.text)
    assert 'value="SENIOR" checked' in answer.text
    assert '<option value="AC_DEPIST" selected>' in answer.text


async def test_a_faulty_date_comes_back_open_with_what_was_typed(client: Client, world: World):
    path = await dated(client, world)

    answer = await client.post(f"{path}/dates", world.partenaire, **day(world, fin="08:00", lieu="Parvis de l’église"))

    assert answer.status_code == 400
    assert 'href="#date-fin"' in answer.text
    assert "Parvis de l’église" in answer.text
    assert re.search(r"<details open>\s*<summary>Ajouter une date", answer.text)


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


async def test_a_draft_is_hidden_from_a_structure_that_is_not_invited(client: Client, world: World):
    path = await draft(client, world, titre="Projet encore secret")

    for who in (world.associee, world.mediateur, world.financeur):
        answer = await client.get(path, who)
        assert answer.status_code == 404
        assert "Projet encore secret" not in answer.text
    assert "Projet encore secret" not in (await client.get("/actions", world.associee)).text


async def test_an_invited_structure_finds_the_invitation_first_and_answers(client: Client, world: World):
    path = await draft(client, world, titre="Village santé à préparer")
    await invited(client, world, path)

    page = (await client.get("/actions", world.associee)).text
    assert page.index("On vous invite") < page.index("Village santé à préparer") < page.index("Portées par votre")

    answer = await client.post(
        f"{path}/reponse", world.associee, reponse="acceptee", moyens="MY_AGENT", apport="Deux h"
    )
    assert answer.headers["location"] == f"{path}?fait=invitation-acceptee"
    page = (await client.get(path, world.partenaire)).text
    assert "Temps d’agent" in page
    assert "Participe" in page

    answer = await client.post(f"{path}/reponse", world.associee, reponse="declinee")
    assert answer.headers["location"] == f"{path}?fait=invitation-declinee"
    assert "A décliné" in (await client.get(path, world.partenaire)).text


async def test_a_faulty_answer_or_invitation_comes_back_with_what_was_typed(client: Client, world: World):
    path = await draft(client, world)
    answer = await client.post(
        f"{path}/invitations", world.partenaire, role="RO_HOTE", apport="Une salle", moyens="MY_LOCAL"
    )
    assert answer.status_code == 400
    assert 'href="#invitation-structure"' in answer.text
    assert 'value="MY_LOCAL" checked' in answer.text

    await invited(client, world, path)
    answer = await client.post(f"{path}/reponse", world.associee, reponse="acceptee", apport="samira@exemple.fr")
    assert answer.status_code == 400
    assert "Retirez l’adresse électronique" in answer.text
    assert "samira@exemple.fr" in answer.text


async def test_a_partner_changes_nothing_of_an_action_carried_by_another(client: Client, world: World):
    path = await announced(client, world)

    assert (await client.get(f"{path}/modifier", world.associee)).status_code == 403
    for step, fields in {
        "/dates": day(world),
        "/modifier": sheet(world) | {"version": "2"},
        "/passer": {"version": "2", "vers": "AE_ANNULEE", "motif": "AN_METEO"},
        "/completer": {"version": "2"},
        "/besoins": {"besoin": "frein:FIN_RAC"},
        f"/besoins/{uuid4()}/retirer": {},
        "/invitations": {"structure": str(world.associee.structure_id), "role": "RO_HOTE"},
        f"/dates/{uuid4()}/annuler": {"motif": "AN_METEO"},
    }.items():
        assert (await client.post(f"{path}{step}", world.associee, **fields)).status_code == 403, step
    assert "Modifier la fiche" not in (await client.get(path, world.associee)).text


async def test_an_action_of_another_territoire_does_not_exist(client: Client, world: World, elsewhere: World):
    path = await announced(client, world)

    for who in (elsewhere.partenaire, elsewhere.coordinateur, elsewhere.mediateur, elsewhere.financeur):
        assert (await client.get(path, who)).status_code == 404
    assert (await client.post(f"{path}/dates", elsewhere.coordinateur, **day(elsewhere))).status_code == 404
    assert (await client.post(f"{path}/reponse", elsewhere.partenaire, reponse="acceptee")).status_code == 404


async def test_mediators_and_funders_read_the_sheet_and_write_nothing(client: Client, world: World):
    path = await announced(client, world)

    for who in (world.mediateur, world.financeur):
        page = (await client.get(path, who)).text
        assert "<form" not in page.partition("<main")[2]
        assert (await client.get("/actions", who)).status_code == 403
        assert (await client.post("/actions", who, **sheet(world))).status_code == 403


async def test_the_administrator_and_the_visitor_are_turned_away(client: Client, world: World):
    path = await announced(client, world)

    for page in ("/actions", "/actions/nouvelle", path):
        assert (await client.get(page, world.administrateur)).status_code == 403
        assert (await client.get(page)).status_code == 401


async def test_somebody_elses_change_is_shown_before_it_is_replaced(client: Client, world: World):
    path = await draft(client, world, titre="Titre d’origine")
    first = sheet(world, titre="Titre de la coordination", version="2")
    path_of(await client.post(f"{path}/modifier", world.coordinateur, **first))

    second = sheet(world, titre="Titre du porteur", version="2")
    answer = await client.post(f"{path}/modifier", world.partenaire, **second)

    assert answer.status_code == 409
    assert "Titre du porteur" in answer.text
    assert 'name="version" value="3"' in answer.text
    assert "Titre de la coordination" in (await client.get(path, world.partenaire)).text
    path_of(await client.post(f"{path}/modifier", world.partenaire, **second | {"version": "3"}))
    assert "Titre du porteur" in (await client.get(path, world.partenaire)).text


async def test_an_announcement_of_a_version_already_changed_is_a_conflict(client: Client, world: World):
    path = await validated(client, world)
    path_of(await client.post(f"{path}/dates", world.partenaire, **day(world)))
    version = await at(client, world, path)
    path_of(await client.post(f"{path}/modifier", world.coordinateur, **sheet(world, version=version)))

    answer = await client.post(f"{path}/passer", world.partenaire, vers="AE_PROGRAMMEE", version=version)

    assert answer.status_code == 409
    assert "rechargez la page" in answer.text


async def test_what_is_typed_is_shown_as_text_and_never_as_markup(client: Client, world: World):
    path = await announced(
        client, world, HOSTILE, titre=HOSTILE[:110], description=HOSTILE, objectif=HOSTILE, besoin_texte=HOSTILE
    )
    await client.post(f"{path}/dates", world.partenaire, **day(world, lieu=HOSTILE))

    pages = [
        await client.get(path, world.associee),
        await client.get("/actions", world.partenaire),
        await client.get(f"{path}/modifier", world.partenaire),
        await client.get(f"{path}/completer", world.partenaire),
        await client.get("/calendrier", world.mediateur),
        await client.post(
            "/actions", world.partenaire, **sheet(world, titre=HOSTILE, type=HOSTILE[:70], qpv=[HOSTILE[:70]])
        ),
        await client.post(f"{path}/dates", world.partenaire, **day(world, lieu=HOSTILE, jour=HOSTILE[:70])),
    ]

    for page in pages:
        assert page.status_code in (200, 400)
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
    assert "{{7*7}}" in pages[0].text


@pytest.mark.parametrize("nul", ["a\0b", "\x1b[31m", "un\u202eneuf"])
async def test_a_text_with_hidden_signs_is_refused_and_breaks_nothing(client: Client, world: World, nul: str):
    assert (await client.post("/actions", world.partenaire, **sheet(world, titre=nul))).status_code == 400
    assert (await client.post("/actions", world.partenaire, **sheet(world, qpv=[nul], type=nul))).status_code == 400


async def test_a_form_with_a_field_nobody_asked_for_is_refused(client: Client, world: World):
    assert (await client.post("/actions", world.partenaire, **sheet(world, etat="AE_PROGRAMMEE"))).status_code == 400
    assert (await client.post("/actions", world.partenaire, **sheet(world, titre="x" * 2000))).status_code == 400


async def test_an_address_that_is_not_one_of_an_action_is_not_found(client: Client, world: World):
    assert (await client.get(f"/actions/{uuid4()}", world.partenaire)).status_code == 404
    assert (await client.get("/actions/nimporte", world.partenaire)).status_code == 404


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
