"""What reaches others of an action or a team: no name without a question, no title of a draft, no small count."""

import re
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.support.database import World
from tests.support.site import Client
from tests.web.steps import announced, day, draft
from tests.web.test_moyens import publish

NAMED = "Appeler Mme Dupont"
INDICATEUR = {"famille": "resultat", "cible": "4", "echeance": "J90", "libelle": "Ateliers", "source": "Cahier"}
LIGNE = {"source": "FI_ARS", "demande": "100"}
SECRET = "Titre encore secret"


def asks(page: str) -> bool:
    return "J’ai relu" in page and "Retirez le nom" in page


@pytest.mark.parametrize("champ", ["libelle", "source", "unite"])
async def test_an_indicateur_asks_about_a_name_and_refuses_a_phone(client: Client, world: World, champ: str):
    path = await draft(client, world)

    asked = await client.post(f"{path}/indicateurs", world.partenaire, **INDICATEUR | {champ: NAMED})
    refused = await client.post(f"{path}/indicateurs", world.partenaire, **INDICATEUR | {champ: "06 12 34 56 78"})
    kept = await client.post(f"{path}/indicateurs", world.partenaire, **INDICATEUR | {champ: NAMED}, confirme="oui")

    assert asked.status_code == 400
    assert asks(asked.text)
    assert refused.status_code == 400
    assert kept.status_code == 303


async def test_the_place_of_a_date_asks_about_a_name_and_lets_the_names_of_places_pass(client: Client, world: World):
    path = await draft(client, world)

    asked = await client.post(f"{path}/dates", world.partenaire, **day(world) | {"lieu": "Chez Mme Dupont"})
    mailed = await client.post(f"{path}/dates", world.partenaire, **day(world) | {"lieu": "Voir a.b@exemple.fr"})

    assert asked.status_code == mailed.status_code == 400
    assert asks(asked.text)
    for lieu in ("Halle du marché, rue Jean Jaurès", "Centre social Jean Moulin, 12 rue Pasteur", "Salle Marie Curie"):
        assert (await client.post(f"{path}/dates", world.partenaire, **day(world) | {"lieu": lieu})).status_code == 303


async def test_the_reference_of_a_line_of_the_budget_asks_about_a_name(client: Client, world: World):
    path = await draft(client, world)

    asked = await client.post(f"{path}/budget", world.partenaire, **LIGNE, reference=NAMED)

    assert asked.status_code == 400
    assert asks(asked.text)


@pytest.mark.parametrize(("obtenu", "unite", "shown"), [
    ("3", "", False), ("0", "femmes", True), ("11", "personnes", True), ("37", "%", False), ("3", "séances", True),
    ("2,5", "personnes", False),
])  # fmt: skip
async def test_a_typed_figure_about_people_reaches_the_others_only_when_it_is_large_enough(
    client: Client, world: World, admin: AsyncEngine, obtenu: str, unite: str, *, shown: bool
):
    path = await announced(client, world)
    sent = INDICATEUR | {"libelle": "Mesure à relire", "unite": unite}
    assert (await client.post(f"{path}/indicateurs", world.partenaire, **sent)).status_code == 303
    async with admin.connect() as connection:
        query = text("SELECT id FROM asv.indicateur_action WHERE action_id = :a AND libelle = 'Mesure à relire'")
        found = await connection.scalar(query, {"a": path.rsplit("/", 1)[1]})
    noted = await client.post(f"{path}/indicateurs/{found}", world.partenaire, obtenu=obtenu, commentaire="Relevé ici")
    assert noted.status_code == 303

    for who, sees in ((world.partenaire, True), (world.coordinateur, True), (world.associee, shown),
                      (world.financeur, shown)):  # fmt: skip
        page = (await client.get(f"{path}/bilan", who)).text
        row = re.search(r"Mesure à relire.*?</tr>", page, re.DOTALL)[0]
        assert (re.search(rf">{obtenu}\b", row) is not None) is sees, (who.role, row)
        assert ("non publié" in row) is not sees
        assert ("Relevé ici" in row) is sees


async def test_the_title_of_a_draft_reaches_neither_the_lender_nor_the_host(
    client: Client, world: World, admin: AsyncEngine
):
    path = await draft(client, world, titre=SECRET)
    hosted = day(world) | {"hote": str(world.associee.structure_id)}
    assert (await client.post(f"{path}/dates", world.partenaire, **hosted)).status_code == 303
    async with admin.connect() as connection:
        query = text("SELECT id FROM asv.date_action WHERE action_id = :a")
        found = await connection.scalar(query, {"a": path.rsplit("/", 1)[1]})
    moyen = (await publish(client, world)).rsplit("/", 1)[1]
    sent = {"moyen": moyen, "date": str(found), "quantite": "1"}
    assert (await client.post(f"{path}/moyens", world.partenaire, **sent)).status_code == 303
    await client.post(f"{path}/dates/{found}/annuler", world.partenaire, motif="AN_METEO")

    inbox = (await client.get("/notifications", world.associee)).text

    assert "pour une action" in inbox
    assert SECRET not in inbox


@pytest.mark.parametrize("email", [
    "a\x00@b.fr", "é@ex.fr", "a,b@ex.fr", '"x"@ex.fr', "a@ex.fr;b@ex.fr", "a@b", ".a@b.fr", "a@-b.fr",
])  # fmt: skip
async def test_an_address_that_no_mail_can_carry_is_refused(client: Client, world: World, email: str):
    team = f"/structures/{world.partenaire.structure_id}/equipe"

    invited = await client.post(team, world.partenaire, nom_affiche="Lina", email=email, droits="lecture")
    created = await client.post(
        "/comptes", world.administrateur, email=email, nom_affiche="Lina", role="mediateur", structure_id=""
    )

    assert invited.status_code == 400
    assert 400 <= created.status_code < 500


async def test_a_usual_address_is_taken(client: Client, world: World):
    team = f"/structures/{world.partenaire.structure_id}/equipe"
    sent = {"nom_affiche": "Lina", "email": f"prenom.nom+asv-{uuid4().hex}@sante.lens-lievin.fr", "droits": "lecture"}

    assert (await client.post(team, world.partenaire, **sent)).status_code == 200
