"""The desk, the alerts and their moves, the priorités: what the coordination and the structures meet."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.besoins import RangBesoin
from asv.db.engine import loader_session
from tests.support.database import World
from tests.support.site import Client
from tests.web.steps import announced, checked, day, draft, here, invited, other_qpv, passed, path_of, today, validated

MENU = ("Bureau", "Diagnostic", "Actions", "Calendrier", "Engagements", "Annuaire", "Équipe")


def shown(page: str) -> str:
    return page.replace("\u202f", " ").replace("\u00a0", " ")


def alerte_of(page: str, regle: str = "Doublon potentiel") -> str:
    """Path of the alert of a rule, among those that the page proposes to decide."""
    return re.findall(rf'href="(/alertes/[^"]+)">Décider<span[^>]*>[^<]*{regle}', page)[0]


async def two_screenings(client: Client, world: World) -> str:
    """An announced screening, and another that its structure prepares for the same week; gives the path of that one."""
    await announced(client, world, titre="Octobre rose à la Halle")
    path = await draft(client, world, titre="Dépistage du centre social")
    path_of(await client.post(f"{path}/dates", world.partenaire, **day(world)))
    await invited(client, world, path)
    return path


async def test_the_desk_is_the_home_of_the_coordination_and_of_nobody_else(client: Client, world: World):
    page = await client.get("/coordination", world.coordinateur)

    assert page.status_code == 200
    assert all(f">{libelle}</a>" in page.text for libelle in MENU)
    assert "À traiter</a>" not in page.text
    assert (await client.get("/coordination", world.partenaire)).status_code == 403


async def test_the_hub_leads_to_the_pages_of_the_team(client: Client, world: World):
    page = (await client.get("/equipe", world.coordinateur)).text

    for path in ("/a-traiter", "/suivis/tableau", "/signaux", "/tablettes", "/contrat", "/traductions", "/reprise"):
        assert f'href="{path}"' in page
        assert (await client.get(path, world.coordinateur)).status_code == 200


async def test_the_sheet_shows_the_collision_before_the_concertation_and_blocks_nothing(client: Client, world: World):
    path = await two_screenings(client, world)

    page = shown((await client.get(path, world.coordinateur)).text)
    assert "Même thème, public commun, quartiers proches" in page
    await checked(client, world, path)
    await passed(client, world.coordinateur, path, "AE_CONCERTATION")

    kept = shown((await client.get(path, world.partenaire)).text)
    assert "« Octobre rose à la Halle »" in kept
    assert "Décider" in kept


async def test_a_move_is_kept_with_its_reason_and_read_by_both(client: Client, world: World):
    path = await two_screenings(client, world)
    await checked(client, world, path)
    await passed(client, world.coordinateur, path, "AE_CONCERTATION")
    card = alerte_of((await client.get(path, world.coordinateur)).text)

    asked = await client.post(card, world.coordinateur, geste="decaler", jour=today().replace(year=2099).isoformat())
    assert asked.status_code == 400
    assert "Dites pourquoi" in asked.text

    later = today().replace(year=today().year + 1).isoformat()
    reason = "Le car du dépistage n’est libre qu’après."
    path_of(await client.post(card, world.coordinateur, geste="decaler", jour=later, raison=reason))

    read = shown((await client.get(card, world.partenaire)).text)
    assert "Décaler" in read
    assert reason in read
    assert (await client.post(card, world.partenaire, geste="maintenir", raison="Autre avis.")).status_code == 409


async def test_a_structure_decides_of_its_own_alert(client: Client, world: World):
    path = await two_screenings(client, world)
    await checked(client, world, path)
    card = alerte_of((await client.get(path, world.partenaire)).text)

    path_of(
        await client.post(card, world.partenaire, geste="deplacer", qpv=other_qpv(world), raison="Rien n’y est prévu.")
    )

    assert "Rien n’y est prévu." in (await client.get(card, world.coordinateur)).text


async def test_an_alert_answered_on_another_page_leads_there(client: Client, world: World):
    path = await draft(client, world)

    page = (await client.get(f"{path}/controle", world.coordinateur)).text

    assert f'href="{path}/completer"' in page


async def test_the_card_proposes_the_next_free_week_and_the_white_zone(
    client: Client, world: World, admin: AsyncEngine
):
    path = await two_screenings(client, world)
    white = other_qpv(world)
    async with loader_session(admin) as session, session.begin():
        await session.execute(
            insert(RangBesoin).values(
                territoire_id=world.territoire_id, annee=2025, qpv=white, theme="CANCER", rang=1, publie_par=None
            )
        )
    card = alerte_of((await client.get(f"{path}/controle", world.coordinateur)).text)

    page = shown((await client.get(card, world.coordinateur)).text)

    assert "Première semaine libre" in page
    assert f'<option value="{white}" selected>' in page
    assert "Zones blanches pour ce thème" in page


async def test_a_reason_that_names_somebody_is_refused(client: Client, world: World):
    path = await two_screenings(client, world)
    card = alerte_of((await client.get(f"{path}/controle", world.coordinateur)).text)

    answer = await client.post(
        card, world.coordinateur, geste="maintenir", raison="Appelez Mme Martin au 06 12 34 56 78."
    )

    assert answer.status_code == 400


async def test_a_structure_reads_the_alerts_of_its_own_actions_only(client: Client, world: World):
    path = await two_screenings(client, world)

    assert (await client.get(f"{path}/controle", world.partenaire)).status_code == 200
    assert (await client.get(f"{path}/controle", world.associee)).status_code == 403
    assert (await client.get(f"/alertes/{uuid4()}", world.associee)).status_code == 404


async def test_the_check_read_by_the_coordination_opens_the_concertation(client: Client, world: World):
    path = await draft(client, world)
    await invited(client, world, path)
    page = (await client.get(f"{path}/controle", world.coordinateur)).text
    version = page.partition('name="version" value="')[2].partition('"')[0]

    path_of(await client.post(f"{path}/controle", world.coordinateur, version=version))

    assert (await client.post(f"{path}/controle", world.coordinateur, version=version)).status_code == 409
    await passed(client, world.coordinateur, path, "AE_CONCERTATION")


async def test_the_desk_shows_what_waits_and_makes_it_known(client: Client, world: World):
    await two_screenings(client, world)

    page = shown((await client.get("/coordination", world.coordinateur)).text)
    assert "Doublon potentiel" in page
    assert "rangs de besoin" in page
    assert "Aucune priorité n’est notée" in page
    path_of(await client.post("/coordination/alertes", world.coordinateur))
    assert "ne voient pas encore" not in shown((await client.get("/coordination", world.coordinateur)).text)


PRIORITE = {"libelle": "Dépistages dans les cités", "rang": "1", "annee": "2026", "theme": "CANCER"}


async def test_the_coordination_notes_a_priorite_and_takes_it_back(client: Client, world: World):
    noted = PRIORITE | {"annee": str(today().year), "retenue_le": today().isoformat(), "qpv": here(world)[1]}
    path_of(await client.post("/priorites", world.coordinateur, **noted))

    page = (await client.get("/priorites", world.coordinateur)).text
    assert "Dépistages dans les cités" in page
    taken = page.partition('action="/priorites/')[2].partition('"')[0]
    path_of(await client.post(f"/priorites/{taken}", world.coordinateur))
    assert "Dépistages dans les cités" not in (await client.get("/priorites", world.coordinateur)).text
    assert (await client.post(f"/priorites/{taken}", world.coordinateur)).status_code == 409


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"rang": "0"}, "Donnez un rang"), ({"annee": "1999"}, "Choisissez l’année"),
        ({"theme": ""}, "un thème ou un frein"),
        ({"qpv": "QN00000X"}, "quartier du contrat"), ({"retenue_le": "2999-01-01"}, "pas encore venu"),
        ({"libelle": ""}, "Dites la priorité"), ({"theme": "RIEN"}, "un thème de la liste"),
    ],
)  # fmt: skip
async def test_a_priorite_that_cannot_be_kept_says_why(client: Client, world: World, wrong: dict, message: str):
    form = PRIORITE | {"annee": str(today().year), "retenue_le": today().isoformat()} | wrong

    answer = await client.post("/priorites", world.coordinateur, **form)

    assert answer.status_code == 400
    assert message in answer.text


async def test_ranks_are_published_once(client: Client, world: World):
    path_of(await client.post("/priorites/rangs", world.coordinateur))

    again = await client.post("/priorites/rangs", world.coordinateur)

    assert again.status_code == 409
    assert "déjà publiés" in again.text
    page = shown((await client.get("/priorites", world.coordinateur)).text)
    assert f"Premiers besoins publiés, année {datetime.now(UTC).year - 1}" in page
    assert "non publié" in page
    assert "Publier les rangs" not in page


async def test_an_announced_action_says_late_what_is_near(client: Client, world: World):
    await announced(client, world, titre="Marché de Noël")

    page = shown((await client.get("/coordination", world.coordinateur)).text)

    assert "Annonce tardive" in page


async def test_a_screening_without_care_behind_it_is_asked_about(client: Client, world: World):
    path = await draft(client, world, titre="Frottis au bus")

    page = shown((await client.get(f"{path}/controle", world.coordinateur)).text)

    assert "Dépistage sans suite" in page
    assert await validated(client, world)
