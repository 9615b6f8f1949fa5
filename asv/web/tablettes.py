"""Tablets of the team: who last held each, what it announced and has not sent, which one is lost."""

from typing import Annotated, Literal
from uuid import UUID

from litestar import get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template
from pydantic import Field

from asv.domain.acteurs import Role
from asv.usecases.synchronisation import declare_lost, list_appareils
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.forms import Form
from asv.web.pages import moved, page

KEEPERS = {"roles": (Role.COORDINATEUR, Role.ADMINISTRATEUR)}


class LostForm(Form):
    appareil: UUID
    etat: Annotated[Literal["perdue", "retrouvee"], Field()]


@get("/tablettes", opt=KEEPERS)
async def show_appareils(request: WebRequest, session: TheSession, acteur: TheActeur) -> Template:
    return page(request, "tablettes/liste.html", tablettes=await list_appareils(session, acteur))


@post("/tablettes", opt=KEEPERS)
async def settle_appareil(
    data: URLEncodedBody[LostForm], session: TheSession, acteur: TheActeur, now: TheNow
) -> Redirect:  # fmt: skip
    is_found = data.etat == "retrouvee"
    await declare_lost(session, acteur, data.appareil, now, is_found=is_found)
    return moved("/tablettes", "tablette-retrouvee" if is_found else "tablette-perdue")


HANDLERS = [show_appareils, settle_appareil]
