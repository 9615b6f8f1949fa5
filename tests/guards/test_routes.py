"""Who may come in: every route is public by this list, or names its roles; routes.csv was read by somebody."""

from asv.domain.acteurs import Role
from tests.guards.routes import SUBJECTS, declared, expected, reviewed

PUBLIC = {
    "/", "/accessibilite", "/agenda", "/agenda/flux.ics", "/agenda/imprimer", "/agenda/{date_id}",
    "/agenda/{date_id}/affiche", "/agenda/{date_id}/date.ics", "/connexion", "/courriels/arret/{jeton}",
    "/deconnexion", "/healthz", "/ical/{nom}",
    "/definitions", "/definitions.json", "/invitation/{jeton}",
    "/donnees", "/donnees/{siren}/{code}", "/donnees/{siren}/{code}/csv", "/donnees/{siren}/{code}/donnees-ouvertes",
    "/publications", "/publications/{document_id}/{numero}", "/publications/{document_id}/{numero}/{fichier}",
    "/manifest.webmanifest", "/mentions-legales", "/methode", "/nomenclatures.json", "/readyz",
    "/service-worker.js", "/static/{file_path}", "/tableau-de-bord", "/terrain",
    "/terrain/pieces.json", "/terrain/pieces/{name}", "/terrain/quartiers/{siren}",
    # demonstration and test modes only
    "/demo", "/demo/entrer", "/schema", "/schema/openapi.json", "/schema/{path}",
}  # fmt: skip


def test_a_route_is_public_by_the_list_or_names_its_roles():
    opened = {route.chemin for route, opt in declared().items() if opt.get("public")}
    silent = [route for route, opt in declared().items() if not opt.get("public") and not opt.get("roles")]

    assert silent == []
    assert opened <= PUBLIC, "a new public route is a decision: add it here"


def test_roles_are_roles_and_a_public_route_names_none():
    for route, opt in declared().items():
        assert set(opt.get("roles", ())) <= set(Role), route
        assert not (opt.get("public") and opt.get("roles")), route


def test_the_reviewed_table_says_what_the_routes_declare():
    asked = {route: {s: expected(opt, s) for s in SUBJECTS} for route, opt in declared().items()}

    assert asked == reviewed(), "run python -m tests.guards.routes, then read the difference"


def test_the_administrator_reads_no_page_of_the_trade():
    mine = {route.chemin for route, who in reviewed().items() if who["administrateur"] == "oui"} - PUBLIC

    assert not [chemin for chemin in mine if chemin.startswith(("/api", "/terrain", "/ma-journee", "/diagnostic"))]
