"""Commitments of droit commun: who reads, who writes, what stays readable."""

import re
from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from tests.support.database import World, make_world
from tests.support.site import Client
from tests.web.steps import path_of

WORDING = "Ouvrir une demi-journée d’accueil par mois dans quatre quartiers."


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


def signed(world: World, **changes) -> dict[str, object]:
    return {
        "structure": world.associee.structure_id, "type": "EG_ALLER_VERS", "libelle": WORDING,
        "indicateur": "quartiers desservis", "unite": "QPV", "depart": "0", "cible": "4", "signe_le": "2025-03-01",
        "echeance": "2027-06-30", "is_mesurable_qpv": "oui",
    } | changes  # fmt: skip


async def note(client: Client, world: World, **changes) -> str:
    return path_of(await client.post("/engagements", world.coordinateur, **signed(world, **changes)))


def read(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.replace("\u202f", " ").replace("\u00a0", " ")))


async def test_the_coordination_notes_a_commitment_and_its_readers_read_it_as_signed(client: Client, world: World):
    path = await note(client, world)

    for who in (world.partenaire, world.coordinateur, world.financeur):
        assert WORDING in (await client.get(path, who)).text
        assert WORDING in (await client.get("/engagements", who)).text
    for who in (world.mediateur, world.administrateur):
        assert (await client.get(path, who)).status_code == 403


async def test_a_commitment_badly_typed_comes_back_with_what_was_typed(client: Client, world: World):
    page = await client.post("/engagements", world.coordinateur, **signed(world, cible="quatre", type=""))

    assert page.status_code == 400
    assert WORDING in page.text
    assert 'value="quatre"' in page.text
    assert "2 points à corriger" in read(page.text)


async def test_a_proof_by_the_signatory_leaves_the_state_to_the_coordination(client: Client, world: World):
    path = await note(client, world)
    preuve = {"etablie_le": "2026-11-01", "nature": "compte_rendu", "texte": "Deux quartiers servis.", "valeur": "2"}

    assert (await client.post(f"{path}/preuves", world.partenaire, **preuve)).status_code == 403
    assert (await client.post(f"{path}/preuves", world.associee, **preuve, etat="ES_TENU")).status_code == 400
    assert (await client.post(f"{path}/preuves", world.associee, **preuve)).status_code == 303

    page = read((await client.get(path, world.coordinateur)).text)
    assert "2 sur 4 QPV" in page
    assert "l’état serait plutôt « Partiellement tenu »" in page
    await client.post(f"{path}/preuves", world.coordinateur, **preuve, etat="ES_PARTIEL")
    assert "Partiellement tenu depuis le 1er novembre 2026" in read((await client.get(path, world.financeur)).text)


async def test_after_an_avenant_the_former_target_and_deadline_stay_readable(client: Client, world: World):
    path = await note(client, world)

    avenant = {"decide_le": "2026-11-10", "cible": "3", "echeance": "2027-12-31", "motif": "Un local a fermé."}
    assert (await client.post(f"{path}/avenants", world.associee, **avenant)).status_code == 403
    assert (await client.post(f"{path}/avenants", world.coordinateur, **avenant)).status_code == 303

    page = read((await client.get(path, world.partenaire)).text)
    assert "Cible : 4 → 3 QPV" in page
    assert "Échéance : 30 juin 2027 → 31 décembre 2027" in page
    assert "Modifié par avenant" in page


async def test_correcting_the_sheet_moves_neither_the_target_nor_the_deadline(client: Client, world: World):
    path = await note(client, world)
    changes = signed(world, version=1, cible="40", echeance="2030-01-01", relecteur="Direction de l’accueil")

    assert (await client.post(f"{path}/modifier", world.coordinateur, **changes)).status_code == 303

    page = read((await client.get(path, world.coordinateur)).text)
    assert "Direction de l’accueil" in page
    assert "aucune valeur connue, cible 4 QPV" in page
    assert "30 juin 2027" in page


async def test_somebody_elses_correction_is_not_overwritten_unseen(client: Client, world: World):
    path = await note(client, world)
    await client.post(f"{path}/modifier", world.coordinateur, **signed(world, version=1))

    page = await client.post(f"{path}/modifier", world.coordinateur, **signed(world, version=1, unite="quartiers"))

    assert page.status_code == 409
    assert 'value="quartiers"' in page.text


async def test_the_contract_is_empty_until_the_coordination_copies_it(client: Client, world: World):
    assert "Aucun texte n’est fourni d’avance" in (await client.get("/engagements/ambitions", world.coordinateur)).text

    early = {"nature": "ambition", "numero": "1", "libelle": "Réduire les renoncements aux soins"}
    assert (await client.post("/engagements/ambitions", world.coordinateur, **early)).status_code == 400
    await client.post("/engagements/ambitions", world.coordinateur, nature="orientation", numero="A", libelle="Santé")
    page = (await client.get("/engagements/ambitions", world.coordinateur)).text
    parent = re.search(r'<option value="([0-9a-f-]{36})">A. Santé', page)[1]
    await client.post("/engagements/ambitions", world.coordinateur, **early, parent=parent)

    form = (await client.get("/engagements/nouveau", world.coordinateur)).text
    assert "1. Réduire les renoncements aux soins" in form
    shown = (await client.get("/engagements/ambitions", world.partenaire)).text
    assert "Réduire les renoncements" in shown
    assert "/retirer" not in shown
    withdrawn = re.search(
        r'action="(/engagements/ambitions/[0-9a-f-]{36}/retirer)"[^>]*>(?:(?!</form>).)*Réduire',
        page := (await client.get("/engagements/ambitions", world.coordinateur)).text,
        re.DOTALL,
    )[1]
    await client.post(withdrawn, world.coordinateur)
    assert "Réduire les renoncements" not in (await client.get("/engagements/nouveau", world.coordinateur)).text


async def test_the_coordination_keeps_what_was_asked_and_answered(client: Client, world: World):
    path = await note(client, world)
    asked = {"question": "Qu’avez-vous prévu ?", "reponse": "Deux recrutements."}

    assert (await client.post(f"{path}/revues", world.associee, **asked)).status_code == 403
    assert (await client.post(f"{path}/revues", world.coordinateur, **asked)).status_code == 303

    assert "Deux recrutements." in (await client.get(path, world.associee)).text
    assert (await client.get("/engagements/instance", world.associee)).status_code == 403


async def test_a_review_that_is_due_is_said(client: Client, world: World):
    await note(client, world, prochaine_revue=date(2026, 6, 1).isoformat())

    assert "À revoir" in (await client.get("/engagements", world.coordinateur)).text
