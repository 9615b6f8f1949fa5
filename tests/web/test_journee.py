"""« Ma journée » and the coordination's pages, as they are read: discreet words, one action a line, nothing of whom."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.signaux import Signal
from tests.support.database import World
from tests.support.dossiers import demarche_of, etape_of, keep, orientation_of, suivi_of
from tests.support.saisies import rows
from tests.support.site import Client
from tests.web.steps import today


def ago(days: int):
    return today() - timedelta(days=days)


def read(page: str) -> str:
    return page.replace("\u202f", " ").replace("\u00a0", " ")


async def test_each_line_leads_to_its_one_action(client: Client, world: World, admin: AsyncEngine):
    suivi = suivi_of(world, world.mediateur, ouvert_le=ago(300), dernier_contact_le=ago(1))
    silent = suivi_of(world, world.mediateur, ouvert_le=ago(300), dernier_contact_le=ago(100))
    call = demarche_of(suivi, ago(20), relance_le=ago(1))
    late = orientation_of(suivi, ago(40), delai_jours=15)
    calls = [etape_of(silent, "relance", ago(days), objet="APPEL") for days in (30, 20, 10)]
    await keep(admin, suivi, silent, call, late, *calls)

    page = read((await client.get("/ma-journee", world.mediateur)).text)

    assert f'href="/suivis/{suivi.id}/noter/relance"' in page
    assert f'href="/suivis/{suivi.id}/noter/resultat?pour={late.id}"' in page
    assert f'href="/suivis/{silent.id}/noter/cloture"' in page
    assert "rien depuis 100 jours, 3 relances" in page
    for path in (f"/suivis/{suivi.id}/noter/resultat?pour={late.id}", f"/suivis/{silent.id}/noter/cloture"):
        assert (await client.get(path, world.mediateur)).status_code == 200


async def test_two_versions_are_told_with_their_auteurs_and_lead_to_the_sheet(
    client: Client, world: World, admin: AsyncEngine
):
    suivi = suivi_of(world, world.mediateur)
    held = etape_of(suivi, "droit", ago(5), objet="C2S", avant="EN_COURS", apres="OUVERT")
    aside = etape_of(suivi, "droit", ago(4), objet="C2S", avant="EN_COURS", apres="REFUSE", etat="en_conflit",
                     face_a=held.id, auteur_id=world.mediatrice.id)  # fmt: skip
    move = etape_of(suivi, "residence", ago(3), objet="ZR_HORS_QPV", avant="ZR_QPV:62498:QN06225M", etat="en_conflit")
    await keep(admin, suivi, held, aside, move)

    page = read((await client.get("/ma-journee", world.mediateur)).text)

    assert "a noté « Ouvert et à jour »" in page
    assert "a noté « Refusé »" in page
    assert "Avant : Demande en cours" in page
    assert "Lieu de vie" in page
    assert f'<a class="button" href="/suivis/{suivi.id}">Choisir' in page


async def test_a_sensitive_step_of_a_colleague_is_only_said_to_be_there(
    client: Client, world: World, admin: AsyncEngine
):
    suivi = suivi_of(world, world.mediateur)
    await keep(admin, suivi, orientation_of(suivi, ago(31), type="O_CSAPA", auteur_id=world.mediatrice.id))

    page = (await client.get("/ma-journee", world.mediateur)).text

    assert "Une orientation" in page
    assert "CSAPA" not in page


async def test_another_day_than_today_shows_what_was_received_and_no_work(
    client: Client, world: World, admin: AsyncEngine
):
    suivi = suivi_of(world, world.mediateur)
    await keep(admin, suivi, orientation_of(suivi, ago(31)))

    assert "Sans nouvelle" in (await client.get("/ma-journee", world.mediateur)).text
    assert "Sans nouvelle" not in (await client.get(f"/ma-journee?jour={ago(1)}", world.mediateur)).text


async def test_the_board_of_the_coordination_holds_no_line_of_a_suivi(client: Client, world: World, admin: AsyncEngine):
    suivi = suivi_of(world, world.mediateur)
    sent = orientation_of(suivi, ago(31), type="O_MG")
    await keep(admin, suivi, sent)

    page = (await client.get("/suivis/tableau", world.coordinateur)).text

    assert str(suivi.id) not in page
    assert "généraliste" not in page
    assert 'data-mark="c"' in page


@pytest.fixture
async def signaux(world: World, admin: AsyncEngine) -> str:
    """Three situations in one commune, one in another; gives the commune of the three."""
    here = world.cellules[0][0]
    async with admin.connect() as connection:
        others = "SELECT min(code) FROM asv.commune WHERE epci = :epci AND code <> :here"
        there = await connection.scalar(text(others), {"epci": world.territoire_id, "here": here})
    month = today().replace(day=1)
    await keep(admin, *[
        Signal(territoire_id=world.territoire_id, id=uuid4(), auteur_id=world.mediateur.id, code="SG_DELAI",
               service="O_SPE", commune=commune, situations=1, mois=month, nomenclature="2026.1",
               recu_le=datetime.now(UTC))
        for commune in (here, here, here, there)
    ])  # fmt: skip
    return here


async def test_treating_a_group_closes_its_signals_and_leaves_the_others(
    client: Client, world: World, admin: AsyncEngine, signaux: str
):
    page = (await client.get("/signaux", world.coordinateur)).text
    assert page.count('name="cle"') == 2

    answer = await client.post("/signaux", world.coordinateur, cle=f"SG_DELAI:O_SPE:{signaux}")
    again = await client.post("/signaux", world.coordinateur, cle=f"SG_DELAI:O_SPE:{signaux}")

    assert (answer.status_code, again.status_code) == (303, 409)
    kept = await rows(admin, world, "signal")
    assert sorted((row["commune"] == signaux, row["traite_le"] is not None) for row in kept) == [
        (False, False), (True, True), (True, True), (True, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "champ"), [({"situations": "beaucoup"}, "situations"), ({"lieu": ""}, "lieu"), ({"mois": "mai"}, "mois")]
)
async def test_a_signal_that_is_wrong_is_said_at_its_field_and_kept_on_the_screen(
    client: Client, world: World, admin: AsyncEngine, wrong: dict, champ: str
):
    form = {"element": str(uuid4()), "signal": "SG_DELAI", "service": "O_SPE", "lieu": world.cellules[0][0],
            "situations": "2", "mois": f"{today():%Y-%m}"}  # fmt: skip

    answer = await client.post("/signaux/nouveau", world.mediateur, **form | wrong)

    assert answer.status_code == 400
    assert f'href="#{champ}"' in answer.text
    assert 'value="SG_DELAI" selected' in answer.text
    assert await rows(admin, world, "signal") == []
