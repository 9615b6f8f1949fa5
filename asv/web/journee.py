"""The mediator's day, and the coordination's list of what was kept aside."""

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import FromQuery, URLEncodedBody
from litestar.response import Redirect, Template
from pydantic import Field

from asv.domain import nomenclatures
from asv.domain.acteurs import Role
from asv.domain.nomenclatures import Creneau
from asv.usecases.synchronisation import conflicts, recent_of, resolve
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.forms import Form
from asv.web.pages import moved, page

COORDINATION = {"roles": (Role.COORDINATEUR,)}
MOTIFS = {
    "conflict": "Deux versions différentes",
    "parked": "En attente de sa séance",
    "rejected": "Refusé à la réception",
    "needs_coordinator": "À décider par la coordination",
}
CRENEAUX = {creneau.value: creneau.libelle for creneau in Creneau}


class SettleForm(Form):
    element: UUID
    empreinte: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


def mode_court(code: str) -> str:
    return nomenclatures.entree("MODE_CONTACT", code).court


@get("/ma-journee", opt={"roles": (Role.MEDIATEUR,)})
async def show_journee(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, jour: FromQuery[date | None] = None
) -> Template:
    today = now.date()
    day = min(jour or today, today)
    return page(
        request, "journee/jour.html", journee=await recent_of(session, acteur, day), motifs=MOTIFS, creneaux=CRENEAUX,
        mode_court=mode_court, precedent=day - timedelta(days=1), suivant=None if day == today else day + timedelta(1),
    )  # fmt: skip


@get("/a-traiter", opt=COORDINATION)
async def show_set_aside(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    return page(request, "journee/a_traiter.html", restes=await conflicts(session, acteur, now), motifs=MOTIFS)


@post("/a-traiter", opt=COORDINATION)
async def settle(data: URLEncodedBody[SettleForm], session: TheSession, acteur: TheActeur) -> Redirect:
    await resolve(session, acteur, data.element, bytes.fromhex(data.empreinte))
    return moved("/a-traiter", "element-regle")


HANDLERS = [show_journee, show_set_aside, settle]
