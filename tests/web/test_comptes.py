"""Accounts: an administrator invites, a person chooses a password, nobody else knows it."""

import re
from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.web.entry import COOKIE
from tests.support.database import World
from tests.support.site import ORIGIN, Client

WORDS = "terril carbone mineur coron"


async def invite(client: Client, world: World, email: str) -> str:
    """Creates a mediator's account and gives back the path of its invitation."""
    answer = await client.post(
        "/comptes", world.administrateur, email=email, nom_affiche="Nadia", role="mediateur", structure_id=""
    )
    assert answer.status_code == 200
    return re.search(rf"{ORIGIN}(/invitation/[\w-]+)", answer.text)[1]


async def test_a_person_chooses_a_password_by_the_link_then_enters_with_it(client: Client, world: World):
    email = f"{uuid4().hex}@exemple.fr"
    path = await invite(client, world, email)

    assert email in (await client.get(path)).text
    chosen = await client.post(path, mot_de_passe=WORDS, confirmation=WORDS)
    entered = await client.post("/connexion", email=email.upper(), mot_de_passe=WORDS)

    assert chosen.status_code == entered.status_code == 303
    assert entered.headers["location"] == "/ma-journee"
    assert chosen.headers["set-cookie"] != entered.headers["set-cookie"]


async def test_the_link_works_once(client: Client, world: World):
    path = await invite(client, world, f"{uuid4().hex}@exemple.fr")
    await client.post(path, mot_de_passe=WORDS, confirmation=WORDS)

    again = await client.post(path, mot_de_passe=WORDS, confirmation=WORDS)

    assert again.status_code == 404
    assert "déjà servi" in again.text


async def test_a_password_too_short_or_typed_twice_differently_is_said_beside_its_field(client: Client, world: World):
    path = await invite(client, world, f"{uuid4().hex}@exemple.fr")

    short = await client.post(path, mot_de_passe="court", confirmation="court")
    different = await client.post(path, mot_de_passe=WORDS, confirmation=WORDS + "s")

    assert (short.status_code, different.status_code) == (400, 400)
    assert "au moins 15" in short.text
    assert "pas identiques" in different.text


async def test_a_wrong_password_and_an_unknown_address_read_the_same(client: Client, world: World):
    email = f"{uuid4().hex}@exemple.fr"
    path = await invite(client, world, email)
    await client.post(path, mot_de_passe=WORDS, confirmation=WORDS)

    wrong = await client.post("/connexion", email=email, mot_de_passe="autre chose que les mots")
    unknown = await client.post("/connexion", email="personne@exemple.fr", mot_de_passe=WORDS)

    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert wrong.text.replace(email, "") == unknown.text.replace("personne@exemple.fr", "")


async def test_the_database_keeps_argon2id_and_no_token(client: Client, world: World, admin: AsyncEngine):
    email = f"{uuid4().hex}@exemple.fr"
    path = await invite(client, world, email)
    cookie = (await client.post(path, mot_de_passe=WORDS, confirmation=WORDS)).headers["set-cookie"]
    token = re.match(rf"{COOKIE}=([\w-]+)", cookie)[1]

    async with admin.connect() as connection:
        kept = await connection.scalar(text("SELECT mot_de_passe FROM sec.compte WHERE email = :e"), {"e": email})
        hashes = (await connection.scalars(text("SELECT token_hash FROM sec.session"))).all()

    memory, time_cost = (int(re.search(rf"{name}=(\d+)", kept)[1]) for name in ("m", "t"))
    assert kept.startswith("$argon2id$")
    assert memory >= 19 * 1024
    assert time_cost >= 2
    assert token.encode() not in hashes
    assert all(len(one) == 32 for one in hashes)


async def test_a_return_address_elsewhere_is_ignored(client: Client, world: World):
    email = f"{uuid4().hex}@exemple.fr"
    path = await invite(client, world, email)
    await client.post(path, mot_de_passe=WORDS, confirmation=WORDS)

    for suite in ("https://mechant.example/", "//mechant.example", "/\\mechant.example"):
        entered = await client.post("/connexion", email=email, mot_de_passe=WORDS, suite=suite)
        assert entered.headers["location"] == "/ma-journee"


async def test_a_field_that_the_form_does_not_have_is_refused(client: Client, world: World):
    answer = await client.post(
        "/comptes", world.administrateur, email="x@exemple.fr", nom_affiche="Nadia", role="mediateur",
        mot_de_passe="choisi par un autre",
    )  # fmt: skip

    assert answer.status_code == 400


async def test_a_partner_without_structure_is_refused_with_the_reason(client: Client, world: World):
    answer = await client.post(
        "/comptes", world.administrateur, email=f"{uuid4().hex}@exemple.fr", nom_affiche="Paul", role="partenaire",
        structure_id="",
    )  # fmt: skip

    assert answer.status_code == 400
    assert "appartient à une structure" in answer.text
