"""Each route asked by each subject: the answer of the gate is the one that tests/guards/routes.csv says (R35)."""

from uuid import UUID, uuid4

import httpx
import pytest

from asv.web.entry import COOKIE
from asv.web.site import csrf_token
from tests.guards.routes import SUBJECTS, Route, reviewed
from tests.support.database import World
from tests.support.site import ORIGIN, Client

TURNED_AWAY = (401, 403)
LEAVING = "/deconnexion"
BY_LINK = "/courriels/arret/{jeton}"
"""The secret of the link is the proof: it knows no session, and does one thing (decision 0023)."""
OF_ANY_ADDRESS = {"{annee}": 2025, "{college}": "habitants"}
"""What the addresses ask to be, before anybody is looked at: other words would not be an address of the site."""
WRITING = [route for route in reviewed() if route.methode not in ("GET", "HEAD")]


async def ask(
    client: Client,
    route: Route,
    token: str | None,
    *,
    form_token: str = "",
    origin: str = ORIGIN,
    own: UUID | None = None,
) -> httpx.Response:
    """Asks for something that does not exist, or for the structure of the person when the route is about one."""
    named = {"{structure_id}": own or uuid4(), **OF_ANY_ADDRESS}
    path = "/".join(str(named.get(part, uuid4())) if part[:1] == "{" else part for part in route.chemin.split("/"))
    headers = {"origin": origin} | ({"cookie": f"{COOKIE}={token}"} if token else {})
    body = {"json": {}} if route.chemin.startswith("/api/") else {"data": {"_csrf_token": form_token}}
    return await client.http.request(route.methode, path, headers=headers, **(body if route in WRITING else {}))


@pytest.mark.parametrize("subject", SUBJECTS)
async def test_the_gate_answers_as_the_reviewed_table_says(client: Client, world: World, subject: str):
    person = getattr(world, subject, None)  # nobody for « visiteur »
    token = person.token if person else None
    sent = {"form_token": csrf_token(token or ""), "own": person.structure_id if person else None}
    routes = sorted(reviewed(), key=lambda route: route.chemin == LEAVING)  # leaving ends the session: last

    found = {route: (await ask(client, route, token, **sent)).status_code for route in routes}

    refused = {route: str(code) for route, code in found.items() if code in TURNED_AWAY}
    assert refused == {route: who[subject] for route, who in reviewed().items() if who[subject] != "oui"}
    assert {route: code for route, code in found.items() if code >= 500} == {}


async def test_no_form_is_taken_without_the_token_of_its_session(client: Client, world: World):
    forms = [route for route in WRITING if not route.chemin.startswith("/api/") and route.chemin != BY_LINK]

    for person in world.people:
        assert {(await ask(client, route, person.token)).status_code for route in forms} == {403}


async def test_nothing_is_taken_from_another_site(client: Client, world: World):
    for person in world.people:
        sent = {"form_token": csrf_token(person.token), "origin": "https://ailleurs.example"}
        assert {(await ask(client, route, person.token, **sent)).status_code for route in WRITING} == {403}


async def test_every_route_answers_with_the_security_headers(client: Client, world: World):
    for route in reviewed():
        headers = (await ask(client, route, None)).headers
        assert headers["content-security-policy"].startswith("default-src 'none'"), route
        assert headers["x-content-type-options"] == "nosniff", route
        assert headers["referrer-policy"] == "no-referrer", route
        assert "access-control-allow-origin" not in headers, route


@pytest.mark.parametrize("methode", ["PUT", "PATCH", "TRACE"])
async def test_a_method_that_no_route_declares_is_refused_everywhere(client: Client, methode: str):
    others = {Route(methode, route.chemin) for route in reviewed()} - set(reviewed())

    assert {(await ask(client, route, None)).status_code for route in others} == {405}
