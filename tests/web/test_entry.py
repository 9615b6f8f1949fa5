"""The gate: sessions, origin, form token, roles, headers."""

from asv.web.entry import COOKIE
from asv.web.site import csrf_token
from tests.support.database import Persona, World
from tests.support.site import ORIGIN, Client


async def test_a_visitor_is_sent_back_to_the_login_page(client: Client):
    answer = await client.get("/comptes")

    assert answer.status_code == 401
    assert "Connectez-vous" in answer.text


async def test_a_role_that_the_page_does_not_name_is_turned_away(client: Client, world: World):
    assert (await client.get("/comptes", world.mediateur)).status_code == 403
    assert (await client.get("/comptes", world.administrateur)).status_code == 200


async def test_a_session_identifier_planted_before_login_is_worth_nothing_after(client: Client, world: World):
    planted = {"cookie": f"{COOKIE}=attacker-chosen-id"}
    answer = await client.http.post("/demo/entrer", data={"role": "mediateur"}, headers=planted | {"origin": ORIGIN})

    assert answer.status_code == 303
    assert "attacker-chosen-id" not in answer.headers["set-cookie"]
    assert (await client.http.get("/ma-journee", headers=planted)).status_code in (401, 404)


async def test_the_session_cookie_is_closed_to_scripts_other_sites_and_plain_connections(client: Client, world: World):
    answer = await client.post("/demo/entrer", role="coordinateur")

    name, *attributes = (part.strip().lower() for part in answer.headers["set-cookie"].split(";"))
    assert name.startswith("__host-sid=")
    assert {"secure", "httponly", "samesite=strict", "path=/"} <= set(attributes)
    assert not any(attribute.startswith("domain") for attribute in attributes)


async def test_leaving_kills_the_session_at_once(client: Client, world: World):
    answer = await client.post("/deconnexion", world.administrateur)

    assert answer.status_code == 303
    assert (await client.get("/comptes", world.administrateur)).status_code == 401


async def test_a_form_without_the_token_of_its_session_changes_nothing(client: Client, world: World):
    stolen = {"cookie": f"{COOKIE}={world.administrateur.token}", "origin": ORIGIN}
    for token in ("", "0" * 64):
        answer = await client.http.post("/deconnexion", data={"_csrf_token": token}, headers=stolen)
        assert answer.status_code == 403

    assert (await client.get("/comptes", world.administrateur)).status_code == 200


async def test_the_form_token_of_one_session_is_refused_in_another(client: Client, world: World):
    mine = {"cookie": f"{COOKIE}={world.administrateur.token}", "origin": ORIGIN}
    answer = await client.http.post(
        "/deconnexion", data={"_csrf_token": csrf_token(world.coordinateur.token)}, headers=mine
    )

    assert answer.status_code == 403


async def test_a_request_from_another_site_is_refused_whatever_it_carries(client: Client, world: World):
    for headers in ({"origin": "https://ailleurs.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        answer = await client.http.post(
            "/deconnexion",
            data={"_csrf_token": csrf_token(world.administrateur.token)},
            headers={"cookie": f"{COOKIE}={world.administrateur.token}"} | headers,
        )
        assert answer.status_code == 403, headers


async def test_every_answer_carries_the_security_headers_errors_included(client: Client, world: World):
    answers = [
        await client.get("/"),
        await client.get("/inconnu"),
        await client.get("/comptes"),
        await client.get("/comptes", world.mediateur),
        await client.http.request("TRACE", "/"),
        await client.http.post("/healthz"),
        await client.post("/demo/entrer", role="roi"),
    ]

    assert sorted({answer.status_code for answer in answers}) == [200, 400, 401, 403, 404, 405]
    for answer in answers:
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in answer.headers


async def test_a_host_that_is_not_ours_is_refused(client: Client):
    answer = await client.get("/", headers={"host": "mechant.example"})

    assert answer.status_code == 400


async def test_the_site_says_whether_it_lives_and_whether_it_is_ready(client: Client):
    assert (await client.get("/healthz")).status_code == 200
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (200, True)


def test_a_persona_has_a_token_of_256_bits(world: World):
    person: Persona = world.mediateur
    assert len(person.token) >= 43


async def test_leaving_clears_the_tablet_only_when_its_page_says_that_nothing_waits(client: Client, world: World):
    with_a_queue = await client.post("/deconnexion", world.mediateur)
    empty = await client.post("/deconnexion", world.mediatrice, file="vide")

    assert with_a_queue.headers["clear-site-data"] == '"cache"'
    assert empty.headers["clear-site-data"] == '"cache", "storage"'
