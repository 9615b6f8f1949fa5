"""Steps of the stories, through the forms alone."""

from datetime import date
from uuid import uuid4

from tests.support.database import Persona
from tests.support.saisies import TABLET, clear
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


async def meet(client: Client, who: Persona, commune: str, jour: date, **answers) -> str:
    """A contact sent by a tablet; gives its identifier."""
    seance, contact = str(uuid4()), str(uuid4())
    place = {"date": jour.isoformat(), "creneau": "matin", "commune": commune, "lieu_type": "MAIRIE_CCAS",
             "mode": "PERMANENCE", "nomenclature": "2026.1"}  # fmt: skip
    said = {"seance": seance, "nature": "contact", "sexe": "F", "tranche_age": "A50_59", "premiere_fois": "NON",
            "nomenclature": "2026.1"} | answers  # fmt: skip
    version = 2 if "code" in answers else 1
    items = [clear("seance", place, seance), clear("contact", said, contact, version)]
    answer = await client.send("/api/synchronisation", who, {"appareil": str(TABLET), "elements": items})
    assert [v["verdict"] for v in answer.json()["verdicts"]] == ["stored", "stored"], answer.text
    return contact
