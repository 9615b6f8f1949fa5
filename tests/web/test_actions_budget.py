"""The money of an action on its page, and the deadlines of its funders."""

import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action
from asv.domain.periodes import FRANCE
from tests.support.database import World
from tests.support.dossiers import action_of, keep
from tests.support.saisies import rows
from tests.support.site import Client
from tests.web.steps import path_of

TODAY = datetime.now(FRANCE).date()


def read(page: str) -> str:
    return page.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.fixture
async def action(world: World, admin: AsyncEngine) -> Action:
    action, dates = action_of(world, TODAY + timedelta(days=20))
    await keep(admin, action, *dates)
    return action


async def add(client: Client, action: Action, who, **fields) -> str:
    return path_of(await client.post(f"/actions/{action.id}/budget", who, **fields))


async def test_the_budget_adds_up_with_droit_commun_apart(
    client: Client, world: World, admin: AsyncEngine, action: Action
):
    await add(client, action, world.partenaire, source="FI_PDV", demande="8 000", accorde="6 000", depense="5 000,50")
    await add(client, action, world.partenaire, source="FI_DROIT_COMMUN", accorde="5 000,50")

    page = read((await client.get(f"/actions/{action.id}/budget", world.partenaire)).text)

    assert "5 000,50 €" in page
    assert "<strong>50 %</strong>" in page
    assert re.search(r"Ensemble</th><td[^>]*>8 000 €</td><td[^>]*>11 000,50 €</td><td[^>]*>5 000,50 €", page)
    (kept,) = [row for row in await rows(admin, world, "action") if row["id"] == action.id]
    assert kept["etat_financement"] == "AE_FINANCEE"


async def test_what_is_typed_wrong_comes_back_with_its_reason(client: Client, world: World, action: Action):
    path = f"/actions/{action.id}/budget"
    answer = await client.post(path, world.partenaire, source="FI_FIR", demande="mille", decision_le="2026-01-01")

    assert answer.status_code == 400
    page = read(answer.text)
    assert 'value="mille"' in page
    assert "par exemple 1 250 ou 1 250,50" in page


async def test_a_line_is_changed_then_taken_away(client: Client, world: World, admin: AsyncEngine, action: Action):
    await add(client, action, world.partenaire, source="FI_FIR", demande="100")
    (line,) = await rows(admin, world, "financement")
    path = f"/actions/{action.id}/budget/{line['id']}"

    path_of(await client.post(path, world.partenaire, source="FI_FIR", demande="100", is_refuse="oui"))
    assert "Refusé" in (await client.get(f"/actions/{action.id}/budget", world.coordinateur)).text
    path_of(await client.post(f"{path}/enlever", world.partenaire))

    assert await rows(admin, world, "financement") == []
    assert (await client.post(f"{path}/enlever", world.partenaire)).status_code == 404


async def test_the_money_is_read_by_the_porteur_the_coordination_and_the_funders_only(
    client: Client, world: World, action: Action
):
    path = f"/actions/{action.id}/budget"

    seen = {who.role: (await client.get(path, who)).status_code for who in world.people if who != world.associee}
    assert seen == {
        "mediateur": 403, "partenaire": 200, "coordinateur": 200, "administrateur": 403, "financeur": 200,
    }  # fmt: skip
    assert (await client.get(path, world.associee)).status_code == 403
    assert (await client.post(path, world.associee, source="FI_FIR", demande="1")).status_code == 403
    assert (await client.post(path, world.financeur, source="FI_FIR", demande="1")).status_code == 403
    assert "Ajouter une ligne" not in (await client.get(path, world.financeur)).text


async def test_the_deadlines_are_in_order_and_the_late_ones_apart(client: Client, world: World, action: Action):
    late, soon = TODAY - timedelta(days=5), TODAY + timedelta(days=30)
    days = {"decision_le": late.isoformat(), "compte_rendu_le": soon.isoformat()}
    await add(client, action, world.partenaire, source="FI_FIR", reference="AAP 2026", demande="900", **days)

    for who in (world.partenaire, world.coordinateur, world.financeur):
        page = read((await client.get("/actions/echeances", who)).text)
        assert re.search(r"En retard.*?Décision.*?réponse attendue.*?Compte rendu financier", page, re.DOTALL)
        assert "AAP 2026" in page
    other = (await client.get("/actions/echeances", world.associee)).text
    assert "AAP 2026" not in other
    assert "Aucune échéance à venir" in other
