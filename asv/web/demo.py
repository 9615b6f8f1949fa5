"""The door of the demonstration: one click enters under each role. These routes exist in that mode only."""

from typing import Annotated

from litestar import get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template
from pydantic import Field

from asv.domain.acteurs import Role
from asv.usecases import comptes
from asv.usecases.demonstration import CARTES
from asv.web.dependencies import TheGate, TheNow, WebRequest
from asv.web.entering import entered
from asv.web.forms import Form
from asv.web.pages import page

PUBLIC = {"public": True}
DESCRIPTIONS = {
    Role.MEDIATEUR: "Ouvrir une séance, noter un contact en quelques touches, même sans réseau.",
    Role.PARTENAIRE: "Créer une action, inviter d’autres structures, consulter le calendrier partagé.",
    Role.COORDINATEUR: "Lire le diagnostic des quartiers, la carte, les chiffres protégés, et le télécharger.",
    Role.ADMINISTRATEUR: "Tenir les comptes, sans pouvoir lire un seul contact.",
    Role.FINANCEUR: "Lire le diagnostic d’une année close.",
}
SHOWN = 3


class EnterForm(Form):
    role: Role
    n: Annotated[int, Field(ge=1, le=1000)] = 1


@get("/demo", opt=PUBLIC)
async def show_door(request: WebRequest, gate: TheGate, now: TheNow) -> Template:
    people = await comptes.list_demo_people(gate, now)
    roles = [
        {
            "role": role.value, "libelle": role.libelle, "description": DESCRIPTIONS[role],
            "personnes": list(enumerate(people[role][:SHOWN], start=1)),
        }
        for role in Role
    ]  # fmt: skip
    return page(request, "demo/entrer.html", roles=roles, cartes=CARTES)


@post("/demo/entrer", opt=PUBLIC)
async def enter(request: WebRequest, data: URLEncodedBody[EnterForm], gate: TheGate, now: TheNow) -> Redirect:
    opened = await comptes.enter_demo(gate, data.role, data.n, now)
    if request.auth:
        await comptes.log_out(gate, request.auth)
    return entered(opened)


HANDLERS = [show_door, enter]
