"""The team of a structure: who enters it, with which rights, from when to when."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.comptes import Compte
from asv.db.engine import loader_session
from tests.support.database import Persona, World
from tests.support.site import ORIGIN, Client
from tests.web.steps import path_of, today

WORDS = "terril carbone mineur coron"


def team(who: Persona) -> str:
    return f"/structures/{who.structure_id}/equipe"


def form(**changes) -> dict[str, str]:
    return {"nom_affiche": "Lina", "email": f"{uuid4().hex}@exemple.fr", "droits": "ecriture"} | changes


async def invite(client: Client, who: Persona, path: str, **changes) -> tuple[str, str]:
    """Address and invitation path of a new member."""
    sent = form(**changes)
    answer = await client.post(path, who, **sent)
    assert answer.status_code == 200, answer.text
    return sent["email"], re.search(rf"{ORIGIN}(/invitation/[\w-]+)", answer.text)[1]


async def set_droits(admin: AsyncEngine, who: Persona, **values) -> None:
    async with loader_session(admin) as session, session.begin():
        await session.execute(update(Compte).where(Compte.id == who.id).values(**values))


async def test_a_manager_invites_a_colleague_who_enters_by_the_link(client: Client, world: World):
    email, link = await invite(client, world.partenaire, team(world.partenaire))

    chosen = await client.post(link, mot_de_passe=WORDS, confirmation=WORDS)

    assert chosen.status_code == 303
    assert email in (await client.get(team(world.partenaire), world.partenaire)).text
    assert (await client.post("/connexion", email=email, mot_de_passe=WORDS)).status_code == 303


async def test_the_coordination_and_the_administration_help_and_others_read_nothing(client: Client, world: World):
    path = team(world.partenaire)

    for who in (world.coordinateur, world.administrateur):
        assert world.partenaire.email in (await client.get(path, who)).text
        await invite(client, who, path)
    for who in (world.associee, world.mediateur, world.financeur):
        assert (await client.get(path, who)).status_code == 403
        assert (await client.post(path, who, **form())).status_code == 403


@pytest.mark.parametrize("droits", ["ecriture", "lecture"])
async def test_a_member_who_does_not_manage_reads_the_team_without_a_form(
    client: Client, world: World, admin: AsyncEngine, droits: str
):
    await set_droits(admin, world.partenaire, droits=droits)
    path = team(world.partenaire)

    page = (await client.get(path, world.partenaire)).text

    assert world.partenaire.email in page
    assert f'action="{path}' not in page
    assert (await client.post(path, world.partenaire, **form())).status_code == 403
    assert (await client.post(f"{path}/{world.partenaire.id}/fermer", world.partenaire)).status_code == 403


async def test_the_last_manager_neither_leaves_nor_loses_his_right_nor_sets_an_end(client: Client, world: World):
    path = f"{team(world.partenaire)}/{world.partenaire.id}"

    for answer in (
        await client.post(f"{path}/fermer", world.partenaire),
        await client.post(path, world.partenaire, droits="ecriture"),
        await client.post(path, world.coordinateur, droits="lecture"),
        await client.post(
            path, world.partenaire, droits="gestion", ouvert_au=(today() + timedelta(days=9)).isoformat()
        ),
    ):
        assert answer.status_code == 409
        assert "Personne ne pourrait plus gérer cette équipe" in answer.text
    assert (await client.get(team(world.partenaire), world.partenaire)).status_code == 200


async def test_a_manager_leaves_once_another_manages(client: Client, world: World):
    await invite(client, world.partenaire, team(world.partenaire), droits="gestion")

    path_of(await client.post(f"{team(world.partenaire)}/{world.partenaire.id}/fermer", world.partenaire))

    assert (await client.get("/actions", world.partenaire)).status_code == 401


async def test_an_open_session_dies_the_day_after_the_last_day(client: Client, world: World, admin: AsyncEngine):
    await set_droits(admin, world.partenaire, ouvert_au=today())
    assert (await client.get("/actions", world.partenaire)).status_code == 200

    await set_droits(admin, world.partenaire, ouvert_au=today() - timedelta(days=1))

    assert (await client.get("/actions", world.partenaire)).status_code == 401


async def test_nobody_enters_before_the_first_day_and_nothing_says_that_the_account_exists(
    client: Client, world: World, admin: AsyncEngine
):
    later = today() + timedelta(days=20)
    email, link = await invite(client, world.partenaire, team(world.partenaire), ouvert_du=later.isoformat())

    before = await client.get(link)
    unknown = await client.get("/invitation/inconnu")

    assert before.status_code == unknown.status_code == 404
    assert "l’accès ne commence pas encore" in before.text
    assert "l’accès ne commence pas encore" in unknown.text
    async with admin.begin() as connection:
        left = await connection.scalar(
            text(
                "SELECT max(expire_le) FROM sec.invitation i JOIN sec.compte c ON c.id = i.compte_id WHERE email = :e"
            ),
            {"e": email},
        )
    assert left.date() >= later


async def test_a_right_password_out_of_its_dates_reads_like_a_wrong_one(
    client: Client, world: World, admin: AsyncEngine
):
    email, link = await invite(client, world.partenaire, team(world.partenaire))
    await client.post(link, mot_de_passe=WORDS, confirmation=WORDS)
    async with admin.begin() as connection:
        await connection.execute(
            text("UPDATE sec.compte SET ouvert_au = current_date - 2 WHERE email = :e"), {"e": email}
        )

    over = await client.post("/connexion", email=email, mot_de_passe=WORDS)
    wrong = await client.post("/connexion", email=email, mot_de_passe="mauvais mot de passe")
    nobody = await client.post("/connexion", email=f"{uuid4().hex}@exemple.fr", mot_de_passe=WORDS)

    sentences = {re.search(r"Adresse ou mot de passe incorrect[^<]+", a.text)[0] for a in (over, wrong, nobody)}
    assert {answer.status_code for answer in (over, wrong, nobody)} == {401}
    assert len(sentences) == 1
    assert "demandez" in sentences.pop()


async def test_an_address_known_elsewhere_is_refused_without_saying_where(client: Client, world: World):
    taken = world.associee.email

    answer = await client.post(team(world.partenaire), world.partenaire, **form(email=taken))

    assert answer.status_code == 409
    assert "Cette adresse ne peut pas être invitée ici" in answer.text
    assert "CPAM" not in answer.text


async def test_a_manager_touches_nobody_of_another_structure(client: Client, world: World):
    path = f"{team(world.partenaire)}/{world.associee.id}"

    for answer in (
        await client.post(path, world.partenaire, droits="lecture"),
        await client.post(f"{path}/fermer", world.partenaire),
        await client.post(f"{path}/lien", world.partenaire),
    ):
        assert answer.status_code == 404
    assert (await client.get("/actions", world.associee)).status_code == 200


def link_in(answer) -> str:
    return re.search(rf"{ORIGIN}(/invitation/[\w-]+)", answer.text)[1]


async def id_of(admin: AsyncEngine, email: str):
    async with admin.connect() as connection:
        return await connection.scalar(text("SELECT id FROM sec.compte WHERE email = :e"), {"e": email})


async def test_a_link_kept_aside_opens_nothing_once_another_was_used(client: Client, world: World, admin: AsyncEngine):
    email, first = await invite(client, world.partenaire, team(world.partenaire))
    again = f"{team(world.partenaire)}/{await id_of(admin, email)}/lien"
    second = link_in(await client.post(again, world.partenaire))
    third = link_in(await client.post(again, world.coordinateur))

    assert (await client.post(second, mot_de_passe=WORDS, confirmation=WORDS)).status_code == 303

    for kept in (first, second, third):
        assert (await client.get(kept)).status_code == 404
        assert (await client.post(kept, mot_de_passe=WORDS + "x", confirmation=WORDS + "x")).status_code == 404
    assert (await client.post("/connexion", email=email, mot_de_passe=WORDS)).status_code == 303


async def test_a_link_drawn_before_an_access_was_closed_opens_nothing_once_it_is_given_back(
    client: Client, world: World, admin: AsyncEngine
):
    email, link = await invite(client, world.partenaire, team(world.partenaire))
    path = f"{team(world.partenaire)}/{await id_of(admin, email)}"

    path_of(await client.post(f"{path}/fermer", world.partenaire))
    path_of(await client.post(f"{path}/rouvrir", world.partenaire))

    assert (await client.get(link)).status_code == 404


async def test_only_the_administration_gives_a_link_to_somebody_who_has_a_password(
    client: Client, world: World, admin: AsyncEngine
):
    email, link = await invite(client, world.partenaire, team(world.partenaire))
    await client.post(link, mot_de_passe=WORDS, confirmation=WORDS)
    again = f"{team(world.partenaire)}/{await id_of(admin, email)}/lien"

    for who in (world.partenaire, world.coordinateur):
        refused = await client.post(again, who)
        assert refused.status_code == 409
        assert "demandez un lien à l’administration" in refused.text
        assert "/invitation/" not in refused.text
    assert (await client.get(link_in(await client.post(again, world.administrateur)))).status_code == 200


async def test_faulty_dates_come_back_with_what_was_typed(client: Client, world: World):
    typed = form(nom_affiche="", email="pas une adresse", droits="tout", ouvert_du="2026-12-01", ouvert_au="2026-11-01")

    answer = await client.post(team(world.partenaire), world.partenaire, **typed)

    assert answer.status_code == 400
    assert "4 points à corriger" in answer.text
    assert 'value="pas une adresse"' in answer.text


async def test_new_rights_are_felt_at_the_next_click(client: Client, world: World):
    await invite(client, world.partenaire, team(world.partenaire), droits="gestion")
    path_of(await client.post(f"{team(world.partenaire)}/{world.partenaire.id}", world.partenaire, droits="lecture"))

    answer = await client.post("/actions", world.partenaire, titre="Essai")

    assert answer.status_code == 403
    assert "permet de lire seulement" in answer.text


async def test_every_change_of_a_team_is_journalled(client: Client, world: World, admin: AsyncEngine):
    await invite(client, world.partenaire, team(world.partenaire), droits="gestion")
    path = f"{team(world.partenaire)}/{world.partenaire.id}"
    await client.post(path, world.coordinateur, droits="ecriture")
    await set_droits(admin, world.partenaire, mot_de_passe=None)
    await client.post(f"{path}/lien", world.coordinateur)
    await client.post(f"{path}/fermer", world.coordinateur)
    await client.post(f"{path}/rouvrir", world.coordinateur)

    async with admin.begin() as connection:
        found = await connection.scalars(
            text("SELECT evenement FROM asv.journal WHERE territoire_id = :t ORDER BY id"), {"t": world.territoire_id}
        )
    assert [evenement for evenement in found if evenement.startswith("collaborateur_")] == [
        "collaborateur_invite", "collaborateur_change", "collaborateur_relance", "collaborateur_ferme",
        "collaborateur_rouvert",
    ]  # fmt: skip
