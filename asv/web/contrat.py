"""The QPV of the contrat de ville: the coordinator puts one in or out of the perimeter."""

from typing import Literal

from litestar import get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template

from asv.domain.acteurs import Role
from asv.usecases import territoires
from asv.web.dependencies import TheActeur, TheSession, WebRequest
from asv.web.forms import Form
from asv.web.pages import moved, page

COORDINATION = {"roles": (Role.COORDINATEUR,)}


class ContratForm(Form):
    qpv: str
    dans_contrat: Literal["oui", "non"]


@get("/contrat", opt=COORDINATION)
async def show_contrat(request: WebRequest, session: TheSession, acteur: TheActeur) -> Template:
    contract = await territoires.list_contract(session, acteur)
    return page(request, "contrat/liste.html", quartiers=contract, retenus=sum(inside for _, inside in contract))


@post("/contrat", opt=COORDINATION)
async def switch_qpv(data: URLEncodedBody[ContratForm], session: TheSession, acteur: TheActeur) -> Redirect:
    await territoires.switch_qpv(session, acteur, data.qpv, dans_contrat=data.dans_contrat == "oui")
    return moved("/contrat", "contrat-modifie")


HANDLERS = [show_contrat, switch_qpv]
