"""The thread of an action: /actions/{id}/echanges."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect, Template

from asv.domain.acteurs import Acteur, Role
from asv.domain.actions.echanges import TEXTE, Mot, NatureMot
from asv.domain.champs import Incorrect
from asv.usecases.actions.echanges import read_fil, withdraw_mot, write_mot
from asv.web.actions.onglets import onglets
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.forms import Code, Codes, ConfirmedForm, Long
from asv.web.pages import moved, page

DISCUSSING = {"roles": (Role.PARTENAIRE, Role.COORDINATEUR)}


class MotForm(ConfirmedForm):
    texte: Long = ""
    nature: Code = NatureMot.COMMENTAIRE.value
    mentions: Codes = ()

    def mot(self) -> Mot:
        return Mot(self.texte, self.nature, self.mentions, self.is_confirme)


async def _page(
    request: WebRequest, session: Any, acteur: Acteur, action_id: UUID, form: MotForm, erreurs: Any = ()
) -> Template:
    fil = await read_fil(session, acteur, action_id)
    return page(
        request, "actions/echanges.html", status_code=400 if erreurs else 200, fil=fil, form=form, erreurs=erreurs,
        longest=TEXTE, onglets=onglets(acteur, action_id, fil.action.porteur_id, "echanges"),
        natures=[(nature.value, nature.libelle) for nature in NatureMot],
    )  # fmt: skip


@get("/actions/{action_id:uuid}/echanges", opt=DISCUSSING)
async def show_fil(request: WebRequest, action_id: FromPath[UUID], session: TheSession, acteur: TheActeur) -> Template:
    return await _page(request, session, acteur, action_id, MotForm())


@post("/actions/{action_id:uuid}/echanges", opt=DISCUSSING)
async def write(
    request: WebRequest, action_id: FromPath[UUID], data: URLEncodedBody[MotForm], session: TheSession,
    acteur: TheActeur,
) -> Template | Redirect:  # fmt: skip
    try:
        written = await write_mot(session, acteur, action_id, data.mot())
    except Incorrect as refusal:
        return await _page(request, session, acteur, action_id, data, refusal.erreurs)
    return moved(f"/actions/{action_id}/echanges", f"mot-ecrit#{written}")


@post("/actions/{action_id:uuid}/echanges/{mot_id:uuid}/retirer", opt=DISCUSSING)
async def withdraw(
    action_id: FromPath[UUID], mot_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Redirect:
    await withdraw_mot(session, acteur, action_id, mot_id, now)
    return moved(f"/actions/{action_id}/echanges", "mot-retire")


HANDLERS = [show_fil, write, withdraw]
