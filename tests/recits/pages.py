"""Steps of the stories, through the forms alone."""

from datetime import date
from uuid import uuid4

from tests.support.database import Persona
from tests.support.site import Client
from tests.web.steps import path_of

LIEVIN, AVION, LENS = "62510", "62065", "62498"


def ouverture(code: str, jour: date, **changes) -> dict[str, object]:
    """The form of an opening, as the mediator fills it."""
    return {
        "element": str(uuid4()), "carte": "imprimee", "code": code, "date": jour.isoformat(),
        "accords": ["IP_ACCORD_SUIVI"], "endroit": LIEVIN, "sexe": "H", "tranche_age": "A25_49",
        "exprimes": ["B_DROITS"], "autonomies": ["AD_DROITS::AUT_1"],
    } | changes  # fmt: skip


async def open_suivi(client: Client, who: Persona, code: str, jour: date, **changes) -> str:
    """Path of the new suivi."""
    return path_of(await client.post("/suivis/ouvrir", who, **ouverture(code, jour, **changes)))


async def show_card(client: Client, who: Persona, code: str) -> str:
    """Where the card leads this mediator."""
    return path_of(await client.post("/suivis", who, code=code))


async def note(client: Client, who: Persona, path: str, quoi: str, jour: date, **answers) -> str:
    """One small form of the sheet."""
    form = {"element": str(uuid4()), "date": jour.isoformat()} | answers
    return path_of(await client.post(f"{path}/noter/{quoi}", who, **form))
