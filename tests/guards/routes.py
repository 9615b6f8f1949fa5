"""The routes as the application declares them, and as routes.csv says that they were reviewed."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from asv.app import FEATURES, make_litestar
from asv.domain.acteurs import Role
from asv.web import demo
from asv.web.site import Site

TABLE = Path(__file__).with_name("routes.csv")
SUBJECTS = ("visiteur", *(role.value for role in Role))
COLUMNS = ("methode", "chemin", *SUBJECTS)


class Route(NamedTuple):
    methode: str
    chemin: str


def declared(*, is_demo: bool = True) -> dict[Route, dict[str, Any]]:
    """What each route says of itself; the demonstration's and the schema's come with that mode."""
    site = Site(None, lambda: datetime.now(UTC), None, "essai", is_demo=is_demo, shows_schema=is_demo)
    features = (*FEATURES, demo) if is_demo else FEATURES
    app = make_litestar(site, [handler for feature in features for handler in feature.HANDLERS])
    return {
        Route(method, route.path_format): handler.opt
        for route in app.routes
        for handler in route.route_handlers
        for method in handler.http_methods
        if method != "OPTIONS"  # Litestar adds it everywhere; it declares nothing, so it lets nobody in
    }


def reviewed() -> dict[Route, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    return {Route(row["methode"], row["chemin"]): {subject: row[subject] for subject in SUBJECTS} for row in rows}


def expected(opt: dict[str, Any], subject: str) -> str:
    """What the gate answers: « oui », or the status of its refusal."""
    if opt.get("public") or subject in [str(role) for role in opt.get("roles", ())]:
        return "oui"
    return "401" if subject == "visiteur" else "403"


def main() -> None:
    """Writes routes.csv again from the code: python -m tests.guards.routes, then read the difference."""
    with TABLE.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, delimiter=";", lineterminator="\n")
        writer.writerow(COLUMNS)
        for route, opt in sorted(declared().items(), key=lambda item: (item[0].chemin, item[0].methode)):
            writer.writerow([*route, *(expected(opt, subject) for subject in SUBJECTS)])


if __name__ == "__main__":
    main()
