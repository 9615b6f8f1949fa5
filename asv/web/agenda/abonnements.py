"""Where a person makes the secret addresses of his calendars, sees which ones work, and takes them back."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from litestar import get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect, Template

from asv.documents.qr import draw_address
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Refused
from asv.domain.flux import IDLE, SHOWN_FOR, EtatFlux, natures_of
from asv.usecases import agenda
from asv.web.dependencies import TheActeur, TheNow, TheSession, TheSite, WebRequest, secret_of
from asv.web.entry import expected_origin
from asv.web.forms import Code, Form
from asv.web.pages import moved, page

READERS = {"roles": (Role.MEDIATEUR, Role.PARTENAIRE, Role.COORDINATEUR, Role.FINANCEUR)}
OWN = READERS | {"personal": True}
PATH = "/agenda/abonnements"
HELP = {
    "personnel": "Toutes les dates que vous voyez dans le calendrier partagé.",
    "structure": "Les dates que votre structure porte, celles où elle participe, celles qu’elle accueille.",
}


class FluxForm(Form):
    """`element`: drawn with the form; sent twice, it makes one address."""

    nature: Code = ""
    element: UUID


@get(PATH, opt=READERS)
async def list_flux(
    request: WebRequest, session: TheSession, acteur: TheActeur, site: TheSite, now: TheNow,
    faite: FromQuery[UUID | None] = None,
) -> Template:  # fmt: skip
    """`faite`: the address just made. Its secret is in no link, no cookie, no log: the session makes it again."""
    token = await agenda.just_made(session, acteur, faite, secret=secret_of(request), now=now) if faite else ""
    adresse = f"{expected_origin(request, site)}/ical/{token}.ics" if token else ""
    return await flux_page(request, session, acteur, now, adresse=adresse)


@post(PATH, opt=OWN)
async def make_flux(
    request: WebRequest, data: URLEncodedBody[FluxForm], session: TheSession, acteur: TheActeur, now: TheNow
) -> Redirect | Template:
    try:
        await agenda.make_flux(session, acteur, data.nature, data.element, secret=secret_of(request), now=now)
    except Refused as refusal:
        return await flux_page(request, session, acteur, now, erreurs=[("nature", refusal.message)])
    return moved(f"{PATH}?faite={data.element}")


@post("/agenda/abonnements/{flux_id:uuid}/revoquer", opt=OWN)
async def revoke_flux(flux_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow) -> Redirect:
    await agenda.revoke_flux(session, acteur, flux_id, now)
    return moved(PATH, "flux-revoque")


async def flux_page(
    request: WebRequest, session: Any, acteur: Acteur, now: datetime, *, adresse: str = "",
    erreurs: list[tuple[str, str]] | None = None,
) -> Template:  # fmt: skip
    webcal = urlsplit(adresse)._replace(scheme="webcal").geturl() if adresse else ""
    return page(
        request, "agenda/abonnements.html", status_code=400 if erreurs else 200, erreurs=erreurs or [],
        natures=[(nature.value, nature.libelle, HELP[nature]) for nature in natures_of(acteur)], adresse=adresse,
        webcal=webcal, qr=draw_address(webcal) if webcal else None, vivant=EtatFlux.VIVANT, repos=IDLE.days,
        montree=SHOWN_FOR.seconds // 60, element=uuid4(), flux=await agenda.list_flux(session, acteur, now),
    )  # fmt: skip


HANDLERS = [list_flux, make_flux, revoke_flux]
